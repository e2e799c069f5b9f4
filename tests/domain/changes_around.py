"""Changes of a plan as their readers meet them: shapes of sessions, before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.changes.ahead import shape_of
from bot.domain.changes.proposal import terms
from db.records import Change, Changed, Shape, StudyState
from tests.situations import DANA, JUN, MINA, NOW, SORA, a_meeting, a_study


def a_shape(number: int, lead: int | None = None, backup: int | None = None, **facts: Any) -> Shape:
    """A session of a weekly study from 16 January 2027 on, chapter and pages after its number."""
    return replace(shape_of(a_meeting(number, lead, backup)), **facts)


def a_change(*rows: Changed, **facts: Any) -> Change:
    """Dana's, of a study under way, not published yet."""
    standing = terms(a_study(state=StudyState.RUNNING))
    change = Change(5, 1, 0, DANA, NOW, '{"wish": "Rebalance"}', standing, standing, rows, members=(MINA, JUN, SORA))
    return replace(change, **facts)
