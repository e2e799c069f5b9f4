"""The small HTTP Discord in a process of its own: says where it is, and at the end what it was asked."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.delivery.http_discord import HttpDiscord, open_discord


@dataclass(slots=True)
class Alone:
    """`url` is where it listens; `accepted` messages and `told_too_many` are known when it is gone."""

    url: str
    accepted: int = 0
    told_too_many: int = 0
    requests: int = field(default=0)


@asynccontextmanager
async def discord_alone(per_second: float) -> AsyncIterator[Alone]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.small_discord", str(per_second),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    alone = Alone((await process.stdout.readline()).decode().strip())
    try:
        yield alone
    finally:
        ended, _ = await process.communicate(b"")
        found = json.loads(ended)
        alone.accepted, alone.told_too_many, alone.requests = found["accepted"], found["too_many"], found["requests"]


async def _serve(per_second: float) -> None:
    async with open_discord(HttpDiscord(per_second=per_second)) as discord:
        print(discord.url, flush=True)
        # Whoever started it closes its input when they have seen enough.
        await asyncio.to_thread(sys.stdin.read)
        counts = {"accepted": len(discord.posted), "too_many": discord.told_too_many}
        print(json.dumps(counts | {"requests": len(discord.requests)}), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
