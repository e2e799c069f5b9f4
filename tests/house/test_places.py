"""Nothing in a clone points to the machine it was written on, or says where packages are to be fetched."""

from __future__ import annotations

import re

import pytest

from tests.house import tree

# Written in halves, for this file is looked at too.
PLACES = re.compile(
    r"(?<![\w.~-])/(?:home|root|Users|work|opt)"
    + r"/[\w.-]+"
    + r"|pypi\."
    + r"org|python"
    + r"hosted|--(?:extra-)?index"
    + r"-url"
)
TEXT = {".py", ".md", ".toml", ".txt", ".po", ".html", ".css", ".js", ".mako", ".example", ".svg", ""}


def _pointed_at(text: str) -> list[str]:
    return PLACES.findall(text)


def test_no_file_points_to_a_machine_or_a_registry() -> None:
    texts = {tree.name(file): file.read_text(encoding="utf-8") for file in tree.files() if file.suffix in TEXT}

    assert {name: seen for name, text in texts.items() if (seen := _pointed_at(text))} == {}
    assert [name for name, text in texts.items() if str(tree.ROOT) in text] == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("see /ho" + "me/mina/notes.txt", 1),
        ("from https://py" + "pi.org/simple", 1),
        ("--extra-index" + "-url X", 1),
        ("bot/wo" + "rk/it and https://example.org/o" + "pt/in", 0),
    ],
)
def test_such_a_pointer_is_seen(text: str, seen: int) -> None:
    assert len(_pointed_at(text)) == seen
