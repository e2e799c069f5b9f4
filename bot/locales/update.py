"""Brings the catalogues up to the source: `python -m bot.locales.update`, then fill in what is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
# `say("...")`, `say.many("one", "more", n)` and their kin in `bot/texts.py`; `_("...")` names commands.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "say": None,
    "label": None,
    "many": (1, 2),
    "label_many": (1, 2),
    "gettext": None,
}


def template() -> Catalog:
    """Every text of the source, with the places it stands in."""
    catalogue = Catalog(project="Naru", charset="utf-8")
    for folder in ("bot", "cogs"):
        for name, line, message, comments, _context in _found(ROOT / folder):
            catalogue.add(message, None, [(f"{folder}/{name}", line)], auto_comments=comments)
    return catalogue


def _found(folder: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(str(folder), [("**.py", "python")], {}, KEYWORDS, ("TRANSLATORS:",))


def update(language: str) -> Catalog:
    """Merge the source into a language's catalogue; texts that are gone go, new ones come empty."""
    file = HERE / language / "naru.po"
    with file.open("rb") as stored:
        catalogue = read_po(stored, locale=language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with file.open("wb") as stored:
        write_po(
            stored, catalogue, width=120, omit_header=False, no_location=True, ignore_obsolete=True, sort_output=True
        )
    return catalogue


if __name__ == "__main__":
    for folder in sorted(HERE.iterdir()):
        if (folder / "naru.po").exists():
            empty = [message.id for message in update(folder.name) if message.id and not message.string]
            print(f"{folder.name}: {len(empty)} texts to translate", *empty, sep="\n  ")  # noqa: T201
