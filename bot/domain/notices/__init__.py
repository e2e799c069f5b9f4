"""Which notices a study owes to whom, and when."""

from __future__ import annotations

from bot.domain.notices.kinds import MORNING, NIGHT, OF_A_PLAN, Kind, in_channel, to_member, to_seat, to_staff
from bot.domain.notices.of_plan import for_plan
from bot.domain.notices.of_study import moved_up, plan_published, plea_made, study_card

__all__ = [
    "MORNING",
    "NIGHT",
    "OF_A_PLAN",
    "Kind",
    "for_plan",
    "in_channel",
    "moved_up",
    "plan_published",
    "plea_made",
    "study_card",
    "to_member",
    "to_seat",
    "to_staff",
]
