"""Every step of /help in words: each can be said in both languages, and each leads somewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.compass import Hint, Step
from bot.domain.plans import Meeting
from bot.services.compass import Help
from bot.texts import Mark, speak
from cogs.views.compass import steps
from db.records import (
    Book,
    Chapter,
    Language,
    Part,
    Reading,
    Reason,
    Role,
    Server,
    Session,
    Slot,
    Study,
    StudyState,
    Turn,
    TurnState,
    Why,
)

NOW = datetime(2027, 1, 4, tzinfo=UTC)
STUDY = Study(
    id=1,
    server_id=100,
    book_id=7,
    name="PRML",
    channel_id=200,
    language="en",
    slot=Slot(5, time(20), "Asia/Seoul"),
    start_on=date(2027, 1, 9),
    pages_per_session=30,
    join_short_chapters=True,
    seats=12,
    length=timedelta(minutes=90),
    state=StudyState.RUNNING,
    organiser_id=4,
    created_at=NOW,
)
BOOK = Book("prml", "Pattern Recognition", (Chapter("2", "Probability", 67, 136),), id=7)
MEETING = Meeting(
    Session(5, 1, 3, NOW + timedelta(days=5), Reading((Part("2", 67, 93),), 27)),
    (Turn(9, 5, 1, Role.LEAD, TurnState.PLANNED, Reason(Why.EVEN)),),
)
ANYWHERE = {Step.SET_UP, Step.FOUND, Step.LOOK_AROUND}
OF_A_STUDY = {Step.NEWCOMERS, Step.GO_ON, Step.START, Step.GATHER, Step.WAIT_FOR_START, Step.WAIT_FOR_SEAT, Step.JOIN}


def hint(step: Step, count: int = 3) -> Hint:
    if step in ANYWHERE:
        return Hint(step)
    return Hint(step, STUDY, None if step in OF_A_STUDY else MEETING, count)


def worded(*hints: Hint, language: Language = "en", newcomer: bool = False) -> str:
    found = Help(Server(100), list(hints), newcomer)
    shown = steps(found, lambda _id: BOOK, lambda path: Mark(f"/{path}"), speak(language))
    return shown.embeds[0].description or ""


def buttons(*hints: Hint) -> list[str | None]:
    shown = steps(Help(Server(100), list(hints), False), lambda _id: BOOK, Mark, speak("en"))
    return [getattr(item, "label", None) for item in shown.view.children] if shown.view else []


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("step", Step)
def test_every_step_is_one_short_row_of_its_own(step: Step, language: Language) -> None:
    row = worded(hint(step), language=language)

    others = [worded(hint(other), language=language) for other in Step if other is not step]
    assert row.startswith("- ")
    assert "\n" not in row
    assert len(row) <= 160
    assert row not in others


@pytest.mark.parametrize("step", [step for step in Step if step not in ANYWHERE | OF_A_STUDY | {Step.OPEN_SESSIONS}])
def test_a_step_towards_a_session_says_which_pages_and_when(step: Step) -> None:
    row = worded(hint(step))

    assert "**PRML** chapter 2, pages 67–93" in row
    assert step is Step.UNDER_WAY or f"<t:{int(MEETING.session.starts_at.timestamp())}:f>" in row


def test_steps_stand_in_the_order_they_came() -> None:
    rows = worded(hint(Step.CONFIRM), hint(Step.JOIN)).splitlines()

    assert ["You present" in row for row in rows] == [True, False]


def test_a_newcomer_reads_first_what_naru_is_for() -> None:
    assert worded(hint(Step.LOOK_AROUND), newcomer=True).startswith("Naru helps a group read a hard book together")
    assert "Naru helps" not in worded(hint(Step.LOOK_AROUND))


def test_one_seat_is_not_called_seats_and_none_can_be_waited_for() -> None:
    assert "has 1 seat left" in worded(hint(Step.JOIN, 1))
    assert "has 2 seats left" in worded(hint(Step.JOIN, 2))
    assert "wait for one" in worded(hint(Step.JOIN, 0))


def test_what_can_be_done_on_the_spot_has_a_button() -> None:
    assert buttons(hint(Step.CONFIRM), hint(Step.JOIN)) == ["I'm on it", "Join PRML"]
    assert buttons(hint(Step.PREPARE)) == ["I'm stuck"]
    assert buttons(hint(Step.COME)) == []


def test_of_two_turns_only_the_first_has_a_button() -> None:
    assert buttons(hint(Step.CONFIRM), hint(Step.PREPARE)) == ["I'm on it"]
