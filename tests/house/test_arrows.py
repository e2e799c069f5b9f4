"""Arrows between rooms run down, and what only one room may do only one room does."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.house import tree

CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "datetime.datetime.now"}


def test_the_contracts_in_pyproject_hold() -> None:
    # In a process of its own: it sets up logging anew, and silences whoever has logged before.
    looked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
        ],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert looked.returncode == 0, looked.stdout


def _beyond_the_standard_library(module: ast.Module) -> set[str]:
    ours = ("bot.domain", "db.records")
    return {
        name
        for name in tree.imported(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(ours)
    }


def test_rules_know_the_standard_library_alone() -> None:
    rules = [file for file in tree.modules("bot") if tree.name(file).startswith("bot/domain/")]

    assert tree.offences(rules, _beyond_the_standard_library) == {}


def test_a_rule_that_reaches_out_is_seen() -> None:
    rule = ast.parse("import re\nfrom db.records import Study\nfrom db.queries import studies\nimport holidays")

    assert _beyond_the_standard_library(rule) == {"db.queries", "holidays"}


def _reads_the_clock(module: ast.Module) -> list[int]:
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if tree.called(call) in CLOCKS]


def test_nothing_below_main_reads_the_clock() -> None:
    offences = tree.offences(tree.modules("bot", "cogs", "db"), _reads_the_clock)

    assert offences.keys() == {"bot/__main__.py"}


def test_a_look_at_the_clock_is_seen() -> None:
    assert _reads_the_clock(ast.parse("x = 1\nat = datetime.now(UTC)")) == [2]


def _reads_the_environment(module: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in {("os", "environ"), ("os", "getenv")}
    ]


def test_only_settings_read_the_environment() -> None:
    offences = tree.offences(tree.modules("bot", "cogs", "db"), _reads_the_environment)

    assert offences.keys() == {"bot/settings.py"}


def test_a_look_at_the_environment_is_seen() -> None:
    assert _reads_the_environment(ast.parse("import os\nos.environ['A']\nos.getenv('B')\nos.getpid()")) == [2, 3]
