"""What members read of a changed plan, as pages of text: everybody in the channel, and each in private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.delivery.wording import Wording
from bot.domain.changed_turns import changed_turns
from cogs.views import change_mine, change_news
from db.records import Cause, Changed, Reach
from tests.cogs.views.changes_shown import EN, KO, SEATS, WEEK, day, handed, labels, moved, shown, text
from tests.domain.changes_around import a_change, a_shape
from tests.situations import JUN, MINA, SORA, a_meeting, a_plan, a_seat


def news(*rows: Changed, reach: dict[int, Reach] | None = None, **facts: object) -> Wording:
    seats = [replace(seat, reach=(reach or {}).get(seat.user_id, Reach.CHANNEL)) for seat in SEATS]
    told = change_news.taken_back if facts else change_news.changed
    return told(shown(*rows, **facts), seats, EN)


def test_the_channel_calls_those_concerned_and_says_what_it_means_for_each() -> None:
    card = news(handed(3, MINA, JUN))

    assert card.mentions == {MINA, JUN}
    assert f"<@{JUN}>: you present session 3 now, {day(a_shape(3).starts_at, 'f')}" in text(card)
    assert f"<@{MINA}>: you need not present session 3 any more" in text(card)


def test_nobody_reads_in_the_channel_why_a_presenter_changed() -> None:
    assert "away" not in text(news(handed(3, MINA, JUN, Cause.AWAY)))
    assert "left" not in text(news(handed(3, MINA, JUN, Cause.LEFT)))


def test_who_reads_dms_is_not_called_in_the_channel() -> None:
    card = news(handed(3, MINA, JUN), reach={JUN: Reach.DM})

    assert card.mentions == {MINA}
    assert f"<@{JUN}>" not in (card.content or "")


def test_who_has_left_is_not_called() -> None:
    assert news(handed(3, 999, JUN, Cause.LEFT)).mentions == {JUN}


def test_who_changes_places_reads_it_in_one_line() -> None:
    card = news(handed(3, MINA, JUN), handed(5, JUN, MINA))

    assert f"<@{MINA}>: you present session 5 now, {day(a_shape(5).starts_at, 'f')}, instead of session 3" in text(card)


def test_many_whose_turns_only_moved_share_a_line() -> None:
    card = news(moved(1, MINA), moved(2, JUN), moved(3, SORA))

    assert card.content == f"<@{MINA}>, <@{JUN}>, <@{SORA}>: your turns have changed. Yours: `/turn mine`"
    assert card.mentions == {MINA, JUN, SORA}


def test_one_whose_turn_moved_reads_when_it_is() -> None:
    card = news(moved(2, JUN))

    assert card.content == f"<@{JUN}>: you present session 2 on {day(a_shape(2).starts_at + WEEK, 'f')} now"


def test_a_whole_group_does_not_fill_the_screen() -> None:
    crowd = [a_seat(user) for user in range(1000, 1200)]
    rows = [handed(number, 999 + number, 1099 + number) for number in range(1, 100)]

    card = change_news.changed(shown(*rows), crowd, EN)

    assert len((card.content or "").splitlines()) <= 7
    assert len(card.content or "") < 2000
    assert card.mentions == {seat.user_id for seat in crowd if f"<@{seat.user_id}>" in (card.content or "")}


def test_more_sessions_than_fit_are_counted_and_found_in_the_plan() -> None:
    card = news(*(moved(number) for number in range(1, 8)))

    assert "… and 3 more" in text(card)
    assert labels(card) == ["Whole plan", "My turns"]


def test_a_change_that_concerns_nobody_calls_nobody() -> None:
    card = news(moved(2, 999))

    assert (card.content, card.mentions) == (None, frozenset())


def test_a_change_taken_back_says_that_it_is_as_before() -> None:
    card = news(handed(3, MINA, JUN), undone_at=a_shape(1).starts_at)

    assert card.content == f"<@{MINA}>, <@{JUN}>: your turns are as before."
    assert "**3.**" not in text(card)


# --- what one member reads


def mine(user: int, *rows: Changed, lead: int | None = None) -> Wording:
    found = shown(*rows)
    standing = a_plan(*(a_meeting(number, lead or user) for number in range(1, 10)))
    return change_mine.mine(found, changed_turns(found.change)[user], standing, a_seat(user, reach=Reach.DM), EN)


def test_a_member_reads_only_what_is_theirs_and_answers_it_on_the_spot() -> None:
    wording = mine(JUN, handed(3, MINA, JUN), moved(5, SORA))

    assert "you present session 3 now" in text(wording)
    assert "chapter 3, pages 61–90" in text(wording)
    assert "session 5" not in text(wording)
    assert labels(wording) == ["I'm on it", "Pass", "No more DMs"]


def test_the_buttons_are_about_the_nearest_turn() -> None:
    wording = mine(JUN, moved(7, JUN), moved(3, JUN))

    ids = [getattr(item, "custom_id", "") for item in wording.view.children] if wording.view else []
    assert ids[:2] == ["naru:turn.confirm:30", "naru:turn.pass:30"]


def test_a_turn_that_went_needs_no_answer() -> None:
    assert labels(mine(MINA, handed(3, MINA, JUN), lead=JUN)) == ["No more DMs"]


def test_a_turn_that_somebody_else_has_by_now_is_not_asked_about() -> None:
    assert labels(mine(JUN, handed(3, MINA, JUN), lead=SORA)) == ["No more DMs"]


@pytest.mark.parametrize("say", [EN, KO])
@pytest.mark.parametrize(
    "row",
    [
        handed(3, MINA, JUN),
        moved(3),
        Changed(a_shape(3, MINA, JUN), a_shape(3, JUN, MINA), (Cause.BY_HAND,)),
        Changed(a_shape(3, SORA, MINA), a_shape(3, SORA, JUN), (Cause.BY_HAND,)),
        Changed(a_shape(3, SORA, MINA), replace(a_shape(3, SORA, MINA), reading=a_shape(4).reading), (Cause.REPAGED,)),
        Changed(a_shape(3, SORA, MINA), replace(a_shape(4, SORA, MINA), number=3), (Cause.MOVED,)),
        Changed(a_shape(3, MINA), None, (Cause.MERGED,)),
    ],
)
def test_every_fate_of_a_turn_is_said(row: Changed, say: object) -> None:
    for turns in changed_turns(a_change(row)).values():
        for turn in turns:
            assert str(turn.shape.number) in change_news.means(turn, say)  # type: ignore[arg-type]
