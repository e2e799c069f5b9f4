"""A weekly slot as people write it in one line."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed import AmOrPm, Mistyped, NoSuchTime, UnclearTime, UnclearWeekday, clock, slot, weekday


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("Saturday 20:00", 5, time(20)),
        ("매주 토요일 저녁 8시", 5, time(20)),
        ("토 20시 30분", 5, time(20, 30)),
        ("every Saturday 8 pm", 5, time(20)),
        ("Saturdays at 8:30 PM", 5, time(20, 30)),
        ("Sat, 20:00", 5, time(20)),
        ("20:00 on Saturdays", 5, time(20)),
        ("오후 여덟 시 반 매주 수요일", 2, time(20, 30)),
        ("Saturday", 5, None),
        ("매주 토요일", 5, None),
    ],
)
def test_a_day_and_a_time_are_found_wherever_they_stand(text: str, day: int, at: time | None) -> None:
    on, hour = slot(text)

    assert weekday(on) == day
    assert (clock(hour) if hour else None) == at


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("20:00", UnclearWeekday),
        ("", UnclearWeekday),
        ("someday 8 pm", UnclearWeekday),
        ("Saturday 8", AmOrPm),
        ("토요일 25:00", NoSuchTime),
        ("Saturday evening-ish", UnclearTime),
    ],
)
def test_what_cannot_be_read_says_which_part(text: str, refusal: type[Mistyped]) -> None:
    with pytest.raises(refusal):
        slot(text)


@given(
    st.sampled_from(["Sat", "매주 토요일", "every Friday", "수"]), st.times().map(lambda at: at.replace(microsecond=0))
)
def test_any_day_with_any_time_of_a_24_hour_clock_is_read(day: str, at: time) -> None:
    written = f"{at:%H:%M}"

    on, hour = slot(f"{day} {written}")

    assert weekday(on) == weekday(day)
    assert hour is not None
    assert clock(hour) == clock(written)
