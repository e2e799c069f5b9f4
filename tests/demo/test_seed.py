"""The scene's file: the real one is sound, and a mistake in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.seed import SeedError, Tongue, read

SAMPLE = Path(__file__).parent / "scene.toml"
REAL = Path(__file__).parents[2] / "seeds" / "demo.toml"


def test_the_demos_own_scene_can_be_read():
    scene = read(REAL)

    assert {"ara", "dana", "mina", "jun", "sora"} <= {person.key for person in scene.people}
    assert {person.language for person in scene.people} == {"en", "ko"}
    assert scene.begin.utcoffset() is not None


@pytest.mark.parametrize("tongue", ["en", "ko"])
def test_each_tour_is_played_by_people_of_its_language(tongue: Tongue):
    scene = read(REAL)

    acting = {step.who for step in scene.tours[tongue]} - {None}

    assert len(acting) > 1
    assert {scene.person(who).language for who in acting if who} == {tongue}


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('owner = "dana"', 'owner = "nobody"', "server.owner: nobody is not one of"),
        ('zone = "Europe/London"', 'zone = "Europe/Lundon"', "people.jun.zone: there is no time zone Europe/Lundon"),
        ('roles = ["mentor"]', 'roles = ["wizard"]', "people.jun.roles: wizard"),
        ('kind = "forum"', 'kind = "stage"', "channels.questions.kind: stage"),
        ('under = "commons"', 'under = "general"', "channels.general.under: general"),
        ('what = "card", by = "sora"', 'what = "card", by = "sara"', "tour.en 1.who: sara"),
        ('locale = "en-GB"', "", "locale"),
        ('did = "travelled"', 'did = "flew"', "tour.en 3.done.did: flew"),
        ("[[tour.ko]]", "[[tour.fr]]", "tour: fr"),
        ("[server]", "[server", "scene.toml"),
    ],
)
def test_a_mistake_is_named_with_its_entry_and_field(tmp_path: Path, was: str, becomes: str, named: str):
    text = SAMPLE.read_text("utf-8")
    assert was in text
    broken = tmp_path / "scene.toml"
    broken.write_text(text.replace(was, becomes), "utf-8")

    with pytest.raises(SeedError) as error:
        read(broken)

    assert named in str(error.value)
