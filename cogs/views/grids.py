"""A book's grid in words: what stands in its picture, and the same as a text for who cannot see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from bot.domain import marks as rules
from bot.pictures.grid import Cell, Grid, Row
from bot.services.marks import Board, Sheet
from bot.texts import Speech
from cogs.views.marks import by_stars, exercises, in_all, together
from db.records import Book, Chapter, Exercise, MarkState

# So many exercises are a picture; whole shelves are not.
MOST = 1_500


def of_sheet(sheet: Sheet, say: Speech) -> Grid | None:
    """One member's; None for a book without exercises, or with more than a picture can show."""
    states = {number: mark.state for number, mark in sheet.marks.items()}

    def cell(exercise: Exercise) -> Cell:
        return Cell(_within(exercise.number), exercise.stars or 0, states.get(exercise.number))

    solved = rules.solved(sheet.marks.values())
    legend = (
        (Cell("", state=MarkState.SOLVED), say.label("solved")),
        (Cell("", state=MarkState.TRYING), say.label("trying")),
        (Cell("", state=MarkState.STUCK), say.label("stuck")),
        *_of_stars(sheet.book, say),
    )
    totals = _totals(in_all(solved, sheet.book, say), by_stars(solved, sheet.book, say))
    return _grid(sheet.book, totals, cell, sheet.marks, legend, say)


def of_board(board: Board, say: Speech) -> Grid | None:
    """A group's: each cell with the number of those who solved it."""

    def cell(exercise: Exercise) -> Cell:
        solved = board.coverage.get(exercise.number, 0)
        return Cell(_within(exercise.number), exercise.stars or 0, solved=solved, group=board.members)

    solved = list(board.coverage)
    some = max(1, board.members // 2)
    legend = (
        (Cell("", solved=some, group=max(board.members, 1)), say.label_many("solved by {n}", "solved by {n}", some)),
        (Cell("7", group=max(board.members, 1)), say.label("by nobody yet")),
        *_of_stars(board.book, say),
    )
    totals = _totals(together(solved, board.book, say), by_stars(solved, board.book, say))
    return _grid(board.book, totals, cell, board.coverage, legend, say)


def alt_of_sheet(sheet: Sheet, say: Speech) -> str:
    solved = rules.solved(sheet.marks.values())
    others = [
        say.label("{label}: {exercises}", label=label, exercises=exercises(numbers, sheet.book))
        for state, label in ((MarkState.TRYING, say.label("Trying")), (MarkState.STUCK, say.label("Stuck")))
        if (numbers := [mark.exercise for mark in sheet.marks.values() if mark.state is state])
    ]
    return ". ".join(
        [_title(sheet.book, say), in_all(solved, sheet.book, say), *others, *_chapters(solved, sheet.book, say)]
    )


def alt_of_board(board: Board, say: Speech) -> str:
    solved = list(board.coverage)
    return ". ".join([_title(board.book, say), together(solved, board.book, say), *_chapters(solved, board.book, say)])


def _grid(
    book: Book,
    totals: str,
    cell: Callable[[Exercise], Cell],
    marked: Iterable[str],
    legend: tuple[tuple[Cell, str], ...],
    say: Speech,
) -> Grid | None:
    count = sum(len(chapter.exercises or ()) for chapter in book.chapters)
    elsewhere = _of_unknown_chapters(marked, book)
    rows = tuple(
        Row(
            say.label("ch. {number}", number=chapter.number),
            tuple(cell(exercise) for exercise in chapter.exercises or ()),
            _note(chapter, elsewhere[chapter.number], book, say),
        )
        for chapter in book.chapters
        if chapter.exercises != ()
    )
    return Grid(_title(book, say), totals, rows, legend) if rows and count <= MOST else None


def _note(chapter: Chapter, numbers: Collection[str], book: Book, say: Speech) -> str | None:
    if chapter.exercises is not None:
        return None
    return exercises(numbers, book) if numbers else say.label("exercises not known")


def _of_unknown_chapters(marked: Iterable[str], book: Book) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for number in marked:
        chapter = book.chapter(number.rpartition(".")[0])
        if chapter is not None and chapter.exercises is None:
            found[chapter.number].append(number)
    return found


def _chapters(solved: Collection[str], book: Book, say: Speech) -> list[str]:
    """Where something is solved: 'ch. 2: 5 / 61'."""
    done = set(solved)
    return [
        f"{say.label('ch. {number}', number=chapter.number)}: {count} / {len(chapter.exercises)}"
        for chapter in book.chapters
        if chapter.exercises and (count := sum(exercise.number in done for exercise in chapter.exercises))
    ]


def _of_stars(book: Book, say: Speech) -> tuple[tuple[Cell, str], ...]:
    starred = any(exercise.stars for chapter in book.chapters for exercise in chapter.exercises or ())
    return ((Cell("", stars=3), say.label("three stars")),) if starred else ()


def _title(book: Book, say: Speech) -> str:
    return book.title_in(say.language)


def _totals(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _within(number: str) -> str:
    """What is left of a number inside its chapter."""
    return number.rpartition(".")[2]
