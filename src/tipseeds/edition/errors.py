"""The one error that a bad seed raises."""

from __future__ import annotations

from pathlib import Path

from tipseeds.edition.words import seen


class SeedError(ValueError):
    """A seed can't be read: `path` (a file or folder), `line` (from 1), what the `problem` is and how to `fix` it.

    >>> print(SeedError(Path("seeds/lagon.md"), 12, "4 is not a tier.", "Write 1, 2, 2WL or 3."))
    lagon.md, line 12: 4 is not a tier. Write 1, 2, 2WL or 3.
    """

    def __init__(self, path: Path, line: int | None, problem: str, fix: str) -> None:
        self.path, self.line, self.problem, self.fix = path, line, problem, fix
        place = (path.name or str(path)) + ("" if line is None else f", line {line}")
        super().__init__(seen(f"{place}: {problem} {fix}"))
