"""The one error that a bad seed raises."""

from __future__ import annotations

from pathlib import Path


class SeedError(ValueError):
    """A seed can't be read: says where, what is wrong and how to fix it.

    Parameters
    ----------
    path : Path
        The file, or the folder when no single file is at fault.
    line : int or None
        The line in that file, counted from 1.
    problem : str
        What is wrong.
    fix : str
        What to write instead.

    Examples
    --------
    >>> from pathlib import Path
    >>> print(SeedError(Path("seeds/lagon.md"), 12, "4 is not a tier.", "Write 1, 2, 2WL or 3."))
    lagon.md, line 12: 4 is not a tier. Write 1, 2, 2WL or 3.
    """

    def __init__(self, path: Path, line: int | None, problem: str, fix: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.fix = fix
        name = path.name or str(path)
        place = name if line is None else f"{name}, line {line}"
        super().__init__(f"{place}: {problem} {fix}")
