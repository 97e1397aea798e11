"""Citations: what is inferred stands in square brackets, what is unknown is said to be."""

import json
import re
import warnings

import bibtexparser
import pandas as pd
import pybtex.database
import pytest
from tests import made_up

import tipseeds as tip
from tipseeds.edition.dates import words
from tipseeds.pages.citations import _tex, _work

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import citeproc
    import citeproc.source.json


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
        (("numbered", "c2"), "[Writer A?] (n.d.). Comment 2 on: “The Café Ducks.” (n.d.)."),
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
        r"50\% \& \$5 \#1 a\_b \textbraceleft{}c\textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{}"
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


# --- Names, kinds and dates, as programs that aren't ours read and print them ---


def bring(corpus, **record):
    """Return a corpus of one document with this record."""
    blank = dict.fromkeys(corpus.documents.columns)
    made = blank | {"doc": "one", "title": "T", "genre": "essay", "published_basis": "stated", "published_reason": "."}
    frame = pd.DataFrame([made | record]).astype(corpus.documents.dtypes.drop("doc").to_dict() | {"doc": "string"})
    return type(corpus)(**{**{name: getattr(corpus, name) for name in TABLES}, "documents": frame},
                        path=corpus.path, scheme=corpus.scheme, seeds=())  # fmt: skip


TABLES = ("documents", "parts", "tiers", "estimates", "labour", "comments", "replies", "relations")


