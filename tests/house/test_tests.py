"""Tests of the tests: none sleeps, none speaks to a mock that answers to anything, CI skips none."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

MOCKS = {"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock", "PropertyMock"}
SPECS = {"spec", "spec_set", "wraps"}
PATCHES = {"patch", "patch.object", "mock.patch", "mock.patch.object"}
MAY_SLEEP = {
    "tests/delivery/conftest.py": "makes discord.py's own rests shorter",
    "tests/demo/test_contract.py": "the bot in the demo sleeps, and the demo's clock is moved past it",
}
SLEEPS = {"sleep", "time.sleep", "asyncio.sleep", "wait_for_timeout"}


def _calls(module: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(module) if isinstance(node, ast.Call)]


def _mocks_without_spec(module: ast.Module) -> list[int]:
    found = []
    for call in _calls(module):
        name, given = tree.called(call), {keyword.arg for keyword in call.keywords}
        is_mock = name.split(".")[-1] in MOCKS and not call.args and not given & SPECS
        is_patch = (
            name in PATCHES
            and len(call.args) < 2 + ("object" in name)
            and not given
            & {
                "new",
                "new_callable",
                "autospec",
                *SPECS,
            }
        )
        if is_mock or is_patch:
            found.append(call.lineno)
    return found


def test_a_mock_has_a_spec() -> None:
    assert tree.offences(tree.modules("tests"), _mocks_without_spec) == {}


def test_a_mock_without_a_spec_is_seen() -> None:
    tests = ast.parse(
        "Mock()\nMock(spec=Bot)\nmock.MagicMock(name='x')\nAsyncMock(return_value=1)\nMock(Bot)\n"
        "patch('bot.x')\npatch('bot.x', 1)\npatch.object(bot, 'x')\npatch.object(bot, 'x', 1)\n"
        "patch('bot.x', autospec=True)"
    )

    assert sorted(_mocks_without_spec(tests)) == [1, 3, 4, 6, 8]


def _sleeps(module: ast.Module) -> list[int]:
    """`sleep(0)` lets others go first and waits for nothing."""
    return [
        call.lineno
        for call in _calls(module)
        if (tree.called(call) in SLEEPS or tree.called(call).endswith(".wait_for_timeout"))
        and not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0)
    ]


def test_nothing_sleeps() -> None:
    assert tree.offences(tree.modules("tests"), _sleeps).keys() == MAY_SLEEP.keys()


def test_a_sleep_is_seen() -> None:
    tests = ast.parse("time.sleep(1)\nasyncio.sleep(0)\nawait_(asyncio.sleep(0.1))\npage.wait_for_timeout(5)\nsleep(x)")

    assert sorted(_sleeps(tests)) == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("ci", "test", "code"),
    [
        ("true", "import pytest\ndef test_it(): pytest.skip('no browser')", pytest.ExitCode.TESTS_FAILED),
        ("false", "import pytest\ndef test_it(): pytest.skip('no browser')", pytest.ExitCode.OK),
        ("true", "def test_it(): pass", pytest.ExitCode.OK),
    ],
)
def test_in_ci_a_skipped_test_is_a_failed_one(tmp_path: Path, ci: str, test: str, code: int) -> None:
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.nothing_skipped", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"CI": ci, "PYTHONPATH": str(tree.ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )

    assert ended.returncode == code, ended.stdout
    assert ("CI skips nothing" in ended.stdout) is (code != pytest.ExitCode.OK)
