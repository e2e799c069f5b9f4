"""Small facts as JSON and back: parts of a reading, reasons, whole drafts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from db.records import Fixed, Part, PlanDraft, Reading, Reason, Role, SessionDraft, SkippedDate, Why

Json = dict[str, Any]


def parts(things: Iterable[Part]) -> list[Json]:
    return [
        {
            "chapter": part.chapter,
            "first_page": part.first_page,
            "last_page": part.last_page,
            "sections": list(part.sections),
        }
        for part in things
    ]


def read_parts(stored: Iterable[Json]) -> tuple[Part, ...]:
    return tuple(
        Part(part["chapter"], part["first_page"], part["last_page"], tuple(part["sections"])) for part in stored
    )


def reason(thing: Reason) -> Json:
    return {"why": thing.why.value, "pages": thing.pages, "sessions": thing.sessions}


def read_reason(stored: Json) -> Reason:
    return Reason(Why(stored["why"]), stored["pages"], stored["sessions"])


def draft(thing: PlanDraft) -> Json:
    return {
        "study_id": thing.study_id,
        "revision": thing.revision,
        "by": thing.by,
        "made_at": thing.made_at,
        "body": {
            "members": list(thing.members),
            "sessions": [_session(session) for session in thing.sessions],
            "skipped": [{"on": skipped.on.isoformat(), "name": skipped.name} for skipped in thing.skipped],
            "fixed": [
                {"number": fixed.number, "user_id": fixed.user_id, "role": fixed.role.value} for fixed in thing.fixed
            ],
        },
    }


def read_draft(row: Row[Any]) -> PlanDraft:
    body: Json = row.body
    return PlanDraft(
        row.id,
        row.study_id,
        row.revision,
        row.by,
        row.made_at,
        tuple(body["members"]),
        tuple(_read_session(session) for session in body["sessions"]),
        tuple(SkippedDate(date.fromisoformat(skipped["on"]), skipped["name"]) for skipped in body["skipped"]),
        tuple(Fixed(fixed["number"], fixed["user_id"], Role(fixed["role"])) for fixed in body["fixed"]),
    )


def _session(thing: SessionDraft) -> Json:
    return {
        "number": thing.number,
        "starts_at": thing.starts_at.isoformat(),
        "parts": parts(thing.reading.parts),
        "pages": thing.reading.pages,
        "stars": thing.reading.stars,
        "lead": thing.lead,
        "backup": thing.backup,
        "lead_reason": reason(thing.lead_reason) if thing.lead_reason else None,
        "backup_reason": reason(thing.backup_reason) if thing.backup_reason else None,
    }


def _read_session(stored: Json) -> SessionDraft:
    return SessionDraft(
        stored["number"],
        datetime.fromisoformat(stored["starts_at"]),
        Reading(read_parts(stored["parts"]), stored["pages"], stored["stars"]),
        stored["lead"],
        stored["backup"],
        read_reason(stored["lead_reason"]) if stored["lead_reason"] else None,
        read_reason(stored["backup_reason"]) if stored["backup_reason"] else None,
    )