def printed(corpus) -> str:
    """Print a corpus of one document as a reference program does."""
    items = json.loads(tip.bibliography(corpus, "csl-json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        source = citeproc.source.json.CiteProcJSON(items)
        made = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        made.register(citeproc.Citation([citeproc.CitationItem(items[0]["id"])]))
        return str(made.bibliography()[0])


def read_back(corpus):
    """Read the BibTeX of a corpus of one document with both readers; gives the people and the fields."""
    text = tip.bibliography(corpus)
    library = bibtexparser.parse_string(text)  # type: ignore[attr-defined]
    assert library.failed_blocks == []
    assert len(library.entries) == 1
    entry = pybtex.database.parse_string(text, "bibtex").entries["one"]
    fields = dict(entry.fields.items())
    assert {field.key for field in library.entries[0].fields} == set(fields) | ({"author"} if entry.persons else set())
    return entry.persons.get("author", []), fields


# As written in the seed, its author-family, then given, particle, family, suffix as BibTeX has them, and as printed.
NAMES = [
    ("Ada M. Example", None, ("Ada M.", "", "Example", ""), "Example, A.M."),
    ("Ada Example", "Example", ("Ada", "", "Example", ""), "Example, A."),
    ("Ada Example", None, ("", "", "{Ada Example}", ""), "Ada Example"),
    ("Kim Min", "Kim", ("", "", "{Kim Min}", ""), "Kim, M."),
    ("Nagy Péter", "Nagy", ("", "", "{Nagy Péter}", ""), "Nagy, P."),
    ("Nagy Péter", None, ("", "", "{Nagy Péter}", ""), "Nagy Péter"),
    ("김민지", None, ("", "", "{김민지}", ""), "김민지"),
    ("Ludwig van Beethoven", "Beethoven", ("Ludwig", "van", "Beethoven", ""), "van Beethoven, L."),
    ("Ana de la Cruz", "de la Cruz", ("Ana", "de la", "Cruz", ""), "de la Cruz, A."),
    ("Gabriel García Márquez", "García Márquez", ("Gabriel", "", "{García Márquez}", ""), "García Márquez, G."),
    ("Martin L. King Jr.", None, ("Martin L.", "", "King", "Jr."), "King, M.L., Jr."),
    ("Martin King, Jr.", "King", ("Martin", "", "King", "Jr."), "King, M., Jr."),
    ("Department of State", None, ("", "", "{Department of State}", ""), "Department of State"),
    ("Ministry of Trade and Industry", None, ("", "", "{Ministry of Trade and Industry}", ""), "Ministry of Trade and"),
    ("U.S. Department", None, ("", "", "{U.S. Department}", ""), "U.S. Department"),
    ("duck_99", None, ("", "", r"{duck\_99}", ""), "duck_99"),
    ("Ada Example", "Other", ("", "", "{Ada Example}", ""), "Ada Example"),
    ("Smith, John", "Smith", ("John", "", "Smith", ""), "Smith, J."),
    ("King, Martin Luther, Jr.", "King", ("Martin Luther", "", "King", "Jr."), "King, M.L., Jr."),
    ("John Smith Jr.", "Smith Jr.", ("John", "", "Smith", "Jr."), "Smith, J., Jr."),
    ("Smith, John", None, ("", "", "{Smith, John}", ""), "Smith, John"),
    ("Ursula von der Leyen", "von der Leyen", ("Ursula", "von der", "Leyen", ""), "von der Leyen, U."),
    ("D. de la Cruz", None, ("D.", "de la", "Cruz", ""), "de la Cruz, D."),
    ("José Ortega y Gasset", "Ortega y Gasset", ("José", "", "{Ortega y Gasset}", ""), "Ortega y Gasset, J."),
    ("U. S. Department of State", None, ("", "", "{U. S. Department of State}", ""), "U. S. Department of State"),
    ("J. and M. Duck Fund", None, ("", "", "{J. and M. Duck Fund}", ""), "J. and M. Duck Fund"),
    ("J. Duck Fund", "J. Duck Fund", ("", "", "{J. Duck Fund}", ""), "J. Duck Fund"),
    ("Kim Min III", "Kim", ("", "", "{Kim Min III}", ""), "Kim, M., III"),
    ("김민지", "김", ("", "", "{김민지}", ""), "김, "),
    ("毛泽东", "毛泽东", ("", "", "{毛泽东}", ""), "毛泽东"),
    ("Plato", "Plato", ("", "", "{Plato}", ""), "Plato"),
]


@pytest.mark.parametrize(("author", "family", "parts", "said"), NAMES)
def test_a_name(corpus, author, family, parts, said):
    one = bring(corpus, author=author, author_family=family)
    (person,), _ = read_back(one)
    of_person = (
        person.first_names + person.middle_names,
        person.prelast_names,
        person.last_names,
        person.lineage_names,
    )
    assert tuple(" ".join(words) for words in of_person) == parts
    assert printed(one).startswith(said)


def test_several_authors(corpus):
    one = bring(corpus, author="Kim Min-ji; Ada Example; The Pond; Gazette", author_family="Kim; Example")
    people, _ = read_back(one)
    assert [str(person) for person in people] == ["{Kim Min-ji}", "Example, Ada", "{The Pond}", "{Gazette}"]
    record = {"author": "Ada; Bob; Cy", "title": "T", "published": None, "published_basis": "unknown", "outlet": None}
    assert _work(record) == "Ada, Bob and Cy (n.d.). “T.”"


@pytest.mark.parametrize(
    ("genre", "kind"),
    [
        ("blog post with comments", "post-weblog"),
        ("Encyclopaedia article", "entry-encyclopedia"),
        ("news report", "article-newspaper"),
        ("magazine feature", "article-magazine"),
        ("NGO report", "report"),
        ("opinion article", "document"),
        ("made up", "document"),
    ],
)
def test_a_kind_is_never_printed_as_a_preprint(corpus, genre, kind):
    one = bring(corpus, genre=genre)
    assert json.loads(tip.bibliography(one, "csl-json"))[0]["type"] == kind
    assert "reprint" not in printed(one)


@pytest.mark.parametrize(
    "text", ["a { b", "a } b", "{{{", "\\{ and \\", "100% of $5 & #1", "@misc{x,", 'say "no"', "a_b^c~d"]
)
def test_no_sign_makes_a_bibliography_unreadable(corpus, text):
    one = bring(corpus, title=text, author=text, outlet=text, published="2009", published_reason=text)
    _, fields = read_back(one)
    assert fields["year"] == "2009"
    assert json.loads(tip.bibliography(one, "csl-json"))[0]["title"] == text


@pytest.mark.parametrize(
    ("published", "fields", "issued"),
    [
        ("2009-06-20", ("2009", "June", "20"), {"date-parts": [[2009, 6, 20]]}),
        ("2009-06-20T23:20:30Z", ("2009", "June", "20"), {"date-parts": [[2009, 6, 20]]}),
        ("2009-06", ("2009", "June", None), {"date-parts": [[2009, 6]]}),
        ("196X", ("1960s", None, None), {"literal": "the 1960s"}),
        ("1960~", ("c. 1960", None, None), {"date-parts": [[1960]], "circa": True}),
        ("2009/2010-06", ("2009 to June 2010", None, None), {"date-parts": [[2009], [2010, 6]]}),
        ("[2009,2010]", ("2009 or 2010", None, None), {"literal": "2009 or 2010"}),
        ("2009-22", ("2009", None, None), {"date-parts": [[2009]], "season": 2}),
        ("2009-33", ("2009", None, None), {"literal": "the first quarter of 2009"}),
        ("2009/", ("2009 to an unknown end", None, None), {"literal": "2009 to an unknown end"}),
        ("2009?", ("2009?", None, None), {"date-parts": [[2009]], "circa": True}),
        ("2009%", ("c. 2009?", None, None), {"date-parts": [[2009]], "circa": True}),
        ("2009-06-20?", ("2009?", "June", "20"), {"date-parts": [[2009, 6, 20]], "circa": True}),
        ("2009/2010", ("2009 to 2010", None, None), {"date-parts": [[2009], [2010]]}),
        ("2009-06/2009-08", ("June 2009 to August 2009", None, None), {"literal": "June 2009 to August 2009"}),
        ("2009-21/2010", ("spring 2009 to 2010", None, None), {"literal": "spring 2009 to 2010"}),
        ("../2009", ("2009 or earlier", None, None), {"literal": "2009 or earlier"}),
        ("{1960,1961-12}", ("1960 and December 1961", None, None), {"literal": "1960 and December 1961"}),
    ],
)
def test_a_date_is_kept(corpus, published, fields, issued):
    one = bring(corpus, published=published)
    _, read = read_back(one)
    assert (read["year"], read.get("month"), read.get("day")) == fields
    assert json.loads(tip.bibliography(one, "csl-json"))[0]["issued"] == issued
    assert read["note"] == f"Date stated: {words(published)}"
    assert (fields[0] or "").strip("?c. ")[-4:] in printed(one)
