"""What is installed is what was asked for: pyproject.toml, the locks and the imports agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DISTRIBUTIONS = packages_distributions()
GROUPS = {"run": (), "demo": ("demo",), "test": ("demo", "test", "check")}
PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?P<rest>(?: ;[^\\]*)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+)"
)
OURS = re.compile(r"\bnaru \(pyproject\.toml")


def _asked_for(*groups: str) -> dict[str, Requirement]:
    listed = [*PROJECT["project"]["dependencies"]]
    for group in groups:
        listed += PROJECT["dependency-groups"][group]
    return {canonicalize_name(found.name): found for found in map(Requirement, listed)}


def _everything_asked_for() -> list[str]:
    return [*PROJECT["project"]["dependencies"], *chain(*PROJECT["dependency-groups"].values())]


def _lock(name: str) -> str:
    return (tree.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def _pins(name: str) -> list[tuple[str, str, str]]:
    """Package, version, and who asked for it in the words of the lock."""
    text = _lock(name)
    found = list(PIN.finditer(text))
    ends = [*(pin.start() for pin in found[1:]), len(text)]
    return [(pin["name"], pin["version"], text[pin.end() : end]) for pin, end in zip(found, ends, strict=True)]


@pytest.mark.parametrize("name", GROUPS)
def test_the_lock_holds_what_pyproject_asks_for_and_nothing_it_no_longer_asks_for(name: str) -> None:
    asked = _asked_for(*GROUPS[name])

    assert {package for package, _, why in _pins(name) if OURS.search(why)} == set(asked)


@pytest.mark.parametrize("name", GROUPS)
def test_the_locked_versions_are_among_those_asked_for(name: str) -> None:
    asked = _asked_for(*GROUPS[name])

    assert [
        (package, version)
        for package, version, _ in _pins(name)
        if package in asked and not asked[package].specifier.contains(version)
    ] == []


@pytest.mark.parametrize("name", ["run", "demo"])
def test_one_version_of_each_package_for_running_demo_and_tests(name: str) -> None:
    assert {pin[:2] for pin in _pins(name)} <= {pin[:2] for pin in _pins("test")}


@pytest.mark.parametrize("name", GROUPS)
def test_every_line_of_the_lock_is_a_pin_with_hashes_or_says_why(name: str) -> None:
    left = PIN.sub("", _lock(name))

    assert [line for line in left.splitlines() if line.strip() and not line.lstrip().startswith("#")] == []


@pytest.mark.parametrize("name", GROUPS)
def test_the_lock_names_no_address(name: str) -> None:
    assert re.findall(r"\S*://\S*|--\S*index\S*|--find-links\S*| @ \S+", _lock(name)) == []


@pytest.mark.parametrize("requirement", _everything_asked_for())
def test_every_dependency_says_why_it_is_there(requirement: str) -> None:
    lines = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.strip().startswith(f'"{requirement}"') and "  # " in line]


def _packages(module: ast.Module) -> set[str]:
    """The distributions whose modules are imported."""
    tops = {name.split(".")[0] for name in tree.imported(module)}
    foreign = tops - sys.stdlib_module_names - {"bot", "cogs", "db", "tests"}
    return {canonicalize_name(DISTRIBUTIONS[top][0]) for top in foreign}


@pytest.mark.parametrize(("folders", "lock"), [(("bot", "cogs", "db"), "run"), (("tests",), "test")])
def test_what_is_imported_is_asked_for_by_name(folders: tuple[str, ...], lock: str) -> None:
    run, demo = _asked_for(*GROUPS[lock]).keys(), _asked_for("demo").keys()

    imported = tree.offences(tree.modules(*folders), _packages)

    assert {
        file: missing
        for file, packages in imported.items()
        if (missing := packages - (run | demo if file.startswith("bot/demo/") else run))
    } == {}
