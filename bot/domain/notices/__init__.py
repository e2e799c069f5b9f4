"""Which notices a study owes to whom, and when."""

from __future__ import annotations

from bot.domain.notices.kinds import MORNING, NIGHT, OF_A_PLAN, SILENT, Kind, in_channel, to_member, to_seat, to_staff
from bot.domain.notices.of_calls import turn_given, turn_taken
from bot.domain.notices.of_digests import OF_A_WEEK, digest_now, for_digest, for_own_digest
from bot.domain.notices.of_helps import asked_openly, asked_quietly, help_found
from bot.domain.notices.of_people import came_late, channel_gone, of_server, reachable, standing, went
from bot.domain.notices.of_picks import picked
from bot.domain.notices.of_places import BARRED, for_places, place_barred
from bot.domain.notices.of_plan import for_plan
from bot.domain.notices.of_study import card_again, ended, moved_up, paused, plan_published, plea_made, study_card
from bot.domain.notices.of_swaps import DECIDED, RAN_OUT, swap_decided, swap_offered

__all__ = [
    "BARRED",
    "DECIDED",
    "MORNING",
    "NIGHT",
    "OF_A_PLAN",
    "OF_A_WEEK",
    "RAN_OUT",
    "SILENT",
    "Kind",
    "asked_openly",
    "asked_quietly",
    "came_late",
    "card_again",
    "channel_gone",
    "digest_now",
    "ended",
    "for_digest",
    "for_own_digest",
    "for_places",
    "for_plan",
    "help_found",
    "in_channel",
    "moved_up",
    "of_server",
    "paused",
    "picked",
    "place_barred",
    "plan_published",
    "plea_made",
    "reachable",
    "standing",
    "study_card",
    "swap_decided",
    "swap_offered",
    "to_member",
    "to_seat",
    "to_staff",
    "turn_given",
    "turn_taken",
    "went",
]
