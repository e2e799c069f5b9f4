"""The form in which a member changes what they wished for when joining."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.services.wishes import WishShown
from bot.texts import Speech
from cogs.forms import fields
from cogs.host import Interaction, services, speech
from cogs.manners import Form, answer
from cogs.views import wishes as view
from db.records import Reach


class Wishing(Form):
    def __init__(self, shown: WishShown, say: Speech) -> None:
        super().__init__(say.label("Wishes for {name}", name=shown.study.name))
        self.shown = shown
        book, seat = shown.book, shown.seat
        self.wants, self.avoids = fields.chapters(book, say, seat.wants), fields.chapters(book, say, seat.avoids)
        self.reach = ui.RadioGroup[Any](options=fields.reaches(say, seat.reach), required=True)
        later = say.label("This counts from the next change of the plan on.")
        for text, description, component in (
            (say.label("Chapters I would like to present"), later, self.wants),
            (say.label("Chapters I would rather not"), later, self.avoids),
            (say.label("Where should I remind you?"), None, self.reach),
        ):
            self.add_item(ui.Label(text=text, description=description, component=component))

    async def on_submit(self, interaction: Interaction, /) -> None:
        book = self.shown.book
        kept = await services(interaction).wishes.keep(
            self.shown.study.id,
            interaction.user.id,
            fields.numbers(self.wants, book),
            fields.numbers(self.avoids, book),
            Reach(self.reach.value or Reach.CHANNEL),
        )
        await answer(interaction, view.kept(kept, speech(interaction)))
