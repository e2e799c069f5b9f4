"""A small bot that uses everything the demo has to show, so that the demo is tested without the real one."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from tests.demo.sample_views import Buttons, Card, Layout, Selects, Wishes

BOOKS = {"prml": "Pattern Recognition and Machine Learning", "dl": "Deep Learning", "esl": "The Elements"}
KOREAN = {
    "card": "카드",
    "Show the card": "카드를 보여 줘요",
    "study": "스터디",
    "create": "만들기",
    "Create a study": "스터디를 만들어요",
    "book": "책",
    "Which book to read": "어떤 책을 읽을까요",
    "day": "요일",
    "Saturday": "토요일",
    "Sunday": "일요일",
    "whisper": "귓속말",
    "Only you hear this": "나에게만 말해요",
    "Keep": "간직하기",
}


class KoreanNames(app_commands.Translator):
    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _context: app_commands.TranslationContextTypes
    ) -> str | None:
        return KOREAN.get(string.message) if locale is discord.Locale.korean else None


class SampleBot(commands.Bot):
    """Commands of every kind, and an outbox of one notice a day for whoever has joined."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("!", intents=discord.Intents(guilds=True, voice_states=True))
        self.now = now
        self.joined: dict[int, datetime] = {}

    async def setup_hook(self) -> None:
        await self.tree.set_translator(KoreanNames())
        self.tree.add_command(Study())
        for command in (
            card,
            whisper,
            everything,
            buttons,
            selects,
            wishes,
            layout,
            picture,
            silent,
            thread,
            post,
            meet,
            keep,
        ):
            self.tree.add_command(command)
        await self.tree.sync()

    async def next_due(self) -> datetime | None:
        return min(self.joined.values(), default=None)

    async def knock(self, now: datetime) -> None:
        for user_id, due in list(self.joined.items()):
            if due <= now:
                self.joined[user_id] = due + timedelta(days=1)
                user = await self.fetch_user(user_id)
                await user.send(f"Your day begins, <@{user_id}>: <t:{int(now.timestamp())}:F>", view=Buttons())


class Study(app_commands.Group):
    def __init__(self) -> None:
        super().__init__(name="study", description="Studies")

    @app_commands.command(description="Create a study")
    @app_commands.describe(book="Which book to read", day="The weekday", start="The first day", seats="How many")
    @app_commands.choices(day=[app_commands.Choice(name=day, value=day) for day in ("Saturday", "Sunday")])
    async def create(
        self,
        interaction: discord.Interaction,
        book: str,
        day: str,
        start: str,
        seats: app_commands.Range[int, 1, 50] = 12,
    ) -> None:
        embed = discord.Embed(title=BOOKS[book], description=f"**{day}s** from {start}", color=0xE9B44C)
        embed.add_field(name="Seats", value=f"{seats}").add_field(name="By", value=interaction.user.mention)
        embed.set_footer(text=f"in {interaction.locale.value}")
        await interaction.response.send_message(embed=embed, view=Card())

    @create.autocomplete("book")
    async def books(self, _interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [key for key, title in BOOKS.items() if typed.lower() in title.lower()]
        return [app_commands.Choice(name=BOOKS[key], value=key) for key in found]


@app_commands.command(description="Show the card")
async def card(interaction: discord.Interaction) -> None:
    embed = discord.Embed(
        title="📘 PRML, first run",
        description=(
            "Pattern Recognition and Machine Learning\nSaturdays <t:1768046400:t> · first on <t:1768046400:D>\n"
            "We take turns presenting. New to it? People who have presented before go first.\n"
            "-# 9 of 12 seats · </study create:1>"
        ),
        color=0xE9B44C,
    )
    await interaction.response.send_message(embed=embed, view=Card())


@app_commands.command(description="Only you hear this")
async def whisper(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"Psst, in {interaction.locale.value}.", ephemeral=True)


@app_commands.context_menu(name="Keep")
async def keep(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"Kept: {message.content}")


@app_commands.command(description="An option of every type")
async def everything(
    interaction: discord.Interaction,
    who: discord.Member,
    role: discord.Role,
    where: discord.TextChannel,
    any_of_them: discord.Member | discord.Role | None = None,
    much: float | None = None,
    really: bool | None = None,
    paper: discord.Attachment | None = None,
) -> None:
    parts = [who.mention, role.mention, where.mention, str(any_of_them), f"{much}", f"{really}", str(paper)]
    await interaction.response.send_message(" · ".join(parts), ephemeral=True)


@app_commands.command(description="Buttons of every style")
async def buttons(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Press one.", view=Buttons())


@app_commands.command(description="Selects of every kind")
async def selects(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Choose.", view=Selects())


@app_commands.command(description="A form of every field")
async def wishes(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Wishes())


@app_commands.command(description="A layout of components")
async def layout(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(view=Layout())


@app_commands.command(description="A picture")
async def picture(interaction: discord.Interaction) -> None:
    embed = discord.Embed(title="What the group has solved", color=0x7FB685).set_image(url="attachment://grid.png")
    await interaction.response.send_message(embed=embed, file=discord.File(io.BytesIO(grid()), "grid.png"))


@app_commands.command(description="Says nothing at all")
async def silent(_interaction: discord.Interaction) -> None:
    return


@app_commands.command(description="Opens a thread")
async def thread(interaction: discord.Interaction) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    opened = await interaction.channel.create_thread(name="Chapter 2", type=discord.ChannelType.public_thread)
    await opened.send("Let us talk about conjugate priors.")
    await interaction.response.send_message(f"Opened {opened.mention}")


@app_commands.command(description="Asks in the forum")
async def post(interaction: discord.Interaction) -> None:
    assert interaction.guild is not None
    forum = next(c for c in await interaction.guild.fetch_channels() if isinstance(c, discord.ForumChannel))
    await forum.create_thread(name="Why a gamma prior?", content="❓ Why must the prior be a **gamma**?", view=Card())
    await interaction.response.send_message("Asked.", ephemeral=True)


@app_commands.command(description="Plans a meeting")
async def meet(interaction: discord.Interaction) -> None:
    assert interaction.guild is not None
    begins = datetime(2026, 1, 10, 12, tzinfo=UTC)
    await interaction.guild.create_scheduled_event(
        name="PRML, chapter 2",
        start_time=begins,
        end_time=begins + timedelta(hours=2),
        entity_type=discord.EntityType.external,
        location="online",
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    await interaction.response.send_message("Planned.", ephemeral=True)


def grid() -> bytes:
    """A small PNG of green squares, 14 rows of 20."""
    rows = []
    for y in range(14 * 16):
        row = bytearray([0])
        for x in range(20 * 16):
            line, lit = x % 16 > 13 or y % 16 > 13, (x // 16 * 7 + y // 16 * 5) % 9 > y // 16 // 2
            row += bytes((43, 45, 49) if line else (98, 150, 110) if lit else (66, 70, 77))
        rows.append(bytes(row))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 320, 224, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + chunk(b"IEND", b"")
    )
