"""`.env.example` and the settings say the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, load
from tests.house import tree

EXAMPLE = tree.ROOT / ".env.example"
ASSIGNMENT = re.compile(r"(?P<name>[A-Z_]+)=(?P<value>.*)")


def _paragraphs() -> list[list[str]]:
    return [paragraph.splitlines() for paragraph in EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")]


def test_every_setting_stands_there_with_its_default_and_nothing_else() -> None:
    shown = dict(
        found.groups() for found in map(ASSIGNMENT.fullmatch, EXAMPLE.read_text("utf-8").splitlines()) if found
    )

    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert shown == {
        name: default.get_secret_value() if isinstance(default, SecretStr) else str(default)
        for name, default in defaults.items()
    }


def test_every_setting_is_explained_in_english_and_in_korean() -> None:
    for *comments, assignment in _paragraphs()[1:]:
        assert ASSIGNMENT.fullmatch(assignment)
        assert all(comment.startswith("# ") for comment in comments)
        korean = [comment for comment in comments if re.search("[가-힣]", comment)]
        assert len(korean) == 1, assignment
        assert len(comments) > len(korean), assignment


def test_the_example_loads_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    shutil.copy(EXAMPLE, tmp_path / ".env")
    monkeypatch.chdir(tmp_path)

    assert load() == Settings.model_construct()
