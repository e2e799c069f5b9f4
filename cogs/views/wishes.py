"""What people read after saying which chapters they would like."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.services.wishes import WishShown
from bot.texts import Mark, Speech, channel, lines
from db.records import Reach


def kept(shown: WishShown, say: Speech) -> Wording:
    """To the member alone: what stands now, and from when on it counts."""
    seat = shown.seat
    here = say("I remind you in {channel}.", channel=channel(shown.study.channel_id))
    return Wording(
        content=lines(
            say("Noted for “{name}”.", name=shown.study.name),
            say("Gladly: {chapters}", chapters=_chapters(shown, seat.wants)) if seat.wants else None,
            say("Rather not: {chapters}", chapters=_chapters(shown, seat.avoids)) if seat.avoids else None,
            say("I remind you by direct message.") if seat.reach is Reach.DM else here,
            say("Chapters count from the next change of the plan on; the turns you have stay yours."),
        )
    )


def _chapters(shown: WishShown, numbers: frozenset[str]) -> Mark:
    return Mark(", ".join(chapter.number for chapter in shown.book.chapters if chapter.number in numbers))
