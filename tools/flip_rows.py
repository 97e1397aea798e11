"""Change each row of the tables once, in memory, and count who notices.

python run.py flips [--tables tiers estimates] [--one-in 10] [--least 0.95]

A tier becomes another, a hedge is turned, a number changes, a position or an answer is flipped, a reply is aimed
elsewhere. For each flip it is tried whether a proof of a sentence (tests/edition/quantifiers.csv), a fact keyed by hand
(tests/edition) or the check of the notebooks' prose (tests/guards/test_prose.py) turns red. The checksums of
tests/edition/reviewed.csv, which see any change of a file, don't count here. Rows that nobody notices are listed.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import functools
import io
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

import tipseeds as tip  # noqa: E402
from tipseeds.edition import reference  # noqa: E402

SLOW = 0.4
LOAD = tip.corpus.load
SAID = ("test_the_tables_prove_it", "test_every_number_in_prose_is_shown_or_known")
GROUPS = {"proofs": "tests/guards/test_quantifiers.py", "facts": "tests/edition", "prose": "tests/guards/test_prose.py"}
OUTSIDE = {"request", "tmp_path", "tmp_path_factory", "monkeypatch", "capsys", "originals", "explorer", "panel"}
"""Fixtures whose tests are left out: they need files, the originals or a widget."""
CODES = ["failure", "us_policy", "china", "south_korea", "consent", "comparison"]
DEVICES = ["question", "sarcasm", "analogy", "deflection", "expertise", "anecdote", "definition"]
COLUMNS: dict[str, list[str]] = {
    "tiers": ["tier", "last_report", "basis"],
    "estimates": ["notation", "hedge"],
    "labour": ["position", "side", "theme", "dispatch"],
    "comments": [*CODES, *DEVICES],
    "replies": ["target"],
    "relations": ["relation"],
    "report": ["notation", "hedge"],
    "passed_on": ["words", "population_moved"],
    "published_figures": ["low", "high"],
    "exchange_rates": ["rate"],
    "report_release_dates": ["released"],
    "events": ["date"],
    "official_tiers": ["tier"],
}
"""What is flipped: of each row the first, the second … that it has, in turn."""
VALUES = {"words": ["kept", "lost", "added"], "population_moved": ["same", "wider", "narrower"]}
HEDGES = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "~": ""}


def flipped(frame: pd.DataFrame, label: Any, column: str) -> pd.DataFrame:
    """Return a frame in which one value of one row is another."""
    frame, limits = frame.copy(), column in ("notation", "hedge") and "notation" in frame
    column = "notation" if limits else column
    old = frame.at[label, column]
    if limits and not pd.isna(old):
        new = other_hedge(str(old)) if column == "hedge" or label % 2 else other_number(str(old))
        frame.at[label, "notation"] = new
        if "low" in frame:
            read = tip.quantity.parse(new)
            for name in ("low", "high", "bound", "convention"):
                value = getattr(read, name)
                frame.at[label, name] = pd.NA if value is None else value
        return frame
    if limits:  # a statement in words: its hedge is taken away, or one is put there
        frame.at[label, "hedge"] = "certainly" if pd.isna(frame.at[label, "hedge"]) else pd.NA
        return frame
    if column == "target":
        new = "c1" if old == "post" and frame.at[label, "source"] != "c1" else "post" if old != "post" else "missing"
    elif isinstance(frame[column].dtype, pd.CategoricalDtype) or column in VALUES or column == "tier":
        values = VALUES.get(column) or (
            ["1", "2", "2WL", "3"] if column == "tier" else list(frame[column].cat.categories)
        )
        new = values[(values.index(old) + 1) % len(values)] if old in values else values[0]
    elif column in ("released", "date"):
        new = re.sub(r"\d$", lambda digit: str((int(digit[0]) + 1) % 10 or 1), str(old))
    else:
        new = (
            not old
            if isinstance(old, bool) or frame[column].dtype == "boolean"
            else old * 1.1
            if column == "rate"
            else old + 1
        )
    frame.at[label, column] = new
    return frame


def other_hedge(notation: str) -> str:
    """Return a quantity with its hedge turned: a ceiling is a floor, a range its upper end, a nought known or flat."""
    sign = next((sign for sign in HEDGES if notation.startswith(sign)), "")
    turned = {"?": "0", "0": "0 known", "0 known": "0"}.get(notation)
    if not turned and ".." in notation:
        turned = "<=" + notation.partition("..")[2]
    return turned or (HEDGES[sign] + notation[len(sign) :] if sign else other_number(notation, hedge=True))


def other_number(notation: str, *, hedge: bool = False) -> str:
    """Return a quantity with another number (or, of a flat one, with a hedge)."""
    words = {"thousands": "tens-of-thousands", "tens-of-thousands": "thousands", "millions": "thousands", "?": "0"}
    if notation in words or not hedge:
        return words.get(notation) or re.sub(r"\d(?!.*\d)", lambda last: str((int(last[0]) + 1) % 10), notation)
    return f"~{notation}" if " " not in notation else notation.split()[0]


class Suite:
    """The tests of the three groups as functions, quickest first, without those that are red or slow without a flip."""

    def __init__(self) -> None:
        self.tests: dict[str, list[pytest.Function]] = {}
        settings = ["--collect-only", "-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"]
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main([*settings, f"--rootdir={PROJECT}", *(str(PROJECT / path) for path in GROUPS.values())], [self])
        for name, tests in self.tests.items():
            took = {test: self._seconds(test) for test in tests}
            self.tests[name] = sorted((test for test in tests if took[test] < SLOW), key=lambda test: took[test])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep what pytest found."""
        for item in session.items:
            name = next(name for name, path in GROUPS.items() if path in item.nodeid)
            if isinstance(item, pytest.Function) and (name == "facts" or item.originalname in SAID):
                self.tests.setdefault(name, []).append(item)

    def _seconds(self, test: pytest.Function) -> float:
        begun = time.process_time()
        return float("inf") if red(test, self.__dict__.setdefault("held", {})) else time.process_time() - begun

    def noticed(self) -> set[str]:
        """Return the groups of which some test is red now."""
        held: dict[int, Any] = {}
        return {name for name, tests in self.tests.items() if any(red(test, held) for test in tests)}


