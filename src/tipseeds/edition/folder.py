"""Which files of a folder are seeds, and what the rest looks like: nothing is passed over without a word."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".md", ".markdown")

# fmt: off
_LEFT = (
    (r"\._.*", "macOS's notes on a file"),
    (r"\.#.*|#.*#|\..*", "a hidden file, such as an editor leaves"),
    (r".*conflict.*", "a copy that a synced folder made when two saved at once"),
    (r".*(-copy\d*|-checkpoint)\.\w+", "a copy that JupyterLab made"),
    (r".*( \(\d+\)| - copy.*| copy( \d+)?)\.\w+", "a second copy of a file"),
    (r"readme\.\w+", "a note to readers"),
)
# fmt: on
"""What a reader's system leaves in a folder, by its name in lower case."""


def leftover(path: Path) -> str:
    """Return what a file that is nobody's work looks like, or nothing if it may be read.

    Examples
    --------
    >>> leftover(Path("._lagon.md")), leftover(Path("no-such-file.md"))
    ("macOS's notes on a file", '')
    """
    name = path.name.lower()
    if said := next((what for pattern, what in _LEFT if re.fullmatch(pattern, name)), ""):
        return said
    if path.is_symlink() and not path.exists():
        return "a link that leads nowhere"
    if path.is_dir():
        return "a folder"
    return "a pipe or device, no file" if path.exists() and not path.is_file() else ""


def find_seeds(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Return the seeds of a folder, and what was passed over: its name, and what it looks like."""
    passed = {}
    files = []
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


def warn(folder: Path, passed: dict[str, str]) -> None:
    """Say on the page what was passed over."""
    if passed:
        warnings.warn(f"{tell(folder, passed)} Rename or move what is meant to be read.", stacklevel=4)


def same_name(files: Iterable[Path]) -> tuple[Path, Path] | None:
    """Return two files that would give one document its name, if there are any."""
    seen: dict[str, Path] = {}
    for path in files:
        if (other := seen.setdefault(path.stem.lower(), path)) is not path:
            return other, path
    return None
