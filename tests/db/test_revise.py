"""A draft of the next migration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, Table

from db import migrate as migrating
from db.migrate import config
from db.revise import revise
from db.tables import metadata


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations so far, in a folder that may be written to."""
    copied = tmp_path / "migrations"
    shutil.copytree(migrating.HERE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "HERE", copied)
    return copied / "versions"


async def test_a_new_table_is_found_and_numbered(folder: Path) -> None:
    before = len(list(folder.glob("0*.py")))
    tomorrow = Table("tomorrow", metadata, Column("id", Integer, primary_key=True))
    try:
        file = await revise("tomorrow comes", settings=config())
    finally:
        metadata.remove(tomorrow)

    written = file.read_text("utf-8")
    assert file.name == f"{before + 1:04}_tomorrow_comes.py"
    assert "op.create_table" in written
    assert written.count("create_table") == 1
    assert f'down_revision = "{before:04}"' in written.replace("'", '"')