def red(test: pytest.Function, held: dict[int, Any]) -> bool:
    """Call a test as a function; whatever it raises is red, and so is a fixture that can't be had here."""
    try:
        test.obj(**{name: _fixture(test, name, held) for name in test._fixtureinfo.argnames})
    except (Exception, pytest.skip.Exception):
        return True
    return False


def _fixture(test: pytest.Function, name: str, held: dict[int, Any]) -> Any:
    given = getattr(getattr(test, "callspec", None), "params", {})
    if name in given:
        return given[name]
    found = test._fixtureinfo.name2fixturedefs[name][-1]
    if name in OUTSIDE:
        raise ValueError(f"{name} is not made here")
    if id(found) not in held or found.scope == "function":
        held[id(found)] = found.func(**{other: _fixture(test, other, held) for other in found.argnames})
    return held[id(found)]


@functools.cache
def whole(names: bool) -> tip.Corpus:
    """Return the edition as it is."""
    return LOAD(names=names)


@contextlib.contextmanager
def flip(table: str, label: Any, column: str) -> Iterator[None]:
    """Let every table that is loaded meanwhile have one row flipped."""
    load, read, made = tip.corpus.load, reference._table, {}

    def other_load(path: Any = None, *rest: Any, names: bool = False, **options: Any) -> tip.Corpus:
        if path is not None or rest or options:
            return load(path, *rest, names=names, **options)
        if names not in made:
            corpus = whole(names)
            other = {table: flipped(getattr(corpus, table), label, column)} if hasattr(corpus, table) else {}
            made[names] = dataclasses.replace(corpus, **other)
        return made[names]

    @functools.cache
    def other_table(name: str, *texts: str) -> pd.DataFrame:
        return flipped(read(name, *texts), label, column) if name == table else read(name, *texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tip, "load", other_load)
        patch.setattr(tip.corpus, "load", other_load)
        patch.setattr(reference, "_table", other_table)
        yield


def rows(table: str) -> Iterator[tuple[Any, str, str]]:
    """Yield each row's label, the column to flip and what to call the row."""
    frame = getattr(tip.load(names=True), table, None)
    frame = reference._table(table) if frame is None else frame
    if table == "official_tiers":  # of 2,913, those that a document's claim is held against
        claimed = tip.checks.country_years(tip.load().tiers)[["iso3", "report_year"]].drop_duplicates()
        frame = frame[pd.MultiIndex.from_frame(frame[["iso3", "report_year"]]).isin(pd.MultiIndex.from_frame(claimed))]
    for number, label in enumerate(frame.index):
        columns = [name for name in COLUMNS[table] if name in ("notation", "hedge") or pd.notna(frame.at[label, name])]
        named = " ".join(str(value) for value in frame.loc[label].iloc[:4])
        yield label, columns[number % len(columns)], named


def main(given: list[str] | None = None) -> int:
    """Flip them all; the status is 1 if a smaller share is noticed than is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tables", nargs="+", choices=list(COLUMNS), default=list(COLUMNS), help="only these")
    parser.add_argument("--one-in", type=int, default=1, help="flip one row in so many")
    parser.add_argument("--least", type=float, default=0.0, help="fail if a smaller share is noticed, as in 0.95")
    asked = parser.parse_args(given)
    suite = Suite()
    print("table                 rows  by a proof  by a fact  by prose  by nobody", flush=True)
    total: collections.Counter[str] = collections.Counter()
    for table in asked.tables:
        counted: collections.Counter[str] = collections.Counter()
        unseen = []
        for label, column, named in list(rows(table))[:: asked.one_in]:
            with flip(table, label, column):
                groups = suite.noticed()
            counted.update(["rows", *groups, *([] if groups else ["nobody"])])
            unseen += [] if groups else [f"  {table}, {named}: {column}"]
        print(_line(table, counted), *unseen, sep="\n", flush=True)
        total += counted
    print(_line("all", total))
    return int(total["nobody"] > (1 - asked.least) * total["rows"])


def _line(name: str, counted: collections.Counter[str]) -> str:
    widths = {"rows": 6, "proofs": 12, "facts": 11, "prose": 10, "nobody": 11}
    return f"{name:<20}" + "".join(f"{counted[column]:>{width}}" for column, width in widths.items())


if __name__ == "__main__":
    sys.exit(main())
