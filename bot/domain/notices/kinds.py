"""What a notice can say, and the hours and keys all of them share."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import instant
from db.records import Lane, Planned, Reach, Seat, Server, Study, Target, TargetKind, UserId


class Kind(StrEnum):
    """What a notice says; `subject` is the row it speaks of."""

    STUDY_CARD = "study_card"  # study
    SEAT_UP = "seat_up"  # seat
    PLAN = "plan"  # study
    TURN_WEEK = "turn_week"  # turn
    TURN_DAYS = "turn_days"  # turn
    SESSION_DAY = "session_day"  # session
    SESSION_SOON = "session_soon"  # session
    SESSION_AFTER = "session_after"  # session
    MATERIALS_ASKED = "materials_asked"  # session
    STUDY_DONE = "study_done"  # study
    STUDY_PAUSED = "study_paused"  # study
    PLEA = "plea"  # plea
    CALL_BACKUP = "call_backup"  # call
    CALL_OPEN = "call_open"  # call
    CALL_STAFF = "call_staff"  # call
    TURN_GIVEN = "turn_given"  # turn
    TURN_TAKEN = "turn_taken"  # turn
    SWAP_OFFER = "swap_offer"  # swap
    SWAP_ANSWER = "swap_answer"  # swap
    SEAT_LATE = "seat_late"  # seat
    SEAT_LEFT = "seat_left"  # seat
    SEAT_GONE = "seat_gone"  # seat
    PLAN_CHANGED = "plan_changed"  # change
    CHANGE_MINE = "change_mine"  # change
    ROLL_CALL = "roll_call"  # session
    EVENT = "event"  # session
    THREAD = "thread"  # session
    EVENT_BARRED = "event_barred"  # study
    THREAD_BARRED = "thread_barred"  # study
    CHANNEL_GONE = "channel_gone"  # study
    SETUP_GONE = "setup_gone"  # server
    BACK_AGAIN = "back_again"  # server
    DIGEST = "digest"  # study
    DIGEST_STAFF = "digest_staff"  # study
    DIGEST_MINE = "digest_mine"  # own digest
    PICK = "pick"  # pick
    PICK_MINE = "pick_mine"  # pick
    HELP_QUIET = "help_quiet"  # help
    HELP_OPEN = "help_open"  # help
    HELP_FOUND = "help_found"  # help


# What `for_plan` plans; the others are single notices that no change of a plan withdraws.
OF_A_PLAN = frozenset(
    {
        Kind.TURN_WEEK,
        Kind.TURN_DAYS,
        Kind.SESSION_DAY,
        Kind.SESSION_SOON,
        Kind.SESSION_AFTER,
        Kind.MATERIALS_ASKED,
        Kind.STUDY_DONE,
        Kind.CALL_BACKUP,
        Kind.CALL_OPEN,
        Kind.CALL_STAFF,
        Kind.ROLL_CALL,
        Kind.EVENT,
        Kind.THREAD,
    }
)

# Naru's own work on Discord's places and members: nobody reads it.
SILENT = frozenset({Kind.ROLL_CALL, Kind.EVENT, Kind.THREAD})

WEEK, DAYS, DAY, SOON = timedelta(days=7), timedelta(days=3), timedelta(days=1), timedelta(minutes=10)
# Nobody is to be woken: what would come at night comes in the morning of that day.
MORNING, NIGHT = time(9), time(22)
# ... unless the morning would come so shortly before a session that nobody could prepare it any more.
TIME_TO_PREPARE = timedelta(hours=3)


def in_channel(study: Study) -> Target:
    return Target(TargetKind.CHANNEL, study.channel_id)


def to_member(study: Study, user_id: UserId, reach: Reach) -> Target:
    """A member by DM where they asked for it, else the study's channel, where they alone are mentioned."""
    return Target(TargetKind.USER, user_id) if reach is Reach.DM else in_channel(study)


def to_seat(study: Study, seat: Seat) -> Target:
    return to_member(study, seat.user_id, seat.reach)


def to_staff(study: Study, server: Server) -> Target:
    """Where organisers and mentors are reached: their channel, or the organiser who founded the study."""
    if server.staff_channel_id is not None:
        return Target(TargetKind.CHANNEL, server.staff_channel_id)
    return Target(TargetKind.USER, study.organiser_id)


def minute(instant: datetime) -> int:
    """What tells a moved session's notices from the ones before: unmoved, nothing is said twice."""
    return int(instant.timestamp()) // 60


def by_day(at: datetime, zone: str) -> datetime:
    """`at`, or 09:00 of the same day where it is night in `zone`."""
    local = at.astimezone(ZoneInfo(zone))
    return at if MORNING <= local.time() < NIGHT else instant(local.date(), MORNING, zone)


def waking(at: datetime, zone: str) -> datetime:
    """`at`, or the next 09:00 where it is night in `zone`: never earlier than `at`."""
    local = at.astimezone(ZoneInfo(zone))
    if MORNING <= local.time() < NIGHT:
        return at
    tomorrow = local.time() >= NIGHT
    return instant(local.date() + timedelta(days=tomorrow), MORNING, zone)


def in_time(at: datetime, zone: str, end: datetime) -> datetime:
    """`waking`, unless the night would leave too little time before `end`: then `at` itself."""
    morning = waking(at, zone)
    return morning if end - morning >= TIME_TO_PREPARE else at


def notice(
    study: Study,
    kind: Kind,
    subject: int,
    target: Target,
    due_at: datetime,
    expires_at: datetime,
    lane: Lane = Lane.NORMAL,
    revision: int | None = None,
) -> Planned:
    """A notice of a study; its key counts the study's revisions unless it says otherwise."""
    return Planned(
        kind,
        subject,
        target,
        due_at,
        expires_at,
        lane,
        study.revision if revision is None else revision,
        study.server_id,
        study.id,
    )
