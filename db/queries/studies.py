"""Studies and the seats in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.queries.upsert import upsert
from db.records import Gathering, Reach, Seat, SeatId, SeatState, ServerId, Slot, Study, StudyId, StudyState, UserId
from db.tables import seats, studies

DISCARDED = "discarded"
"""No state a study is ever read in: what was a draft, and is nothing any more."""


async def study(tx: AsyncConnection, study_id: StudyId, *, lock: bool = False) -> Study | None:
    """`lock` makes others who want to change the same study wait (PostgreSQL; SQLite has one writer anyway)."""
    wanted = select(studies).where(studies.c.id == study_id, studies.c.state != DISCARDED)
    row = (await tx.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    return _study(row) if row else None


async def of_server(
    tx: AsyncConnection, server_id: ServerId, states: Collection[StudyState] | None = None
) -> list[Study]:
    """The studies of a server, newest first; drafts only where `states` asks for them."""
    wanted = states or [state for state in StudyState if state is not StudyState.DRAFT]
    rows = await tx.execute(
        select(studies)
        .where(studies.c.server_id == server_id, studies.c.state.in_([state.value for state in wanted]))
        .order_by(studies.c.id.desc())
    )
    return [_study(row) for row in rows]


async def servers_with(tx: AsyncConnection, states: Collection[StudyState]) -> list[ServerId]:
    """The servers that have a study in one of these states."""
    rows = await tx.execute(
        select(studies.c.server_id)
        .where(studies.c.state.in_([state.value for state in states]))
        .distinct()
        .order_by(studies.c.server_id)
    )
    return list(rows.scalars())


async def sat_in(tx: AsyncConnection, user_id: UserId, states: Collection[StudyState]) -> list[Study]:
    """The studies, on any server, in which somebody sits or waits."""
    rows = await tx.execute(
        select(studies)
        .join(seats, seats.c.study_id == studies.c.id)
        .where(
            seats.c.user_id == user_id,
            seats.c.state != SeatState.LEFT.value,
            studies.c.state.in_([state.value for state in states]),
        )
        .order_by(studies.c.id)
    )
    return [_study(row) for row in rows]


async def add(tx: AsyncConnection, new: Study) -> StudyId:
    """Store a new study; its `id` is ignored and the given one returned."""
    added = await tx.execute(insert(studies).values(_study_row(new)).returning(studies.c.id))
    study_id: StudyId = added.scalar_one()
    return study_id


async def save(tx: AsyncConnection, changed: Study) -> None:
    await tx.execute(update(studies).where(studies.c.id == changed.id).values(_study_row(changed)))


async def discard(tx: AsyncConnection, study_id: StudyId) -> None:
    """A draft that nobody wants. Its row stays unseen, so that an old button's id never means another study."""
    await tx.execute(update(studies).where(studies.c.id == study_id).values(state=DISCARDED))


async def seats_of(tx: AsyncConnection, study_id: StudyId) -> list[Seat]:
    """Everybody who ever sat or waited, in the order of joining."""
    rows = await tx.execute(select(seats).where(seats.c.study_id == study_id).order_by(seats.c.joined_at, seats.c.id))
    return [_seat(row) for row in rows]


async def names_in(tx: AsyncConnection, server_id: ServerId) -> dict[UserId, str]:
    """Everybody who ever sat in a study of a server, by the newest name they gave."""
    rows = await tx.execute(
        select(seats.c.user_id, seats.c.name)
        .join(studies, studies.c.id == seats.c.study_id)
        .where(studies.c.server_id == server_id)
        .order_by(seats.c.id)
    )
    return {row.user_id: row.name for row in rows}


async def seat(tx: AsyncConnection, seat_id: SeatId) -> Seat | None:
    row = (await tx.execute(select(seats).where(seats.c.id == seat_id))).one_or_none()
    return _seat(row) if row else None


async def save_seat(tx: AsyncConnection, changed: Seat) -> SeatId:
    """Store a seat by study and member: who comes back takes the old row."""
    await upsert(tx, seats, [_seat_row(changed)], key=("study_id", "user_id"))
    own = select(seats.c.id).where(seats.c.study_id == changed.study_id, seats.c.user_id == changed.user_id)
    seat_id: SeatId = (await tx.execute(own)).scalar_one()
    return seat_id


def _study(row: Row[Any]) -> Study:
    return Study(
        id=row.id,
        server_id=row.server_id,
        book_id=row.book_id,
        name=row.name,
        channel_id=row.channel_id,
        language=row.language,
        slot=Slot(row.weekday, row.at, row.zone),
        start_on=row.start_on,
        pages_per_session=row.pages_per_session,
        join_short_chapters=row.join_short_chapters,
        seats=row.seats,
        length=timedelta(minutes=row.minutes),
        state=StudyState(row.state),
        organiser_id=row.organiser_id,
        created_at=row.created_at,
        country=row.country,
        revision=row.revision,
        finished_at=row.finished_at,
        paused_at=row.paused_at,
        voice_channel_id=row.voice_channel_id,
        gathering=Gathering(row.gathering),
        forum_id=row.forum_id,
        events=row.events,
    )


def _study_row(study: Study) -> dict[str, Any]:
    return {
        "server_id": study.server_id,
        "book_id": study.book_id,
        "name": study.name,
        "channel_id": study.channel_id,
        "language": study.language,
        "weekday": study.slot.weekday,
        "at": study.slot.at,
        "zone": study.slot.zone,
        "start_on": study.start_on,
        "pages_per_session": study.pages_per_session,
        "join_short_chapters": study.join_short_chapters,
        "seats": study.seats,
        "minutes": int(study.length.total_seconds()) // 60,
        "state": study.state.value,
        "organiser_id": study.organiser_id,
        "created_at": study.created_at,
        "country": study.country,
        "revision": study.revision,
        "finished_at": study.finished_at,
        "paused_at": study.paused_at,
        "voice_channel_id": study.voice_channel_id,
        "gathering": study.gathering.value,
        "forum_id": study.forum_id,
        "events": study.events,
    }


def _seat(row: Row[Any]) -> Seat:
    return Seat(
        id=row.id,
        study_id=row.study_id,
        user_id=row.user_id,
        name=row.name,
        state=SeatState(row.state),
        joined_at=row.joined_at,
        language=row.language,
        reach=Reach(row.reach),
        first_time=row.first_time,
        wants=frozenset(row.wants),
        avoids=frozenset(row.avoids),
        left_at=row.left_at,
        credit=row.credit,
        seated_at=row.seated_at,
    )


def _seat_row(seat: Seat) -> dict[str, Any]:
    return {
        "study_id": seat.study_id,
        "user_id": seat.user_id,
        "name": seat.name,
        "state": seat.state.value,
        "joined_at": seat.joined_at,
        "language": seat.language,
        "reach": seat.reach.value,
        "first_time": seat.first_time,
        "wants": sorted(seat.wants),
        "avoids": sorted(seat.avoids),
        "left_at": seat.left_at,
        "credit": seat.credit,
        "seated_at": seat.seated_at,
    }
