"""The project's own files, as a clone holds them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file git tracks or would track, by path; what is ignored or already removed is not there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  whichever git there is
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(sorted(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


def modules(*folders: str) -> list[Path]:
    """Python files under these folders of the top level; all of them where none is named."""
    tops = folders or ("bot", "cogs", "db", "tests")
    return [file for file in files() if file.suffix == ".py" and file.relative_to(ROOT).parts[0] in tops]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def offences(files: Iterable[Path], look: Callable[[ast.Module], T]) -> dict[str, T]:
    """What `look` finds in each file, by the file's name; files in which it finds nothing are left out."""
    found = {name(file): look(parsed(file)) for file in files}
    return {file: what for file, what in found.items() if what}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """The dotted names of all modules that are imported, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def called(node: ast.Call) -> str:
    """The dotted name of what is called, such as `asyncio.sleep`; empty where it has none."""
    parts: list[str] = []
    at: ast.expr = node.func
    while isinstance(at, ast.Attribute):
        parts.append(at.attr)
        at = at.value
    return ".".join([at.id, *reversed(parts)]) if isinstance(at, ast.Name) else ".".join(["", *reversed(parts)])
