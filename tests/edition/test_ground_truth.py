"""What the documents say, keyed by hand while reading them, and the edition held against the originals."""

import hashlib
import re
from collections import Counter
from typing import Any

import pandas as pd
import pytest

ORDER = ["lagon", "encyclopedia", "asmolov", "green", "two-koreas"]
Row = tuple[Any, ...]
MILLION, BILLION = 1_000_000, 1_000_000_000

PARTS = {"lagon": (10, 8), "encyclopedia": (18, 0), "asmolov": (17, 0), "green": (6, 0), "two-koreas": (9, 12)}

# Paragraph, country, tier, first and last report, reports in a row, basis.
TIERS: dict[str, list[Row]] = {
    "lagon": [("p1", "PRK", "3", 2003, 2007, 5, "stated")],
    "encyclopedia": [("p12", "PRK", "3", 2016, 2016, None, "implied")],
    "asmolov": [
        ("p2", "PRK", "3", 2003, 2016, 14, "stated"),
        *(
            ("p2", country, "3", 2016, 2016, None, "stated")
            for country in ("DZA", "MMR", "GMB", "HTI", "IRN", "RUS", "SDN", "UZB", "SYR")
        ),
        ("p5", "KOR", "1", 2003, 2016, 14, "stated"),
    ],
    "green": [("p1", "PRK", "3", 2012, 2012, None, "implied")],
    "two-koreas": [
        ("p1", "PRK", "3", 2008, 2008, None, "implied"),
        ("p1", "PRK", "3", 2009, 2009, None, "stated"),
        ("p7", "KOR", "1", 2009, 2009, None, "stated"),
    ],
}

# Part, hedge, low, high, unit.
ESTIMATES: dict[str, list[Row]] = {
    "lagon": [
        ("p3", "at most", None, 200_000, "people"),
        ("p3", "order of magnitude", 20_000, 100_000, "people"),
        ("p3", "more than", 50, None, "percent"),
        ("p10", "order of magnitude", 2_000, 10_000, "people"),
    ],
    "encyclopedia": [
        ("p4", "order of magnitude", 20_000, 100_000, "people"),
        ("p4", "at most", None, 70, "percent"),
        ("p5", "unknown", None, None, "people"),
        ("p7", "range", 150_000, 200_000, "people"),
        ("p10", "order of magnitude", 20_000, 100_000, "people"),
        ("p10", "exact", 2, 2, "days per year"),
        ("p11", "range", 60_000, 65_000, "people"),
        ("p11", "more than", 40, None, "countries"),
        ("p11", "exact", 100_000, 100_000, "people"),
        ("p11", "exact", 1.6 * BILLION, 1.6 * BILLION, "GBP per year"),
        ("p11", "about", 2.3 * BILLION, 2.3 * BILLION, "USD per year"),
        ("p11", "exact", BILLION, BILLION, "GBP per year"),
        ("p11", "about", 1.3 * BILLION, 1.3 * BILLION, "USD per year"),
        ("p14", "exact", 0, 0, "cases"),
        ("p15", "none known", 0, None, "cases"),
        ("p16", "none known", 0, None, "cases"),
        ("p18", "exact", 0, 0, "organisations"),
    ],
    "asmolov": [
        ("p3", "about", 10_000, 10_000, "people"),
        ("p3", "exact", 12.5, 12.5, "percent"),
        ("p4", "more than", 120_000, None, "people"),
        ("p8", "at most", None, 24, "hours"),
        ("p10", "exact", 18.4 * MILLION, 18.4 * MILLION, "people"),
        ("p10", "exact", 1, 1, "rank"),
        ("p10", "exact", 1, 1, "rank"),
        ("p10", "exact", 58, 58, "percent"),
        ("p10", "exact", 4.37, 4.37, "percent"),
        ("p10", "exact", 3.97, 3.97, "percent"),
        ("p10", "exact", 1.6, 1.6, "percent"),
        ("p10", "exact", 1.4, 1.4, "percent"),
        ("p10", "exact", 1.36, 1.36, "percent"),
        ("p13", "about", 70, 70, "percent"),
        ("p15", "more than", 50, None, "percent"),
        ("p15", "exact", 30 * MILLION, 30 * MILLION, "EUR"),
        ("p16", "exact", 0, 0, "cases"),
    ],
    "green": [("p6", "none known", 0, None, "cases")],
    "two-koreas": [
        ("p6", "exact", 3, 3, "organisations"),
        ("p6", "exact", 0, 0, "organisations"),
        ("p8", "exact", 1, 1, "organisations"),
        ("c3", "order of magnitude", 2 * MILLION, 10 * MILLION, "people"),
        ("c7", "exact", 2, 2, "years"),
        ("c7", "about", 60, 60, "people"),
        ("c7", "at least", 10, None, "years"),
        ("c7", "more than", 10, None, "years"),
        ("c9", "exact", 2, 2, "people"),
        ("c10", "less than", None, 10_000, "people"),
        ("c10", "exact", 0, 0, "people"),
        ("c10", "less than", None, 1, "percent"),
        ("c11", "none known", 0, None, "cases"),
        ("c11", "none known", 0, None, "cases"),
        ("c11", "more than", 10, None, "years"),
        ("c11", "exact", 10, 10, "years"),
    ],
}

