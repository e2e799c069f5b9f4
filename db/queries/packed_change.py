"""A change as JSON and back: both sides of every session, and of the study."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row

from db.queries import packed
from db.records import (
    Cause,
    Change,
    Changed,
    Fixed,
    Post,
    Reading,
    Role,
    SessionState,
    Shape,
    Share,
    Slot,
    StudyState,
    Terms,
    TurnState,
)

Json = dict[str, Any]


def change(thing: Change) -> Json:
    """The columns of a change but its id."""
    return {
        "study_id": thing.study_id,
        "revision": thing.revision,
        "by": thing.by,
        "made_at": thing.made_at,
        "published_at": thing.published_at,
        "undone_at": thing.undone_at,
        "body": {
            "wish": thing.wish,
            "before": _terms(thing.before),
            "after": _terms(thing.after),
            "sessions": [_changed(each) for each in thing.sessions],
            "skips": [day.isoformat() for day in thing.skips],
            "resumes": [day.isoformat() for day in thing.resumes],
            "members": list(thing.members),
            "fixed": [
                {"number": each.number, "user_id": each.user_id, "role": each.role.value} for each in thing.fixed
            ],
            "shares": [
                [each.user_id, each.pages_before, each.pages_after, each.led_before, each.led_after]
                for each in thing.shares
            ],
        },
    }


def read_change(row: Row[Any]) -> Change:
    body: Json = row.body
    return Change(
        id=row.id,
        study_id=row.study_id,
        revision=row.revision,
        by=row.by,
        made_at=row.made_at,
        wish=body["wish"],
        before=_read_terms(body["before"]),
        after=_read_terms(body["after"]),
        sessions=tuple(_read_changed(each) for each in body["sessions"]),
        skips=tuple(date.fromisoformat(day) for day in body["skips"]),
        resumes=tuple(date.fromisoformat(day) for day in body["resumes"]),
        members=tuple(body["members"]),
        fixed=tuple(Fixed(each["number"], each["user_id"], Role(each["role"])) for each in body["fixed"]),
        shares=tuple(Share(*each) for each in body["shares"]),
        published_at=row.published_at,
        undone_at=row.undone_at,
    )


def _terms(thing: Terms) -> Json:
    return {
        "weekday": thing.slot.weekday,
        "at": thing.slot.at.isoformat(),
        "zone": thing.slot.zone,
        "pages_per_session": thing.pages_per_session,
        "state": thing.state.value,
        "paused_at": thing.paused_at.isoformat() if thing.paused_at else None,
    }


def _read_terms(stored: Json) -> Terms:
    slot = Slot(stored["weekday"], time.fromisoformat(stored["at"]), stored["zone"])
    paused_at = datetime.fromisoformat(stored["paused_at"]) if stored["paused_at"] else None
    return Terms(slot, stored["pages_per_session"], StudyState(stored["state"]), paused_at)


def _changed(thing: Changed) -> Json:
    return {
        "before": _shape(thing.before) if thing.before else None,
        "after": _shape(thing.after) if thing.after else None,
        "causes": [cause.value for cause in thing.causes],
    }


def _read_changed(stored: Json) -> Changed:
    before, after = stored["before"], stored["after"]
    return Changed(
        _read_shape(before) if before else None,
        _read_shape(after) if after else None,
        tuple(Cause(cause) for cause in stored["causes"]),
    )


def _shape(thing: Shape) -> Json:
    return {
        "session_id": thing.session_id,
        "number": thing.number,
        "starts_at": thing.starts_at.isoformat(),
        "parts": packed.parts(thing.reading.parts),
        "pages": thing.reading.pages,
        "stars": thing.reading.stars,
        "state": thing.state.value,
        "lead": _post(thing.lead) if thing.lead else None,
        "backup": _post(thing.backup) if thing.backup else None,
    }


def _read_shape(stored: Json) -> Shape:
    return Shape(
        stored["session_id"],
        stored["number"],
        datetime.fromisoformat(stored["starts_at"]),
        Reading(packed.read_parts(stored["parts"]), stored["pages"], stored["stars"]),
        SessionState(stored["state"]),
        _read_post(stored["lead"]) if stored["lead"] else None,
        _read_post(stored["backup"]) if stored["backup"] else None,
    )


def _post(thing: Post) -> Json:
    return {
        "user_id": thing.user_id,
        "state": thing.state.value,
        "reason": packed.reason(thing.reason),
        "turn_id": thing.turn_id,
    }


def _read_post(stored: Json) -> Post:
    return Post(stored["user_id"], TurnState(stored["state"]), packed.read_reason(stored["reason"]), stored["turn_id"])
