"""Marks as a file that spreadsheets read and give back: written, read, and compared before anything changes."""

from __future__ import annotations

from bot.domain.exchange.compared import Difference, Differences, Ill, Refused, compare
from bot.domain.exchange.mistakes import (
    NoColumn,
    NotATable,
    OtherBook,
    TooLarge,
    TooManyRows,
)
from bot.domain.exchange.reading import ROWS_AT_MOST, SIZE_AT_MOST, Row, Sheet, read
from bot.domain.exchange.writing import to_csv, to_json

__all__ = [
    "ROWS_AT_MOST",
    "SIZE_AT_MOST",
    "Difference",
    "Differences",
    "Ill",
    "NoColumn",
    "NotATable",
    "OtherBook",
    "Refused",
    "Row",
    "Sheet",
    "TooLarge",
    "TooManyRows",
    "compare",
    "read",
    "to_csv",
    "to_json",
]
