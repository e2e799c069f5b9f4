"""Marks as files: what is written is read back, hostile cells run nowhere, and order and repetition change nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import exchange as rules
from bot.domain.books import read_book
from bot.domain.refusals import Refusal
from db.records import Mark, MarkState

BOOK = read_book((Path(__file__).parents[2] / "seeds/books/prml.toml").read_text("utf-8"), "prml")
NOW = datetime(2027, 1, 11, tzinfo=UTC)
MEMBERS = {123456789012345678: "Mina", 2: "준", 3: "=cmd|' /C calc'!A1"}
NUMBERS = ["1.1", "1.2", "2.20", "14.17"]


@st.composite
def said(draw: st.DrawFn) -> Mark:
    state = draw(st.sampled_from(MarkState))
    at = NOW - timedelta(minutes=draw(st.integers(0, 10_000)))
    solved_at = at - timedelta(minutes=draw(st.integers(0, 99))) if state is MarkState.SOLVED else None
    link = draw(st.sampled_from([None, "https://example.org/a?b=c,d;e"]))
    who, number = draw(st.sampled_from(sorted(MEMBERS))), draw(st.sampled_from(NUMBERS))
    return Mark(1, 0, who, number, state, at, solved_at, link)


marks = st.lists(said(), unique_by=lambda mark: (mark.user_id, mark.exercise))


def look(data: bytes, known: list[Mark] | None = None) -> rules.Differences:
    return rules.compare(rules.read(data, BOOK), BOOK, 1, known or [], MEMBERS, NOW)


def table(*rows: str, head: str = "member,exercise,state,at,link") -> bytes:
    return "\r\n".join([head, *rows]).encode()


@given(marks)
def test_what_was_written_is_there_already(known: list[Mark]) -> None:
    for data in (rules.to_csv(known, MEMBERS), rules.to_json(known, MEMBERS, BOOK)):
        found = look(data, known)

        assert (found.changed, found.refused, found.same) == ((), (), len(known))


@given(marks)
def test_another_server_gets_every_mark_as_it_was(known: list[Mark]) -> None:
    found = look(rules.to_csv(known, MEMBERS))

    assert sorted(found.to_apply, key=repr) == sorted(known, key=repr)


@given(st.lists(said(), max_size=8).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_does_not_matter(orders: tuple[list[Mark], list[Mark]]) -> None:
    one, other = (look(rules.to_csv(rows, MEMBERS)).to_apply for rows in orders)

    assert one == other
    assert look(rules.to_csv(orders[0] * 2, MEMBERS)).to_apply == one


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12), min_size=1, max_size=3))
def test_no_cell_of_a_file_is_run_by_a_spreadsheet(names: list[str]) -> None:
    named = dict(enumerate(names))
    known = [Mark(1, 0, user, "1.1", MarkState.TRYING, NOW) for user in named]

    rows = list(csv.reader(io.StringIO(rules.to_csv(known, named).decode("utf-8-sig"), newline="")))

    assert len(rows) == len(names) + 1
    assert all(
        not cell.lstrip(" '\"").startswith(("=", "+", "-", "@", "\t")) or cell[0] == "'" for row in rows for cell in row
    )


@given(st.binary(max_size=300))
def test_no_file_does_more_than_be_refused(data: bytes) -> None:
    try:
        look(data)
    except Refusal:
        return


@pytest.mark.parametrize(
    "data",
    [
        "문제;멤버;상태\r\n1.1-1.3;준;풀었음".encode("cp949"),
        "\ufeff멤버,문제,상태\n준,1.1-1.3,".encode(),
        "member\texercise\n<@2>\t1.1-1.3".encode("utf-16"),
        b'[{"member_id": "2", "exercise": "1.1-1.3"}]',
    ],
    ids=["Excel in Korea", "no state is solved", "tabs and UTF-16", "a bare list"],
)
def test_files_of_many_origins_are_read(data: bytes) -> None:
    found = look(data)

    assert [(mark.user_id, mark.exercise, mark.state) for mark in found.to_apply] == [
        (2, number, MarkState.SOLVED) for number in ("1.1", "1.2", "1.3")
    ]


@pytest.mark.parametrize(
    ("row", "ill"),
    [
        ("nobody,1.1,,,", rules.Ill.MEMBER),
        ("999,1.1,,,", rules.Ill.MEMBER),
        ("준,1.999,,,", rules.Ill.EXERCISE),
        ("준,,,,", rules.Ill.EXERCISE),
        ("준,1.1,perhaps,,", rules.Ill.STATE),
        ("준,1.1,,yesterday,", rules.Ill.DATE),
        ("준,1.1,,2999-01-01,", rules.Ill.FUTURE),
        ("준,1.1,,,javascript:alert(1)", rules.Ill.LINK),
    ],
)
def test_a_row_that_cannot_be_is_left_out_and_named(row: str, ill: rules.Ill) -> None:
    found = look(table("준,1.2,solved,,", row))

    assert [(each.number, each.ill) for each in found.refused] == [(3, ill)]
    assert [mark.exercise for mark in found.to_apply] == ["1.2"]


def test_a_name_that_two_have_means_neither() -> None:
    sheet = rules.read(table("Kim,1.1,,,"), BOOK)

    found = rules.compare(sheet, BOOK, 1, [], {1: "Kim", 2: "Kim"}, NOW)

    assert [each.ill for each in found.refused] == [rules.Ill.MEMBER]


def test_a_list_without_dates_changes_nothing_that_is_so_already() -> None:
    solved = Mark(1, 0, 2, "1.1", MarkState.SOLVED, NOW - timedelta(days=9), NOW - timedelta(days=9))

    found = look(table("준,1.1,solved,,", "준,1.2,,,"), [solved])

    assert [mark.exercise for mark in found.to_apply] == ["1.2"]
    assert found.same == 1


def test_what_was_said_later_here_stays() -> None:
    here = Mark(1, 0, 2, "1.1", MarkState.STUCK, NOW)

    found = look(table("준,1.1,solved,2027-01-01,"), [here])

    assert (found.changed, found.same) == ((), 1)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"x" * (rules.SIZE_AT_MOST + 1), rules.TooLarge),
        (table(*["2,1.1,,,"] * (rules.ROWS_AT_MOST + 1)), rules.TooManyRows),
        (b"", rules.NotATable),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", rules.NotATable),
        (b"member,state\r\n2,solved", rules.NoColumn),
        (b'{"book": "mml", "marks": []}', rules.OtherBook),
        (b'{"marks": 3}', rules.NotATable),
        (b"[" * 100_000, rules.NotATable),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(data: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        look(data)
