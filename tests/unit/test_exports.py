"""What an explorer lets a reader take along."""

import base64
import csv
import io
import re

import pandas as pd
import pytest

import tipseeds as tip
from tipseeds.coding import _csv
from tipseeds.pages import exports


def files_in(html: str) -> dict[str, str]:
    """Return the files that links on a page hold, by name."""
    found = re.findall(r'<a download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', html)
    return {name: base64.b64decode(content).decode("utf-8-sig") for name, content in found}


def test_what_is_downloaded_is_what_is_shown_and_every_column_is_explained(corpus):
    explorer = tip.explore.estimates(corpus)
    explorer.controls["topic"].value = "prisoners"
    files = files_in(explorer.links)
    rows = list(csv.DictReader(io.StringIO(files["stated-quantities.csv"], newline="")))
    assert [row["said"] for row in rows] == explorer.frame["said"].tolist()
    assert [row["wording"] for row in rows] == explorer.frame["wording"].tolist()
    told = list(csv.DictReader(io.StringIO(files["stated-quantities-codebook.csv"], newline="")))
    assert [row["column"] for row in told] == list(rows[0])
    assert all(row["about"] for row in told)


def test_every_table_comes_back_as_it_was(corpus):
    for name in ("tiers", "estimates", "labour", "comments", "documents", "relations"):
        frame = getattr(corpus, name)
        back = pd.read_csv(io.BytesIO(_csv.to_csv(frame)), dtype=str, keep_default_na=False)
        for column in frame.columns:
            sent = ["" if pd.isna(value) else str(value) for value in frame[column].astype(object)]
            plain = [value.removeprefix("'") for value in back[column]]
            if pd.api.types.is_datetime64_any_dtype(frame[column]):
                sent = [value[:10] for value in sent]
            assert plain == sent, (name, column)


@pytest.mark.parametrize("start", _csv.ACTIVE)
def test_no_cell_is_run_as_a_formula_and_none_is_lost(start):
    text = f'{start}HYPERLINK("http://example.org";A1), "x"'
    content = _csv.to_csv(pd.DataFrame({"by": pd.array([text], dtype="string"), start + "name": [1]}))
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row[0] == "'" + text
    assert header[1] == f"'{start}name"


def test_the_file_opens_in_excel_and_numbers_stay_numbers():
    content = _csv.to_csv(pd.DataFrame({"by": ["Kim’s 60–65"], "n": pd.array([-1.5], dtype="Float64")}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b'"Kim\xe2\x80\x99s 60\xe2\x80\x9365","-1.5"\r\n')


def test_links_are_safe_with_any_name():
    frame, name = pd.DataFrame({"doc": ["a"]}), '"><script>'
    html = exports.rows_link(frame, name) + exports.codebook_link(frame, name)
    assert "<script" not in html
