"""Replies that many messages offer: yes or no to a turn, and no more DMs."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.texts import Speech
from cogs.views.components import GREEN, button
from db.records import Reach, Seat, Turn, TurnState


def to_turn(turn: Turn, say: Speech) -> list[ui.Button[Any]]:
    """Yes, until it was said, and no, which is as good an answer."""
    return [
        button(
            "turn.confirm", turn.id, say.label("I'm on it"), style=GREEN, disabled=turn.state is not TurnState.PLANNED
        ),
        button("turn.pass", turn.id, say.label("Pass")),
    ]


def to_lead(turn: Turn, say: Speech) -> list[ui.Button[Any]]:
    """All that a presenter may want to say of a turn to come."""
    return [
        *to_turn(turn, say),
        button("swap.offer", turn.id, say.label("Swap")),
        button("turn.help", turn.id, say.label("I'm stuck")),
    ]


def quiet(seat: Seat | None, say: Speech, *, private: bool) -> list[ui.Button[Any]]:
    """The way out of DMs, in each one that somebody asked for; nothing in a channel."""
    if seat is None or not private or seat.reach is not Reach.DM:
        return []
    return [button("seat.quiet", seat.id, say.label("No more DMs"))]
