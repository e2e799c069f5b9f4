"""What the demo's server is made of, read from a TOML file that a person can write: cast, channels and tours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Place = Literal["category", "text", "voice", "forum"]
Tongue = Literal["en", "ko"]
Deed = Literal["ran", "pressed", "chose", "sent", "said", "opened", "travelled"]


class SeedError(ValueError):
    """The file says something the demo cannot be built from; the message names the entry and the field."""


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages of the page."""

    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class RolePlan:
    """`permissions` are discord.py's names of them; `color` is 0xRRGGBB."""

    key: str
    name: str
    color: int = 0
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to act as. `locale` is Discord's code, `zone` an IANA name, `about` a word or two on who they are."""

    key: str
    name: str
    locale: str
    zone: str
    about: Words
    color: str
    roles: tuple[str, ...] = ()

    @property
    def language(self) -> Tongue:
        return "ko" if self.locale.startswith("ko") else "en"


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    key: str
    name: str
    kind: Place = "text"
    topic: str | None = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What ends a step of the tour: a deed, of what (a pattern with * and ?), by whom (None: anybody)."""

    did: Deed
    what: str = "*"
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a tour: as whom and where it is done, and the label of the button that shines meanwhile."""

    say: str
    done: Done
    who: str | None = None
    where: str | None = None
    glow: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    server: str
    locale: str
    owner: str
    bot: str
    begin: datetime
    people: tuple[Person, ...]
    channels: tuple[ChannelPlan, ...]
    roles: tuple[RolePlan, ...] = ()
    tours: Mapping[Tongue, tuple[Step, ...]] = field(default_factory=dict)
    """One for visitors of each language, with people and places where theirs is spoken."""

    def person(self, key: str) -> Person:
        """Somebody of the cast; a KeyError where nobody is called that."""
        return {person.key: person for person in self.people}[key]


def read(path: Path) -> Scene:
    """Read and check a scene.

    Raises:
        SeedError: the file is no TOML, an entry lacks a field, or it speaks of somebody or something that is not there.
    """
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SeedError(f"{path.name}: {error}") from error
    try:
        scene = _scene(facts)
        _check(scene)
    except (SeedError, KeyError, TypeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise SeedError(f"{path.name}: {reason}") from error
    return scene


def _scene(facts: dict[str, Any]) -> Scene:
    server = facts["server"]
    return Scene(
        server=server["name"],
        locale=server.get("locale", "en-US"),
        owner=server["owner"],
        bot=server.get("bot", "Naru"),
        begin=facts["begin"].astimezone(UTC),
        people=tuple(_person(entry) for entry in facts["people"]),
        channels=tuple(ChannelPlan(**entry) for entry in facts["channels"]),
        roles=tuple(
            RolePlan(**entry | {"permissions": tuple(entry.get("permissions", ()))}) for entry in facts["roles"]
        ),
        tours={tongue: tuple(map(_step, entries)) for tongue, entries in facts.get("tour", {}).items()},
    )


def _person(entry: dict[str, Any]) -> Person:
    return Person(**entry | {"about": Words(**entry["about"]), "roles": tuple(entry.get("roles", ()))})


def _step(entry: dict[str, Any]) -> Step:
    return Step(**entry | {"done": Done(**entry["done"])})


def _check(scene: Scene) -> None:
    people = {person.key for person in scene.people}
    channels = {channel.key: channel.kind for channel in scene.channels}
    roles = {role.key for role in scene.roles}
    _known("server.owner", {scene.owner}, people)
    for person in scene.people:
        _known(f"people.{person.key}.roles", set(person.roles), roles)
        _zone(f"people.{person.key}.zone", person.zone)
    for channel in scene.channels:
        _known(f"channels.{channel.key}.kind", {channel.kind}, set(get_args(Place)))
        _known(
            f"channels.{channel.key}.under",
            {channel.under} - {None},
            {k for k, v in channels.items() if v == "category"},
        )
    _known("tour", set(scene.tours), set(get_args(Tongue)))
    for tongue, steps in scene.tours.items():
        for number, step in enumerate(steps, start=1):
            _known(f"tour.{tongue} {number}.who", {step.who, step.done.by} - {None}, people)
            _known(f"tour.{tongue} {number}.where", {step.where} - {None}, set(channels))
            _known(f"tour.{tongue} {number}.done.did", {step.done.did}, set(get_args(Deed)))


def _known(where: str, asked: set[Any], there: set[str]) -> None:
    if missing := asked - there:
        raise SeedError(
            f"{where}: {', '.join(sorted(cast('set[str]', missing)))} is not one of {', '.join(sorted(there))}"
        )


def _zone(where: str, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SeedError(f"{where}: there is no time zone {name}") from error
