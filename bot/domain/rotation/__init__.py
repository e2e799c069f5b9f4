"""Who presents what, as lead and as backup, for all sessions of a study at once."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.rotation.backups import find_backups
from bot.domain.rotation.facts import Assigned, Candidate, Duty, Hindrance, Repaired, Rotation, Standing
from bot.domain.rotation.outcome import hindered_in, loads_of, open_in
from bot.domain.rotation.reasons import Telling
from bot.domain.rotation.repair import repair
from bot.domain.rotation.search import find_leads
from bot.domain.rotation.task import settle, task_of
from db.records import Fixed

__all__ = ["Assigned", "Candidate", "Duty", "Hindrance", "Repaired", "Rotation", "Standing", "repair", "rotate"]


def rotate(duties: Iterable[Duty], candidates: Iterable[Candidate], fixed: Iterable[Fixed] = ()) -> Rotation:
    """Assign a lead and a backup to every session; the same facts give the same rotation, in whatever order they come.

    Never broken, but by turns an organiser fixed, which stand as they are: lead and backup are two people, nobody
    presents while away or a chapter they would rather not, and no first-timer leads in the first month (the first four
    sessions, fewer where there are fewer experienced candidates). A session nobody may lead is an open call.
    As far as that allows, in this order: nobody leads twice running; load is even and wishes are granted (`Leads`);
    backups do not lead next door, are even in number, and experienced behind first-timers (`find_backups`).

    A study under way is rotated anew with its held sessions among the duties and their turns fixed.
    """
    duties = sorted(duties, key=lambda duty: duty.number)
    candidates = list(candidates)
    settled, unkept = settle(duties, fixed)
    task = task_of(duties, candidates, settled)
    led = find_leads(task)
    turns = tuple(Telling(task, led, find_backups(task, led)).turns())
    opened = open_in(task, led)
    return Rotation(
        turns=turns,
        open=tuple(duty.number for duty in opened),
        hindered={duty.number: hindered_in(duty, candidates, settled, task.kept) for duty in opened},
        loads=loads_of(task, led, candidates),
        unkept=unkept,
    )
