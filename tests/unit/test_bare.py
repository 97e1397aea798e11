"""Any table may be empty: a corpus of one seed that only says something goes through every function and says so."""

from __future__ import annotations

import ast
import inspect
import io
import warnings
from collections.abc import Callable
from typing import Any

import duckdb
import frictionless
import nbclient
import nbformat
import pandas as pd
import polars
import pytest
from tests.project import FROZEN, NOTEBOOKS

import tipseeds as tip
from tipseeds.edition.fields import TABLES
from tipseeds.pages.exports import codebook_link, codebook_of, rows_link
from tipseeds.pages.start import start

FRONT = """\
---
title: A pond
genre: made up
published-basis: unknown
published-reason: It has no date.
stance: relays
stance-reason: It only says.
original-file: pond.txt
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
---

"""
BODY = "{words=3}\n## p1\n\nSays little.\n"
TIER = (
    '\n{words=9}\n## p2\n\nPlaces it [in Tier 2]{#placed .tier country=ISL tier=2 years=2016 basis=stated by="it"}.\n'
)
MONEY = '\n{words=9}\n## p2\n\nGives [$5]{#pay .estimate topic=money of="pay of a guard" n=5 unit=EUR by="it"} a day.\n'
COMMENT = '\n{words=2 replies-to=post evidence="no"}\n## c1\n\nDoubts it.\n'


BODIES = {
    "nothing": BODY,
    "no scheme": BODY,
    "a tier": BODY + TIER,
    "an estimate": BODY + MONEY,
    "a comment": BODY + COMMENT,
}


