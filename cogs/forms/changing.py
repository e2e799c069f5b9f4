"""The form that changes a draft before it opens; what was typed before stands in it."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.domain import typed
from bot.services.studies import Preview, Wish
from bot.texts import Speech
from cogs.host import Interaction, services, speech
from cogs.manners import Form, show_instead
from cogs.numbers import whole
from cogs.views import studies as view


class Changing(Form):
    def __init__(self, shown: Preview, say: Speech) -> None:
        super().__init__(say.label("Change {name}", name=shown.study.name))
        study = shown.study
        self.shown = shown
        self.name = ui.TextInput[Any](default=study.name, max_length=200)
        self.slot = ui.TextInput[Any](default=view.typed_slot(study, say), max_length=60)
        self.start = ui.TextInput[Any](default=view.typed_start(shown), max_length=60)
        self.pages = ui.TextInput[Any](default=str(study.pages_per_session), max_length=6)
        self.seats = ui.TextInput[Any](default=str(study.seats), max_length=6)
        for text, field in (
            (say.label("Name"), self.name),
            (say.label("Day and time"), self.slot),
            (say.label("First day"), self.start),
            (say.label("Pages a session"), self.pages),
            (say.label("Seats"), self.seats),
        ):
            self.add_item(ui.Label(text=text, component=field))

    async def on_submit(self, interaction: Interaction, /) -> None:
        day, time = typed.slot(self.slot.value)
        study = self.shown.study
        wish = Wish(
            self.shown.book.key,
            study.channel_id,
            name=self.name.value,
            day=day,
            # A day alone moves the day, not the hour.
            time=time or f"{study.slot.at:%H:%M}",
            start=self.start.value,
            pages=whole(self.pages.value),
            seats=whole(self.seats.value),
            language=study.language,
        )
        changed = await services(interaction).studies.change(study.id, wish)
        await show_instead(interaction, view.preview(changed, speech(interaction)))
