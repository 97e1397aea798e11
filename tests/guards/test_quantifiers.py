"""Every number and quantifier in the notebooks' prose that a table can prove, with the query that proves it.

`tests/edition/quantifiers.csv` has the sentence as a notebook has it, and an expression over the tables. Change a row,
and the proof fails; change the sentence, and it is no longer found.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import nbformat
import pandas as pd
import pytest
from tests.project import NOTEBOOKS, ROOT

import tipseeds as tip

with (ROOT / "tests" / "edition" / "quantifiers.csv").open(encoding="utf-8", newline="") as lines:
    CLAIMS = list(csv.DictReader(lines))

with (ROOT / "tests" / "edition" / "not_counted.csv").open(encoding="utf-8", newline="") as lines:
    NOT_COUNTED = list(csv.DictReader(lines))
WHY = {
    "what a call or a page does",
    "a question or a task",
    "a rule, a definition or what follows from one",
    "a reading of a text",
    "how the edition was made",
    "a wording that is quoted",
}
QUANTIFIER = re.compile(
    r"\b(all|every|most|only|none|nobody|neither|both|half|always|never|nothing|nowhere|alone"
    r"|no (document|comment|pair|two|row|placement|country|source|medium|report|known|other|number)s?)\b",
    re.IGNORECASE,
)


def quantified() -> Iterator[tuple[str, str, bool]]:
    """Yield each sentence with a quantifier: its notebook, itself, and whether a proof covers part of it."""
    for path in NOTEBOOKS:
        number = path.stem[:2]
        claims = [claim["sentence"] for claim in CLAIMS if claim["notebook"] == number]
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        for piece in (piece for source in cells for piece in re.split(r"\n\s*\n|\n(?=[-*|] |\d+\. |#)", source)):
            text = " ".join(piece.split())
            spans = [(text.find(claim), text.find(claim) + len(claim)) for claim in claims if claim in text]
            for found in re.finditer(r"\S.*?(?:[.!?:]\**(?=\s+[A-Z*`\"“])|$)", text):
                if QUANTIFIER.search(re.sub(r"\]\([^)]*\)", "]", found[0])):
                    yield number, found[0], any(a < found.end() and found.start() < b for a, b in spans)


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
        "corpus": corpus,
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


def test_every_sentence_with_a_quantifier_is_proved_or_says_why_it_can_not_be_counted():
    listed = {(row["notebook"], row["begins"]) for row in NOT_COUNTED}
    open_ones = {(number, said[:60]) for number, said, proved in quantified() if not proved}
    assert open_ones - listed == set(), (
        "prove them in quantifiers.csv, or say in not_counted.csv why nothing counts them"
    )
    assert listed - open_ones == set(), "these are proved now, or gone: take them out of not_counted.csv"
    assert {row["why"] for row in NOT_COUNTED} <= WHY


def test_the_page_says_how_many_there_are():
    proofs = [proved for _, _, proved in quantified()]
    page = " ".join((ROOT / "docs" / "project.md").read_text(encoding="utf-8").split())
    assert f"{len(proofs)} sentences with a quantifier; {sum(proofs)} are proved" in page
    for why, number in Counter(row["why"] for row in NOT_COUNTED).items():
        assert f"{why}: {number}" in page
