"""Fields that more than one form asks for: chapters of a book, and how to be reminded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import discord
from discord import ui

from bot.domain import typed
from bot.texts import Speech
from db.records import Book, Chapter, Reach

OPTIONS = 25


def chapters(book: Book, say: Speech, chosen: Collection[str] = ()) -> ui.Select[Any] | ui.TextInput[Any]:
    """Books of many chapters get a line to type in, since Discord's lists end at 25."""
    if len(book.chapters) > OPTIONS:
        example = say.label("Numbers, such as 3, 5-7")
        standing = ", ".join(chapter.number for chapter in book.chapters if chapter.number in chosen)
        return ui.TextInput(required=False, placeholder=example, max_length=400, default=standing or None)
    return ui.Select(
        options=[_chapter(chapter, say, chosen) for chapter in book.chapters],
        min_values=0,
        max_values=len(book.chapters),
        required=False,
        placeholder=say.label("None in particular"),
    )


def _chapter(chapter: Chapter, say: Speech, chosen: Collection[str]) -> discord.SelectOption:
    title = chapter.title_ko if say.language == "ko" and chapter.title_ko else chapter.title
    label = f"{chapter.number}. {title}"[:100]
    return discord.SelectOption(label=label, value=chapter.number, default=chapter.number in chosen)


def numbers(field: ui.Select[Any] | ui.TextInput[Any], book: Book) -> frozenset[str]:
    """What was chosen in `chapters`. Raises NoSuchChapter."""
    if isinstance(field, ui.Select):
        return frozenset(field.values)
    known = [chapter.number for chapter in book.chapters]
    return frozenset(typed.numbers(field.value, known) if field.value.strip() else ())


def reaches(say: Speech, chosen: Reach | None = None) -> list[discord.RadioGroupOption]:
    return [
        discord.RadioGroupOption(label=label, value=reach.value, default=reach is chosen)
        for reach, label in (
            (Reach.CHANNEL, say.label("In the study's channel")),
            (Reach.DM, say.label("By direct message")),
        )
    ]
