"""Which files of a folder are seeds, what the rest looks like, and how a file is replaced whole."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from tipseeds.edition.errors import SeedError

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


def replace(path: Path, content: bytes, mode: int = 0o666, kind: type[SeedError] = SeedError) -> None:
    """Write a file so that whoever opens it finds the old content or the new, even if this process is killed.

    A new file has what the person's umask leaves of the rights in `mode`; one that is there keeps its own.
    """
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.{secrets.token_hex(4)}.part")
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            if real.exists():
                shutil.copymode(real, beside)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, real)
    except OSError as error:
        why = error.strerror or "not writable"
        fix = (
            "Check the folder, its rights and the free space, or work in a folder of your own (type in a terminal: "
            "python -m tipseeds notebooks); the answers before this one are safe."
        )
        raise kind(path, None, f"can't be saved ({why}).", fix) from error
    finally:
        with suppress(OSError):
            beside.unlink()
