"""Logs for people at a terminal and for machines that collect lines; never a token, never what members wrote."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor

from bot.settings import Settings
from bot.tokens import SHAPE

# At DEBUG these repeat members' messages, at INFO some repeat every statement with its parameters.
FLOORS = {
    "discord": logging.INFO,
    "aiohttp.access": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.INFO,
    "sqlalchemy": logging.WARNING,
}

_TOKEN = re.compile(SHAPE.pattern.replace("?P<id>", "?:"), re.ASCII)
# SQLAlchemy's errors repeat the values of the statement that failed, and these are what members wrote.
_VALUES = re.compile(r"\[parameters: .*?\]((?:\\n|\n)\(Background on this error|$)", re.DOTALL)
_PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@\s/]+@")


def set_up(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """One line an event on `stream`, for structlog and for the libraries' standard loggers alike."""
    level = getattr(logging, settings.log_level.upper())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Formatter(_json(settings, stream), stream.isatty()))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, floor in FLOORS.items():
        logging.getLogger(name).setLevel(max(level, floor))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.captureWarnings(True)


def without_secrets(text: str) -> str:
    """Tokens, the passwords of addresses, and the values in a database's errors are left out, wherever they stand."""
    text = _VALUES.sub(r"[parameters left out]\1", text)
    return _PASSWORD.sub(r"\1:[password]@", _TOKEN.sub("[token]", text))


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def _json(settings: Settings, stream: TextIO) -> bool:
    return settings.log_format == "json" or (settings.log_format == "auto" and not stream.isatty())


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """The finished line is what is searched for secrets, for they also hide in tracebacks."""

    def __init__(self, json: bool, colors: bool) -> None:
        # Plain tracebacks on purpose: the fine ones print local variables, and so what members wrote.
        shape: list[Processor] = (
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
            if json
            else [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]
        )
        super().__init__(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shape],
        )

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
