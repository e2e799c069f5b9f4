"""The tables. Discord's ids are 64 bits; what is a list of small facts is kept as JSON."""

from __future__ import annotations

from db.tables.base import metadata
from db.tables.bending import aways, calls, changes, skips, swaps
from db.tables.books import books, chapters, exercises, sections
from db.tables.digests import digests, own_digests
from db.tables.gone import gone
from db.tables.helps import helps
from db.tables.marks import imports, markings, marks, openness, ranking_votes
from db.tables.meeting import attendances, places
from db.tables.notices import leases, notices
from db.tables.picks import picks
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
    "helps",
    "imports",
    "leases",
    "markings",
    "marks",
    "metadata",
    "notices",
    "openness",
    "own_digests",
    "picks",
    "places",
    "plan_drafts",
    "pleas",
    "ranking_votes",
    "seats",
    "sections",
    "servers",
    "sessions",
    "skips",
    "studies",
    "swaps",
    "turns",
]