# Author as the file or other comments name them, how that is known, day, and what is answered.
COMMENTS: dict[str, dict[str, Row]] = {
    "lagon": {
        "c1": ("SNP in Syria", "stated", "2008-03-10", ["post"]),
        "c2": ("Zharkov in U.S.A.", "stated", "2008-03-10", ["post"]),
        "c3": ("Ronald in New York", "stated", "2008-03-10", ["post"]),
        "c4": ("Kenneth in South Korea", "stated", "2008-03-10", ["post"]),
        "c5": ("Zharkov in U.S.A.", "stated", "2008-03-10", ["post"]),
        "c6": ("Joe in Tennessee", "stated", "2008-03-10", ["post"]),
        "c7": ("Mark", "stated", "2008-03-09", ["post"]),
        "c8": ("NB in Pakistan", "stated", "2008-03-10", ["c7"]),
    },
    "two-koreas": {
        "c1": (None, "unknown", None, ["post"]),
        "c2": (None, "unknown", None, ["c1"]),
        "c3": (None, "unknown", None, ["c1", "post"]),
        "c4": (None, "unknown", None, ["c1"]),
        "c5": (None, "unknown", None, ["missing"]),
        "c6": ("NKMatters", "inferred", None, ["missing", "c1"]),
        "c7": (None, "unknown", None, ["post", "missing"]),
        "c8": ("usinkorea", "inferred", None, ["missing", "c6"]),
        "c9": ("usinkorea", "inferred", None, ["missing"]),
        "c10": ("kushibo", "inferred", None, ["c8"]),
        "c11": (None, "unknown", None, ["c10"]),
        "c12": ("usinkorea", "inferred", None, ["c10"]),
    },
}

# The lines of each original on which its parts stand, counted from 1.
LINES = {
    "lagon": [
        *((n, n) for n in range(9, 28, 2)),
        *((36, 36), (43, 57), (65, 65), (72, 76), (83, 89), (96, 100), (106, 108), (114, 114)),
    ],
    "encyclopedia": [(n, n) for n in (12, 18, 20, 22, 24, 28, 30, 34, 36, 38, 40, 44, 48, 50, 52, 56, 58, 60)],
    "asmolov": [(n, n) for n in range(5, 38, 2)],
    "green": [(n, n) for n in range(3, 14, 2)],
    "two-koreas": [
        *((n, n) for n in range(3, 20, 2)),
        *((25, 29), (31, 33), (35, 41), (43, 43), (45, 55), (57, 66), (68, 74), (76, 88), (90, 96), (98, 120)),
        *((122, 144), (146, 152)),
    ],
}


@pytest.fixture(scope="module")
def originals_parts(originals):
    """Give the text of each part of the originals."""
    parts = {}
    for doc, file in zip(ORDER, sorted(originals.glob("*.txt")), strict=True):
        lines = file.read_text(encoding="utf-8").split("\n")
        body, comments = PARTS[doc]
        names = [f"p{n}" for n in range(1, body + 1)] + [f"c{n}" for n in range(1, comments + 1)]
        for name, (first, last) in zip(names, LINES[doc], strict=True):
            text = "\n".join(lines[first - 1 : last])
            parts[doc, name] = re.sub(r"^ +[0-9]+\. ", "", text)  # the number of a comment
    return parts


def known(row: pd.Series) -> Row:
    return tuple(None if pd.isna(value) else value for value in row)


def rows(frame: pd.DataFrame, doc: str, columns: list[str]) -> Counter[Row]:
    return Counter(known(row) for _, row in frame.loc[frame["doc"] == doc, columns].astype(object).iterrows())


# --- Documents and parts ---


def test_there_are_five_documents_in_the_order_of_their_files(corpus):
    assert corpus.documents["doc"].tolist() == ORDER


