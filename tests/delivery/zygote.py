"""A process that has imported everything and does nothing but fork: a life begins in milliseconds.

It reads one life a line, `{"run": "module:function", "with": {...}}`, forks, says the child's process id, waits for
its end and says how it ended. The function is a coroutine function; it runs in the child's own event loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import os
import sys
from collections.abc import AsyncIterator
from typing import Any

import structlog

EVERYTHING = ("tests.delivery.lives", "tests.bench.naive")


def main() -> None:
    for module in EVERYTHING:
        importlib.import_module(module)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _live(json.loads(line))
        print(child, flush=True)  # noqa: T201 - it is how the two talk
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _live(life: dict[str, Any]) -> None:
    module, _, name = life["run"].partition(":")
    try:
        asyncio.run(getattr(importlib.import_module(module), name)(**life["with"]))
    except BaseException:  # noqa: BLE001 - whatever it was, this child must not read the next line
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


class Zygote:
    """The same from the other side. One life at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def born(self, run: str, **facts: object) -> int:
        """Begin a life. Returns its process id."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"run": run, "with": facts}).encode() + b"\n")
        return await self._number()

    async def died(self) -> int:
        """Wait for its end. Returns the exit code, negative for a signal."""
        return await self._number()

    async def _number(self) -> int:
        assert self._process.stdout
        return int(await self._process.stdout.readline())


@contextlib.asynccontextmanager
async def a_zygote() -> AsyncIterator[Zygote]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.zygote", stdin=pipe, stdout=pipe
    )
    try:
        yield Zygote(process)
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


if __name__ == "__main__":
    main()
