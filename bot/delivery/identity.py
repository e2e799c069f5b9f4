"""How a message of ours is known again: by its nonce for some minutes, by its fingerprint ever after.

Discord compares nonces for a few minutes only and promises no nonce in a channel's history. So the row keeps,
before anything is sent, a digest of what comes back from Discord unchanged: text, own embeds, ids of buttons.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import discord

from bot.delivery.wording import Wording
from db.records import Notice

NONCE_LASTS = timedelta(minutes=2)
"""Discord says 'a few minutes'; we rely on two."""

KEPT = 4
"""Wordings a row remembers: each retry is worded anew, and an older one may be what arrived."""


def nonce(notice: Notice) -> str:
    """24 characters, the same for every try of a row; its key is in it, so that the rows of a database made
    anew, which count from one again, are not taken for those of the one before."""
    key = (
        notice.id,
        notice.revision,
        notice.kind,
        notice.subject,
        notice.target.kind.value,
        notice.target.id,
    )
    return urlsafe_b64encode(hashlib.blake2b(json.dumps(key).encode(), digest_size=18).digest()).decode()


def of_wording(wording: Wording) -> str:
    components = wording.view.to_components() if wording.view else []
    return _digest(wording.content, wording.embeds, components)


def of_message(message: discord.Message) -> str:
    return _digest(message.content, message.embeds, [component.to_dict() for component in message.components])


def remembered(kept: str | None, digest: str) -> str:
    """The digests a row keeps, the newest last."""
    digests = [one for one in digests_in(kept) if one != digest]
    return ",".join([*digests, digest][-KEPT:])


def digests_in(kept: str | None) -> list[str]:
    return kept.split(",") if kept else []


def _digest(content: str | None, embeds: Iterable[discord.Embed], components: Iterable[Any]) -> str:
    """15 hexadecimal digits: four of them with commas fill the column."""
    facts = [_words(content), [_embed_words(embed) for embed in embeds if _is_own(embed)], sorted(_marks(components))]
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=8).hexdigest()[:15]


def _embed_words(embed: discord.Embed) -> list[str]:
    return [_words(embed.title), _words(embed.description)]


def _is_own(embed: discord.Embed) -> bool:
    """Discord adds embeds of its own for links; those name their provider or are no rich ones."""
    return embed.type == "rich" and not embed.provider.name


def _words(text: str | None) -> str:
    """Discord trims; so do we."""
    return " ".join((text or "").split())


def _marks(component: Any) -> Iterator[str]:
    """The ids and texts inside components, at any depth."""
    if isinstance(component, dict):
        yield from (_words(component[name]) for name in ("custom_id", "content") if component.get(name))
        yield from (mark for value in component.values() for mark in _marks(value))
    elif isinstance(component, list | tuple):
        yield from (mark for part in component for mark in _marks(part))
