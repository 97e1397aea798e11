"""Another folder's scheme, and a field more: they are taken everywhere, or refused with a word."""

import pandas as pd
import pytest
from tests.unit.test_brought import COMMENT, comments, load, mark, refused, seed

import tipseeds as tip
from tipseeds.edition import fields
from tipseeds.edition.fields import Field
from tipseeds.explore import code_it

SCALE = """\
topics:
  money: sums
units:
  EUR: euros
  USD per month: dollars a month
questions:
  charge:
    label: What each says of the charge
    asks: What of it?
    values:
      "-1": against it
      "+1": for it
      silent: nothing
  fair:
    label: Whether it is fair
    asks: Is it fair?
    values:
      "yes": it is
      "no": it isn't
devices:
  irony:
    label: Irony
    rule: says what it doesn't mean
"""


@pytest.fixture
def scaled(tmp_path):
    (tmp_path / "codebook.yaml").write_text(SCALE, "utf-8")
    coded = COMMENT.replace("by=A", 'by=A charge="{{}}" fair=no devices=irony')
    given = [
        coded.format(n=1, to="post", shown="w").replace('""', '"-1"').replace("{}", "-1"),
        comments("post", "post")[1],
    ]
    return load(tmp_path, seed(mark("x"), *given))


def test_a_scale_of_signs_can_be_saved_and_read_back(scaled, tmp_path):
    """What a spreadsheet would run as a formula has an apostrophe before it, which reading takes away."""
    panel = code_it(scaled, tmp_path / "mine.csv")
    panel.controls["charge"].value = "-1"
    panel.controls["fair"].value = "yes"
    assert (panel.error, panel.notes) == ("", {})
    again = code_it(scaled, tmp_path / "mine.csv")
    assert [again.controls[name].value for name in ("charge", "fair")] == ["-1", "yes"]
    (tmp_path / "settled.csv").write_bytes(tip.coding.to_csv(tip.coding.settled(scaled.comments)))
    assert tip.coding.read(tmp_path / "settled.csv", scaled.comments)["charge"].tolist()[0] == "-1"


def test_a_sheet_knows_the_questions_of_its_comments(scaled, tmp_path):
    sheet = tip.coding.settled(scaled.comments)
    agreed = tip.checks.agreement(pd.concat([sheet, tip.coding.blank(scaled.comments, "me")]))
    assert agreed["kind"].tolist() == ["question", "question", "device"]
    assert tip.charts.positions(sheet).numbers == tip.charts.positions(scaled.comments).numbers
    assert "Whether it is fair" in tip.table(sheet, "One coder").data
    merged = scaled.comments.merge(scaled.documents[["doc", "stance"]], on="doc")
    assert "Stance" not in tip.charts.positions(merged).title
    panel = code_it(scaled, tmp_path / "mine.csv")
    assert panel.controls["others"].options == ("the settled coding", "classmates")
    assert code_it(tip.load(), tmp_path / "ours.csv").controls["others"].options[1] == "the first coder"


def test_a_comment_that_nobody_coded_is_not_called_silent(scaled, tmp_path):
    coded, other = (repr(scaled.evidence(scaled.comments.iloc[n])) for n in (0, 1))
    assert "\nPositions: What each says of the charge: -1; Whether it is fair: no\nDevices: Irony\n" in coded
    assert "\nPositions: not coded yet\nDevices: not coded yet\n" in other
    bare = tip.load(made(tmp_path / "none"))
    assert "Positions" not in repr(bare.evidence(bare.comments.iloc[0]))
    with pytest.raises(ValueError, match="no questions or devices; add some to codebook"):
        code_it(bare)


def made(folder):
    folder.mkdir()
    (folder / "codebook.yaml").write_text("topics:\n  money: sums\nunits:\n  EUR: euros\n", "utf-8")
    (folder / "ducks.md").write_text(seed(mark("x"), *comments("post")), "utf-8")
    return folder


