"""Every sentence a person reads: English in the source, other languages in `bot/locales`.

`say("Hello {name}", name=...)` finds the sentence in the reader's language and fills it in. What people typed is
escaped on the way, so a study called `**@everyone**` reads as exactly that; only a `Mark` goes in as it is.
"""

from __future__ import annotations

import gettext
import re
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from db.records import Language

LOCALES = Path(__file__).parent / "locales"
LANGUAGES: tuple[Language, ...] = get_args(Language)

_MARKUP = re.compile(r"([\\*_~`|\[\]<])")
_AT_LINE_START = re.compile(r"^(\s*)([#>-])", re.MULTILINE)


class Mark(str):
    """Text that Discord may read as markup: ours, or already escaped."""

    __slots__ = ()


def escape(text: str) -> Mark:
    """What somebody typed, shown as typed: no markup, and an @ that names nobody."""
    shown = _AT_LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
    return Mark(shown.replace("@", "@\u200b"))


def when(instant: datetime, style: str = "f") -> Mark:
    """An instant as each reader's own clock shows it; `style` is one of Discord's t T d D f F R."""
    return Mark(f"<t:{int(instant.timestamp())}:{style}>")


def person(user_id: int) -> Mark:
    return Mark(f"<@{user_id}>")


def people(user_ids: list[int] | tuple[int, ...]) -> Mark:
    return Mark(", ".join(person(user_id) for user_id in user_ids))


def channel(channel_id: int) -> Mark:
    return Mark(f"<#{channel_id}>")


def role(role_id: int) -> Mark:
    return Mark(f"<@&{role_id}>")


def bold(text: str) -> Mark:
    return Mark(f"**{text if isinstance(text, Mark) else escape(text)}**")


def lines(*rows: str | None) -> Mark:
    """Rows under one another; None leaves its row out, an empty row stays."""
    return Mark("\n".join(row for row in rows if row is not None))


def language_of(locale: object) -> Language:
    """The catalogue for a Discord locale such as `ko` or `en-GB`; English for all we do not speak."""
    return "ko" if str(locale).startswith("ko") else "en"


class Speech:
    """One reader's language. Fill-ins are named, so that a sentence can put them where its language does."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = _catalogue(language)

    def __call__(self, message: str, /, **facts: object) -> Mark:
        return Mark(self._texts.gettext(message).format(**_escaped(facts)))

    def many(self, one: str, more: str, n: int, /, **facts: object) -> Mark:
        """A sentence that depends on a number, which is `{n}` in it."""
        return Mark(self._texts.ngettext(one, more, n).format(n=n, **_escaped(facts)))

    def label(self, message: str, /, **facts: object) -> str:
        """Where Discord reads no markup: buttons, options, titles of forms."""
        return self._texts.gettext(message).format(**facts)

    def label_many(self, one: str, more: str, n: int, /, **facts: object) -> str:
        return self._texts.ngettext(one, more, n).format(n=n, **facts)

    def command(self, path: str) -> Mark:
        """A command as its reader types it; `path` is its English name, such as `study create`."""
        return Mark("`/" + " ".join(self._texts.gettext(word) for word in path.split()) + "`")

    def has(self, message: str) -> bool:
        return self._texts.gettext(message) != message

    # Dates in words, where Discord's own timestamps are not read (buttons, options, slots of a week).

    def weekday(self, weekday: int) -> str:
        """`weekday` counts from Monday = 0."""
        return str(self._locale.days["stand-alone"]["wide"][weekday])

    def day(self, on: date) -> str:
        return format_date(on, self._texts.gettext("MMMM d (EEE)"), locale=self._locale)

    def clock(self, at: time) -> str:
        return format_time(at, "HH:mm", locale=self._locale)

    def country(self, code: str) -> str:
        """`code` is ISO 3166's, of two letters; itself where nobody named it."""
        return str(self._locale.territories.get(code, code))

    @property
    def _locale(self) -> Locale:
        return Locale(self.language)


@cache
def speak(language: Language) -> Speech:
    return Speech(language)


def _escaped(facts: dict[str, object]) -> dict[str, object]:
    return {
        name: escape(fact) if isinstance(fact, str) and not isinstance(fact, Mark) else fact
        for name, fact in facts.items()
    }


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    source = LOCALES / language / "naru.po"
    if not source.exists():
        return gettext.NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
