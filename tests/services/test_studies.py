"""Founding a study: what is typed, what is usual, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from bot.domain import typed
from bot.domain.notices import Kind
from bot.domain.studies import AlreadyOpen, NoSuchStudy, OutOfRange, PreviewGone, StartInPast, TooManySessions
from bot.services.books import SEEDS, NoSuchBook
from bot.services.house import Services
from bot.services.studies import Wish
from db.queries import notices as outbox
from db.records import StudyState
from tests.clock import Clock
from tests.services.situations import PRML, a_recruiting_study, a_running_study
from tests.situations import CHANNEL, DANA, JUN, MINA, SERVER


async def test_a_book_alone_makes_a_sensible_study(services: Services) -> None:
    await services.setups.move(SERVER, "Asia/Seoul")

    shown = await services.studies.create(SERVER, DANA, Wish("PRML", CHANNEL))

    study = shown.study
    assert (study.name, study.slot.weekday, study.slot.at, study.slot.zone) == ("PRML", 5, time(20), "Asia/Seoul")
    # A week to find each other, then the first Saturday.
    assert study.start_on == date(2027, 1, 16)
    assert study.state is StudyState.DRAFT


async def test_what_is_typed_is_understood_in_korean(services: Services) -> None:
    wish = Wish("prml", CHANNEL, day="일요일", time="저녁 8시", start="1월 10일")

    shown = await services.studies.create(SERVER, DANA, wish)

    assert (shown.study.slot.weekday, shown.study.slot.at) == (6, time(20))
    assert shown.outline.sessions[0].starts_at.date() == date(2027, 1, 10)


async def test_a_first_day_brings_its_own_day_of_the_week(services: Services) -> None:
    shown = await services.studies.create(SERVER, DANA, Wish("prml", CHANNEL, start="2027-02-04"))

    assert shown.study.slot.weekday == date(2027, 2, 4).weekday()


async def test_a_slot_that_has_passed_today_begins_next_week(services: Services, clock: Clock) -> None:
    clock.move(hours=21)

    shown = await services.studies.create(SERVER, DANA, Wish("prml", CHANNEL, start="today", time="20:00"))

    assert shown.outline.sessions[0].starts_at > clock.now()
    assert shown.study.start_on == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"book": "SICP"}, NoSuchBook),
        ({"pages": 0}, OutOfRange),
        ({"pages": -3}, OutOfRange),
        ({"seats": 0}, OutOfRange),
        ({"pages": 1}, TooManySessions),
        ({"start": "2026-12-31"}, StartInPast),
        ({"time": "25:00"}, typed.NoSuchTime),
        ({"name": "x" * 2000}, typed.TooLong),
        ({"day": "someday"}, typed.UnclearWeekday),
    ],
)
async def test_what_makes_no_study_changes_nothing(
    services: Services, facts: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await services.studies.create(SERVER, DANA, replace(PRML, **facts))  # type: ignore[arg-type]

    async with services.ground.database.reading() as tx:
        assert (await outbox.of_study(tx, 1)) == []
    with pytest.raises(NoSuchStudy):
        await services.studies.of(1)


async def test_public_holidays_are_left_out_and_named(services: Services) -> None:
    await services.setups.move(SERVER, "Asia/Seoul")
    await services.setups.speak(SERVER, "ko")
    await services.setups.holidays_of(SERVER, "KR")

    # Seollal of 2027 is a Sunday, 7 February.
    shown = await services.studies.create(SERVER, DANA, replace(PRML, day="일", start="2027-01-31"))

    assert date(2027, 2, 7) in {skipped.on for skipped in shown.outline.skipped}
    assert any("설날" in (skipped.name or "") for skipped in shown.outline.skipped)
    assert date(2027, 2, 7) not in {session.starts_at.date() for session in shown.outline.sessions}


async def test_a_draft_changes_until_it_opens(services: Services) -> None:
    before = await services.studies.create(SERVER, DANA, PRML)

    changed = await services.studies.change(before.study.id, replace(PRML, pages=60, name="PRML 2기"))
    apart = await services.studies.join_chapters(before.study.id, False)
    await services.studies.open(before.study.id)

    assert len(changed.outline.sessions) < len(before.outline.sessions)
    assert len(apart.outline.sessions) >= 14
    assert apart.study.name == "PRML 2기"
    with pytest.raises(AlreadyOpen):
        await services.studies.change(before.study.id, PRML)


async def test_a_refused_change_leaves_the_draft_as_it_was(services: Services) -> None:
    before = await services.studies.create(SERVER, DANA, PRML)

    with pytest.raises(OutOfRange):
        await services.studies.change(before.study.id, replace(PRML, pages=0, name="another"))

    assert (await services.studies.draft(before.study.id)).study == before.study


async def test_opening_posts_one_card_however_often_it_is_pressed(services: Services) -> None:
    study = await a_recruiting_study(services)

    with pytest.raises(AlreadyOpen):
        await services.studies.open(study.id)

    async with services.ground.database.reading() as tx:
        assert [notice.kind for notice in await outbox.of_study(tx, study.id)] == [Kind.STUDY_CARD]


async def test_a_draft_that_lay_around_does_not_open_in_the_past(services: Services, clock: Clock) -> None:
    shown = await services.studies.create(SERVER, DANA, PRML)
    clock.move(days=20)

    with pytest.raises(StartInPast):
        await services.studies.open(shown.study.id)


async def test_a_discarded_draft_is_gone(services: Services) -> None:
    shown = await services.studies.create(SERVER, DANA, PRML)

    await services.studies.discard(shown.study.id)

    with pytest.raises(PreviewGone):
        await services.studies.open(shown.study.id)


async def test_the_id_of_a_discarded_draft_never_means_another(services: Services) -> None:
    shown = await services.studies.create(SERVER, DANA, PRML)
    await services.studies.discard(shown.study.id)

    other = await services.studies.create(SERVER, MINA, PRML)

    assert other.study.id > shown.study.id


async def test_a_draft_is_not_among_the_studies_of_a_server(services: Services) -> None:
    await services.studies.create(SERVER, DANA, PRML)
    open_one = await a_recruiting_study(services, replace(PRML, name="open"))

    assert [study.id for study in await services.studies.of_server(SERVER)] == [open_one.id]
    assert (await services.studies.meant(SERVER, CHANNEL, None)).id == open_one.id


async def test_a_corrected_seed_changes_the_book_in_place_and_moves_no_running_study(
    services: Services, tmp_path: Path
) -> None:
    study = await a_running_study(services, (MINA, JUN))
    before = (await services.plans.shown(study.id)).plan
    seed = (SEEDS / "prml.toml").read_text(encoding="utf-8")
    (tmp_path / "prml.toml").write_text(seed.replace('"Introduction"', '"Beginning"', 1), encoding="utf-8")

    loaded = await services.books.load(tmp_path)

    assert loaded.changed == ("prml",)
    assert services.books.of(study.book_id).chapters[0].title == "Beginning"
    assert (await services.plans.shown(study.id)).plan.meetings == before.meetings
