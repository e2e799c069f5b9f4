"""Mentors and mentees: who could meet when, and who goes with whom."""

from __future__ import annotations

from bot.domain.pairing.hours import FreeHours, together
from bot.domain.pairing.matching import Matching, match
from bot.domain.pairing.stable import blocking, match_stably

__all__ = ["FreeHours", "Matching", "blocking", "match", "match_stably", "together"]
