"""A wrong call is told in one sentence what to type."""

import contextlib
import inspect
import re

import pandas as pd
import pytest

import tipseeds as tip
from tipseeds.edition.calls import helped

# What is typed, and what the error says of it; … stands for any text.
CALLS = {
    # A corpus, or the wrong table, where rows of another are needed.
    "tip.checks.country_years(corpus)": "needs rows of a table, and was given a corpus. Write tip.checks.country_years(corpus.tiers). See notebook 01.",
    "tip.checks.country_years(corpus.estimates)": "needs rows of the table tiers, and was given rows of the table estimates. Write tip.checks.country_years(corpus.tiers).",
    "tip.checks.compared(corpus)": "was given a corpus. Write tip.checks.compared(corpus.estimates",
    "tip.checks.agreement(corpus.comments)": "needs rows with the column coder, and was given rows of the table comments. Write tip.checks.agreement(tip.coding.shipped(corpus.comments))",
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
    "tip.table(corpus.tiers, 'doc part')": 'The caption comes before the columns: write tip.table(rows, "What they are", "doc part").',
    # Swapped, or in a form that will not do.
    "tip.checks.threads(corpus.replies, corpus.comments)": "needs rows of the table comments, and was given rows of the table replies. Write tip.checks.threads(corpus.comments, corpus.replies).",
    "tip.checks.missing_comments(corpus.replies, corpus.documents)": "Write tip.checks.missing_comments(corpus.documents, corpus.replies).",
    "tip.evidence(corpus.estimates.iloc[0], corpus)": "needs a corpus, and was given a row or column. Write corpus.evidence(corpus.estimates.iloc[0]).",
    "tip.read('lagon', corpus)": 'needs a corpus, and was given a text. Write corpus.read("green").',
    "tip.cite('lagon', corpus)": "needs a corpus, and was given a text. Write corpus.cite(",
    "tip.table('Every placement', corpus.tiers)": "needs rows of a table, and was given a text.",
    "tip.table(corpus.tiers, 'Placements', ['doc', 'part'])": 'The columns are one text with blanks between: write "doc part".',
    "corpus.evidence(corpus.estimates)": "Evidence is for one row, and there are …. Choose one: corpus.evidence(rows.iloc[0]).",
    "corpus.evidence(corpus.estimates.head(0))": "Evidence is for one row, and there is none.",
    "corpus.evidence('lagon')": "Evidence is for a row with doc and part: write corpus.evidence(corpus.estimates.iloc[0]).",
    "corpus.cite(corpus.documents)": "needs a text, and was given rows of the table documents.",
    "tip.load(corpus)": "needs the name of a folder, and was given a corpus. Write tip.load().",
    "tip.columns(corpus.tiers)": 'needs a text, and was given rows of the table tiers. Write tip.columns("tiers").',
    # No such name.
    "tip.tabel(corpus.tiers)": "There is no tip.tabel. Did you mean table?",
    "tip.charts.labour(corpus.labour)": "There is no tip.charts.labour. Of labour there are themes, destinations, workers and revenue.",
    "tip.checks.agrement(corpus)": "There is no tip.checks.agrement. Did you mean agreement?",
    "tip.explore.labor(corpus)": "There is no tip.explore.labor. Did you mean labour?",
    "tip.reference.official()": "There is no tip.reference.official. Did you mean official_tiers?",
    "corpus.estimate": "There is no corpus.estimate. Did you mean estimates?",
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
    "corpus.estimates.query('topic == prisoners')": 'Write a value in quotation marks: rows.query("topic == \'prisoners\'").',
    "corpus.estimates.query('topic == \"prisonrs\"').iloc[0]": "Nothing was selected, so there is no row to take. No topic is 'prisonrs'. Did you mean prisoners?",
    "corpus.tiers[corpus.tiers['tier'] == '4'].iloc[0]": "Nothing was selected, so there is no row to take.",
    "tip.load('no-such-folder')": "no-such-folder: no such folder. Give the folder that holds the seeds",
    # Every kind of argument.
    "tip.charts.tiers(corpus.tiers, 'KOR')": "tiers needs rows of a table as record, and was given a text.",
    "tip.charts.tiers(corpus.tiers, countries='PRK')": "tiers needs a list as countries, and was given a text.",
    "tip.charts.tiers(corpus.tiers, width='wide')": "tiers needs a number as width, and was given a text.",
    "tip.charts.tiers(corpus.tiers, widht=400)": "tiers has no argument widht. Did you mean width? It takes frame, record, countries, width.",
    "tip.charts.lengths(corpus.comments, '40')": "lengths needs a whole number as most, and was given a text.",
    "tip.charts.positions(corpus.comments, most=-3)": "The picture can show 1 comment or more, not -3.",
    "tip.show(corpus.tiers)": "show needs a chart, and was given rows of the table tiers. Write tip.show(tip.charts.tiers(corpus.tiers)).",
    "tip.describe(tip.charts.tiers)": "describe needs a chart, and was given a function.",
    "tip.load('seeds', 'originals', True)": "load: too many positional arguments. It takes path, originals, names.",
    "tip.load(folder='seeds')": "load has no argument folder. It takes path, originals, names.",
    "corpus.export('')": 'export needs the name of a folder, and was given an empty text. Write corpus.export("out").',
    "corpus.export(__file__)": "is a file; name a folder",
    "tip.export('out', corpus)": 'Write corpus.export("out").',
    "corpus.verify('folder')": "verify: too many positional arguments. It takes nothing. Write corpus.verify().",
    "tip.written_for('lagon', corpus)": 'Write tip.written_for(corpus, "ducks").',
    "tip.checks.threads(comments=corpus.comments, reply=corpus.replies)": "threads has no argument reply. Did you mean replies?",
    "tip.checks.against_published(corpus.labour, tip.reference.published_figures())": "needs rows of the table estimates, and was given rows of the table labour.",
    "tip.checks.device_use(corpus.replies)": "needs rows of the table comments, and was given rows of the table replies.",
    "tip.checks.country_years(corpus.tiers.astype(str))": "country_years can't work with rows of the table tiers (…). Write tip.checks.country_years(corpus.tiers).",
    "tip.checks.rates_against_record(corpus.estimates, tip.reference.exchange_rates())": "Write tip.checks.rates_against_record(tip.checks.implied(corpus.estimates, tip.reference.published_figures()), tip.reference.exchange_rates()).",
    "tip.coding.blank(corpus.tiers, 'me')": 'needs rows of the table comments, and was given rows of the table tiers. Write tip.coding.blank(corpus.comments, "me").',
    "tip.coding.alpha('yes')": "alpha needs a list, and was given a text.",
    "tip.coding.to_csv(corpus.comments, 'x.csv')": "It takes frame. Write tip.coding.to_csv(corpus.tiers).",
    "tip.reference.official_tiers('PRK')": "It takes nothing. Write tip.reference.official_tiers().",
    "tip.reference.country_names('PRK')": "Write tip.reference.country_names().",
    "tip.reference.official_record('North Korea')": "North Korea is PRK.",
    "tip.quantity.parse(200000)": 'parse needs a text, and was given a number. Write tip.quantity.parse("<=200000").',
    "tip.quantity.compare('5', '6')": 'compare needs a quantity, and was given a text. Write tip.quantity.compare(tip.quantity.parse("up to 5"), tip.quantity.parse("6")).',
    "tip.reading.placements(None)": "placements needs a text, and was given nothing.",
    "tip.draft(corpus)": 'needs the name of a file or folder, and was given a corpus. Write tip.draft("page.html").',
    "tip.guess(corpus)": 'guess needs a text, and was given a corpus. Write tip.guess("02.prisoners").',
    "tip.check()": "check: missing a required argument: key.",
    "tip.tally('02.prisoners', corpus)": "tally needs the name of a folder, and was given a corpus.",
    "tip.table(corpus.tiers, 'doc part', 'Placements')": 'write tip.table(rows, "Placements", "doc part").',
    "tip.table(corpus.tiers, 'Placements', None)": "The columns are one text with blanks between",
    "corpus.explore.tiers(years=[2016, 2012])": "Reports are given by the first and the last, as in years=[2001, 2025], not [2016, 2012].",
    "corpus.explore.tiers(years='many')": "as in years=[2001, 2025], not 'many'.",
    "corpus.explore.estimates(topic=5)": "There is no topic 5. There are: prisoners,",
    # In what a function gave.
    "tip.reference.release_dates()['year']": "There is no column year. The columns are report_year,",
    "tip.reference.release_dates().query('year == 2012')": "There is no column year.",
    "tip.checks.between_documents(tip.checks.country_years(corpus.tiers))['verdct']": "Did you mean verdict?",
    "corpus.originals['stat']": "Did you mean status?",
    # In the wrong place.
    "tip.tiers": "Write corpus.tiers.",
    "tip.country_years(corpus.tiers)": "There is no tip.country_years. Write tip.checks.country_years.",
    "corpus.head()": "It is of one table: write corpus.estimates.head.",
    "corpus['tiers']": "A corpus is several tables. Write corpus.tiers.",
    "corpus.explore.tier()": "There is no corpus.explore.tier. Did you mean tiers?",
    "corpus.cite('lagon', 'camps')": "It is a mark: write mark='camps'.",
    "corpus.cite('lagon', 'P3')": "Did you mean p3?",
    # Of pandas.
    "corpus.estimates['topic' == 'money']": 'A condition stands inside: write rows[rows["doc"] == "lagon"].',
    "corpus.estimates['topic', 'low']": "write rows[['topic', 'low']].",
    "corpus.estimates[0]": "For a row by its place write rows.iloc[0].",
    "corpus.estimates['Topic']": "Did you mean topic?",
    "corpus.estimates['What is counted']": "Did you mean measure?",
    "corpus.estimates['money']": "rows.query(\"topic == 'money'\").",
    "corpus.estimates[\"topic == 'money'\"]": "For a condition write rows.query(",
    "corpus.estimates[corpus.tiers['tier'] == '3']": "The condition is of other rows",
    "corpus.estimates.groupby('topc')": "There is no column topc. Did you mean topic?",
    "corpus.estimates.sort_values(['doc', 'lo'])": "There is no column lo. Did you mean low?",
    "corpus.estimates.pivot_table(index='topc', values='low')": "There is no column topc. Did you mean topic?",
    "corpus.estimates.merge(corpus.documents, on='topic')": "There is no column topic. …The columns are doc, label,",
    "corpus.estimates.drop('topic')": "topic is a column: write drop(columns='topic').",
    "corpus.estimates.loc[0, 'topc']": "There is no column topc. Did you mean topic?",
    "corpus.estimates.query(\"topic == 'money'\").loc[0]": "the rows keep the labels that they had in the whole table; .iloc[0] is the first.",
    "corpus.estimates.iloc[99]": "the rows are numbered 0 to 56 by .iloc.",
    "corpus.estimates.iloc['lagon']": "iloc takes numbers, counted from 0: rows.iloc[0].",
    "corpus.estimates.iloc[0]['topc']": "There is no topc in it. Did you mean topic?",
    "corpus.estimates.iloc[0].topc": "There is no column or method topc. Did you mean topic?",
    "corpus.estimates.group_by('doc')": "Did you mean groupby?",
    "corpus.estimates.query(\"topic = 'money'\")": "== is for equal.",
    "corpus.estimates.query(\"low > '5'\")": "A text stands in quotation marks, a number in none",
    "corpus.tiers.query('tier == 3').iloc[0]": "3 is a text in tier: write '3'.",
    "corpus.tiers.query(\"country == 'PRK'\").iloc[0]": "No country is 'PRK'. It stands in iso3.",
    "corpus.tiers.query(\"tier == '9'\")['doc'].iloc[0]": "Nothing was selected",
    "corpus.bibliography('ris')": "There is no style 'ris'; write bibtex or csl-json.",
    # A condition that is none, or that nothing fits.
    "corpus.tiers.query()": "The condition can't be read. Write it as one text",
    "corpus.tiers.query(doc='lagon')": "The condition can't be read. Write it as one text",
    "corpus.tiers.query('tier')": "The condition tier can't be read. Write it as one text",
    "corpus.tiers.query(\"doc == 'lagon', tier == '3'\")": "can't be read. Write it as one text",
    "corpus.tiers.query('tier > 2')": "with < and > for numbers alone.",
    "corpus.tiers.query(\"first_report == '2003'\").iloc[0]": "first_report holds no text: write no quotation marks, as in first_report == ",
    "corpus.comments.query(\"analogy == 'yes'\").iloc[0]": "analogy holds no text: write no quotation marks, as in analogy == True.",
    "corpus.estimates[corpus.estimates['low'] > 5, 'doc']": 'A condition and a column stand in .loc: write rows.loc[rows["doc"] == "lagon", "part"].',
    "corpus.tiers['doc' == 'lagon', 'tier']": "A condition and a column stand in .loc:",
    "corpus.tiers.loc['lagon']": "Write a value in quotation marks: rows.query(\"doc == 'lagon'\").",
    "corpus.tiers.loc[\"doc == 'lagon'\"]": "For a condition write rows.query(\"doc == 'lagon'\").",
    # Of a row.
    "corpus.tiers.iloc[0]['doc', 'tier']": "Several columns stand in two brackets: write row[['doc', 'tier']].",
    "corpus.tiers.iloc[0][['doc', 'teir']]": "There is no teir in it. Did you mean tier?",
    "corpus.tiers.head(0)['doc'][0]": "Nothing was selected, so there is no row to take.",
    # Of a method of pandas, in a form that will not do.
    "corpus.tiers.sort_values('doc', 'tier')": "sort_values can't be called so (…). Write rows.sort_values(['doc', 'part'], ascending=False).",
    "corpus.tiers.sort_values('tier', descending=True)": "(…'descending'…). Write rows.sort_values(['doc', 'part'], ascending=False).",
    "corpus.tiers.groupby('doc', 'tier')": "Write rows.groupby(['doc', 'part']).",
    "corpus.tiers.merge(corpus)": "Write rows.merge(corpus.documents, on='doc').",
    "corpus.tiers.sample(99)": "sample can't be called so (…). Write rows.sample(5).",
    "corpus.tiers.nlargest(3)": "Write rows.nlargest(3, 'low').",
    "corpus.tiers.rename('doc', 'document')": "Write rows.rename(columns={'doc': 'document'}).",
    "corpus.tiers.filter(\"doc == 'lagon'\")": "Write rows.filter(['doc', 'part']) or rows.query(\"doc == 'lagon'\").",
    "corpus.tiers.pivot_table()": "pivot_table can't be called so (No group keys passed!). Write rows.pivot_table(index='doc', columns='read', values='part', aggfunc='count').",
    "corpus.tiers.dropna('note')": "Write rows.dropna(subset='note').",
    "corpus.tiers.drop_duplicates('doc', 'tier')": "Write rows.drop_duplicates(['doc', 'part']).",
    "corpus.tiers.drop(99)": "[99] not found",
    # On the wrong object.
    "tip.estimate": "There is no tip.estimate. Write corpus.estimates.",
    "tip.Tiers": "There is no tip.Tiers. Write corpus.tiers.",
    "corpus.charts": "There is no corpus.charts. Write tip.charts.",
    "corpus.check('02.1')": "There is no corpus.check. Write tip.check.",
    "corpus.explore('tiers')": "To open: corpus.explore.code_it(), corpus.explore.debate(),",
    "tip.charts.tiers(corpus.tiers).savefig('tiers.png')": 'There is no chart.savefig. Write chart.figure.savefig("chart.png").',
    "tip.charts.tiers(corpus.tiers).show()": "There is no chart.show. Write tip.show(chart).",
    "tip.charts.tiers(corpus.tiers).mark": "There is no chart.mark. Did you mean marks? It has alt,",
    "tip.charts.tiers(corpus.tiers).marks['rows']": "There is no column rows. Did you mean row?",
    "tip.charts.tiers(corpus.tiers, record=True)": "needs rows of a table as record, and was given True or False.",
    "tip.with_guess(corpus.estimates, '02.range')": "with_guess needs a chart, and was given rows of the table estimates.",
    "tip.guess('02.prisoners', '200000')": "02.prisoners has a question. Write tip.guess('02.prisoners'), and your answer in the box",
    # In a workbench or panel.
    "setattr(corpus.explore.tiers(), 'country', 'Russia')": "Write .choose(country='Russia').",
    "setattr(corpus.explore.what_if(), 'workers', 50000)": "Write .choose(workers=50000).",
    "setattr(corpus.explore.tiers(), 'selected', corpus.estimates.iloc[0])": "That row is of another table. Choose one of .frame, as in .frame.iloc[0].",
    "setattr(corpus.explore.tiers(), 'selected', corpus.tiers)": "is not shown; widen a menu",
    "corpus.explore.debate(question='China')": "There is no question China. Did you mean china?",
}  # fmt: skip


