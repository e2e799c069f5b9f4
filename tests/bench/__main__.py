"""`make bench`: every figure the documents speak of, measured here and now, one report after the other."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path


def main() -> None:
    """Each module of this folder that has a `report()` prints its own figures beside their anchors."""
    for found in sorted(pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda module: module.name):
        module = importlib.import_module(f"tests.bench.{found.name}") if found.name != "__main__" else None
        if hasattr(module, "report"):
            print(f"\n== {found.name}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)
            print(module.report(), flush=True)


if __name__ == "__main__":
    main()
