"""Citations: what is inferred stands in square brackets, what is unknown is said to be."""

import json
import re

import pytest
from tests import made_up

import tipseeds as tip
from tipseeds.pages.citations import _tex


@pytest.fixture(scope="module")
def pond(tmp_path_factory):
    return tip.load(made_up.write(tmp_path_factory.mktemp("cite"))[0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("article",), "Ada Example (1 February 2021). “How Many Ducks Are There?” Pond Gazette."),
        (("article", "p2"), "Ada Example (1 February 2021). “How Many Ducks Are There?” Pond Gazette, para. 2."),
        (
            ("article", None, "pond"),
            "Ada Example (1 February 2021). “How Many Ducks Are There?” Pond Gazette, para. 1: “as many as 40 ducks”.",
        ),
        (("headers",), "Ada M. Example (1 February 2021). “Ducks in the Park.”"),
        (
            ("headers", "c1", "twelve"),
            "Bob in Milltown (2 February 2021). Comment 1 on: "
            "Ada M. Example (1 February 2021). “Ducks in the Park.”: “12”.",
        ),
        (("numbered",), "“The Café Ducks.” (n.d.)."),
        (("numbered", "c1"), "[Unnamed commenter] (n.d.). Comment 1 on: “The Café Ducks.” (n.d.)."),
        (("numbered", "c2"), "[Fay?] (n.d.). Comment 2 on: “The Café Ducks.” (n.d.)."),
    ],
)
def test_a_citation(pond, asked, said):
    assert tip.cite(pond, *asked) == said


def test_inferred_days_and_outlets_stand_in_square_brackets(corpus):
    assert tip.cite(corpus, "green") == (
        "Christopher Green [20 June 2012?]. “North Korea Slammed in U.S. Trafficking Report.” [Daily NK]."
    )
    assert "[30 June 2016 or later]" in tip.cite(corpus, "encyclopedia")
    assert "[June 2009?]" in tip.cite(corpus, "two-koreas")


def test_every_mark_and_part_can_be_cited(corpus):
    for table in (corpus.tiers, corpus.estimates, corpus.labour):
        for row in table.to_dict("records"):
            cited = tip.cite(corpus, row["doc"], mark=row["mark"])
            assert row["wording"] in cited
            assert cited == tip.cite(corpus, row["doc"], row["part"], row["mark"])
    for row in corpus.parts.to_dict("records"):
        place = f"{'para.' if row['kind'] == 'body' else 'Comment'} {row['n']}"
        assert place in tip.cite(corpus, row["doc"], row["part"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("lagoon",), "Did you mean lagon"),
        (("lagon", "p99"), "p1 to c8"),
        (("lagon", None, "camp"), "Did you mean camps"),
        (("lagon", "p1", "camps"), "stands in p3"),
    ],
)
def test_what_is_not_there_is_said(corpus, asked, said):
    with pytest.raises(ValueError, match=said):
        tip.cite(corpus, *asked)


def test_bibtex(corpus):
    made = tip.bibliography(corpus)
    assert re.findall(r"^@misc\{([\w-]+),", made, re.MULTILINE) == corpus.documents["doc"].tolist()
    assert made.count("{") == made.count("}")
    assert "year = {2008},\n  month = mar" in made
    assert "year = {[2012]}" in made


def test_bibtex_of_an_unknown_day(pond):
    entry = tip.bibliography(pond).split("@misc{numbered")[1]
    assert "note = {n.d.}" in entry
    assert "author" not in entry
    assert "year" not in entry


def test_signs_that_tex_takes_for_its_own():
    assert _tex("50% & $5 #1 a_b {c} ~ ^ \\") == (
        r"50\% \& \$5 \#1 a\_b \{c\} \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )


def test_csl_json(corpus, pond):
    items = json.loads(tip.bibliography(corpus, "csl-json"))
    assert [item["id"] for item in items] == corpus.documents["doc"].tolist()
    assert items[0]["author"] == [{"family": "Lagon", "given": "Mark P."}]
    assert items[0]["issued"] == {"date-parts": [[2008, 3, 5]]}
    assert items[3]["issued"] == {"date-parts": [[2012, 6, 20]], "circa": True}
    assert "author" not in items[4]
    assert "issued" not in json.loads(tip.bibliography(pond, "csl-json"))[2]


def test_another_style_is_refused(corpus):
    with pytest.raises(ValueError, match="bibtex or csl-json"):
        tip.bibliography(corpus, "ris")  # type: ignore[arg-type]
