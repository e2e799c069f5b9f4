"""Who is stuck on an exercise, and who helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.records.ids import BookId, HelpId, ServerId, StudyId, UserId


@dataclass(frozen=True, slots=True)
class Help:
    """A member asks for help with one exercise.

    `study_id` is the study whose channel may be asked, None where they sit in none of this book. `asked` are the
    members who are asked in private, since `quiet_at`; the channel is asked since `open_at`. `helper_id` is who said
    they can; `done_at` is when the asker needed it no more.
    """

    id: HelpId
    server_id: ServerId
    book_id: BookId
    study_id: StudyId | None
    user_id: UserId
    exercise: str
    words: str
    at: datetime
    asked: tuple[UserId, ...] = ()
    quiet_at: datetime | None = None
    open_at: datetime | None = None
    helper_id: UserId | None = None
    helped_at: datetime | None = None
    done_at: datetime | None = None
