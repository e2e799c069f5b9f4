"""The columns of a file of marks, the words people write for them and for states, and cells no spreadsheet runs."""

from __future__ import annotations

import unicodedata

from db.records import MarkState

COLUMNS = ("member_id", "member", "exercise", "state", "at", "solved_at", "link")
VERSION = 1

# The first of each is what is written.
_HEADS = {
    "member_id": ("member_id", "memberid", "user_id", "userid", "id", "멤버id", "멤버_id", "아이디"),
    "member": ("member", "name", "user", "멤버", "이름"),
    "exercise": ("exercise", "exercises", "number", "problem", "연습문제", "문제", "번호"),
    "state": ("state", "status", "상태"),
    "at": ("at", "date", "marked_at", "날짜", "표시한날"),
    "solved_at": ("solved_at", "solved_on", "푼날", "푼날짜"),
    "link": ("link", "url", "solution", "링크", "풀이"),
}
_NAMED = {word: column for column, words in _HEADS.items() for word in words}

_STATES = {
    MarkState.SOLVED: (
        "solved",
        "done",
        "yes",
        "x",
        "o",
        "true",
        "1",
        "풀었음",
        "풀음",
        "해결",
        "완료",
        "v",
        "✓",
        "✅",
    ),
    MarkState.TRYING: ("trying", "in progress", "started", "푸는 중", "푸는중", "시도", "진행중", "진행 중"),
    MarkState.STUCK: ("stuck", "help", "막힘", "모름"),
}
_SAID = {word: state for state, words in _STATES.items() for word in words}

# What makes a spreadsheet take a cell for a formula, at its beginning or after blanks; full-width forms, too.
_RUNS = frozenset("=+-@\t\r\n|%")
_DEFUSED = "'"


def column(head: str) -> str | None:
    """Which of COLUMNS a heading means."""
    return _NAMED.get("".join(head.casefold().split()).replace("-", "_"))


def state(cell: str) -> MarkState | None:
    """None for a word nobody knows; an empty cell means solved, for most lists are lists of what is solved."""
    said = " ".join(cell.casefold().split())
    return _SAID.get(said) if said else MarkState.SOLVED


def defused(cell: str) -> str:
    """A cell that every spreadsheet shows as text; `plain` gives it back."""
    return _DEFUSED + cell if _is_dangerous(cell) else cell


def plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_DEFUSED) and _is_dangerous(cell[1:]) else cell


def _is_dangerous(cell: str) -> bool:
    bare = unicodedata.normalize("NFKC", cell).lstrip(" '\"")
    return bool(cell) and (cell[0] in _RUNS or bare[:1] in _RUNS)
