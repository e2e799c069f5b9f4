"""A change of plan as pages of text: what organisers compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from cogs.views import changed
from cogs.views import changes as view
from db.records import Cause, Changed, Fixed, SessionState, Share, Slot
from tests.cogs.views.changes_shown import EN, KO, WEEK, day, handed, labels, moved, shown, text
from tests.domain.changes_around import a_change, a_shape
from tests.situations import DANA, JUN, MINA


def preview(*rows: Changed, **facts: object) -> list[str]:
    return text(view.preview(shown(*rows, **facts), 0, EN)).strip().splitlines()


def test_before_and_after_stand_side_by_side_with_the_reason() -> None:
    first = a_shape(2)

    rows = preview(moved(2), handed(3, MINA, JUN))

    assert rows[0] == "2 sessions change: 1 date, 1 presenter"
    assert rows[2] == f"**2.** {day(first.starts_at)} → {day(first.starts_at + WEEK)} · ch. 2, 31–60"
    assert rows[3] == "-# moves on with the sessions before it"
    assert rows[5:7] == [f"<@{MINA}> → <@{JUN}>", f"-# <@{MINA}> is away then"]


def test_presenters_set_by_hand_who_cannot_stay_are_named_in_one_line() -> None:
    dropped = replace(shown(moved(2)), dropped=(Fixed(4, MINA), Fixed(6, JUN)))

    rows = text(view.preview(dropped, 0, EN)).strip().splitlines()

    assert rows[1] == f"Not possible any more: <@{MINA}> in session 4, <@{JUN}> in session 6"


def test_only_the_hour_is_told_apart_where_only_the_hour_differs() -> None:
    before = a_shape(2)
    at = before.starts_at

    row = preview(moved(2, by=timedelta(minutes=30)))[2]

    assert f"{day(at)} {day(at, 't')} → {day(at + timedelta(minutes=30), 't')}" in row


def test_what_a_run_of_sessions_has_in_common_is_said_once() -> None:
    rows = preview(moved(1), moved(2), moved(3), handed(4, MINA, JUN))

    assert [row for row in rows if row.startswith("-#")] == [
        "-# moves on with the sessions before it",
        f"-# <@{MINA}> is away then",
    ]
    assert rows.index("-# moves on with the sessions before it") == 5


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (Changed(None, a_shape(4, MINA, JUN), (Cause.SPLIT,)), "new:"),
        (Changed(a_shape(4, MINA), None, (Cause.MERGED,)), "falls away"),
        (Changed(a_shape(4, MINA), a_shape(4, state=SessionState.CANCELLED), (Cause.CANCELLED,)), "cancelled ·"),
        (Changed(a_shape(4, MINA), replace(a_shape(5, MINA), number=4), (Cause.REPAGED,)), "ch. 4, 91–120 → ch. 5"),
        (Changed(a_shape(4), replace(a_shape(4), number=5, starts_at=a_shape(5).starts_at), ()), "**5.** (was 4)"),
    ],
)
def test_each_way_to_change_is_seen_at_a_glance(row: Changed, sentence: str) -> None:
    assert sentence in text(view.preview(shown(row), 0, EN))


def test_a_cancelled_session_shows_no_presenters() -> None:
    row = Changed(a_shape(4, MINA), a_shape(4, state=SessionState.CANCELLED), (Cause.CANCELLED,))

    assert "<@" not in text(view.preview(shown(row), 0, EN))


def test_sessions_that_are_only_counted_anew_are_only_counted() -> None:
    renumbered = [
        Changed(a_shape(n, MINA), replace(a_shape(n, MINA), number=n + 1), (Cause.RENUMBERED,)) for n in (5, 6)
    ]

    rows = preview(moved(2), *renumbered)

    assert rows[0] == "1 session changes: 1 date"
    assert "-# 2 more only get new numbers" in rows
    assert not any("**6.**" in row for row in rows)


def test_what_everybody_carries_is_one_line() -> None:
    shares = (Share(MINA, 60, 30, 2, 1), Share(JUN, 30, 60, 1, 2), Share(DANA, 500, 500, 9, 9))
    evened = preview(moved(2), shares=(Share(MINA, 90, 60, 3, 2), *shares[1:]))

    assert preview(moved(2), shares=shares)[-1] == "-# Pages each, as before: 30–60"
    assert evened[-1] == "-# Pages each: 30–90 → 60–60"


def test_a_new_weekly_time_names_its_zone_only_where_that_is_new() -> None:
    change = a_change(moved(2))
    later = replace(change.before, slot=Slot(6, time(19, 30), "Asia/Seoul"))
    abroad = replace(change.before, slot=Slot(6, time(19, 30), "Europe/Berlin"))

    assert "Every Saturday 20:00 → Every Sunday 19:30" in preview(moved(2), after=later)
    assert "Every Saturday 20:00 (Asia/Seoul) → Every Sunday 19:30 (Europe/Berlin)" in preview(moved(2), after=abroad)


def test_a_long_change_has_pages_and_none_is_empty() -> None:
    many = shown(*(moved(number) for number in range(1, 10)))

    pages = [text(view.preview(many, page, EN)) for page in range(4)]

    assert ["**9.**" in page for page in pages] == [False, False, True, True]
    assert "2 / 3" in labels(view.preview(many, 1, EN))
    assert view.page_with(many.change, 9) == 2
    assert view.page_with(many.change, 99) == 0


@pytest.mark.parametrize("say", [EN, KO])
def test_a_page_fits_on_a_phone(say: object) -> None:
    rows = [handed(number, MINA, JUN) for number in range(1, 12)]

    page = text(view.preview(shown(*rows), 0, say)).strip().splitlines()  # type: ignore[arg-type]

    assert len(page) <= 16


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_words(cause: Cause) -> None:
    assert changed.reason(cause, None, EN)
    assert changed.reason(cause, a_shape(1, MINA).lead, EN)
