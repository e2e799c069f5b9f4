"""Why a plan cannot be changed as somebody wished."""

from __future__ import annotations

from datetime import datetime

from bot.domain.refusals import Refusal
from bot.domain.studies import StudyRefusal
from db.records import Study, UserId


class NotUnderWay(StudyRefusal):
    """Only a plan of a study that runs, or pauses, is changed."""


class NotPaused(StudyRefusal):
    """The study runs already; it cannot go on."""


class NothingChanges(StudyRefusal):
    """The plan would be what it is already."""


class AboutSession(StudyRefusal):
    """Says no about one session by its number."""

    def __init__(self, study: Study, number: int) -> None:
        super().__init__(study)
        self.number = number


class SessionSettled(AboutSession):
    """The session began, was held or cancelled: what is history stays as it is."""


class NoNextSession(AboutSession):
    """The session is the last one to come, so nobody can take its pages over."""


class CannotDivide(AboutSession):
    """There is no place to cut what the session reads."""


class TooSoon(AboutSession):
    """The session would be moved into the past, or to less than an hour from now; `earliest` is the first possible."""

    def __init__(self, study: Study, number: int, earliest: datetime) -> None:
        super().__init__(study, number)
        self.earliest = earliest


class PastNeighbour(AboutSession):
    """A session stays between its neighbours; None where there is none on that side."""

    def __init__(self, study: Study, number: int, after: datetime | None, before: datetime | None) -> None:
        super().__init__(study, number)
        self.after, self.before = after, before


class DaysOver(StudyRefusal):
    """All of the days have passed."""


class DaysTooMany(StudyRefusal):
    """More days at once than anybody means to skip; `most` is how many can be."""

    def __init__(self, study: Study, most: int) -> None:
        super().__init__(study)
        self.most = most


class ChangeGone(Refusal):
    """The preview was discarded, published, or replaced by a newer one."""


class PlanMovedOn(StudyRefusal):
    """The plan, its members or the time moved on since the change was computed."""


class NotPublished(Refusal):
    """What nobody published, or somebody took back already, cannot be taken back."""


class TooLateToUndo(StudyRefusal):
    """A change can be taken back for a day; `until` is when that was over."""

    def __init__(self, study: Study, until: datetime) -> None:
        super().__init__(study)
        self.until = until


class UndoInTheWay(AboutSession):
    """A session is not as the change left it any more, or begins before it could be put back."""


class TermsInTheWay(StudyRefusal):
    """The weekly time, the pages or the state of the study changed again since."""


class AwayThen(AboutSession):
    """Somebody is to present on a day on which they are away."""

    def __init__(self, study: Study, number: int, user_id: UserId) -> None:
        super().__init__(study, number)
        self.user_id = user_id
