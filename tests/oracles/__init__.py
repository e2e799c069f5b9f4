"""Solvers of others, which ours are held against."""
