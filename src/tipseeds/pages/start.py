"""A folder to begin one's own corpus in: a codebook, a first seed and two notebooks that work on any corpus."""

from __future__ import annotations

import shutil
from os import PathLike
from pathlib import Path


def start(folder: str | PathLike[str]) -> list[Path]:
    """Make a folder to begin one's own corpus in, and return what was written; refuse one that holds anything."""
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(17, "is there already; choose another name", str(place))
    source = Path(__file__).with_name("new")
    shutil.copytree(source, place, ignore=shutil.ignore_patterns(".*", "export"), dirs_exist_ok=True)
    return sorted(path for path in place.rglob("*.*") if path.is_file())
