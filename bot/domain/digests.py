"""When a digest comes and what it is about: one a week, whatever becomes of its hour, its zone, or the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.calendar import coming, instant, local
from bot.domain.refusals import Refusal
from bot.domain.studies import StudyRefusal
from db.records import Covered, Slot, Study, StudyDigest, StudyState

MONDAY, NINE = 0, time(9)
WEEK = timedelta(weeks=1)
# A digest that comes later than this after its hour says so.
LATE = timedelta(hours=12)


class SaidThisWeek(Refusal):
    """This week's digest stands in the channel; it came `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class NothingToTell(StudyRefusal):
    """Nothing happened since the last digest: by hand nobody posts that."""


class NotRunning(StudyRefusal):
    """The study has not begun, rests, or is finished: there are no weeks to tell."""


def check_running(study: Study) -> None:
    """Raises NotRunning."""
    if study.state is not StudyState.RUNNING:
        raise NotRunning(study)


def slot_of(digest: StudyDigest, study: Study) -> Slot:
    """When the digest of a study comes: as it chose, or on Monday morning by its own clock."""
    return digest.slot or Slot(MONDAY, NINE, study.slot.zone)


def week_of(at: datetime, zone: str) -> int:
    """The ISO week that clocks in `zone` are in, as 202701."""
    year, week, _ = local(at, zone).isocalendar()
    return year * 100 + week


def next_due(slot: Slot, covered: Covered) -> datetime:
    """When the next digest comes: the first time of the slot after what is covered, in a week that had none yet.

    It can lie in the past: then it comes at once, and covers all that lies behind.
    """
    on = coming(slot.weekday, local(covered.until, slot.zone).date())
    due = instant(on, slot.at, slot.zone)
    while due <= covered.until or week_of(due, slot.zone) <= covered.week:
        on += WEEK
        due = instant(on, slot.at, slot.zone)
    return due


def begun(covered: Covered | None, now: datetime) -> Covered:
    """Digests begin, or begin again after a pause: nothing before `now` is told any more."""
    return Covered(now, now, now, covered.week if covered else 0, covered.revision if covered else 0)


def tended(digest: StudyDigest, study: Study, now: datetime) -> StudyDigest:
    """The digest as a study's state wants it: begun when the study runs, resting while it does not."""
    resting = study.state is not StudyState.RUNNING or not (digest.on or digest.staff)
    if not resting and (digest.resting or digest.covered is None):
        return replace(digest, resting=False, covered=begun(digest.covered, now))
    return replace(digest, resting=resting)


def revision_of(slot: Slot, due: datetime) -> int:
    """The week of its hour: moved within a week it is the same digest, and comes once."""
    return week_of(due, slot.zone)


def cover(slot: Slot, covered: Covered, revision: int, now: datetime) -> Covered | None:
    """What a digest that is worded now is about: everything since the last one, and the same when it is said again.

    None where it is not its time any more: the hour was moved after it was planned.
    """
    if revision == covered.revision:
        return covered
    due = next_due(slot, covered)
    return Covered(covered.until, now, due, week_of(now, slot.zone), revision) if due <= now else None


def early(slot: Slot, covered: Covered, now: datetime) -> Covered:
    """The week's digest at once, because an organiser wants it. Raises SaidThisWeek."""
    week = week_of(now, slot.zone)
    if week <= covered.week:
        raise SaidThisWeek(covered.until)
    return Covered(covered.until, now, now, week, week)


def is_late(covered: Covered) -> bool:
    return covered.until - covered.due > LATE


def weeks(covered: Covered) -> int:
    """How many weeks a digest is about, at least one."""
    return max(1, round((covered.until - covered.since) / WEEK))
