"""Every number and quantifier in the notebooks' prose that a table can prove, with the query that proves it.

`tests/edition/quantifiers.csv` has the sentence as a notebook has it, and an expression over the tables. Change a row,
and the proof fails; change the sentence, and it is no longer found.
"""

from __future__ import annotations

import csv
from typing import Any

import nbformat
import pandas as pd
import pytest
from tests.project import ROOT

import tipseeds as tip

with (ROOT / "tests" / "edition" / "quantifiers.csv").open(encoding="utf-8", newline="") as lines:
    CLAIMS = list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def known(corpus) -> dict[str, Any]:
    """Give the tables under short names, and what the notebooks work out from them."""
    official, published = tip.reference.official_tiers(), tip.reference.published_figures()
    years = tip.checks.country_years(corpus.tiers)
    estimates, labour = corpus.estimates, corpus.labour
    codings = tip.coding.shipped(corpus.comments)
    implied, on_record = tip.checks.implied(estimates, published), tip.reference.exchange_rates()
    releases = tip.reference.release_dates()
    return {
        "pd": pd,
        "d": corpus.documents,
        "t": corpus.tiers,
        "e": estimates,
        "l": labour,
        "c": corpus.comments,
        "rp": corpus.replies,
        "p": estimates[estimates["topic"] == "prisoners"],
        "places": labour.loc[(labour["theme"] == "destination") & labour["place"].notna(), "place"].unique().tolist(),
        "pairs": tip.checks.between_documents(years),
        "held": tip.checks.against_record(years, official),
        "streaks": tip.checks.streaks(corpus.tiers, corpus.documents, tip.reference.release_dates(), official),
        "related": tip.checks.related(corpus),
        "index": tip.checks.against_published(estimates[estimates["part"] == "p10"], published),
        "against": tip.checks.against_published(estimates, published),
        "share": tip.checks.leading_share(published),
        "years": years,
        "official": official,
        "published": published,
        "reports": releases.set_index("report_year")["released"].astype(str),
        "latest": tip.checks.latest_reports(corpus.documents, releases).set_index("doc"),
        "statements": tip.reference.report_statements(),
        "implied": implied,
        "rates": tip.checks.rates_against_record(implied, on_record),
        "if_": lambda *given: tip.checks.what_if(estimates, on_record, *given).set_index("output"),
        "missing": tip.checks.missing_comments(corpus.documents, corpus.replies).set_index("doc"),
        "agreement": tip.checks.agreement(codings).set_index("question"),
        "way": tip.checks.passed_on(corpus, tip.reference.report_statements(), tip.reference.passed_on_links()),
        "codings": codings,
        "differences": tip.checks.differences(codings),
    }


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['notebook']}: {claim['sentence'][:50]}")
def test_the_tables_prove_it(known, claim):
    found = eval(claim["proof"], known)
    assert str(found) == claim["result"] or found == eval(claim["result"], {})


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['notebook']}: {claim['sentence'][:50]}")
def test_the_notebook_says_it(claim):
    """`instead_of` is what a notebook says until it is brought up to date; remove it there and then."""
    (path,) = (ROOT / "notebooks").glob(f"{claim['notebook']}-*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    prose = " ".join(" ".join(cell.source for cell in cells if cell.cell_type == "markdown").split())
    assert claim["sentence"] in prose or (claim["instead_of"] and claim["instead_of"] in prose)
