"""How a published plan bends: what is asked for, what becomes of the sessions, who presents then."""

from __future__ import annotations

from bot.domain.changes.ahead import Ahead, look_ahead
from bot.domain.changes.presenters import People
from bot.domain.changes.proposal import propose, propose_again, terms
from bot.domain.changes.publishing import added, check_fresh, check_publishing, gone, with_terms
from bot.domain.changes.undoing import UNDO_WITHIN, taken_back
from bot.domain.changes.wishes import (
    Cancel,
    Divide,
    GoOn,
    Move,
    PagesGo,
    Rebalance,
    Repage,
    Reslot,
    ResumeDays,
    SkipDays,
    Unite,
    Wish,
    read,
    written,
)

__all__ = [
    "UNDO_WITHIN",
    "Ahead",
    "Cancel",
    "Divide",
    "GoOn",
    "Move",
    "PagesGo",
    "People",
    "Rebalance",
    "Repage",
    "Reslot",
    "ResumeDays",
    "SkipDays",
    "Unite",
    "Wish",
    "added",
    "check_fresh",
    "check_publishing",
    "gone",
    "look_ahead",
    "propose",
    "propose_again",
    "read",
    "taken_back",
    "terms",
    "with_terms",
    "written",
]