@pytest.fixture(scope="module", params=BODIES)
def bare(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bare")
    (folder / "pond.md").write_text(FRONT + BODIES[request.param], "utf-8")
    if request.param == "no scheme":
        (folder / "codebook.yaml").write_text("topics:\nquestions:\n", "utf-8")
    return tip.load(folder)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def years(corpus):
    return tip.checks.country_years(corpus.tiers)


def codings(corpus):
    """Return what two coders make of it who answer nothing."""
    return pd.concat([tip.coding.blank(corpus.comments, name) for name in ("me", "you")])


def implied(corpus):
    return tip.checks.implied(corpus.estimates, tip.reference.published_figures())


R = tip.reference
CHECKS: dict[str, Callable[[Any], Any]] = {
    "against_published": lambda c: tip.checks.against_published(c.estimates, R.published_figures()),
    "against_record": lambda c: tip.checks.against_record(years(c), R.official_tiers()),
    "agreement": lambda c: tip.checks.agreement(codings(c)),
    "between_documents": lambda c: tip.checks.between_documents(years(c)),
    "compared": lambda c: tip.checks.compared(c.estimates),
    "country_years": years,
    "device_use": lambda c: tip.checks.device_use(c.comments),
    "differences": lambda c: tip.checks.differences(codings(c)),
    "implied": implied,
    "latest_reports": lambda c: tip.checks.latest_reports(c.documents, R.release_dates()),
    "leading_share": lambda c: tip.checks.leading_share(R.published_figures()),
    "missing_comments": lambda c: tip.checks.missing_comments(c.documents, c.replies),
    "passed_on": lambda c: tip.checks.passed_on(c, R.report_statements().head(0), R.passed_on_links().head(0)),
    "rates_against_record": lambda c: tip.checks.rates_against_record(implied(c), R.exchange_rates()),
    "related": lambda c: tip.checks.related(c),
    "streaks": lambda c: tip.checks.streaks(c.tiers, c.documents, R.release_dates(), R.official_tiers()),
    "threads": lambda c: tip.checks.threads(c.comments, c.replies),
    "what_if": lambda c: tip.checks.what_if(c.estimates, R.exchange_rates(), 10, 10, 50, 1.5),
    "with_record": lambda c: tip.checks.with_record(years(c), R.official_tiers()),
}
CHARTS: dict[str, Callable[[Any], Any]] = {
    "destinations": lambda c: tip.charts.destinations(c.labour),
    "documents": lambda c: tip.charts.documents(c.documents),
    "estimates": lambda c: tip.charts.estimates(c.estimates, tip.checks.related(c)),
    "lengths": lambda c: tip.charts.lengths(CHECKS["threads"](c)),
    "positions": lambda c: tip.charts.positions(CHECKS["threads"](c)),
    "rates": lambda c: tip.charts.rates(CHECKS["rates_against_record"](c)),
    "revenue": lambda c: tip.charts.revenue(c.estimates, tip.checks.related(c)),
    "themes": lambda c: tip.charts.themes(c.labour),
    "thread": lambda c: tip.charts.thread(CHECKS["threads"](c)),
    "tiers": lambda c: tip.charts.tiers(years(c), R.official_tiers()),
    "workers": lambda c: tip.charts.workers(c.estimates, tip.checks.related(c)),
}


def as_its_help_says(place: str) -> Callable[[Any], Any]:
    """Give a call of a function that isn't listed above: the example in its help."""
    help_ = inspect.getdoc(eval(place, {"tip": tip})) or ""
    lines = "\n".join(line[4:] for line in help_.splitlines() if line.startswith((">>> ", "... ")))
    calls = (node for node in ast.walk(ast.parse(lines)) if isinstance(node, ast.Call))
    call = next((ast.unparse(one) for one in calls if ast.unparse(one.func) == place), "")
    assert call, f"the help of {place} has no example"
    return lambda c: eval(call.replace("tip.load()", "corpus"), {"tip": tip, "corpus": c})


CHECKS |= {name: as_its_help_says(f"tip.checks.{name}") for name in set(dir(tip.checks)) - set(CHECKS)}
CHARTS |= {
    name: as_its_help_says(f"tip.charts.{name}") for name in set(dir(tip.charts)) - {"show", "describe", *CHARTS}
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table(bare, name):
    frame = getattr(bare, name)
    assert (
        "nothing to show" in repr(tip.table(frame, "All")) if frame.empty else len(tip.table(frame, "All").data) > 500
    )
    assert list(bare.columns(name)["column"]) == list(frame.columns)
    assert list(codebook_of(frame)["column"]) == list(frame.columns)
    back = pd.read_csv(io.BytesIO(tip.exports.to_csv(frame)))
    assert (len(back), list(back.columns)) == (len(frame), list(frame.columns))
    assert "download=" in rows_link(frame, name) + codebook_link(frame, name)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check(bare, name):
    found = CHECKS[name](bare)
    assert isinstance(found, pd.DataFrame)
    assert tip.table(found, name).data
    if not len(bare.estimates) and name in ("related", "compared", "implied", "rates_against_record"):
        assert found.empty


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart(bare, name):
    chart = CHARTS[name](bare)
    assert chart.title
    assert len(chart.alt.split()) <= 40
    assert "<figure" in tip.show(chart).data
    assert tip.describe(chart)


@pytest.mark.parametrize("name", tip.explore.CALLED)
def test_a_workbench(bare, name):
    if name == "code_it" and bare.comments.empty:
        with pytest.raises(ValueError, match="no comments to code"):
            bare.explore.code_it()
        return
    made = getattr(bare.explore, name)()
    assert made.get_state()
    assert repr(made)


def test_pages_and_citations(bare):
    assert "A pond" in repr(bare.read("pond"))
    assert bare.cite("pond") == "“A pond.” (n.d.)."
    assert "@misc{pond" in bare.bibliography()
    for name in ("parts", "tiers", "estimates", "comments"):
        for _, row in getattr(bare, name).iterrows():
            assert "To cite" in bare.evidence(row).data
    assert bare.annotations.shape[0] == len(bare.tiers) + len(bare.estimates)
    assert bare.passages.empty
    assert bare.verify().summary


def test_a_row_that_is_not_there_is_told(bare):
    with pytest.raises(IndexError, match="Nothing was selected"):
        bare.labour.iloc[0]


def test_codings(bare, tmp_path):
    blank = tip.coding.blank(bare.comments, "me")
    assert len(blank) == len(bare.comments)
    file = tmp_path / "mine.csv"
    file.write_bytes(tip.coding.to_csv(blank))
    assert tip.coding.read(file, bare.comments).shape[0] == len(bare.comments)
    assert tip.coding.read_folder(tmp_path, bare.comments)[1] == []


def test_an_export_is_valid_and_has_the_same_rows_for_duckdb_and_polars(bare, tmp_path):
    bare.export(tmp_path / "out")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate().valid
    for name in TABLES:
        file, frame = str(tmp_path / "out" / f"{name}.parquet"), getattr(bare, name)
        assert duckdb.connect().read_parquet(file).columns == polars.read_parquet(file).columns == list(frame.columns)
        assert len(duckdb.connect().read_parquet(file).fetchall()) == len(polars.read_parquet(file)) == len(frame)


@pytest.mark.parametrize("name", ["01-placements-and-numbers", "02-who-answers-whom"])
def test_the_notebooks_of_a_new_folder(tmp_path, name):
    start(tmp_path / "mine")
    (tmp_path / "mine/seeds/first.md").write_text(FRONT + BODY, "utf-8")
    book = nbformat.read(tmp_path / f"mine/{name}.ipynb", as_version=4)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": tmp_path / "mine"}}).execute()
    told = [output.data["text/plain"] for cell in book.cells for output in cell.get("outputs", [])]
    assert told[0].startswith("<Corpus of 1 documents, 1 parts, 0 tiers")
    assert (
        len([text for text in told if "nothing to show" in text or "No placements" in text or "No numbers" in text]) > 1
    )


@pytest.mark.parametrize("notebook", [path for path in NOTEBOOKS if path.stem[:2] < "06"], ids=lambda path: path.stem)
def test_a_notebook_of_the_seminar_says_at_once_that_it_is_about_other_documents(tmp_path, notebook):
    start(tmp_path / "mine")
    book = nbformat.read(notebook, as_version=4)
    first = next(cell.source for cell in book.cells if cell.cell_type == "code")
    *lines, last = first.replace("tip.load()", f"tip.load({str(tmp_path / 'mine/seeds')!r})").split("\n")
    shell: dict[str, Any] = {}
    exec("\n".join(lines), shell)
    said = " ".join(repr(eval(last, shell)).split("\n"))
    assert "the corpus lacks lagon, encyclopedia, asmolov, green, two-koreas and adds first" in said
    assert "python -m tipseeds new" in said


def test_the_seminars_own_corpus_needs_no_such_word(corpus, tmp_path):
    five = "lagon encyclopedia asmolov green two-koreas"
    assert tip.written_for(corpus, five) is None
    for path in FROZEN.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "pond.md").write_text(FRONT + BODY, "utf-8")
    assert "the corpus adds pond" in repr(tip.written_for(tip.load(tmp_path), five))
