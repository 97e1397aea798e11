"""Rows keyed by reading: claims on labour in the originals, what the reports say on their pages, and links between."""

import csv

import pandas as pd
import pytest
from tests.project import ROOT

import tipseeds as tip

with (ROOT / "tests" / "edition" / "keyed.csv").open(encoding="utf-8", newline="") as lines:
    KEYED = list(csv.DictReader(lines))


@pytest.mark.parametrize("table", ["labour", "report", "passed_on"])
def test_every_row_is_as_a_reader_keyed_it(corpus, table):
    frame, names = {
        "labour": (corpus.labour, ["doc", "part", "mark"]),
        "report": (tip.reference.report_statements(), ["report_year", "paragraph", "statement"]),
        "passed_on": (tip.reference.passed_on_links(), ["doc", "mark", "report_year"]),
    }[table]
    rows = {
        tuple(row[name] for name in names): row
        for row in frame.astype(object).astype({names[-1]: str, names[0]: str}).to_dict("records")
    }
    keyed = [row for row in KEYED if row["table"] == table]
    assert table != "labour" or len(keyed) == len(rows)
    for row in keyed:
        found = rows[row["doc"], row["part"], row["mark"]]
        said = ["" if pd.isna(found[name]) else str(found[name]) for name in row["columns"].split()]
        assert said == row["values"].split("|"), row
