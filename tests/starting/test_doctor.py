"""The doctor, situation by situation: what is said, in which language, and that nothing was touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.doctor import examine
from bot.services.lease import Hold
from bot.settings import Settings
from bot.texts import speak
from db.engine import Database
from tests.clock import Clock
from tests.starting.made import A_TOKEN, settings_for


async def _said(settings: Settings, clock: Clock) -> list[tuple[bool, str]]:
    findings = await examine(settings, now=clock.now, say=speak("en"))
    return [(finding.fine, finding.said) for finding in findings]


async def test_on_a_fresh_machine_all_is_fine_and_nothing_is_made(tmp_path: Path, clock: Clock) -> None:
    said = await _said(settings_for(tmp_path / "data" / "naru.db"), clock)

    assert [fine for fine, _ in said] == [True, True, True]
    assert list(tmp_path.iterdir()) == []


async def test_a_database_at_rest_is_fine(database: Database, clock: Clock) -> None:
    assert database.file is not None

    said = await _said(settings_for(database.file), clock)

    assert all(fine for fine, _ in said)
    assert len(said) == 5


def _letter(file: Path) -> None:
    file.write_text("a letter, long enough to be a database " * 200, encoding="utf-8")


def _newer(file: Path) -> None:
    _write(file, "UPDATE alembic_version SET version_num = '9999'")


def _somebody_else_s(file: Path) -> None:
    file.unlink()
    _write(file, "CREATE TABLE unrelated (one INTEGER)")


def _held(file: Path) -> None:
    _write(file, "INSERT INTO leases VALUES ('naru', 'vm:1:ab', '2999-01-01 00:00:00.000000')")


def _crashed(file: Path) -> None:
    _write(file, "INSERT INTO leases VALUES ('naru', 'vm:1:ab', '2000-01-01 00:00:00.000000')")


def _write(file: Path, statement: str) -> None:
    database = sqlite3.connect(file)
    with database:
        database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    ("situation", "fine", "word"),
    [
        (_letter, False, "not a database"),
        (_newer, False, "9999"),
        (_somebody_else_s, True, "holds"),
        (_held, False, "vm:1:ab"),
        (_crashed, True, "holds"),
    ],
)
async def test_the_database_s_situation_is_told(
    database: Database, clock: Clock, situation: Callable[[Path], None], fine: bool, word: str
) -> None:
    assert database.file is not None
    situation(database.file)

    said = await _said(settings_for(database.file), clock)

    assert said[-1][0] is fine
    assert word in said[-1][1]


async def test_a_missing_token_does_not_hide_the_database_s_trouble(tmp_path: Path, clock: Clock) -> None:
    _letter(tmp_path / "letter.txt")

    said = await _said(settings_for(tmp_path / "letter.txt", token=""), clock)

    assert [fine for fine, _ in said] == [True, False, False]
    assert "DISCORD_TOKEN" in said[1][1]


async def test_looking_takes_no_lease(database: Database, clock: Clock) -> None:
    assert database.file is not None
    await _said(settings_for(database.file), clock)

    await Hold(database, clock.now, "the bot").take()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.set_up", lambda _settings: None)
    for name in [*Settings.model_fields, "lc_all", "lc_messages"]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("LANG", "C")
    return monkeypatch


def test_at_the_terminal_each_check_is_a_line(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("DISCORD_TOKEN", A_TOKEN)

    code = main(["doctor"])

    assert code == 0
    assert [line[:8] for line in capsys.readouterr().out.splitlines()] == ["ok      "] * 3


def test_at_the_terminal_trouble_is_marked_and_ends_with_1(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["doctor"])

    assert code == 1
    assert [line[:8].strip() for line in capsys.readouterr().out.splitlines()] == ["ok", "NOT OK", "ok"]


@pytest.mark.parametrize("command", ["run", "doctor", "demo"])
def test_a_setting_that_cannot_be_read_ends_every_command_with_2(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    environment.setenv("LOG_LEVEL", "loud")

    code = main([command])

    assert code == 2
    assert capsys.readouterr().err.startswith("LOG_LEVEL")


def test_running_without_a_token_ends_with_2_and_one_sentence(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = main(["run"])

    assert code == 2
    assert capsys.readouterr().err.startswith("DISCORD_TOKEN is not set")
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    words = capsys.readouterr().out.split()
    assert all(words.count(command) >= 2 for command in ("run", "doctor", "demo"))
