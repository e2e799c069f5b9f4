"""A study's card follows what happens: edited after a change, once for many changes at a time."""

from __future__ import annotations

import discord
import structlog

from bot.services.house import Services
from bot.texts import speak
from cogs.views import studies as view
from db.records import StudyId

log = structlog.get_logger(__name__)


class Cards:
    """Fifty joins at once make two edits, not fifty: who comes during an edit is shown by the next one."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._busy: set[StudyId] = set()
        self._stale: set[StudyId] = set()

    async def refresh(self, study_id: StudyId) -> None:
        """Never raises: a card that cannot be edited is only out of date."""
        self._stale.add(study_id)
        if study_id in self._busy:
            return
        self._busy.add(study_id)
        try:
            while study_id in self._stale:
                self._stale.discard(study_id)
                await self._edit(study_id)
        except discord.HTTPException as error:
            log.info("a card could not be edited", study=study_id, error=str(error))
        finally:
            self._busy.discard(study_id)

    async def _edit(self, study_id: StudyId) -> None:
        posted = await self._services.studies.posted_card(study_id)
        if posted is None:
            return
        card = await self._services.studies.card(study_id)
        wording = view.card(card, speak(card.study.language))
        channel = self._client.get_partial_messageable(posted.channel_id)
        await channel.get_partial_message(posted.message_id).edit(
            content=wording.content,
            embeds=list(wording.embeds),
            view=wording.view,
            allowed_mentions=discord.AllowedMentions.none(),
        )
