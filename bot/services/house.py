"""All use cases together, built once from the ground they stand on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.attendance import Attendances
from bot.services.aways import Aways
from bot.services.books import Books
from bot.services.calls import Calls
from bot.services.change_news import ChangeNews
from bot.services.changes import Changes
from bot.services.changing import Changing
from bot.services.compass import Compass
from bot.services.digests import Digests
from bot.services.editing import Editing
from bot.services.exchange import Exchange
from bot.services.ground import Ground
from bot.services.helps import Helps
from bot.services.losses import Losses
from bot.services.marks import Marks
from bot.services.own_digests import OwnDigests
from bot.services.picks import Picks
from bot.services.places import Places
from bot.services.plans import Plans
from bot.services.roll import Roll
from bot.services.seats import Seats
from bot.services.sessions import Sessions
from bot.services.setups import Setups
from bot.services.studies import Studies
from bot.services.swaps import Swaps
from bot.services.turns import Turns
from bot.services.why import Why
from bot.services.wishes import Wishes


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
    roll: Roll
    losses: Losses
    why: Why
    calls: Calls
    swaps: Swaps
    aways: Aways
    attendance: Attendances
    wishes: Wishes
    places: Places
    changes: Changes
    changing: Changing
    change_news: ChangeNews
    editing: Editing
    marks: Marks
    digests: Digests
    exchange: Exchange
    picks: Picks
    helps: Helps
    own_digests: OwnDigests


def build(ground: Ground) -> Services:
    books = Books(ground)
    changes = Changes(ground, books)
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
        Roll(ground),
        Losses(ground),
        Why(ground),
        Calls(ground, books),
        Swaps(ground, books),
        Aways(ground, books),
        Attendances(ground),
        Wishes(ground, books),
        Places(ground, books),
        changes,
        Changing(ground, changes),
        ChangeNews(ground, changes),
        Editing(ground, books, changes),
        Marks(ground, books),
        Digests(ground, books),
        Exchange(ground, books),
        Picks(ground, books),
        Helps(ground, books),
        OwnDigests(ground, books),
    )
