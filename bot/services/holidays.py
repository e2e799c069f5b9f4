"""Public holidays of a country, by the holidays library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import holidays
from holidays.utils import list_localized_countries

from bot.domain.refusals import Refusal
from db.records import Language


class NoSuchCountry(Refusal):
    """No country whose holidays are known goes by that code."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def countries() -> frozenset[str]:
    """ISO 3166 codes of the countries whose holidays are known."""
    return frozenset(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2)


def check_country(code: str) -> None:
    if code not in countries():
        raise NoSuchCountry(code)


def public_holidays(country: str | None, language: Language) -> Mapping[date, str | None]:
    """Date to name, in `language` where the library speaks it; years fill in as they are asked for."""
    if country is None:
        return {}
    spoken = list_localized_countries(include_aliases=False).get(country, [])
    wanted = next((code for code in spoken if code.startswith(language)), None)
    return holidays.country_holidays(country, language=wanted)
