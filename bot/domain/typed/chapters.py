"""Lists of chapters as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.typed.mistakes import NoSuchChapter
from bot.domain.typed.plain import plain

MOST = 400

_ALL = frozenset({"all", "all of them", "any", "everything", "전부", "전부 다", "모두", "모든", "전체", "다"})
_NONE = frozenset({"", "-", "none", "nothing", "없음", "없어요"})
_CHAPTER = re.compile(r"\b(?:(?:chapters?|chs?|papers?|from)\b\.?|ch\.?(?=\d))|제(?=\d)|챕터|논문|[#장번]")
_UP_TO = re.compile(r"(?:up to|until) ?(\w+)|(\w+) ?까지")
_RANGE = re.compile(r" ?(?:-|~|부터|에서|\bto\b|\bthrough\b)[ \-~]*")
_BREAK = re.compile(r"[\s,;/&·・、]+|\band\b|그리고|[와과및]")


def numbers(text: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """The chapters in `text`, each once, in the order of `allowed`: the numbers of the book's chapters in its order.

    '1, 3, 5-7', '1장 3장', '5장부터 7장까지', '12장부터', 'all', '전부'; nothing and '없음' are no chapter. A range
    runs between its ends in either direction. Raises NoSuchChapter at the first that the book does not have.
    """
    written = plain(text, MOST)
    bare = " ".join(_CHAPTER.sub(" ", written).split())
    if bare in _ALL:
        return tuple(allowed)
    places = {plain(number): place for place, number in enumerate(allowed)}
    picked: set[int] = set()
    for token in () if written in _NONE else _tokens(bare) or [written]:
        ends = _ends(token, list(places))
        missing = [end for end in ends if end not in places]
        if missing:
            raise NoSuchChapter(text, missing[0], tuple(allowed))
        low, high = sorted(places[end] for end in ends)
        picked.update(range(low, high + 1))
    return tuple(allowed[place] for place in sorted(picked))


def _tokens(bare: str) -> list[str]:
    ranged = _RANGE.sub("-", _UP_TO.sub(r"-\1\2", bare))
    return [token.removesuffix(".") for token in _BREAK.split(ranged) if token]


def _ends(token: str, chapters: Sequence[str]) -> tuple[str, str]:
    """The first and last chapter of what a token names; a range open at one end runs to the end of the book."""
    first, dash, last = token.partition("-")
    if token in chapters or not dash or not (first or last):
        return token, token
    return first or chapters[0], last or chapters[-1]
