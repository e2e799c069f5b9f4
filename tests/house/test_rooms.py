"""Rooms are small enough to see at a glance, and each says what it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import tree

LINES = 300
LARGER = {
    "db/migrations/versions/0001_the_first_tables.py": "history, written by Alembic",
}
DRAWERS = {"manager", "helper", "helpers", "handler", "handlers", "util", "utils", "misc", "common"}


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_a_room_holds_one_thing() -> None:
    larger = {tree.name(file): _lines(file) for file in tree.modules() if _lines(file) > LINES}

    assert {name: lines for name, lines in larger.items() if name not in LARGER} == {}


@pytest.mark.parametrize("name", LARGER)
def test_an_exception_is_still_needed(name: str) -> None:
    assert _lines(tree.ROOT / name) > LINES


def _says_nothing(module: ast.Module) -> bool:
    return bool(module.body) and not ast.get_docstring(module)


def test_a_module_says_what_it_is_for() -> None:
    assert tree.offences(tree.modules(), _says_nothing) == {}


def test_a_module_that_says_nothing_is_seen() -> None:
    assert _says_nothing(ast.parse("x = 1"))
    assert not _says_nothing(ast.parse(""))


def test_no_room_is_a_drawer_for_everything() -> None:
    assert [tree.name(file) for file in tree.modules() if DRAWERS & set(file.stem.split("_"))] == []
