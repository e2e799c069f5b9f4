"""The commands that the documents name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import tree

DOCUMENTS = [file for file in tree.files() if file.suffix == ".md"]
MAKEFILE = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("file", DOCUMENTS, ids=tree.name)
def test_every_make_command_a_document_names_exists(file: Path) -> None:
    named = re.findall(r"(?:`|^\s*|\$ )make ([a-z]+)", file.read_text(encoding="utf-8"), re.MULTILINE)

    assert set(named) <= TARGETS


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_command_is_in_the_list_that_make_prints(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_no_command_is_mistaken_for_a_file(target: str) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert phony is not None
    assert target in phony[1].split()