@pytest.mark.skipif(pd.__version__ < "3", reason="an older pandas takes a number for a place, and warns")
def test_a_value_of_a_row_by_its_place_is_told_of(corpus):
    with pytest.raises(KeyError, match=r"There is no column 0\. For a value by its place write row\.iloc\[0\]\."):
        corpus.tiers.iloc[0][0]


@pytest.mark.filterwarnings("ignore:The default .*of observed")
def test_the_call_of_pandas_that_an_error_says_is_right(corpus):
    for call in CALLS.values():
        for right in re.findall(r"Write (rows\.\w+\(.*\))\.$", call):
            for one in right.split(" or "):
                assert len(eval(one, {"rows": corpus.estimates, "corpus": corpus})), one


def test_a_draft_takes_a_number_and_says_which_part_it_lacks(tmp_path):
    page = tmp_path / "ducks.txt"
    page.write_text("About ducks\n\nAs many as 40 ducks live here.\n", encoding="utf-8")
    going = tip.reading.Confirming(tip.draft(page))
    going.correct(n=40)  # type: ignore[arg-type]
    assert going.mark.attributes["n"] == "40"
    with pytest.raises(ValueError, match=r"There is no part 'p9' in ducks\.md"):
        going.summarise("Ducks.", "p9")


def test_a_table_of_nothing_says_why(corpus):
    none = corpus.estimates.query("topic == 'prisonrs'")
    assert "No topic is 'prisonrs'. Did you mean prisoners?" in repr(tip.table(none, "Prisoners"))
    assert "No topic is &#x27;prisonrs&#x27;." in none[["doc"]]._repr_html_()
    assert (
        repr(tip.table(corpus.estimates.query("topic == 'prisoners' and low > 1e9"), "All")) == "All: nothing to show."
    )


