"""The family of expected refusals; each rule keeps its own members beside it."""

from __future__ import annotations


class Refusal(Exception):
    """A rule said no; it is worded where the reader's language is known."""
