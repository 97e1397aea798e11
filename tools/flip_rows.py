"""Change each row of the tables once, in memory, and count who notices.

python run.py flips [--tables tiers estimates] [--one-in 10] [--least 0.95]

A tier becomes another, a hedge is turned, a number changes, a position or an answer is flipped, a reply is aimed
elsewhere. For each it is tried whether a proof of a sentence (tests/edition/quantifiers.csv), a fact keyed by hand
(tests/edition) or the check of the notebooks' prose (tests/guards/test_prose.py) turns red. The checksums of
tests/edition/reviewed.csv, which see any change of a file, don't count here. Rows that nobody notices are listed.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import io
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

import tipseeds as tip  # noqa: E402
from tipseeds.edition import reference  # noqa: E402

GROUPS = {"proofs": "tests/guards/test_quantifiers.py", "facts": "tests/edition", "prose": "tests/guards/test_prose.py"}
SAID = ("test_the_tables_prove_it", "test_every_number_in_prose_is_shown_or_known")
OUTSIDE = {"request", "tmp_path", "tmp_path_factory", "monkeypatch", "capsys", "originals", "explorer", "panel"}
"""Fixtures whose tests are left out: they need files, the originals or a widget; and so are tests slower than SLOW."""
SLOW = 0.15
COLUMNS = {
    "tiers": "tier last_report basis",
    "estimates": "notation hedge",
    "labour": "position side theme dispatch",
    "comments": "failure us_policy china south_korea consent comparison question sarcasm analogy deflection expertise"
    " anecdote definition",
    "replies": "target",
    "relations": "relation",
    "report": "notation hedge",
    "passed_on": "words population_moved",
    "published_figures": "low high",
    "exchange_rates": "rate",
    "report_release_dates": "released",
    "events": "date",
    "official_tiers": "tier",
}
"""What is flipped: of each row the first, the second … of these that it has, in turn."""
VALUES = {"words": "kept lost added", "population_moved": "same wider narrower", "tier": "1 2 2WL 3"}
WORDS = {"thousands": "tens-of-thousands", "tens-of-thousands": "thousands", "millions": "thousands", "?": "0"}
HEDGES = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "~": "", "0 known": "0", "?": "0"}
LOAD = tip.corpus.load


def other_quantity(notation: str, *, hedge: bool) -> str:
    """Return a quantity with its hedge turned (a ceiling to a floor, a range to its end), or with another number."""
    sign = next((sign for sign in HEDGES if notation.startswith(sign)), None)
    if notation in WORDS or not hedge:
        return WORDS.get(notation) or re.sub(r"\d(?!.*\d)", lambda last: str((int(last[0]) + 1) % 10), notation)
    if sign is not None:
        return HEDGES[sign] + notation[len(sign) :]
    return "<=" + notation.partition("..")[2] if ".." in notation else f"~{notation.split()[0]}"


def flipped(frame: pd.DataFrame, label: Any, column: str) -> pd.DataFrame:
    """Return a frame in which one value of one row is another."""
    frame, old = frame.copy(), frame.loc[label].get(column)
    if column in ("notation", "hedge") and pd.notna(quantity := frame.at[label, "notation"]):
        frame.at[label, "notation"] = new = other_quantity(str(quantity), hedge=column == "hedge")
        read = tip.quantity.parse(new)._asdict() if "bound" in frame else {}
        for name in set(read) & {"low", "high", "bound", "convention"}:
            frame.at[label, name] = pd.NA if read[name] is None else read[name]
        return frame
    if column in ("notation", "hedge"):  # a statement in words: its hedge is taken away, or one is put there
        column, new = "hedge", "certainly" if pd.isna(frame.at[label, "hedge"]) else pd.NA
    elif column == "target":
        new = "post" if old != "post" else "missing" if frame.at[label, "source"] == "c1" else "c1"
    elif column in VALUES or isinstance(frame[column].dtype, pd.CategoricalDtype):
        values = VALUES[column].split() if column in VALUES else list(frame[column].cat.categories)
        new = values[(values.index(old) + 1) % len(values)]
    elif column in ("released", "date"):
        new = str(old)[:-1] + str((int(str(old)[-1]) + 1) % 10 or 1)
    else:
        new = not old if frame[column].dtype == "boolean" else old * 1.1 if column == "rate" else old + 1
    frame.at[label, column] = new
    return frame


class Suite:
    """The tests of the three groups as functions, quickest first, without those that are red or slow without a flip."""

    def __init__(self) -> None:
        self.tests: dict[str, list[pytest.Function]] = {name: [] for name in GROUPS}
        given = ["--collect-only", "-q", "-o", "addopts=--import-mode=importlib", f"--rootdir={PROJECT}"]
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main([*given, "-pno:cacheprovider", *(str(PROJECT / path) for path in GROUPS.values())], [self])
        held: dict[int, Any] = {}
        for name, tests in self.tests.items():
            took = {test: (time.process_time(), red(test, held), time.process_time()) for test in tests}
            seconds = {test: end - begun for test, (begun, was_red, end) in took.items() if not was_red}
            self.tests[name] = sorted((test for test in seconds if seconds[test] < SLOW), key=seconds.__getitem__)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep what pytest found."""
        for item in session.items:
            name = next(name for name, path in GROUPS.items() if path in item.nodeid)
            if isinstance(item, pytest.Function) and (name == "facts" or item.originalname in SAID):
                self.tests[name].append(item)

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
    if name in given or name in OUTSIDE:
        return given[name]
    found = test._fixtureinfo.name2fixturedefs[name][-1]
    if id(found) not in held:
        held[id(found)] = found.func(**{other: _fixture(test, other, held) for other in found.argnames})
    return held[id(found)]


