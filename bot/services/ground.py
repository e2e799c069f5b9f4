"""What every use case stands on: the database, the clock, and a way to say that notices changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from db.engine import Database


def _nobody() -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Ground:
    """`now` gives aware UTC; `wake` is called after a transaction that changed what is due."""

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None] = _nobody
