"""A file of marks as rows of text: CSV as spreadsheets of many countries write it, or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.exchange.columns import column, plain
from bot.domain.exchange.mistakes import NoColumn, NotATable, OtherBook, TooLarge, TooManyRows
from db.records import Book

SIZE_AT_MOST, ROWS_AT_MOST = 1_000_000, 20_000  # bytes, rows
CELL_AT_MOST = 2_000  # characters
# In the order in which they are tried: what is no UTF-8 was most likely written by Excel in Korea.
_ENCODINGS = ("utf-8-sig", "cp949")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as typed; `number` is its line in a spreadsheet, the heading being 1."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[Row, ...]


def read(data: bytes, book: Book) -> Sheet:
    """Raises TooLarge, NotATable, NoColumn, TooManyRows, OtherBook; of a row nothing is judged yet."""
    if len(data) > SIZE_AT_MOST:
        raise TooLarge(SIZE_AT_MOST // 1000)
    text = _decoded(data).replace("\0", "")
    found = _json(text, book) if text.lstrip()[:1] in {"{", "["} else _csv(text)
    return Sheet(tuple(_limited(found)))


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable


def _limited(rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count > ROWS_AT_MOST:
            raise TooManyRows(ROWS_AT_MOST)
        yield row


def _csv(text: str) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [column(name) for name in next(table, [])]
        if "exercise" not in columns:
            raise NoColumn("exercise") if any(columns) else NotATable
        for number, cells in enumerate(table, start=2):
            if any(cell.strip() for cell in cells):
                yield _row(number, zip(columns, cells, strict=False))
    except csv.Error as error:
        raise NotATable from error


def _json(text: str, book: Book) -> Iterator[Row]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotATable from error
    if isinstance(body, dict):
        if str(body.get("book", book.key)) != book.key:
            raise OtherBook(str(body["book"]))
        body = body.get("marks")
    if not isinstance(body, list) or not all(isinstance(row, dict) for row in body):
        raise NotATable
    for number, row in enumerate(body, start=1):
        yield _row(number, ((column(str(name)), _text(value)) for name, value in row.items()))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _row(number: int, cells: Iterable[tuple[str | None, str]]) -> Row:
    return Row(number, {name: plain(cell.strip())[:CELL_AT_MOST] for name, cell in cells if name is not None})
