"""The command line: run the bot, look whether it could run, play with it without Discord, copy its database."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot import logs
from bot.copying import backup
from bot.doctor import Finding, examine
from bot.obstacles import MAY_PASS, Obstacle
from bot.running import run
from bot.settings import Settings, load, terminal_language
from bot.texts import Speech, speak

DEMO_PORT = 8000


def now() -> datetime:
    """The one place that reads the clock."""
    return datetime.now(UTC)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 for a clean end, 1 for what may pass, 2 for what somebody has to change first."""
    say = speak(terminal_language())
    given = _parser(say).parse_args(arguments)
    try:
        settings = load()
        logs.set_up(settings)
        match given.command:
            case "run":
                return _run(settings)
            case "doctor":
                return _doctor(settings, say)
            case "backup":
                return _backup(settings, say)
            case _:
                return _demo(given.port, say)
    except Obstacle as obstacle:
        print(obstacle.said(say), file=sys.stderr)
        return obstacle.exit_code
    except KeyboardInterrupt:
        return 0


def _parser(say: Speech) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description=say.label("Naru keeps a study group's plan, turns and reminders on Discord."),
        epilog=say.label("Settings come from the environment or from .env; .env.example explains each."),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="run | doctor | backup | demo")
    commands.add_parser("run", help=say.label("serve your Discord servers until told to stop"))
    commands.add_parser("doctor", help=say.label("check settings, token and database without connecting"))
    commands.add_parser("backup", help=say.label("copy the database beside itself; Naru may be running"))
    demo = commands.add_parser("demo", help=say.label("a small Discord in your browser; no token needed"))
    demo.add_argument(
        "--port",
        type=int,
        default=DEMO_PORT,
        help=say.label("where the page is served (default {port})", port=DEMO_PORT),
    )
    return parser


def _run(settings: Settings) -> int:
    from bot.app import build  # noqa: PLC0415  doctor and demo start without it

    asyncio.run(run(settings, build=build, now=now))
    return 0


def _doctor(settings: Settings, say: Speech) -> int:
    findings = asyncio.run(examine(settings, now=now, say=say))
    for finding in findings:
        print(_line(finding, say))
    return 0 if all(finding.fine for finding in findings) else MAY_PASS


def _line(finding: Finding, say: Speech) -> str:
    sign = say.label("ok") if finding.fine else say.label("NOT OK")
    return f"{sign:<8}{finding.said}"


def _backup(settings: Settings, say: Speech) -> int:
    copy = backup(settings.database_url, now=now())
    print(say.label("The copy is {file}.", file=copy))
    return 0


def _demo(port: int, say: Speech) -> int:
    # simcord probes discord.py in ways that make it warn; what matters in a simulated Discord shows on its page.
    logging.getLogger("discord").setLevel(logging.ERROR)
    try:
        from bot.demo.opening import serve  # noqa: PLC0415  its parts are not installed where only the bot runs
    except ModuleNotFoundError as missing:
        if missing.name != "simcord":
            raise
        print(say.label("The demo's parts are not installed: run make demo."), file=sys.stderr)
        return MAY_PASS
    asyncio.run(serve(port=port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
