"""Which files of a folder are seeds, and what the rest looks like: nothing is passed over without a word."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIXES = (".md", ".markdown")
_LEFT = (
    (r"\._.*", "macOS's notes on a file"),
    (r"\.#.*|#.*#|\..*", "a hidden file, such as an editor leaves"),
    (r".*conflict.*", "a copy that a synced folder made when two saved at once"),
    (r".*(-copy\d*|-checkpoint)\.\w+", "a copy that JupyterLab made"),
    (r".*( \(\d+\)| - copy.*| copy( \d+)?)\.\w+", "a second copy of a file"),
    (r"readme\.\w+", "a note to readers"),
)
"""What a reader's system leaves in a folder, by its name in lower case."""


def leftover(path: Path) -> str:
    """Return what a file that is nobody's work looks like, or nothing if it may be read."""
    if said := next((what for pattern, what in _LEFT if re.fullmatch(pattern, path.name.lower())), ""):
        return said
    if path.is_symlink() and not path.exists():
        return "a link that leads nowhere"
    if path.is_dir():
        return "a folder"
    return "a pipe or device, no file" if path.exists() and not path.is_file() else ""


def find_seeds(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Return the seeds of a folder, and what was passed over: its name, and what it looks like."""
    files, passed = [], {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            if said := leftover(path):
                passed[path.name] = said
            else:
                files.append(path)
        elif path.is_dir() and path.name[0] not in "._":
            inner = (file for file in sorted(path.iterdir()) if file.suffix.lower() in SUFFIXES)
            passed |= {f"{path.name}/{file.name}": "in a subfolder" for file in inner if not leftover(file)}
    return files, passed


def tell(folder: Path, passed: dict[str, str]) -> str:
    """Return what was passed over in a folder, as a sentence, or nothing."""
    listed = "; ".join(f"{name} ({what})" for name, what in passed.items())
    return f"Passed over in {folder.name or folder}: {listed}." if passed else ""
