"""Codings of the comments: the settled one, the two made before it, a student's own sheet, and classmates' files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from tipseeds.coding._csv import to_csv
from tipseeds.coding._file import KEY, CodingError, alone, bytes_of, check_coder, parse, replace
from tipseeds.edition.fields import coded_columns
from tipseeds.edition.folder import leftover
from tipseeds.edition.reference import SEEDS


def blank(comments: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return a sheet with a row for each comment and no answers.

    Examples
    --------
    >>> import tipseeds as tip
    >>> blank(tip.load().comments, "me").shape
    (20, 16)
    """
    columns = [*KEY, *coded_columns(comments)]
    sheet = pd.DataFrame(index=range(len(comments)), columns=columns, dtype="string")
    return sheet.assign(doc=_texts(comments["doc"]), part=_texts(comments["part"]), coder=check_coder(coder)).astype(
        "string"
    )


def settled(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the settled coding, which the table `comments` holds, as the sheet of a coder named "settled".

    An answer that rests on the original, and can't be given from our summary, is left out.

    Examples
    --------
    >>> import tipseeds as tip
    >>> settled(tip.load().comments).loc[0, ["coder", "comparison", "sarcasm", "analogy"]].tolist()
    ['settled', 'worse', <NA>, 'no']
    """
    sheet = blank(comments, "settled")
    resting = _texts(comments["rests_on_original"]).fillna("").str.split()
    for name in coded_columns(comments):
        said = comments[name]
        told = _texts(said.map({True: "yes", False: "no"}) if pd.api.types.is_bool_dtype(said) else said)
        sheet[name] = told.mask(resting.map(lambda names, name=name: name in names))
    return sheet


def shipped(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the two codings that were made independently, before anything was settled.

    Examples
    --------
    >>> import tipseeds as tip
    >>> shipped(tip.load().comments)["coder"].value_counts(sort=False).to_dict()
    {'first': 20, 'second': 20}
    """
    folder = SEEDS / "coding"
    sheets = [read(folder / name, comments) for name in ("comments-first.csv", "comments-second.csv")]
    return pd.concat(sheets, ignore_index=True)


def read(file: str | PathLike[str], comments: pd.DataFrame) -> pd.DataFrame:
    """Read a file of codings, by one coder or several.

    Parameters
    ----------
    file : path-like
        A CSV file with the columns doc, part, coder, one a question and one a device.
    comments : DataFrame
        The table `comments`; a row about a comment that isn't there is an error.

    Returns
    -------
    DataFrame
        The same columns and rows; an answer that is not given is missing.

    Raises
    ------
    CodingError
        If the file is damaged or is something else; names the line and the fix. The file is left as it is.

    Examples
    --------
    >>> import tipseeds as tip
    >>> from tipseeds.edition.reference import SEEDS
    >>> read(SEEDS / "coding" / "comments-first.csv", tip.load().comments)["failure"].value_counts()["accepts"].item()
    15
    """
    path = Path(file)
    known = set(zip(_texts(comments["doc"]), _texts(comments["part"]), strict=True))
    return parse(path, bytes_of(path), known, coded_columns(comments))


def read_folder(
    folder: str | PathLike[str], comments: pd.DataFrame, leave_out: Iterable[Path] = ()
) -> tuple[pd.DataFrame, list[str]]:
    """Read every file of codings in a folder; one that can't be read is told of and keeps no other from being read.

    Parameters
    ----------
    folder : path-like
        A folder of CSV files.
    comments : DataFrame
        The table `comments`.
    leave_out : iterable of Path
        Files to pass over, such as one's own.

    Returns
    -------
    DataFrame
        The codings; a coder's name that two files share is followed by the file's name.
    list of str
        What is wrong with the files that were left out, and which comments a file has no row for.
    """
    place = Path(folder)
    if not place.is_dir():
        raise CodingError(place, None, "no such folder.", "Name a folder that lies beside the notebook, or make one.")
    passed = {path.resolve() for path in leave_out}
    sheets, problems = {}, []
    for path in sorted(place.glob("*.csv")):
        if said := leftover(path):
            problems.append(f"{path.name} was left out: it looks like {said}.")
        elif path.resolve() not in passed:
            try:
                sheets[path.stem] = read(path, comments)
                problems += _lacks(path, _lacking(sheets[path.stem], blank(comments, "me")))
            except CodingError as error:
                problems.append(str(error))
    holders: dict[str, set[str]] = {}
    for stem, sheet in sheets.items():
        for coder in sheet["coder"].unique():
            holders.setdefault(coder, set()).add(stem)
    for stem, sheet in sheets.items():
        shared = sheet["coder"].map(lambda coder: len(holders[coder]) > 1)
        sheet["coder"] = sheet["coder"].mask(shared, sheet["coder"] + f" ({stem})")
    empty = pd.DataFrame(columns=[*KEY, *coded_columns(comments)], dtype="string")
    return pd.concat([empty, *sheets.values()], ignore_index=True), problems


class Sheet:
    """One coder's file, saved after every answer.

    Parameters
    ----------
    file : path-like
        Where it is saved; read first if it is there.
    comments : DataFrame
        The table `comments`.

    Attributes
    ----------
    frame : DataFrame
        One row a comment, with the answers so far.
    allowed : dict of str to tuple
        The answers that each question and device allows.
    told : list of str
        What the last reading or saving has to tell: rows that the file lacks, and answers that another window had
        changed, too.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> file = Path(tempfile.mkdtemp()) / "my-coding.csv"
    >>> Sheet(file, tip.load().comments).answer("lagon", "c1", "china", "silent")
    >>> Sheet(file, tip.load().comments).given
    1
    """

    def __init__(self, file: str | PathLike[str], comments: pd.DataFrame) -> None:
        self.path = Path(file)
        self.allowed = coded_columns(comments)
        self.told: list[str] = []
        self._blank = blank(comments, "me")
        self.frame = self._blank
        self._held = bytes_of(self.path) if self.path.exists() else None
        if self._held is not None:
            self.frame, lacking = self._read(self._held)
            copies = [path.name for path in sorted(self.path.parent.glob(f"{self.path.stem}*.csv")) if leftover(path)]
            self.told = _lacks(self.path, lacking) + [
                f"{name} looks like a copy that a synced folder or JupyterLab made; its answers are not in this sheet."
                for name in copies
            ]
            for said in self.told:
                warnings.warn(said, stacklevel=2)

    def _read(self, content: bytes) -> tuple[pd.DataFrame, list[str]]:
        """Return a file's answers as a sheet with every comment, and the comments that the file has no row for."""
        keys = list(self._blank[["doc", "part"]].itertuples(index=False, name=None))
        found = parse(self.path, content, set(keys), self.allowed)
        coders = list(found["coder"].unique())
        if len(coders) > 1:
            raise CodingError(
                self.path, None, f"holds the codings of {len(coders)} coders.", "Give each coder a file, and open one."
            )
        rows = self._blank[["doc", "part"]].merge(found.drop(columns="coder"), how="left", on=["doc", "part"])
        made = rows.assign(coder=coders[0] if coders else "me")[[*KEY, *self.allowed]].astype("string")
        return made, _lacking(found, self._blank)

    @property
    def coder(self) -> str:
        """The name that the answers are saved under."""
        return str(self.frame["coder"].iloc[0]) if len(self.frame) else "me"

    @property
    def given(self) -> int:
        """How many answers have been given."""
        return int(self.frame[list(self.allowed)].notna().to_numpy().sum())

    def answers(self, doc: str, part: str) -> dict[str, str | None]:
        """Return the answers on one comment; None where none is given."""
        row = self.frame[(self.frame["doc"] == doc) & (self.frame["part"] == part)].iloc[0]
        return {name: None if pd.isna(row[name]) else str(row[name]) for name in self.allowed}

    def answer(self, doc: str, part: str, name: str, value: str | None) -> None:
        """Give, change or take back (None) one answer, and save."""
        if value is not None and value not in self.allowed[name]:
            raise ValueError(f"{name} can't be {value!r}; it is one of {', '.join(self.allowed[name])}.")
        made = self.frame.copy()
        made.loc[(made["doc"] == doc) & (made["part"] == part), name] = pd.NA if value is None else value
        self._save(made)

    def rename(self, coder: str) -> None:
        """Change the coder's name, and save."""
        self._save(self.frame.assign(coder=check_coder(coder)).astype("string"))

    def _save(self, made: pd.DataFrame) -> None:
        """Save a changed sheet whole or not at all, with what another window has saved meanwhile."""
        self.told = []
        with alone(self.path):
            on_disk = bytes_of(self.path) if self.path.exists() else None
            if on_disk is not None and on_disk != self._held:
                made = self._merged(made, self._read(on_disk)[0])
            content = to_csv(made)
            replace(self.path, content)
        self.frame, self._held = made, content

    def _merged(self, made: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        """Join what was changed here to what is in the file; of two changes of one answer, tell, and keep this one."""
        held, mine, other = (frame.fillna("") for frame in (self.frame, made, theirs))
        own = mine != held
        clash = own & (other != held) & (mine != other)
        for row, name in zip(*clash.to_numpy().nonzero(), strict=True):
            doc, part, column = mine["doc"][row], mine["part"][row], mine.columns[name]
            was, now = (frame.iloc[row, name] or "nothing" for frame in (other, mine))
            self.told.append(f"{doc} {part}, {column}: another window had saved {was}; {now} was kept.")
        return made.where(own, theirs)


def _lacking(found: pd.DataFrame, sheet: pd.DataFrame) -> list[str]:
    there = set(found[["doc", "part"]].itertuples(index=False, name=None))
    return [f"{doc} {part}" for doc, part in sheet[["doc", "part"]].itertuples(index=False) if (doc, part) not in there]


def _lacks(path: Path, names: list[str]) -> list[str]:
    few = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return [f"{path.name} has no row for {few}; they count as not coded yet."] if names else []


def _texts(column: pd.Series[Any]) -> pd.Series[str]:
    return column.astype("string").reset_index(drop=True)
