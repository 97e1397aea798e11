"""A wrong call is told in one sentence what to type."""

import inspect
import re

import pytest

import tipseeds as tip
from tipseeds.edition.calls import helped

# What is typed, and what the error says of it; … stands for any text.
CALLS = {
    # A corpus, or the wrong table, where rows of another are needed.
    "tip.checks.country_years(corpus)": "needs rows of a table, and was given a corpus. Write tip.checks.country_years(corpus.tiers). See notebook 01.",
    "tip.checks.country_years(corpus.estimates)": "needs rows with the column first_report, and was given rows of the table estimates. Write tip.checks.country_years(corpus.tiers).",
    "tip.checks.compared(corpus)": "was given a corpus. Write tip.checks.compared(corpus.estimates",
    "tip.checks.agreement(corpus.comments)": "needs rows with the column coder, and was given rows of the table comments. Write tip.coding.agreement(tip.coding.shipped(corpus.comments))",
    "tip.checks.with_record(corpus.tiers, tip.reference.official_tiers())": "needs rows with the column report_year",
    "tip.checks.latest_reports(corpus.tiers, tip.reference.release_dates())": "Write tip.checks.latest_reports(corpus.documents, tip.reference.release_dates()).",
    "tip.coding.shipped(corpus)": "was given a corpus. Write tip.coding.shipped(corpus.comments).",
    "tip.coding.settled(corpus.tiers.iloc[0])": "needs rows of a table, and was given a row or column.",
    "tip.exports.codebook_of('tiers')": "needs rows of a table, and was given a text. Write tip.exports.codebook_of(corpus.tiers).",
    # Rows where a corpus is needed.
    "tip.checks.related(corpus.estimates)": "needs a corpus, and was given rows of the table estimates. Write tip.checks.related(corpus). See notebook 02.",
    "tip.explore.tiers(corpus.tiers)": "needs a corpus, and was given rows of the table tiers. Write tip.explore.tiers(corpus, years=[2012, 2012]).",
    "tip.verify('folder')": "needs a corpus, and was given a text. Write corpus.verify(",
    "tip.bibliography(corpus.documents)": "needs a corpus, and was given rows of the table documents. Write corpus.bibliography().",
    # Something left out.
    "tip.checks.country_years()": "missing a required argument: tiers. Write tip.checks.country_years(corpus.tiers).",
    "tip.checks.streaks(corpus.tiers)": "missing a required argument: documents. Write tip.checks.streaks(corpus.tiers, corpus.documents, ",
    "tip.checks.threads(corpus)": "missing a required argument: replies. Write tip.checks.threads(corpus.comments, corpus.replies). See notebook 04.",
    "tip.checks.implied(corpus.estimates)": "Write tip.checks.implied(corpus.estimates, tip.reference.published_figures()). See notebook 03.",
    "tip.checks.what_if(corpus)": "missing a required argument: rates. Write tip.checks.what_if(corpus.estimates, ",
    "tip.explore.tiers()": "missing a required argument: corpus. Write tip.explore.tiers(corpus, years=[2012, 2012]).",
    "tip.coding.read('my-coding.csv')": "missing a required argument: comments.",
    "corpus.read()": 'missing a required argument: doc. Write corpus.read("lagon").',
    "corpus.cite()": 'missing a required argument: doc. Write corpus.cite("lagon", "p3", "camps").',
    "corpus.evidence()": "missing a required argument: row. Write corpus.evidence(corpus.estimates.iloc[0]).",
    "tip.table(corpus.tiers)": 'missing a required argument: caption. Write tip.table(corpus.tiers, "Every placement", "doc tier by").',
    "tip.table(corpus.tiers, 'doc part')": 'The caption is missing: write tip.table(rows, "What they are", "doc part").',
    # Swapped, or in a form that will not do.
    "tip.checks.threads(corpus.replies, corpus.comments)": "and was given rows of the table replies and rows of the table comments. Write tip.checks.threads(corpus.comments, corpus.replies).",
    "tip.checks.missing_comments(corpus.replies, corpus.documents)": "Write tip.checks.missing_comments(corpus.documents, corpus.replies).",
    "tip.evidence(corpus.estimates.iloc[0], corpus)": "needs a corpus, and was given a row or column. Write corpus.evidence(corpus.estimates.iloc[0]).",
    "tip.read('lagon', corpus)": 'needs a corpus, and was given a text. Write corpus.read("green").',
    "tip.cite('lagon', corpus)": "needs a corpus, and was given a text. Write corpus.cite(",
    "tip.table('Every placement', corpus.tiers)": "needs rows of a table, and was given a text.",
    "tip.table(corpus.tiers, 'Placements', ['doc', 'part'])": 'The columns are one text with blanks between: write "doc part".',
    "corpus.evidence(corpus.estimates)": "Evidence is for one row, and there are …. Choose one: corpus.evidence(rows.iloc[0]).",
    "corpus.evidence(corpus.estimates.head(0))": "Evidence is for one row, and there is none.",
    "corpus.evidence('lagon')": "Evidence is for a row of a table: write corpus.evidence(corpus.estimates.iloc[0]).",
    "corpus.cite(corpus.documents)": "needs a text, and was given rows of the table documents.",
    "tip.load(corpus)": "needs the name of a folder, and was given a corpus. Write tip.load().",
    "tip.columns(corpus.tiers)": 'needs a text, and was given rows of the table tiers. Write tip.columns("tiers").',
    # No such name.
    "tip.tabel(corpus.tiers)": "There is no tip.tabel. Did you mean table?",
    "tip.charts.labour(corpus.labour)": "There is no tip.charts.labour. Of labour there are themes, destinations, workers and revenue.",
    "tip.checks.agrement(corpus)": "There is no tip.checks.agrement. Did you mean agreement?",
    "tip.explore.labor(corpus)": "There is no tip.explore.labor. Did you mean labour?",
    "tip.reference.official()": "There is no tip.reference.official. Did you mean official_tiers?",
    "corpus.estimate": "A corpus has no estimate. Did you mean estimates?",
    "tip.columns('estimate')": "There is no table 'estimate'. Did you mean estimates?",
    "corpus.estimates['topc']": "There is no column topc. Did you mean topic?",
    "corpus.estimates[['doc', 'prt']]": "There is no column prt. Did you mean part?",
    "corpus.estimates.topc": "There is no column or method topc. Did you mean topic?",
    "corpus.estimates.query('topc == 1')": "There is no column topc. Did you mean topic?",
    "tip.table(corpus.tiers, 'Placements', 'doc prat')": "There is no column prat. Did you mean part?",
    "corpus.read('lagoon')": "There is no document 'lagoon'. Did you mean lagon?",
    "corpus.cite('lagon', 'p30')": "There is no part 'p30' in lagon; it has p1 to c8.",
    "corpus.cite('lagon', mark='camp')": "There is no mark 'camp' in lagon. Did you mean camps?",
    # A value that is none.
    "corpus.estimates.query('topic == prisoners')": "Write a value in quotation marks: 'prisoners'.",
    "corpus.estimates.query('topic == \"prisonrs\"').iloc[0]": "Nothing was selected, so there is no row to take. No row holds 'prisonrs'. Did you mean prisoners?",
    "corpus.tiers[corpus.tiers['tier'] == '4'].iloc[0]": "Nothing was selected, so there is no row to take.",
    "tip.load('no-such-folder')": "no-such-folder: no such folder. Give the folder that holds the seeds",
    "corpus.bibliography('ris')": "There is no style 'ris'; write bibtex or csl-json.",
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_is_told_what_to_type(corpus, call):
    with pytest.raises(Exception, match=r".") as caught:
        eval(call, {"tip": tip, "corpus": corpus})
    pattern = re.escape(CALLS[call]).replace("…", ".*")
    assert re.search(pattern, str(caught.value)), str(caught.value)


def test_a_right_call_passes_with_its_own_signature_and_help(corpus):
    assert str(inspect.signature(tip.checks.related)) == "(corpus: 'Tables') -> 'pd.DataFrame'"
    assert "Returns" in (inspect.getdoc(tip.checks.related) or "")
    assert len(tip.checks.country_years(tiers=corpus.tiers)) > len(corpus.tiers)


def test_an_error_of_our_own_is_not_taken_for_a_wrong_call(corpus):
    @helped
    def looks_up(frame: "pd.DataFrame") -> str:  # type: ignore[name-defined]  # noqa: F821
        """Look something up, as in `looks_up(corpus.tiers)`."""
        empty: dict[str, str] = {}
        return empty["doc"]  # a column that the frame has: the fault is not the caller's

    with pytest.raises(KeyError, match="doc"):
        looks_up(corpus.tiers)


def test_rows_are_a_dataframe_in_every_respect(corpus):
    rows = corpus.estimates
    assert rows.query("doc == 'lagon'").sort_values("mark").head(1).shape == (1, rows.shape[1])
    assert rows[rows["doc"] == "lagon"].groupby("topic", observed=True).size().sum() == 4
    rows = rows.head(0)
    rows.iloc[:, 0:2]
    with pytest.raises(KeyError):
        rows.loc[999]


ROOMS = ["charts", "checks", "coding", "explore", "exports", "quantity", "reading", "reference"]


@pytest.mark.parametrize("room", ROOMS)
def test_completion_in_a_room_offers_no_module_and_nothing_of_the_inside(room):
    place = getattr(tip, room)
    assert dir(place)
    assert not [name for name in dir(place) if name.startswith("_") or inspect.ismodule(getattr(place, name))]


def test_completion_on_a_corpus_offers_tables_and_what_can_be_asked(corpus):
    offered = [name for name in dir(corpus) if not name.startswith("_")]
    assert {"estimates", "evidence", "explore", "columns"} <= set(offered)
    assert not {"fields", "originals_path", "path", "scheme", "seeds"} & set(offered)
    assert [name for name in dir(corpus.explore) if not name.startswith("_")] == list(tip.explore.CALLED)
