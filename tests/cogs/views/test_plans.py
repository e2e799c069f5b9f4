"""Why somebody presents a session, as the organiser reads it."""

from __future__ import annotations

from bot.texts import LANGUAGES, speak
from cogs.views.plans import reason
from db.records import Reason, Why


def test_every_reason_has_a_sentence_of_its_own() -> None:
    for language in LANGUAGES:
        said = {why: reason(Reason(why, sessions=3), speak(language)) for why in Why}

        assert all(said.values())
        assert len(set(said.values())) == len(Why)
