"""Time zones as people call them: an IANA name, a city, a country of one zone, an abbreviation, an offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.typed.cities import CALLED
from bot.domain.typed.mistakes import UnclearZone
from bot.domain.typed.plain import MOST, plain

_OFFSET = re.compile(r"(?:utc|gmt)? ?(?P<sign>[+-]) ?(?P<hours>\d\d?)(?::?00)?")
# Names that remain from older days beside the ones by place.
_OLD_AREAS = frozenset({"US", "Canada", "Brazil", "Mexico", "Chile", "Etc", "SystemV"})
_SUGGESTED = 5


def zone(text: str, known: frozenset[str]) -> str:
    """The IANA name meant by `text`, one of `known` (zoneinfo.available_timezones()).

    Asia/Seoul, 서울, KST, new york, UTC+9. Names are looked for in the order: IANA, the cities and countries of
    CALLED, the place in an IANA name, an offset in whole hours. Raises UnclearZone with what zones_like finds.
    """
    written = plain(text)
    found = _iana(known).get(written.replace(" ", "_")) or _names(known).get(_key(written)) or _fixed(written, known)
    if found is None:
        raise UnclearZone(text, zones_like(text, known, _SUGGESTED))
    return found


def zones_like(text: str, known: frozenset[str], limit: int = 25) -> tuple[str, ...]:
    """Names among `known` to offer for the beginning of a name, best first; the likeliest ones for no text.

    Names that begin so come before names that hold it anywhere; Korean is compared letter by letter, so '서우' on
    the way to '서울' finds it.
    """
    key = _key(plain(text[:MOST]))
    begins: dict[str, None] = {}
    holds: dict[str, None] = {}
    for name, found in _names(known).items():
        if name.startswith(key):
            begins[found] = None
        elif key in name:
            holds[found] = None
    return tuple({**begins, **holds})[:limit]


@lru_cache(maxsize=2)
def _iana(known: frozenset[str]) -> Mapping[str, str]:
    """IANA names by their lower case; of those without an area only UTC, as the others are offsets or leftovers."""
    return {name.casefold(): name for name in known if "/" in name or name == "UTC"}


@lru_cache(maxsize=2)
def _names(known: frozenset[str]) -> Mapping[str, str]:
    """Every other name of a zone, by its key: those of CALLED in its order, then places, then whole IANA names."""
    by_place = sorted(name for name in known if "/" in name and name.split("/")[0] not in _OLD_AREAS)
    names: dict[str, str] = {}
    for found in (each for each in CALLED if each in known):
        for called in (*CALLED[found], _place(found)):
            names.setdefault(_key(called), found)
    for found in by_place:
        names.setdefault(_key(_place(found)), found)
    for found in by_place:
        names.setdefault(_key(found), found)
    return names


def _place(name: str) -> str:
    return name.rpartition("/")[2]


def _fixed(written: str, known: frozenset[str]) -> str | None:
    found = _OFFSET.fullmatch(written)
    if found is None:
        return None
    hours = int(found["hours"])
    # POSIX counts westward, so what people call UTC+9 is Etc/GMT-9.
    name = f"Etc/GMT{'-' if found['sign'] == '+' else '+'}{hours}" if hours else "UTC"
    return name if name in known else None


def _key(text: str) -> str:
    """Letters and digits alone: Korean in single letters, Latin without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())