@pytest.mark.parametrize("name", ["comment", "others", "folder", "back", "targets", "answered_by", "doc", "replies_to"])
def test_a_name_that_is_taken_is_refused(tmp_path, name):
    (tmp_path / "codebook.yaml").write_text(SCALE.replace("fair:", f"{name}:"), "utf-8")
    assert f"codebook.yaml, line 14: {name} can't name a column." in refused(tmp_path, seed(mark("x")))


@pytest.mark.parametrize("name", ["lambda", "if", "row", "count", "index"])
def test_any_other_name_leads_to_its_row_and_to_code_that_runs(tmp_path, name):
    (tmp_path / "codebook.yaml").write_text(SCALE.replace("fair:", f"{name}:"), "utf-8")
    corpus = load(
        tmp_path, seed(mark("x"), COMMENT.format(n=1, to="post", shown="w").replace("by=A", f"by=A {name}=no"))
    )
    bench = corpus.explore.debate(position=[f"{name}: no"])
    assert list(eval(bench.code, {"corpus": corpus, "tip": tip}).index) == [0]
    assert tip.charts.thread(corpus.comments).marks["row"].tolist()[-1] == "0"
    assert tip.charts.positions(corpus.comments).marks["row"].tolist()[0] == "0"


@pytest.mark.parametrize("file", ["codebook.yml", "Codebook.yaml"])
def test_a_codebook_of_nearly_that_name_is_read(tmp_path, file):
    (tmp_path / file).write_text(SCALE, "utf-8")
    assert list(load(tmp_path, seed(mark("x"))).scheme.questions) == ["charge", "fair"]


NAMED = """\
topics:
  money:
    label: Sums of money
    rule: sums
units:
  EUR: euros
themes:
  pay:
    label: What is paid
    rule: money
dispatches:
  state: sent
"""


def test_codes_stand_under_their_labels_where_they_are_read(tmp_path):
    (tmp_path / "codebook.yaml").write_text(NAMED, "utf-8")
    claim = '\n{words=1}\n## p2\n\n[Pay]{#p .labour theme=pay claim="they pay" position=asserts dispatch=state by=A}.\n'
    corpus = load(tmp_path, seed(mark("x"), claim))
    assert corpus.estimates["topic"].tolist() == ["money"]
    assert tip.charts.estimates(corpus.estimates).numbers == ["Sums of money: 1 EUR (ducks p1: x)."]
    assert tip.charts.themes(corpus.labour).numbers == ["What is paid: ducks asserts 1."]
    bench = corpus.explore.labour(theme=["What is paid"])
    assert (bench.count, bench.listed[0]["cells"][0]) == ("1 of 1 shown", "What is paid")
    assert bench.code == "corpus.labour.query(\"theme == 'pay'\")"


def test_two_codes_under_one_label_are_refused(tmp_path):
    (tmp_path / "codebook.yaml").write_text(
        NAMED.replace("themes:", "  USD:\n    label: EUR\n    rule: x\nthemes:"), "utf-8"
    )
    assert "codebook.yaml, line 7: EUR is what another is called." in refused(tmp_path, seed(mark("x")))


def test_a_word_of_the_panel_is_no_answer(tmp_path):
    (tmp_path / "codebook.yaml").write_text(SCALE.replace('"+1"', "not coded"), "utf-8")
    assert "'not coded' can't be a code" in refused(tmp_path, seed(mark("x")))


def test_money_of_any_unit_is_drawn_as_what_workers_earn(scaled, tmp_path):
    text = seed(mark("x").replace("unit=EUR", 'unit="USD per month"'))
    assert tip.charts.revenue(load(tmp_path, text).estimates).title == "One sum"


def test_a_country_in_small_letters_is_no_region(tmp_path):
    assert "Write it in capitals: QAT, Qatar." in refused(tmp_path, seed(mark("x", "of=x place=qat")))


def test_an_exercise_of_ours_on_another_corpus_says_so(scaled, tmp_path):
    told = set()
    for key in tip.teach.tasks():
        try:
            tip.check(key, file=tmp_path / "a.json", corpus=scaled)
        except ValueError as error:
            told.add(str(error).removeprefix(f"{key} "))
    assert told == {"asks about the five documents, and these seeds lack some of what it needs; leave corpus= out."}