@contextlib.contextmanager
def flip(table: str, label: Any, column: str) -> Iterator[None]:
    """Let every table of the edition that is loaded meanwhile have one row flipped."""
    read = reference._table

    @functools.cache
    def load(path: Any = None, *rest: Any, **options: Any) -> tip.Corpus:
        corpus = LOAD(path, *rest, **options)
        flips = path is None and hasattr(corpus, table)
        return dataclasses.replace(corpus, **{table: flipped(getattr(corpus, table), label, column)} if flips else {})

    @functools.cache
    def other_table(name: str, *texts: str) -> pd.DataFrame:
        return flipped(read(name, *texts), label, column) if name == table else read(name, *texts)

    with pytest.MonkeyPatch.context() as patch:
        for place, name, new in ((tip, "load", load), (tip.corpus, "load", load), (reference, "_table", other_table)):
            patch.setattr(place, name, new)
        yield


def rows(table: str) -> Iterator[tuple[Any, str, str]]:
    """Yield each row's label, the column to flip, and what to call the row."""
    corpus = LOAD(names=True)
    frame = getattr(corpus, table) if hasattr(corpus, table) else reference._table(table)
    if table == "official_tiers":  # of 2,913, those that a document's claim is held against
        claimed = set(
            tip.checks.country_years(corpus.tiers)[["iso3", "report_year"]].itertuples(index=False, name=None)
        )
        frame = frame[[pair in claimed for pair in zip(frame["iso3"], frame["report_year"], strict=True)]]
    for number, label in enumerate(frame.index):
        has = [name for name in COLUMNS[table].split() if table == "report" or pd.notna(frame.loc[label].get(name, ""))]
        yield label, has[number % len(has)], " ".join(map(str, frame.loc[label].iloc[:4]))


def main(given: list[str] | None = None) -> int:
    """Flip them all; the status is 1 if a smaller share is noticed than is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tables", nargs="+", choices=list(COLUMNS), default=list(COLUMNS), help="only these")
    parser.add_argument("--one-in", type=int, default=1, help="flip one row in so many")
    parser.add_argument("--least", type=float, default=0.0, help="fail if a smaller share is noticed, as in 0.95")
    asked = parser.parse_args(given)
    suite, total = Suite(), Counter[str]()
    print(f"{'table':<22}" + "".join(f"{name:>9}" for name in ("rows", *GROUPS, "nobody")), flush=True)
    for table in [*asked.tables, "all"]:
        counted, unseen = (Counter(total), []) if table == "all" else (Counter[str](), list[str]())
        for label, column, named in list(rows(table))[:: asked.one_in] if table != "all" else []:
            with flip(table, label, column):
                groups = suite.noticed()
            counted.update(["rows", *(groups or ["nobody"])])
            unseen += [] if groups else [f"  {table}, {named}: {column}"]
        print(f"{table:<22}" + "".join(f"{counted[name]:>9}" for name in ("rows", *GROUPS, "nobody")), flush=True)
        print(*unseen, sep="\n", end="\n" if unseen else "", flush=True)
        total += counted if table != "all" else Counter()
    return int(total["nobody"] > (1 - asked.least) * total["rows"])


if __name__ == "__main__":
    sys.exit(main())
