"""A message becomes a solution: whose it may be, what it names, where it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain import solutions as rules
from db.records import Book, Chapter, Exercise, Mark, Marking, MarkState, Step

NOW = datetime(2027, 1, 11, tzinfo=UTC)
BOOK = Book(
    "b", "B", tuple(Chapter(str(n), "C", exercises=tuple(Exercise(f"{n}.{k}") for k in range(1, 13))) for n in (1, 2))
)


def act(link: str | None) -> Marking:
    mark = Mark(1, 2, 3, "1.1", MarkState.SOLVED, NOW, NOW, link)
    return Marking(1, 1, 2, 3, NOW, (Step("1.1", None, mark),))


@pytest.mark.parametrize(
    ("content", "guessed"),
    [
        ("Exercise 1.7: by induction", "1.7"),
        ("1.3-1.5 and 2.1 풀이예요", "1.3–1.5, 2.1"),
        ("x = 0.5, see 12.99", None),
        ("version 1.2.3", None),
        ("", None),
    ],
)
def test_what_a_message_names_is_suggested(content: str, guessed: str | None) -> None:
    assert rules.guess(content, BOOK) == guessed


def test_only_the_beginning_of_a_message_is_looked_at() -> None:
    assert rules.guess("." * rules.LOOKED_AT + " 1.7", BOOK) is None


def test_nobody_submits_what_somebody_else_wrote() -> None:
    with pytest.raises(rules.NotYourMessage):
        rules.check_author(1, 2)


def test_the_message_is_found_by_its_link() -> None:
    assert rules.message_of(act("https://discord.com/channels/1/22/333")) == (22, 333)


@pytest.mark.parametrize("link", [None, "https://example.org/channels/1/22/333", "https://discord.com/channels/1/22"])
def test_a_link_to_elsewhere_is_no_message(link: str | None) -> None:
    with pytest.raises(rules.NoThreadHere):
        rules.message_of(act(link))
