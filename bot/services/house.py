"""All use cases together, built once from the ground they stand on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.books import Books
from bot.services.compass import Compass
from bot.services.ground import Ground
from bot.services.plans import Plans
from bot.services.seats import Seats
from bot.services.sessions import Sessions
from bot.services.setups import Setups
from bot.services.studies import Studies
from bot.services.turns import Turns


@dataclass(frozen=True, slots=True)
class Services:
    ground: Ground
    setups: Setups
    books: Books
    studies: Studies
    seats: Seats
    plans: Plans
    turns: Turns
    sessions: Sessions
    compass: Compass


def build(ground: Ground) -> Services:
    books = Books(ground)
    return Services(
        ground,
        Setups(ground),
        books,
        Studies(ground, books),
        Seats(ground, books),
        Plans(ground, books),
        Turns(ground, books),
        Sessions(ground, books),
        Compass(ground),
    )
