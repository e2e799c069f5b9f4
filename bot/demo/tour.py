"""The tour: one line that says what to press next, and goes on when it was done."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from bot.demo.seed import Deed, Done, Step


@dataclass(frozen=True, slots=True)
class Happened:
    """What somebody did; `names` are all the words by which a step may speak of it."""

    did: Deed
    by: str
    names: tuple[str, ...] = ()


class Tour:
    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._done: set[int] = set()

    def saw(self, happened: Happened) -> None:
        """Tick the first open step that waits for this, be it ahead of its turn."""
        for number, step in enumerate(self.steps):
            if number not in self._done and ends(step.done, happened):
                self._done.add(number)
                return

    @property
    def at(self) -> int:
        """The number of the first step that is not done, counted from 0; the number of steps when all are."""
        return next((number for number in range(len(self.steps)) if number not in self._done), len(self.steps))


def ends(done: Done, happened: Happened) -> bool:
    if done.did != happened.did or done.by not in {None, happened.by}:
        return False
    return done.what == "*" or any(fnmatchcase(name, done.what) for name in happened.names)
