"""What Naru was told to use on a server, and what of it is no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices import Kind, channel_gone, of_server
from db.records import Planned, Server, Study, Target


def channels_of(study: Study) -> frozenset[int]:
    return _known(study.channel_id, study.voice_channel_id, study.forum_id)


def channels(server: Server, studies: Iterable[Study]) -> frozenset[int]:
    """Every channel that Naru writes in or points to."""
    return _known(server.channel_id, server.staff_channel_id).union(*map(channels_of, studies))


def roles(server: Server) -> frozenset[int]:
    return _known(server.organiser_role_id)


def tell(server: Server, study: Study, new: Collection[int], staff: Target, now: datetime) -> list[Planned]:
    """What those who run this study hear of a loss; who runs several hears of the server's own losses once."""
    own = channels_of(study)
    of_setup = _known(server.channel_id, server.staff_channel_id, server.organiser_role_id) - own
    return [
        *([channel_gone(study, staff, now)] if own & set(new) else []),
        *([of_server(Kind.SETUP_GONE, study, staff, now)] if of_setup & set(new) else []),
    ]


@dataclass(frozen=True, slots=True)
class Lost:
    """What is missing of a server and of one study in it, as things stand."""

    server: Server
    study: Study
    gone: frozenset[int]

    @property
    def channel(self) -> bool:
        return self.study.channel_id in self.gone

    @property
    def voice(self) -> bool:
        return self.study.voice_channel_id in self.gone

    @property
    def forum(self) -> bool:
        return self.study.forum_id in self.gone

    @property
    def home(self) -> bool:
        return self.server.channel_id in self.gone

    @property
    def staff(self) -> bool:
        return self.server.staff_channel_id in self.gone

    @property
    def role(self) -> bool:
        return self.server.organiser_role_id in self.gone


def _known(*ids: int | None) -> frozenset[int]:
    return frozenset(one for one in ids if one is not None)
