"""Where the project stands, and which notebooks and seeds its tests use."""

import importlib
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

FROZEN = ROOT / "tests" / "frozen"
"""A copy of the seeds as they were once, which only a change of their format changes."""

ORIGINALS = Path(os.environ.pop("TIPSEEDS_ORIGINALS", "") or ROOT.parent / "shared" / "seeds")
"""Somebody's own copies of the documents: only tests that ask for them see them, wherever the environment says."""

# Not what a reader keeps beside them: Untitled.ipynb, 01-tier-rankings-Copy1.ipynb.
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*[a-z].ipynb"))


def tool(name: str) -> Any:
    """Import a script of tools/."""
    return importlib.import_module(f"tools.{name}")
