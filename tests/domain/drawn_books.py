"""Books to split in tests: small ones built by hand, others drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from db.records import Book, Chapter, Exercise, Part, Reading, Section


def a_chapter(
    number: int, first: int, pages: int, starts: list[int], exercises_at: int | None, stars: list[int]
) -> Chapter:
    """A chapter whose sections start so many pages behind its first page."""
    return Chapter(
        str(number),
        f"Chapter {number}",
        first,
        first + pages - 1,
        exercises_page=None if exercises_at is None else first + exercises_at,
        sections=tuple(Section(f"{number}.{n}", "A section", first + start) for n, start in enumerate(starts, 1)),
        exercises=tuple(Exercise(f"{number}.{n}", None, star) for n, star in enumerate(stars, 1)),
    )


@st.composite
def chapters(draw: st.DrawFn, number: int, first: int, longest: int, most_sections: int) -> Chapter:
    pages = draw(st.integers(1, longest))
    starts = sorted(draw(st.lists(st.integers(0, pages - 1), max_size=most_sections)))
    exercises_at = draw(st.one_of(st.none(), st.integers(starts[-1] if starts else 0, pages - 1)))
    stars = draw(st.lists(st.integers(1, 3), max_size=12))
    return a_chapter(number, first, pages, starts, exercises_at, stars)


@st.composite
def books(draw: st.DrawFn, most_chapters: int = 6, longest: int = 60, most_sections: int = 8) -> Book:
    drawn: list[Chapter] = []
    page = 1
    for number in range(1, draw(st.integers(1, most_chapters)) + 1):
        chapter = draw(chapters(number, page + draw(st.integers(0, 2)), longest, most_sections))
        drawn.append(chapter)
        page = (chapter.last_page or 0) + 1
    return Book("drawn", "Drawn", tuple(drawn))


def pages_of(part: Part) -> range:
    assert part.first_page is not None
    assert part.last_page is not None
    return range(part.first_page, part.last_page + 1)


def pages_in(chapter: Chapter) -> range:
    return pages_of(Part(chapter.number, chapter.first_page, chapter.last_page))


def parts_of(readings: tuple[Reading, ...]) -> list[Part]:
    return [part for reading in readings for part in reading.parts]


def natural_borders(chapter: Chapter) -> list[int]:
    places = {chapter.first_page, chapter.exercises_page, *(section.page for section in chapter.sections)}
    return sorted(place for place in places if place is not None)
