"""A person's answers: one file beside the notebooks, private, replaced whole, never written over when unreadable."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tipseeds.coding._file import replace
from tipseeds.edition.errors import SeedError

FILE = "my-answers.json"
ENTRY = {"answer", "done"}
Tries = list[dict[str, Any]]
"""A task's answers, the newest last: `answer`, and whether it is `done`; without an answer, it was skipped."""


class AnswersError(SeedError):
    """A file of answers can't be read: says where, what is wrong and how to mend it."""


def read(file: Path) -> dict[str, Tries]:
    """Return the answers in a file, by task; it is read anew at each step, so that two notebooks can share it."""
    mend = "Put a copy back, or give the file another name to begin anew; nothing is saved over it."
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        kept = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError as error:
        raise AnswersError(file, error.lineno, f"is no JSON ({error.msg}).", mend) from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise AnswersError(file, None, "can't be read as text.", mend) from error
    for key, tries in kept.items() if isinstance(kept, dict) else [("the file", None)]:
        whole = isinstance(tries, list) and all(
            isinstance(one, dict) and {"answer", "done"} <= set(one) for one in tries
        )
        if not whole:
            raise AnswersError(file, None, f"{key!r} holds no answers.", mend)
    return kept


def change(file: Path, key: str, step: Callable[[Tries], Tries]) -> Tries:
    """Change a task's answers and return those before; the file is made by the first answer, for its owner alone."""
    kept = read(file)
    before = kept.get(key, [])
    kept[key] = step(before)
    text = json.dumps({name: tries for name, tries in sorted(kept.items()) if tries}, ensure_ascii=False, indent=1)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT, 0o600))  # replace() keeps the rights that a file has
    replace(file, text.encode())
    return before
