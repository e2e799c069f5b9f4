"""The tables. Discord's ids are 64 bits; what is a list of small facts is kept as JSON."""

from __future__ import annotations

from db.tables.base import metadata
from db.tables.bending import aways, calls, changes, skips, swaps
from db.tables.books import books, chapters, exercises, sections
from db.tables.digests import digests
from db.tables.gone import gone
from db.tables.marks import imports, markings, marks, openness
from db.tables.meeting import attendances, places
from db.tables.notices import leases, notices
from db.tables.plans import plan_drafts, pleas, sessions, turns
from db.tables.studies import seats, servers, studies

__all__ = [
    "attendances",
    "aways",
    "books",
    "calls",
    "changes",
    "chapters",
    "digests",
    "exercises",
    "gone",
    "imports",
    "leases",
    "markings",
    "marks",
    "metadata",
    "notices",
    "openness",
    "places",
    "plan_drafts",
    "pleas",
    "seats",
    "sections",
    "servers",
    "sessions",
    "skips",
    "studies",
    "swaps",
    "turns",
]
