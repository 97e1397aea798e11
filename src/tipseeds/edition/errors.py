"""The one error that a bad seed raises."""

from __future__ import annotations

from pathlib import Path

from tipseeds.edition.words import seen


class SeedError(ValueError):
    """A seed can't be read: says where, what is wrong and how to fix it.

    Parameters
    ----------
    path : Path
        The file, or the folder when no single file is at fault.
    line : int or None
        The line in that file, counted from 1.
    problem, fix : str
        What is wrong, and what to write instead.

    Examples
    --------
    >>> print(SeedError(Path("seeds/lagon.md"), 12, "4 is not a tier.", "Write 1, 2, 2WL or 3."))
    lagon.md, line 12: 4 is not a tier. Write 1, 2, 2WL or 3.
    """

    def __init__(self, path: Path, line: int | None, problem: str, fix: str) -> None:
        self.path, self.line, self.problem, self.fix = path, line, problem, fix
        place = (path.name or str(path)) + ("" if line is None else f", line {line}")
        super().__init__(seen(f"{place}: {problem} {fix}"))
