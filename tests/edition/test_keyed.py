"""What each claim on labour says, keyed by reading the originals, mark by mark."""

import csv

import pandas as pd
from tests.project import ROOT


def test_every_row_is_as_a_reader_keyed_it(corpus):
    with (ROOT / "tests" / "edition" / "keyed.csv").open(encoding="utf-8", newline="") as lines:
        keyed = list(csv.DictReader(lines))
    for table in {row["table"] for row in keyed}:
        frame = getattr(corpus, table).set_index(["doc", "part", "mark"])
        rows = [row for row in keyed if row["table"] == table]
        assert {(row["doc"], row["part"], row["mark"]) for row in rows} == set(frame.index)
        for row in rows:
            found = frame.loc[(row["doc"], row["part"], row["mark"])]
            said = ["" if pd.isna(found[name]) else str(found[name]) for name in row["columns"].split()]
            assert said == row["values"].split("|"), row["mark"]
