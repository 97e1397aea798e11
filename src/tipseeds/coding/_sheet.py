"""Codings of the comments: the settled one, the two made before it, a student's own sheet, and classmates' files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

import pandas as pd

from tipseeds.coding._csv import to_csv
from tipseeds.coding._file import KEY, CodingError, alone, check_coder, parse
from tipseeds.edition.fields import coded_columns
from tipseeds.edition.folder import leftover, replace
from tipseeds.edition.reference import SEEDS


def blank(comments: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return a sheet with a row for each comment and no answers.

    Examples
    --------
    >>> tip.coding.blank(corpus.comments, "me").loc[0, ["doc", "part", "coder", "china"]].tolist()
    ['lagon', 'c1', 'me', <NA>]
    """
    keys = pd.DataFrame(comments[["doc", "part"]].astype("string")).reset_index(drop=True)
    made = keys.assign(coder=check_coder(coder)).reindex(columns=[*KEY, *coded_columns(comments)]).astype("string")
    return _like(made, comments)


def _like(sheet: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Let a sheet know what its comments know of the questions: labels, and the answers that they allow."""
    sheet.attrs |= {"coded": comments.attrs["coded"]} if "coded" in comments.attrs else {}
    return sheet


def settled(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the settled coding, which the table `comments` holds, as the sheet of a coder named "settled".

    An answer that rests on the original, and can't be given from our summary, is left out.

    Examples
    --------
    >>> tip.coding.settled(corpus.comments).loc[0, ["coder", "comparison", "sarcasm", "analogy"]].tolist()
    ['settled', 'worse', <NA>, 'no']
    """
    sheet = blank(comments, "settled")
    resting = [set(names.split()) for names in comments["rests_on_original"].fillna("")]
    for name in coded_columns(comments):
        said = comments[name]
        told = said.map({True: "yes", False: "no"}) if pd.api.types.is_bool_dtype(said) else said
        left_out = pd.Series([name in names for names in resting], dtype="bool")
        sheet[name] = told.astype("string").reset_index(drop=True).mask(left_out)
    return sheet


def shipped(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the two codings that were made independently, before anything was settled.

    Examples
    --------
    >>> tip.coding.shipped(corpus.comments)["coder"].value_counts(sort=False).to_dict()
    {'first': 20, 'second': 20}
    """
    sheets = [read(SEEDS / "coding" / f"comments-{coder}.csv", comments) for coder in ("first", "second")]
    return pd.concat(sheets, ignore_index=True)


def read(file: str | PathLike[str], comments: pd.DataFrame) -> pd.DataFrame:
    """Read a file of codings, by one coder or several, as in `tip.coding.read("my-coding.csv", corpus.comments)`.

    It is CSV with the columns doc, part, coder, one a question and one a device. If it is damaged, is something else or
    has a row about a comment that isn't there, a `CodingError` names the line and the fix; the file is left as it is.

    Examples
    --------
    >>> sheet = tip.coding.read(corpus.path / "coding" / "comments-first.csv", corpus.comments)
    >>> int(sheet["failure"].eq("accepts").sum())
    15
    """
    known = set(zip(comments["doc"].astype("string"), comments["part"].astype("string"), strict=True))
    return _like(parse(Path(file), known, coded_columns(comments)), comments)


def read_folder(
    folder: str | PathLike[str], comments: pd.DataFrame, leave_out: Iterable[Path] = ()
) -> tuple[pd.DataFrame, list[str]]:
    """Read every file of codings in a folder, as in `tip.coding.read_folder("classmates", corpus.comments)`.

    One that can't be read is told of and keeps no other from being read; those to `leave_out`, such as one's own, are
    passed over without a word.

    Returns
    -------
    tuple
        The codings, where a coder's name that two files share is followed by the file's name; and a list of what is
        wrong with the files that were left out, and of comments that a file has no row for.
    """
    place = Path(folder)
    if not place.is_dir():
        raise CodingError(place, None, "no such folder.", "Name a folder that lies beside the notebook, or make one.")
    passed = {path.resolve() for path in leave_out}
    sheets, problems = [blank(comments, "me").head(0).assign(file="")], []
    for path in sorted(place.glob("*.csv")):
        if said := leftover(path):
            problems.append(f"{path.name} was left out: it looks like {said}.")
        elif path.resolve() not in passed:
            try:
                sheets.append(read(path, comments).assign(file=path.stem))
                problems += _lacks(path, sheets[-1], comments)
            except CodingError as error:
                problems.append(str(error))
    found = pd.concat(sheets, ignore_index=True).astype("string")
    shared = found.groupby("coder")["file"].transform("nunique") > 1
    found["coder"] = found["coder"].mask(shared, found["coder"] + " (" + found["file"] + ")")
    return _like(found.drop(columns="file"), comments), problems


def _lacks(path: Path, sheet: pd.DataFrame, comments: pd.DataFrame) -> list[str]:
    there = set(zip(sheet["doc"], sheet["part"], strict=True))
    names = [" ".join(key) for key in zip(comments["doc"], comments["part"], strict=True) if key not in there]
    few = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return [f"{path.name} has no row for {few}; they count as not coded yet."] if names else []


class Sheet:
    """One coder's file, saved after every answer, and read first if it is there.

    `frame` has one row a comment, with the answers so far; `allowed`, the answers that each question and device allows;
    `told`, what the last reading or saving has to tell: rows that the file lacks, and answers that another window had
    changed, too.

    Examples
    --------
    >>> import tempfile
    >>> file = tempfile.mkdtemp() + "/my-coding.csv"
    >>> tip.coding.Sheet(file, corpus.comments).answer("lagon", "c1", "china", "silent")
    >>> tip.coding.Sheet(file, corpus.comments).given
    1
    """

    def __init__(self, file: str | PathLike[str], comments: pd.DataFrame) -> None:
        self.path, self.comments = Path(file), comments
        self.allowed = coded_columns(comments)
        self.told: list[str] = []
        self.frame = blank(comments, "me")
        if self.path.exists():
            self.frame = self._read()
            for path in sorted(self.path.parent.glob(f"{self.path.stem}*.csv")):
                if leftover(path):
                    told = "looks like a copy that a synced folder or JupyterLab made"
                    self.told.append(f"{path.name} {told}; its answers are not in this sheet.")
            for said in self.told:
                warnings.warn(said, stacklevel=2)

    def _read(self) -> pd.DataFrame:
        """Return the file's answers as a sheet with every comment, and tell which the file has no row for."""
        found = read(self.path, self.comments)
        coders = found["coder"].unique()
        if len(coders) > 1:
            problem = f"holds the codings of {len(coders)} coders."
            raise CodingError(self.path, None, problem, "Give each coder a file, and open one.")
        self.told = _lacks(self.path, found, self.comments)
        made = self.frame[["doc", "part"]].merge(found, how="left")
        made = made.assign(coder=coders[0] if len(coders) else "me")[[*KEY, *self.allowed]].astype("string")
        return _like(made, self.comments)

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
        at = (made["doc"] == doc) & (made["part"] == part)
        if not at.any():
            raise ValueError(f"There is no comment {part} in {doc}.")
        made.loc[at, name] = pd.NA if value is None else value
        self._save(made)

    def rename(self, coder: str) -> None:
        """Change the coder's name, and save."""
        self._save(self.frame.assign(coder=check_coder(coder)).astype("string"))

    def _save(self, made: pd.DataFrame) -> None:
        """Save a changed sheet whole or not at all, with what another window has saved meanwhile."""
        with alone(self.path):
            theirs = self._read() if self.path.exists() else self.frame
            self.told = []
            made = self._merged(made, theirs)
            replace(self.path, to_csv(made), kind=CodingError)
        self.frame = made

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
