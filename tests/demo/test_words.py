"""The page's own words: the same ones in both languages, each of them used."""

from __future__ import annotations

import re

from bot.demo.web import PAGE

SOURCE = (PAGE / "words.js").read_text("utf-8")
OTHERS = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js") if path.name != "words.js")
PARTICLES = "은는이가을를와과로의에"


def words_of(language: str) -> dict[str, str]:
    block = re.search(rf"const {language} = {{\n(.*?)\n}};", SOURCE, re.DOTALL)
    assert block
    return dict(re.findall(r"^  (\w+): (.+),$", block[1], re.MULTILINE))


def test_both_languages_have_the_same_words():
    assert words_of("EN").keys() == words_of("KO").keys()
    assert len(words_of("EN")) > 40


def test_every_word_is_used():
    unused = [word for word in words_of("EN") if not re.search(rf"(words\(\)|words\(\)\.\w+)\.{word}\b", OTHERS)]
    by_kind = {"opened", "joined", "pinned"}

    assert set(unused) == by_kind
    assert all(f'"{word}"' in OTHERS for word in by_kind)


def test_no_korean_word_puts_a_particle_right_after_a_name():
    wrong = {key: said for key, said in words_of("KO").items() if re.search(rf"}}[’\]]?[{PARTICLES}]", said)}

    assert wrong == {}
