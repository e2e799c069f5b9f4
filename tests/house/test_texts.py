"""Every text a person reads is there in both languages, and reads right."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.locales.update import HERE, KEYWORDS, template
from bot.texts import LANGUAGES, escape, speak
from tests.house import tree

# A particle whose form hangs on the last sound of the word before it cannot follow a fill-in.
PARTICLE = re.compile(r"[}`”\"]\s?(은|는|이|가|을|를|와|과|으로|로|아|야|이나|나|이랑|랑)(?=[\s.,!?)]|$)")


def korean() -> Catalog:
    with (HERE / "ko" / "naru.po").open("rb") as file:
        return read_po(file, locale="ko")


def sayings() -> list[Message]:
    return [message for message in korean() if message.id]


def said(message: Message) -> str:
    return message.string[0] if isinstance(message.string, tuple) else message.string


def ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def fill_ins(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_the_texts_of_the_source_and_no_others() -> None:
    wanted = {message.id for message in template() if message.id}

    assert {message.id for message in sayings()} == wanted


def test_no_text_escapes_those_who_gather_them() -> None:
    """Inside an f-string Babel sees none before Python 3.12, and the reader would get English."""
    gathered = {text for message in template() if message.id for text in ids(message)}

    def missed(module: ast.Module) -> list[str]:
        calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args)
        texts = (node.args[0] for node in calls if tree.called(node).rpartition(".")[2] in KEYWORDS)
        said = (text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str))
        return [text for text in said if text not in gathered]

    assert tree.offences(tree.modules("bot", "cogs"), missed) == {}


def test_every_text_is_translated() -> None:
    assert [message.id for message in sayings() if not said(message) or message.fuzzy] == []


def test_fill_ins_are_the_same_in_every_language() -> None:
    wrong = [
        ids(each)
        for each in sayings()
        if fill_ins(said(each)) - {"n"} != set().union(*map(fill_ins, ids(each))) - {"n"}
    ]

    assert wrong == []


def test_no_korean_particle_follows_a_fill_in() -> None:
    assert [said(each) for each in sayings() if PARTICLE.search(said(each))] == []


def test_korean_sentences_are_polite() -> None:
    """Plain -다 endings belong in books, not in a conversation."""
    assert [said(each) for each in sayings() if re.search(r"(?<!보)다[.!](\s|$)", said(each))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_typed_is_shown_as_typed(language: str) -> None:
    say = speak("ko" if language == "ko" else "en")
    nasty = "**@everyone** <@1> `x` [a](https://b) ||c||\n# d"

    shown = say("{name}", name=nasty)

    assert "@everyone" not in shown
    assert re.search(r"(?<!\\)[*`\[<|]", shown) is None
    assert "\n\\# d" in shown
    assert re.sub(r"\\(?=[*_~`|\[\]<#>\\-])|\u200b", "", shown) == nasty
    assert escape("plain words") == "plain words"
