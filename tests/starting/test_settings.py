"""What the environment may say, and what is said back where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.obstacles import NEEDS_A_PERSON, Obstacle, WrongChoice, WrongDatabaseUrl
from bot.settings import Settings, load, terminal_language
from bot.texts import speak


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine, and no `.env` but the test's own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_enough_for_everything_but_a_token() -> None:
    settings = load()

    assert settings.database_url == "sqlite+aiosqlite:///data/naru.db"
    assert settings.discord_token.get_secret_value() == ""


def test_the_process_s_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nLOG_FORMAT=JSON\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "Warning")

    settings = load()

    assert (settings.log_level, settings.log_format) == ("warning", "json")


@pytest.mark.parametrize(
    ("name", "value", "obstacle"),
    [
        ("LOG_LEVEL", "loud", WrongChoice),
        ("LOG_FORMAT", "xml", WrongChoice),
        ("DATABASE_URL", "", WrongDatabaseUrl),
        ("DATABASE_URL", "data/naru.db", WrongDatabaseUrl),
        ("DATABASE_URL", "sqlite:///data/naru.db", WrongDatabaseUrl),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", WrongDatabaseUrl),
        ("DATABASE_URL", "sqlite+aiosqlite://", WrongDatabaseUrl),
        ("DATABASE_URL", "postgresql://naru@localhost/naru", WrongDatabaseUrl),
        ("DATABASE_URL", "postgresql+asyncpg://naru@localhost:many/naru", WrongDatabaseUrl),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence_of_either_language(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, obstacle: type[Obstacle]
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(obstacle) as refused:
        load()

    assert refused.value.exit_code == NEEDS_A_PERSON
    assert name in refused.value.said(speak("en"))
    assert name in refused.value.said(speak("ko"))


def test_a_choice_is_told_with_what_there_is_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")

    with pytest.raises(WrongChoice) as refused:
        load()

    assert all(choice in refused.value.said(speak("en")) for choice in ("auto", "console", "json"))


def test_the_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "not-to-be-seen")

    assert "not-to-be-seen" not in f"{load()!r} {load()}"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_ALL": "", "LC_MESSAGES": "ko_KR"}, "ko"),
    ],
)
def test_the_terminal_s_language_is_the_system_s(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert terminal_language() == language