def test_nothing_but_words_of_no_length_can_be_drawn(tmp_path):
    corpus = load(tmp_path, seed(mark("x"), *comments("post")).replace("words=1 ", "words=0 "))
    assert tip.charts.lengths(corpus.comments).numbers == ["ducks: A 0 words (0%) in c1."]


# --- What a draft leaves open ---


@pytest.fixture
def open_thread(tmp_path):
    post = "Ducks\n\nAs many as 40 ducks live here, they say.\n\n2 comments\n\n"
    (tmp_path / "page.txt").write_text(f"{post}A says:\nNo, not so many.\n\nB says:\nYes, there are.\n")
    return tmp_path


def test_answers_that_are_open_are_drawn_explored_and_exported(open_thread):
    corpus = tip.load(tip.draft(open_thread / "page.txt").parent)
    assert corpus.comments["reply_to"].tolist() == ["open", "open"]
    chart = tip.charts.thread(corpus.comments)
    assert (chart.title, chart.numbers[0][-32:]) == (
        "2 comments, what each answers still open",
        "c1 by A answers what is still open."[-32:],
    )
    assert corpus.explore.debate().count == "2 of 2 shown"
    utterances = next(file for file in corpus.export(open_thread / "out") if file.name == "utterances.jsonl")
    assert utterances.read_text("utf-8").count('"reply-to": "page"') == 2


def test_a_draft_keeps_to_the_scheme_of_its_folder(open_thread):
    folder = open_thread / "mine"
    folder.mkdir()
    (folder / "codebook.yaml").write_text(SCALE, "utf-8")
    assert "unit=open" in tip.draft(open_thread / "page.txt", folder).read_text("utf-8")
    assert tip.load(folder).estimates["unit"].tolist() == ["open"]
    (open_thread / "codebook.yaml").write_text(SCALE, "utf-8")
    assert list(tip.load(open_thread).scheme.questions) == ["charge", "fair"]


# --- A field more ---

KINDS = {
    "text": "b",
    "whole number": "3",
    "number": "2.5",
    "yes or no": "yes",
    "category": "low",
    "date": "2009-06",
    "day": "2009-06-20",
}
WRONG = {"whole number": "b", "number": "x", "yes or no": "perhaps", "category": "lo", "date": "June", "day": "2009-06"}
HOLDERS = {
    "documents": "genre:",
    "parts": "words=9",
    "estimates": "n=1",
    "comments": "words=1 by=A",
    "replies": "words=1 by=A",
}


@pytest.mark.parametrize("table", HOLDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_field_of_any_kind_in_any_table_is_read_and_a_wrong_value_told(tmp_path, monkeypatch, table, kind):
    field = Field("own", kind, "Our own", "Ours.", "own", ("low", "high") if kind == "category" else ())
    monkeypatch.setitem(fields.TABLES, table, (*fields.TABLES[table], field))
    holder, text = HOLDERS[table], seed(mark("x"), *comments("post"))

    def told(value: str) -> str:
        return text.replace(
            holder, f'own: "{value}"\n{holder}' if table == "documents" else f'own="{value}" {holder}', 1
        )

    found = getattr(load(tmp_path, told(KINDS[kind])), table)["own"].iloc[0]
    assert str(found).lower().removesuffix(" 00:00:00") in (KINDS[kind], {"yes": "true"}.get(KINDS[kind]))
    assert "Our own" in tip.table(getattr(tip.load(tmp_path), table), "All").data
    if kind in WRONG:
        assert f"ducks.md, line {3 if table == 'documents' else ''}" in refused(tmp_path, told(WRONG[kind]))


def test_a_required_field_is_open_in_a_draft(open_thread, monkeypatch):
    field = Field("own", "text", "Our own", "Ours.", "own", (), True)
    monkeypatch.setitem(fields.TABLES, "estimates", (*fields.TABLES["estimates"], field))
    made = tip.draft(open_thread / "page.txt")
    assert "own=open" in made.read_text("utf-8")
    assert tip.load(made.parent).estimates["own"].tolist() == ["open"]