@pytest.mark.parametrize("doc", ORDER)
def test_every_paragraph_and_comment_is_a_part(corpus, doc):
    kinds = corpus.parts.loc[corpus.parts["doc"] == doc, "kind"]
    assert ((kinds == "body").sum(), (kinds == "comment").sum()) == PARTS[doc]


def test_only_one_thread_says_how_many_responses_it_has_and_says_one_too_many(corpus):
    stated = corpus.documents.set_index("doc")["comments_stated"]
    assert stated.dropna().to_dict() == {"two-koreas": 13}
    assert corpus.documents.set_index("doc")["comments_present"]["two-koreas"] == 12


def test_authors_are_those_that_the_files_name(corpus):
    authors = corpus.documents.set_index("doc")["author"]
    assert known(authors) == ("Mark P. Lagon", "Neha Patil", "Konstantin Asmolov", "Christopher Green", None)


def test_readers_know_each_document_by_one_label(corpus):
    called = ["the official", "the encyclopedia", "the critic", "the reporter", "the blogger"]
    assert corpus.documents["label"].tolist() == called


def test_two_files_state_their_day_and_three_do_not(corpus):
    documents = corpus.documents.set_index("doc")
    stated = documents.loc[documents["published_basis"] == "stated", "published"]
    assert stated.to_dict() == {"lagon": "2008-03-05", "asmolov": "2016-07-20"}
    assert (documents.drop(stated.index)["published_basis"] == "inferred").all()
    # A report of 30 June 2016 is used; a report was out the day before; the report of June 2009 is new.
    assert documents.loc["encyclopedia", "earliest"] == pd.Timestamp("2016-06-30")
    assert pd.isna(documents.loc["encyclopedia", "latest"])
    assert documents.loc["green", "earliest"] <= pd.Timestamp("2012-06-20") <= documents.loc["green", "latest"]
    assert documents.loc["two-koreas", "earliest"] == pd.Timestamp("2009-06-16")


def test_the_report_year_is_that_of_the_latest_report(corpus):
    assert corpus.documents["report_year"].tolist() == [2007, 2016, 2016, 2012, 2009]


def test_headings_of_the_encyclopedia_are_sections(corpus):
    parts = corpus.parts[corpus.parts["doc"] == "encyclopedia"]
    headings = [
        *[None],
        *["Women and girls"] * 4,
        *["Forced labor"] * 2,
        *["North Korean workers sent abroad"] * 4,
        *["North Korean government response"],
        *["Prosecution"] * 3,
        *["Protection"] * 3,
    ]
    assert list(known(parts["section"])) == headings
    assert corpus.parts.loc[corpus.parts["doc"] != "encyclopedia", "section"].isna().all()


# --- Tiers ---


@pytest.mark.parametrize("doc", ORDER)
def test_tiers_are_those_that_a_reader_finds(corpus, doc):
    columns = ["part", "iso3", "tier", "first_report", "last_report", "streak", "basis"]
    assert rows(corpus.tiers, doc, columns) == Counter(TIERS[doc])


def test_a_hypothetical_and_a_definition_place_nobody(corpus):
    # Guest workers of two countries in asmolov p9; the scale in green p2; source countries in two-koreas p8.
    assert not corpus.tiers["iso3"].isin(["VNM", "TJK", "CHN", "ISR", "IND"]).any()
    places = set(zip(corpus.tiers["doc"], corpus.tiers["part"], strict=True))
    assert places.isdisjoint({("asmolov", "p9"), ("green", "p2"), ("two-koreas", "p8"), ("two-koreas", "p2")})
    assert not corpus.tiers["part"].str.startswith("c").any()


def test_a_streak_counts_back_from_the_latest_report(corpus):
    latest = corpus.documents.set_index("doc")["report_year"]
    for row in corpus.tiers[corpus.tiers["streak"].notna()].itertuples():
        assert (row.first_report, row.last_report) == (latest[row.doc] - row.streak + 1, latest[row.doc])


# --- Estimates ---


@pytest.mark.parametrize("doc", ORDER)
def test_estimates_hold_those_that_a_reader_finds(corpus, doc):
    found = rows(corpus.estimates, doc, ["part", "bound", "low", "high", "unit"])
    assert Counter(ESTIMATES[doc]) - found == Counter()


@pytest.mark.parametrize("doc", ["lagon", "encyclopedia", "asmolov", "green"])
def test_no_estimate_in_an_article_is_more_than_a_reader_finds(corpus, doc):
    assert (corpus.estimates["doc"] == doc).sum() == len(ESTIMATES[doc])


