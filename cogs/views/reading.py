"""Pages, slots and dates in words: the small phrases that all cards share."""

from __future__ import annotations

import discord

from bot.texts import Mark, Speech
from db.records import Book, BookKind, Part, Reading, Section, Study

BLUE = discord.Colour(0x4F7CFF)
SECTIONS_SHOWN = 6


def reading(of: Reading, book: Book, say: Speech) -> Mark:
    """What a session reads, in half a line: 'chapter 2, pages 67–93'."""
    first, last = of.parts[0], of.parts[-1]
    if book.kind is BookKind.PAPERS:
        return Mark(" · ".join(_paper(part, book, say) for part in of.parts))
    chapters = _chapters(first, last, say)
    if first.first_page is None or last.last_page is None:
        return chapters
    if first.first_page == last.last_page:
        return say("{chapters}, page {page}", chapters=chapters, page=first.first_page)
    return say("{chapters}, pages {first}–{last}", chapters=chapters, first=first.first_page, last=last.last_page)


def _chapters(first: Part, last: Part, say: Speech) -> Mark:
    if first.chapter == last.chapter:
        return say("chapter {number}", number=first.chapter)
    return say("chapters {first}–{last}", first=first.chapter, last=last.chapter)


def _paper(part: Part, book: Book, say: Speech) -> Mark:
    paper = book.chapter(part.chapter)
    if paper is None:
        return say("paper {number}", number=part.chapter)
    if paper.year is None:
        return say("“{title}”", title=paper.title)
    return say("“{title}” ({year})", title=paper.title, year=paper.year)


def sections(of: Reading, book: Book, say: Speech) -> list[Mark]:
    """The sections of a session, a line each; the first few where there are many."""
    found = [section for part in of.parts for section in _sections_of(part, book)]
    shown = [say("{number} {title}", number=s.number, title=_title(s, say)) for s in found[:SECTIONS_SHOWN]]
    more = len(found) - len(shown)
    return [*shown, say.many("and {n} more section", "and {n} more sections", more)] if more else shown


def _sections_of(part: Part, book: Book) -> list[Section]:
    chapter = book.chapter(part.chapter)
    return [section for section in chapter.sections if section.number in part.sections] if chapter else []


def _title(section: Section, say: Speech) -> str:
    return section.title_ko if say.language == "ko" and section.title_ko else section.title


def chapter_titles(of: Reading, book: Book, say: Speech) -> Mark:
    """The titles of the chapters a session touches."""
    chapters = [book.chapter(part.chapter) for part in of.parts]
    titles = [(c.title_ko if say.language == "ko" and c.title_ko else c.title) for c in chapters if c is not None]
    return Mark(" · ".join(say("{title}", title=title) for title in dict.fromkeys(titles)))


def slot(study: Study, say: Speech) -> Mark:
    """The weekly slot as its own zone's clock shows it: 'Saturdays 20:00'."""
    return say("Every {weekday} {time}", weekday=say.weekday(study.slot.weekday), time=say.clock(study.slot.at))


def how_much(study: Study, book: Book, pages: int, count: int, say: Speech) -> Mark:
    """How long the way is: sessions and pages each."""
    sessions = say.many("{n} session", "{n} sessions", count)
    if book.kind is BookKind.PAPERS:
        return say("{sessions}, one paper each", sessions=sessions)
    if not pages:
        return say("{sessions}, by chapter", sessions=sessions)
    return say("{sessions}, about {pages} pages each", sessions=sessions, pages=round(pages / count))


def book_line(study: Study, book: Book, say: Speech) -> Mark | None:
    """The book's title, unless the study is called just that."""
    title = book.title_in(say.language)
    return None if study.name == title else say("{title}", title=title)
