"""Marks as CSV for spreadsheets and as JSON for programs; `reading.py` takes both back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.exchange.columns import COLUMNS, VERSION, defused
from db.records import Book, Mark, UserId

# Excel takes a file for UTF-8 only if it begins so.
_MARK_OF_UTF_8 = "\ufeff"


def to_csv(marks: Sequence[Mark], names: Mapping[UserId, str]) -> bytes:
    """A row a mark; `names` are shown beside the ids, which alone count when it is read again."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for row in _rows(marks, names):
        table.writerow(defused(row[name]) for name in COLUMNS)
    return (_MARK_OF_UTF_8 + written.getvalue()).encode()


def to_json(marks: Sequence[Mark], names: Mapping[UserId, str], book: Book) -> bytes:
    body = {"version": VERSION, "book": book.key, "marks": list(_rows(marks, names))}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def _rows(marks: Sequence[Mark], names: Mapping[UserId, str]) -> Iterator[dict[str, str]]:
    for mark in marks:
        yield {
            # Bare, a spreadsheet would round a number of 19 digits.
            "member_id": f"id:{mark.user_id}",
            "member": names.get(mark.user_id, ""),
            "exercise": mark.exercise,
            "state": mark.state.value,
            "at": mark.at.isoformat(),
            "solved_at": mark.solved_at.isoformat() if mark.solved_at else "",
            "link": mark.link or "",
        }