@pytest.mark.filterwarnings("ignore:Boolean Series key")
@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_is_told_what_to_type(corpus, call):
    with pytest.raises(Exception, match=r".") as caught:
        eval(call, {"tip": tip, "corpus": corpus, "__file__": __file__})
    pattern = re.escape(CALLS[call]).replace("…", ".*")
    assert re.search(pattern, str(caught.value)), str(caught.value)


ROOMS = ["charts", "checks", "coding", "explore", "exports", "quantity", "reading", "reference"]
OFFERED = [f"tip.{name}" for name in dir(tip) if name not in ROOMS]
OFFERED += [f"tip.{room}.{name}" for room in ROOMS for name in dir(getattr(tip, room))]


@pytest.mark.parametrize("name", OFFERED)
def test_the_call_that_an_error_says_is_right(corpus, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match="It takes ") as caught:
        eval(name, {"tip": tip})(no_such_argument=1) if "explore" not in name else eval(name, {"tip": tip})(*range(9))
    call = re.search(r"Write ((?:tip|corpus)\..*\))\.(?: See notebook 0\d\.)?$", str(caught.value))
    assert call, caught.value
    with contextlib.suppress(tip.SeedError):  # what names a file that isn't here
        eval(call[1], {"tip": tip, "corpus": corpus})


def test_a_right_call_passes_with_its_own_signature_and_help(corpus):
    assert str(inspect.signature(tip.checks.related)) == "(corpus: 'Tables') -> 'pd.DataFrame'"
    assert "Returns" in (inspect.getdoc(tip.checks.related) or "")
    assert len(tip.checks.country_years(tiers=corpus.tiers)) > len(corpus.tiers)


def test_an_error_of_our_own_is_not_taken_for_a_wrong_call(corpus):
    @helped
    def looks_up(frame: "pd.DataFrame") -> str:
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


@pytest.mark.parametrize("room", ROOMS)
def test_completion_in_a_room_offers_no_module_and_nothing_of_the_inside(room):
    place = getattr(tip, room)
    assert dir(place)
    assert [name for name in dir(place) if not inspect.isroutine(getattr(place, name))] == []


def test_completion_on_a_corpus_offers_tables_and_what_can_be_asked(corpus):
    offered = [name for name in dir(corpus) if not name.startswith("_")]
    assert {"estimates", "evidence", "explore", "columns"} <= set(offered)
    assert not {"fields", "originals_path", "path", "scheme", "seeds"} & set(offered)
    assert [name for name in dir(corpus.explore) if not name.startswith("_")] == list(tip.explore.CALLED)