def test_names_that_look_like_numbers_are_no_estimates(corpus):
    wordings = corpus.estimates["wording"].str.lower()
    for name in ("six-party", "one-child", "third-world", "150-day", "100-day", "article 150", "article 7", "page 1"):
        assert not wordings.str.contains(name, regex=False).any()


@pytest.mark.parametrize(
    ("doc", "part", "place", "period"),
    [
        ("encyclopedia", "p10", "RUS", None),
        ("asmolov", "p4", "PRK", "2016?"),
        ("lagon", "p3", "PRK", "2008?"),
        ("lagon", "p3", "CHN", "2008?"),
        ("two-koreas", "c10", "KOR", "2006"),
    ],
)
def test_a_place_and_a_period_are_kept(corpus, doc, part, place, period):
    assert (part, place, period) in rows(corpus.estimates, doc, ["part", "place", "period"])


def test_workers_of_two_years_and_two_estimates_of_revenue_stay_apart(corpus):
    found = rows(corpus.estimates, "encyclopedia", ["part", "period", "low", "high"])
    assert found["p11", "2012", 60_000, 65_000] == found["p11", "2015", 100_000, 100_000] == 1
    assert found["p11", "2016", 1.6 * BILLION, 1.6 * BILLION] == found["p11", "2016", BILLION, BILLION] == 1


# --- Comments ---


@pytest.mark.parametrize("doc", COMMENTS)
def test_comments_have_the_authors_and_days_that_a_reader_finds(corpus, doc):
    found = corpus.comments[corpus.comments["doc"] == doc]
    keyed = [(name, author, basis, day) for name, (author, basis, day, _) in COMMENTS[doc].items()]
    assert [known(row) for _, row in found[["part", "author", "author_basis", "date"]].iterrows()] == keyed


@pytest.mark.parametrize("doc", COMMENTS)
def test_comments_answer_what_a_reader_finds(corpus, doc):
    replies = corpus.replies[corpus.replies["doc"] == doc]
    found = {source: list(group) for source, group in replies.groupby("source", sort=False)["target"]}
    assert found == {name: targets for name, (_, _, _, targets) in COMMENTS[doc].items()}


def test_places_are_stated_in_one_thread(corpus):
    lagon = corpus.comments[corpus.comments["doc"] == "lagon"]
    places = ["Syrian P.", "United States", "New York, USA", "South Korea", "United States", "Tennessee, USA", None]
    assert list(known(lagon["place"])) == [*places, "Pakistan"]


# --- Against the originals ---


def test_the_originals_are_the_files_that_were_read(corpus, originals):
    for row in corpus.documents.itertuples():
        content = (originals / row.original_file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256
    assert sorted(file.name for file in originals.glob("*.txt")) == corpus.documents["original_file"].tolist()


@pytest.mark.parametrize("doc", ORDER)
def test_words_are_those_of_the_original(corpus, originals_parts, doc):
    parts = corpus.parts[corpus.parts["doc"] == doc]
    stated = dict(zip(parts["part"], parts["words"], strict=True))
    assert stated == {name: len(text.split()) for (d, name), text in originals_parts.items() if d == doc}


@pytest.mark.parametrize("table", ["tiers", "estimates", "labour"])
def test_every_wording_stands_in_its_part_word_for_word(corpus, originals_parts, table):
    frame = getattr(corpus, table)
    absent = [
        (row.doc, row.part, row.mark)
        for row in frame.itertuples()
        if not re.search(rf"(?<!\w){re.escape(row.wording)}(?!\w)", originals_parts[row.doc, row.part])
    ]
    assert absent == []


def test_every_piece_of_evidence_stands_in_its_comment_word_for_word(corpus, originals_parts):
    absent = [
        (row.doc, row.source, row.evidence)
        for row in corpus.replies.itertuples()
        if row.evidence not in originals_parts[row.doc, row.source].replace("’", "'")
    ]
    assert absent == []


def test_a_stated_author_stands_in_the_original(corpus, originals):
    stated = corpus.comments[corpus.comments["author_basis"] == "stated"]
    files = corpus.documents.set_index("doc")["original_file"]
    for row in stated.itertuples():
        lines = (originals / files[row.doc]).read_text(encoding="utf-8").split("\n")
        assert f"{row.author} writes:" in lines
    assert len(stated) == 8


def test_no_wording_is_a_whole_sentence(corpus, originals_parts):
    sentences = {
        sentence.strip(" .!?") for text in originals_parts.values() for sentence in re.split(r"(?<=[.!?])\s|\n", text)
    }
    for table in ("tiers", "estimates", "labour"):
        assert sentences.isdisjoint(getattr(corpus, table)["wording"])
