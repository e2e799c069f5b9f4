"""What a log line may hold, and what never appears in one."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest
import structlog
from sqlalchemy import insert
from sqlalchemy.exc import StatementError

from bot import logs
from bot.settings import LogFormat, LogLevel, Settings
from db.engine import Database
from db.tables import leases
from tests.starting.made import A_TOKEN


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Other tests keep pytest's own logging."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, {name: logging.getLogger(name).level for name in logs.FLOORS})
    yield
    logging.captureWarnings(False)
    structlog.reset_defaults()
    root.handlers[:], root.level = before[:2]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def _set_up(form: LogFormat = "json", level: LogLevel = "info") -> io.StringIO:
    lines = io.StringIO()
    logs.set_up(Settings.model_construct(log_format=form, log_level=level), lines)
    return lines


def test_an_event_is_one_line_of_json_with_its_facts() -> None:
    lines = _set_up()

    structlog.stdlib.get_logger("naru.test").warning("late", minutes=3, study="선형대수")

    event = json.loads(lines.getvalue())
    assert {"event": "late", "minutes": 3, "study": "선형대수", "level": "warning"}.items() <= event.items()
    assert event["logger"] == "naru.test"
    assert event["timestamp"].endswith("Z")


def test_the_libraries_logs_look_like_ours() -> None:
    lines = _set_up()

    logging.getLogger("discord.client").info("logging in using %s", "static token")

    assert json.loads(lines.getvalue())["event"] == "logging in using static token"


def test_automatic_is_json_where_nobody_watches() -> None:
    lines = _set_up("auto")

    structlog.stdlib.get_logger("naru.test").info("started")

    assert json.loads(lines.getvalue())["event"] == "started"


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_token_is_left_out_of_messages_facts_and_tracebacks(form: LogFormat) -> None:
    lines = _set_up(form)
    log = structlog.stdlib.get_logger("naru.test")

    log.info(f"Authorization: Bot {A_TOKEN}", token=A_TOKEN, nested={"headers": [A_TOKEN]})
    try:
        raise ValueError(f"bad token {A_TOKEN}")
    except ValueError:
        log.exception("failed")
        logging.getLogger("aiohttp.client").exception("failed with %s", A_TOKEN)

    assert "ValueError" in lines.getvalue()
    assert A_TOKEN not in lines.getvalue()


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_does_not_show_what_a_member_wrote(form: LogFormat) -> None:
    lines = _set_up(form)

    def answer(written: str) -> float:
        return len(written) / 0

    try:
        answer("what a member " + "wrote")
    except ZeroDivisionError:
        structlog.stdlib.get_logger("naru.test").exception("failed")

    assert "ZeroDivisionError" in lines.getvalue()
    assert "what a member wrote" not in lines.getvalue()


@pytest.mark.parametrize("form", ["console", "json"])
async def test_a_statement_that_fails_does_not_show_its_values(form: LogFormat, database: Database) -> None:
    lines = _set_up(form)
    wrong = {"name": "naru", "holder": "what a member\nwrote ]", "until": datetime(2027, 1, 4)}  # noqa: DTZ001

    try:
        async with database.writing() as tx:
            await tx.execute(insert(leases).values(**wrong))
    except StatementError:
        structlog.stdlib.get_logger("naru.test").exception("failed")

    assert "INSERT INTO leases" in lines.getvalue()
    assert "what a member" not in lines.getvalue()


def test_a_database_s_password_is_left_out() -> None:
    lines = _set_up()

    structlog.stdlib.get_logger("naru.test").info("at postgresql+asyncpg://naru:hunter2@db.example/naru")

    assert "hunter2" not in lines.getvalue()
    assert "naru:[password]@db.example/naru" in lines.getvalue()


@pytest.mark.parametrize("library", ["discord.gateway", "discord.http", "aiosqlite", "sqlalchemy.engine.Engine"])
def test_what_members_write_is_not_logged_even_at_debug(library: str) -> None:
    lines = _set_up(level="debug")

    logging.getLogger(library).debug("payload: %s", "what a member wrote")

    assert lines.getvalue() == ""
