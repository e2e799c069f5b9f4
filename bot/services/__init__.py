"""Use cases: load facts, ask a rule, save facts; one transaction each."""
