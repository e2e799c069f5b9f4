"""The shelf and the books on it, in figures a phone can show; what nobody knows is said to be unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.texts import Mark, Speech, bold, escape, lines
from cogs.views.components import button, buttons, custom_id, pager
from cogs.views.reading import BLUE
from db.records import Book, BookKind, Chapter

PAGE = 5  # chapters
TITLE = 70  # characters
# As many as Discord's lists take.
MOST = 25


def shelf(books: Sequence[Book], say: Speech) -> Wording:
    """All books, a row each, and a list to open one from."""
    if not books:
        return Wording(content=say("The shelf is empty. Whoever runs Naru can put books on it."))
    shown = books[:MOST]
    more = len(books) - len(shown)
    text = lines(
        *[Mark(f"{bold(_name(book, say))} · {_figures(book, say)}") for book in shown],
        say.many("and {n} more: {command}", "and {n} more: {command}", more, command=say.command("book show"))
        if more
        else None,
        "",
        say("To read one together: {command}", command=say.command("study create")),
    )
    embed = discord.Embed(title=say("📚 The shelf"), description=text, colour=BLUE)
    opening = ui.Select[Any](
        custom_id=custom_id("book.open", 0),
        placeholder=say.label("Open a book"),
        options=[discord.SelectOption(label=_name(book, say)[:100], value=str(book.id)) for book in shown],
    )
    return Wording(embeds=(embed,), view=buttons(opening))


def book(found: Book, page: int, say: Speech) -> Wording:
    """One book, a few chapters a page; `page` counts from 0."""
    pages = max(1, -(-len(found.chapters) // PAGE))
    page = min(max(page, 0), pages - 1)
    chapters = found.chapters[page * PAGE : (page + 1) * PAGE]
    text = lines(
        *_about(found, say),
        _figures(found, say),
        "",
        *[row for chapter in chapters for row in _chapter(found, chapter, say)],
    )
    embed = discord.Embed(title=f"📖 {escape(_name(found, say))}", description=text, colour=BLUE)
    shelf_again = button("book.shelf", found.id, say.label("The shelf"))
    return Wording(embeds=(embed,), view=buttons(*pager("book.page", found.id, page, pages), shelf_again))


def _name(of: Book, say: Speech) -> str:
    title = of.title_in(say.language)
    cut = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
    return f"{cut} ({of.short})" if of.short and of.short != title else cut


def _about(of: Book, say: Speech) -> list[Mark]:
    facts = [", ".join(of.authors), of.publisher, str(of.year) if of.year else None]
    known = " · ".join(fact for fact in facts if fact)
    return [
        *([escape(known)] if known else []),
        *([say("Korean edition: {edition}", edition=of.korean_edition)] if of.korean_edition else []),
    ]


def _figures(of: Book, say: Speech) -> Mark:
    """How much a book is: '14 chapters · 738 pages · 431 exercises'."""
    count = len(of.chapters)
    if of.kind is BookKind.PAPERS:
        return say.many("{n} paper", "{n} papers", count)
    pages = [chapter.pages for chapter in of.chapters]
    whole = sum(known for known in pages if known is not None)
    return Mark(
        " · ".join(
            (
                say.many("{n} chapter", "{n} chapters", count),
                say("pages not known") if None in pages else say.many("{n} page", "{n} pages", whole),
                _exercises(of.chapters, say),
            )
        )
    )


def _exercises(chapters: Sequence[Chapter], say: Speech) -> Mark:
    """Their number, or as much as is known of it: none may be known, or too few."""
    count = sum(chapter.exercises_at_least or len(chapter.exercises or ()) for chapter in chapters)
    if all(chapter.exercises is not None for chapter in chapters):
        return say.many("{n} exercise", "{n} exercises", count) if count else say("no exercises")
    if not count:
        return say("exercises not known")
    return say.many("at least {n} exercise", "at least {n} exercises", count)


def _has_exercises(of: Book) -> bool:
    """Whether there are some, or may be: of a paper nobody asks, and a book may print none at all."""
    return of.kind is BookKind.BOOK and any(chapter.exercises != () for chapter in of.chapters)


def _chapter(of: Book, chapter: Chapter, say: Speech) -> list[Mark]:
    """A chapter's or paper's title, and a small row of what is known of it."""
    known = [_pages(of, chapter, say)]
    if _has_exercises(of):
        known += [_exercises([chapter], say), _stars(chapter)]
    facts = " · ".join(fact for fact in known if fact)
    return [_title(chapter, say), *([Mark(f"-# {facts}")] if facts else [])]


def _title(chapter: Chapter, say: Speech) -> Mark:
    title = chapter.title_ko if say.language == "ko" and chapter.title_ko else chapter.title
    named = f"[{escape(title)}]({chapter.link})" if chapter.link else escape(title)
    year = f" ({chapter.year})" if chapter.year else ""
    return Mark(f"{bold(chapter.number)} {named}{year}")


def _pages(of: Book, chapter: Chapter, say: Speech) -> Mark | None:
    if of.kind is BookKind.PAPERS:
        return say.many("{n} page", "{n} pages", chapter.pages) if chapter.pages else None
    if chapter.pages is None:
        return say("pages not known")
    return say("pages {first}–{last}", first=chapter.first_page, last=chapter.last_page)


def _stars(chapter: Chapter) -> Mark | None:
    """How many exercises of each difficulty, where the book prints any: '★ 24 · ★★ 13'."""
    counts = Counter(exercise.stars for exercise in chapter.exercises or () if exercise.stars)
    return Mark(" · ".join(f"{'★' * stars} {count}" for stars, count in sorted(counts.items()))) if counts else None
