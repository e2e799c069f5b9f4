"""Zones, chapters and names are read as people mean them; nothing typed is more than a refusal away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from unicodedata import normalize
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import typed

KNOWN = frozenset(available_timezones())
OLD_AREAS = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"}
PRML = tuple(str(number) for number in range(1, 15))
READERS: tuple[Callable[[str], object], ...] = (
    typed.clock,
    typed.weekday,
    typed.name,
    lambda text: typed.day(text, date(2026, 11, 23)),
    lambda text: typed.zone(text, KNOWN),
    lambda text: typed.numbers(text, PRML),
)

DATE_AND_TIME = (
    "12|25|0|2027|:|.|-|/|,|(|)|+|오후|저녁|시|분|반|월|일|토|다음|주|장|부터|까지|pm|jan|sat|next|the|to|in"
)
ODD = (" ", "\u3000", "\u200b", "\u202e", "\ud800", "\n", "８", "~")
anything = st.lists(st.sampled_from([*DATE_AND_TIME.split("|"), *ODD]), max_size=60).map("".join)
picks = st.lists(st.integers(1, 14), max_size=10)


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ("Asia/Seoul", "Asia/Seoul|asia/seoul|서울|KST|Seoul|한국|ＫＳＴ"),
        ("America/New_York", "new york|New_York|뉴욕|EST|america/new york|newyork"),
        ("America/Sao_Paulo", "São Paulo|sao paulo|상파울루"),
        ("Europe/Kyiv", "kyiv"),
        ("Asia/Tokyo", "일본|Japan|JST"),
        ("Etc/GMT-9", "UTC+9|GMT+09:00|+9"),
        ("UTC", "utc|GMT|UTC+0"),
    ],
)
def test_a_time_zone_is_understood(expected: str, texts: str) -> None:
    assert {text: typed.zone(text, KNOWN) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), expected)


def test_people_east_of_greenwich_are_ahead_of_it() -> None:
    zone = ZoneInfo(typed.zone("UTC+9", KNOWN))

    assert datetime(2027, 1, 9, tzinfo=UTC).astimezone(zone).utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("text", ["Mars", "UTC+15", "UTC+5:30", "localtime", "Factory", "../etc/passwd", "/"])
def test_what_is_no_time_zone_is_refused(text: str) -> None:
    with pytest.raises(typed.UnclearZone):
        typed.zone(text, KNOWN)


def test_a_refused_zone_comes_with_names_that_hold_it() -> None:
    with pytest.raises(typed.UnclearZone) as refused:
        typed.zone("york", KNOWN)

    assert refused.value.like == ("America/New_York",)


def test_every_zone_is_found_by_its_own_name() -> None:
    names = [name for name in KNOWN if "/" in name]

    read = {name: typed.zone(name.replace("_", " ").upper(), KNOWN) for name in names}

    assert read == {name: name for name in names}


def test_places_of_one_name_keep_the_same_time() -> None:
    noons = [datetime(2026, month, 1, 12, tzinfo=UTC) for month in range(1, 13)]
    places = [name for name in KNOWN if name.count("/") and name.split("/")[0] not in OLD_AREAS]

    for name in places:
        chosen = ZoneInfo(typed.zone(name.rpartition("/")[2], KNOWN))
        assert [noon.astimezone(chosen).hour for noon in noons] == [
            noon.astimezone(ZoneInfo(name)).hour for noon in noons
        ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "Asia/Seoul"),
        ("서", "Asia/Seoul"),
        ("서우", "Asia/Seoul"),
        ("ㄷㅗ", "Asia/Tokyo"),
        ("ber", "Europe/Berlin"),
    ],
)
def test_the_likeliest_zone_is_offered_first(text: str, first: str) -> None:
    assert typed.zones_like(text, KNOWN)[0] == first


def test_no_more_zones_are_offered_than_fit_and_none_twice() -> None:
    offered = typed.zones_like("a", KNOWN, limit=25)

    assert len(set(offered)) == len(offered) == 25


def test_names_from_before_places_are_not_offered() -> None:
    offered = typed.zones_like("pacific", KNOWN, limit=600)

    assert offered[0] == "America/Los_Angeles"
    assert not {name.split("/")[0] for name in offered} & OLD_AREAS


def test_only_zones_this_machine_knows_are_offered() -> None:
    few = frozenset({"Asia/Tokyo", "UTC"})

    assert set(typed.zones_like("", few)) == few
    with pytest.raises(typed.UnclearZone):
        typed.zone("서울", few)


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        (
            "1 3 5 6 7",
            "1, 3, 5-7|1 3 5 6 7|7-5, 3, 1, 1|1장, 3장, 5장부터 7장까지|ch 1 and 3 and 5 to 7|１，３，５～７",
        ),
        ("1 3", "1장 3장|1장3장|제1장과 제3장|chapters 1, 3|1과 3|1. 3.|ch.1 & ch3|1・3|#1 #3"),
        ("12 13 14", "12장부터|12-|from 12 to 14|12–14|12 ~ 14장"),
        ("1 2 3", "3장까지|-3|up to 3"),
        (" ".join(PRML), "전부|all|ALL|모두|all chapters|전체 장|1-14"),
        ("", "|  |없음|none|-"),
    ],
)
def test_a_list_of_chapters_is_understood(expected: str, texts: str) -> None:
    read = {text: typed.numbers(text, PRML) for text in texts.split("|")}

    assert read == dict.fromkeys(texts.split("|"), tuple(expected.split()))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("15", "15"),
        ("1, 0", "0"),
        ("5-99", "99"),
        ("linear models", "linear"),
        ("1, -", "-"),
        ("2.1", "2.1"),
        ("장", "장"),
    ],
)
def test_a_chapter_the_book_does_not_have_is_named(text: str, missing: str) -> None:
    with pytest.raises(typed.NoSuchChapter) as refused:
        typed.numbers(text, PRML)

    assert (refused.value.missing, refused.value.chapters) == (missing, PRML)


def test_chapters_may_be_lettered_and_dashed() -> None:
    assert typed.numbers("b - c, A-1", ["A", "A-1", "B", "C"]) == ("A-1", "B", "C")


@given(picks, st.sampled_from([", ", " ", "장 ", "장, ", "・", " and ", "，"]))
def test_every_list_of_chapters_is_read_back_once_each_in_the_books_order(picked: list[int], between: str) -> None:
    read = typed.numbers(between.join(map(str, picked)), PRML)

    assert read == tuple(str(number) for number in sorted(set(picked)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  PRML   1기 ", "PRML 1기"),
        ("PRML\n1기", "PRML 1기"),
        ("@everyone **굵게** `x`", "@everyone **굵게** `x`"),
        (normalize("NFD", "스터디"), "스터디"),
        ("\U0001fae8", "\U0001fae8"),
        ("ＰＲＭＬ ①", "ＰＲＭＬ ①"),
        ("PR\u200bML", "PRML"),
        ("👩\u200d💻 모임", "👩\u200d💻 모임"),
        ("a" * 80, "a" * 80),
        (" " * 2000 + "PRML", "PRML"),
    ],
)
def test_a_name_is_kept_as_it_was_meant(text: str, kept: str) -> None:
    assert typed.name(text) == kept


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b", "\u3164", "\u2800\u3164"])
def test_a_name_with_nothing_to_see_is_refused(text: str) -> None:
    with pytest.raises(typed.EmptyName):
        typed.name(text)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\x1b[31m", "\ud800x"])
def test_a_name_that_steers_the_text_around_it_is_refused(text: str) -> None:
    with pytest.raises(typed.UnprintableName):
        typed.name(text)


@pytest.mark.parametrize("length", [81, 2000])
def test_a_name_too_long_is_refused_with_its_length(length: int) -> None:
    with pytest.raises(typed.TooLong) as refused:
        typed.name("가" * length + " ")

    assert (refused.value.length, refused.value.most) == (length, 80)


def test_a_refusal_shows_the_beginning_of_a_long_text_on_one_line() -> None:
    with pytest.raises(typed.TooLong) as refused:
        typed.clock("8\n\u202e" + "x" * 2000)

    assert refused.value.typed == "8 " + "x" * 57 + "…"


@given(anything, st.sampled_from(READERS))
def test_whatever_is_typed_is_read_or_refused_in_a_way_that_can_be_sent(
    text: str, read: Callable[[str], object]
) -> None:
    shown = _answer(read, text)

    assert shown.encode().decode() == shown
    assert len(shown) <= 100


def _answer(read: Callable[[str], object], text: str) -> str:
    try:
        return str(read(text))
    except typed.Mistyped as refused:
        return refused.typed


@pytest.mark.parametrize(
    "piece", ["1", "1-", " ", "- ", "오후 ", "까지", "1 까지", "the ", "a.m. ", "토", "1/", "(", "up to "]
)
def test_no_text_takes_long_to_read(piece: str) -> None:
    started = perf_counter()

    for read in READERS:
        for length in (99, 399, 6000):
            with suppress(typed.Mistyped):
                read((piece * length)[:length] + "!")

    assert perf_counter() - started < 1
