"""The tour goes on by what people do."""

from __future__ import annotations

from bot.demo.seed import Done, Step
from bot.demo.stage import Stage
from bot.demo.tour import Happened, Tour
from tests.demo.stages import runs, sees

LINE = "line"


async def test_a_step_ends_when_the_right_person_did_it(stage: Stage):
    await runs(stage, "dana", "card")
    after_dana = stage.tours["en"].at
    await runs(stage, "sora", "card")

    assert (after_dana, stage.tours["en"].at) == (0, 1)


async def test_the_whole_tour_can_be_done(stage: Stage):
    await runs(stage, "sora", "card")
    card = sees(stage, "sora")[-1]["id"]
    await stage.act("mina", stage.discord.channel_id("general"), "press", {"message": card, "custom_id": "join"})
    await stage.travel("dana", "day")

    assert stage.tours["en"].at == len(stage.tours["en"].steps)


def test_a_step_done_ahead_of_its_turn_is_not_asked_for_again():
    tour = Tour((Step(LINE, Done("ran", "help")), Step(LINE, Done("travelled"))))

    tour.saw(Happened("travelled", "mina", ("day",)))
    tour.saw(Happened("ran", "mina", ("help",)))

    assert tour.at == 2


def test_one_deed_ends_one_step():
    tour = Tour((Step(LINE, Done("travelled")), Step(LINE, Done("travelled"))))

    tour.saw(Happened("travelled", "mina", ("day",)))

    assert tour.at == 1


def test_a_deed_is_known_by_any_of_its_names():
    tour = Tour((Step(LINE, Done("pressed", "*join*")),))

    tour.saw(Happened("pressed", "mina", ("naru:17", "leave")))
    missed = tour.at
    tour.saw(Happened("pressed", "mina", ("naru:18", "join us")))

    assert (missed, tour.at) == (0, 1)
