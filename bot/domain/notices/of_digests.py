"""The weekly digest of a study, and the private one of its organisers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain import digests as rules
from bot.domain.notices.kinds import Kind, in_channel, notice
from db.records import Covered, Lane, OwnDigest, Planned, Study, StudyDigest, Target, TargetKind

OF_A_WEEK = frozenset({Kind.DIGEST, Kind.DIGEST_STAFF})
# Weeks offline make one late digest; after this long nobody remembers what it is about.
EXPIRES = timedelta(weeks=26)


def for_digest(study: Study, digest: StudyDigest, staff: Target, unsent: Sequence[str]) -> list[Planned]:
    """The next ones, and of those of the week that is told already the kinds that are `unsent`."""
    if digest.resting or digest.covered is None:
        return []
    slot, covered = rules.slot_of(digest, study), digest.covered
    targets = {Kind.DIGEST: in_channel(study)} if digest.on else {}
    targets |= {Kind.DIGEST_STAFF: staff} if digest.staff else {}
    due = rules.next_due(slot, covered)
    coming = [_planned(study, kind, target, due, rules.revision_of(slot, due)) for kind, target in targets.items()]
    again = [
        _planned(study, kind, target, covered.due, covered.revision)
        for kind, target in targets.items()
        if kind in unsent
    ]
    return again + coming


def for_own_digest(row: int, digest: OwnDigest) -> list[Planned]:
    """The next one of a member's own, by DM alone; `row` is the digest's."""
    if not digest.on:
        return []
    due = rules.next_due(digest.slot, digest.covered)
    target = Target(TargetKind.USER, digest.user_id)
    revision = rules.revision_of(digest.slot, due)
    return [Planned(Kind.DIGEST_MINE, row, target, due, due + EXPIRES, Lane.BULK, revision, digest.server_id)]


def digest_now(study: Study, covered: Covered) -> Planned:
    """The week's digest at once."""
    return _planned(study, Kind.DIGEST, in_channel(study), covered.due, covered.revision)


def _planned(study: Study, kind: Kind, target: Target, due: datetime, revision: int) -> Planned:
    return notice(study, kind, study.id, target, due, due + EXPIRES, Lane.BULK, revision)
