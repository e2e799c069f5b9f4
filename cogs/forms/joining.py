"""The form a member fills in when joining: a pledge, two wishes, and how to be reminded."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.domain import typed
from bot.services.seats import Form as Filled
from bot.texts import Speech, language_of
from cogs.host import Interaction, host, services, speech
from cogs.manners import Form, answer
from cogs.views import studies as view
from db.records import Book, Chapter, Reach, Study

OPTIONS = 25


class Joining(Form):
    """Books of many chapters get a line to type in, since Discord's lists end at 25."""

    def __init__(self, study: Study, book: Book, say: Speech) -> None:
        super().__init__(say.label("Join {name}", name=study.name))
        self.study, self.book = study, book
        self.pledge = ui.CheckboxGroup[Any](options=[_promise(say)], required=True, min_values=1, max_values=1)
        self.wants, self.avoids = _chapters(book, say), _chapters(book, say)
        self.before = ui.RadioGroup[Any](options=_experience(say), required=True)
        self.reach = ui.RadioGroup[Any](options=_reaches(say), required=True)
        for text, description, component in (
            (say.label("A promise to yourself"), None, self.pledge),
            (say.label("Chapters I would like to present"), None, self.wants),
            (say.label("Chapters I would rather not"), None, self.avoids),
            (say.label("Have you presented before?"), None, self.before),
            (say.label("Where should I remind you?"), None, self.reach),
        ):
            self.add_item(ui.Label(text=text, description=description, component=component))

    async def on_submit(self, interaction: Interaction, /) -> None:
        filled = Filled(
            name=interaction.user.display_name,
            language=language_of(interaction.locale),
            reach=Reach(self.reach.value or Reach.CHANNEL),
            first_time=self.before.value == "first",
            wants=self._numbers(self.wants),
            avoids=self._numbers(self.avoids),
        )
        joined = await services(interaction).seats.join(self.study.id, interaction.user.id, filled)
        await answer(interaction, view.joined(joined, speech(interaction)))
        await host(interaction).refresh_card(self.study.id)

    def _numbers(self, field: ui.Select[Any] | ui.TextInput[Any]) -> frozenset[str]:
        if isinstance(field, ui.Select):
            return frozenset(field.values)
        known = [chapter.number for chapter in self.book.chapters]
        return frozenset(typed.numbers(field.value, known) if field.value.strip() else ())


def _promise(say: Speech) -> discord.CheckboxGroupOption:
    return discord.CheckboxGroupOption(
        label=say.label("I try by myself first"),
        value="yes",
        description=say.label("… and say so when I looked it up."),
    )


def _experience(say: Speech) -> list[discord.RadioGroupOption]:
    return [
        discord.RadioGroupOption(label=say.label("Yes, I have"), value="before"),
        discord.RadioGroupOption(
            label=say.label("This will be my first time"),
            value="first",
            description=say.label("Those who have presented before go first, where they can."),
        ),
    ]


def _reaches(say: Speech) -> list[discord.RadioGroupOption]:
    return [
        discord.RadioGroupOption(label=say.label("In the study's channel"), value=Reach.CHANNEL.value),
        discord.RadioGroupOption(label=say.label("By direct message"), value=Reach.DM.value),
    ]


def _chapters(book: Book, say: Speech) -> ui.Select[Any] | ui.TextInput[Any]:
    if len(book.chapters) > OPTIONS:
        example = say.label("Numbers, such as 3, 5-7")
        return ui.TextInput(required=False, placeholder=example, max_length=100)
    return ui.Select(
        options=[_chapter(chapter, say) for chapter in book.chapters],
        min_values=0,
        max_values=len(book.chapters),
        required=False,
        placeholder=say.label("None in particular"),
    )


def _chapter(chapter: Chapter, say: Speech) -> discord.SelectOption:
    title = chapter.title_ko if say.language == "ko" and chapter.title_ko else chapter.title
    return discord.SelectOption(label=f"{chapter.number}. {title}"[:100], value=chapter.number)
