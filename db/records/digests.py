"""When the weekly digests of studies come, and what the last one was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.records.ids import Language, ServerId, StudyId, UserId
from db.records.studies import Slot


class WhenQuiet(StrEnum):
    """What a study reads after a week in which nothing happened."""

    LINE = "line"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Covered:
    """What one digest is about: what happened from `since` on and before `until`; `due` was its hour.

    `week` is the ISO week in which it was said, by the clock it came by, as 202701; no other digest has it. `revision`
    is that of its notice, so that a second try to send it says the same.
    """

    since: datetime
    until: datetime
    due: datetime
    week: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class StudyDigest:
    """The digest of a study in its channel, and the one for its organisers in private, which comes with it.

    `slot` is None where nobody chose: then it comes on Monday morning by the study's clock. `resting`: none comes, for
    the study does not run or wants none; once it does again, what happened meanwhile is not told.
    """

    study_id: StudyId
    on: bool = True
    staff: bool = True
    slot: Slot | None = None
    when_quiet: WhenQuiet = WhenQuiet.LINE
    covered: Covered | None = None
    resting: bool = False


@dataclass(frozen=True, slots=True)
class OwnDigest:
    """The week of one member in a server, to them alone by DM; there is none until they asked for it."""

    server_id: ServerId
    user_id: UserId
    language: Language
    slot: Slot
    covered: Covered
    on: bool = True
