"""Places for answers: nothing is lost, nothing is shown to others, and bad files are told and left alone."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pandas as pd
import pytest
import yaml
from tests.project import ROOT
from tools.handouts import answers, students
from tools.lesson_plans import LONGEST, PLANS, page, steps
from tools.workbook import workbook

import tipseeds as tip
from tipseeds.teach import AnswersError, tasks
from tipseeds.teach._place import change
from tipseeds.teach._tasks import plain, same


@pytest.fixture
def file(tmp_path):
    return tmp_path / "my-answers.json"


def kept(file):
    return {key: [(one["answer"], one["done"]) for one in tries] for key, tries in json.loads(file.read_text()).items()}


def test_an_answer_is_saved_at_once_and_shown_again(file):
    place = tip.guess("02.quantities", file=file)
    place.act("draft", "4")
    assert kept(file) == {"02.quantities": [("4", False)]}
    assert not place.view["open"], "what comes out stays folded while it is written"
    place.act("draft", "40")
    place.act("answer", "40")
    assert kept(file) == {"02.quantities": [("40", True)]}, "a draft is replaced, not kept"
    again = tip.guess("02.quantities", file=file)
    assert (again.view["answer"], again.view["open"], again.view["note"]) == ("40", True, "Saved. 17 too low.")


def test_only_the_owner_can_read_the_file(file):
    tip.guess("02.quantities", file=file).act("answer", "40")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_nothing_can_be_saved_the_place_says_so(tmp_path):
    """As in notebooks that can only be read: nothing of it is taken for saved."""
    place = tip.guess("02.quantities", file=tmp_path / "gone" / "my-answers.json")
    for step in ("answer", "draft", "skip", "delete"):
        place.act(step, "40")
        assert "can't be saved" in place.view["note"], step
        assert "python -m tipseeds notebooks" in place.view["note"]
        assert not place.view["done"]
    assert "can't be saved" in tip.check("02.1", 52, file=tmp_path / "gone" / "my-answers.json").view["note"]


def test_two_notebooks_that_save_at_once_lose_nothing(file):
    def save(key):
        change(file, key, lambda tries: [*tries, {"answer": key, "done": True}])

    with ThreadPoolExecutor(4) as several:
        list(several.map(save, map(str, range(40))))
    assert len(kept(file)) == 40


def test_undo_goes_back_answer_by_answer_and_delete_leaves_nothing_behind(file):
    place = tip.check("02.1", file=file)
    for answer in ("52", "27"):
        place.act("answer", answer)
    place.act("undo")
    assert kept(file) == {"02.1": [("52", True)]}
    place.act("delete")
    assert kept(file) == {}
    place.act("undo")
    assert kept(file) == {"02.1": [("52", True)]}
    assert tip.check("02.1", file=file).view["answer"] == "52"


def test_skipping_unfolds_and_tells(file):
    place = tip.guess("02.prisoners", file=file)
    place.act("skip")
    assert place.view["open"]
    assert "160,000" in place.view["why"]
    assert "over 120 thousand" in place.view["see"]


@pytest.mark.parametrize("answer", ["", "   ", ["", " "]])
def test_an_empty_answer_is_none(file, answer):
    place = tip.guess("02.range", file=file)
    place.act("answer", answer)
    assert place.view["note"] == "Write an answer first, or skip."
    assert not file.exists()


def test_no_answer_stands_in_what_a_notebook_stores(file):
    place = tip.guess("02.first", file=file)
    place.act("answer", "one by number")
    stored = place._repr_mimebundle_()
    assert stored is not None
    assert stored[0]["text/plain"] == repr(tip.check("02.1", file=file)), "the same sentence for all"
    assert "number" not in repr(place)


def test_what_a_student_writes_is_never_markup(file):
    place = tip.guess("mine.1", "<b>How</b>?", file=file)
    place.act("answer", "<script>alert(1)</script>")
    assert place.view["answer"] == "<script>alert(1)</script>", "as text, which the page writes as text"
    script = (ROOT / "src" / "tipseeds" / "teach" / "place.js").read_text()
    assert script.count("innerHTML") == 1, "only the passage, which is escaped"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: is not JSON"),
        ("[]", "holds no answers"),
        ('{"02.1": 3}', "'02.1' holds no answers"),
        ('{"02.1": [{"answer": 3}]}', "'02.1' holds no answers"),
        ("\udcff", "can't be read"),
    ],
)
def test_a_broken_file_is_told_and_never_written_over(file, corpus, content, said):
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    place = tip.guess("02.quantities", file=file)
    assert said in place.view["note"]
    place.act("answer", "40")
    assert said in place.view["note"]
    assert file.read_bytes() == content.encode("utf-8", "surrogateescape")
    with pytest.raises(AnswersError):
        tip.with_guess(tip.charts.documents(corpus.documents), "02.range", file)


def test_two_notebooks_share_a_file(file):
    first, second = tip.guess("02.quantities", file=file), tip.guess("03.rate", file=file)
    first.act("answer", "40")
    second.act("answer", "1.4")
    first.act("answer", "50")
    assert kept(file) == {"02.quantities": [("40", True), ("50", True)], "03.rate": [("1.4", True)]}


def test_a_full_disk_is_told(file, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    place = tip.guess("02.quantities", file=file)
    place.act("answer", "40")
    monkeypatch.setattr("os.replace", full)
    place.act("answer", "41")
    assert "No space left on device" in place.view["note"]
    monkeypatch.undo()
    assert kept(file)["02.quantities"] == [("40", True)]


@pytest.mark.parametrize("key", ["02.99", "prisoners", ""])
def test_an_unknown_key_names_those_that_there_are(key):
    with pytest.raises(ValueError, match=r"There is no task .* There are: 0\d\."):
        tip.check(key)


def test_a_key_without_quotation_marks_is_told():
    with pytest.raises(TypeError, match=r'needs a text, and was given a number\. Write tip\.check\("02\.1"'):
        tip.check(2.3)  # type: ignore[arg-type]


def test_a_question_of_your_own_needs_a_kind_that_there_is(file):
    with pytest.raises(ValueError, match="text, number, range, list, or a list of options"):
        tip.guess("mine.1", "How many?", "integer", file=file)


@pytest.mark.parametrize(
    ("answer", "expected", "fits"),
    [
        ("1.44", 1.4375, True),
        ("1.4", 1.4375, True),
        ("1", 1.4375, False),
        ("62,500", 62500.0, True),
        ("62,501", 62500.0, False),
        ("1083", 1083.333, True),
        ("twelve", 12, True),
        ("0", 0, True),
        ("none", 0, True),
        ("5", "five", True),
        ("61 %", 61.0, True),
        ("Green and lagon", {"green", "lagon"}, True),
        ("green", {"green", "lagon"}, False),
        (pd.DataFrame({"a": [1, 2]}), 2, True),
        (pd.Series(["lagon", "green"]), {"green", "lagon"}, True),
        (True, 1, False),
    ],
)
def test_an_answer_may_be_typed_as_people_type(answer, expected, fits):
    assert same(answer, expected) is fits


def test_plain_numbers_survive_pandas_and_numpy():
    assert plain(pd.Series([3], dtype="Int64")[0]) == 3.0
    assert plain(pd.Series([3.5])[0]) == 3.5


def test_a_class_makes_a_picture_and_a_bad_file_is_named(tmp_path):
    for name, answer in (("min", "yes"), ("jo", "no"), ("ada", "no"), ("kai", None)):
        tip.guess("02.prisoners", file=tmp_path / f"{name}.json").act("answer" if answer else "skip", answer)
    (tmp_path / "bad.json").write_text("{")
    assert tip.tally("02.prisoners", tmp_path).to_dict("list") == {"answer": ["no", "yes"], "people": [2, 1]}
    table = tip.answers(tmp_path)
    assert "is not JSON" in table.query("person == 'bad'")["problem"].item()
    assert table.query("person == 'kai'")["skipped"].tolist() == [True]


def test_numbers_of_a_class_stand_in_their_order(tmp_path):
    for name, answer in (("a", "100"), ("b", "9"), ("c", "9")):
        tip.guess("02.quantities", file=tmp_path / f"{name}.json").act("answer", answer)
    assert tip.tally("02.quantities", tmp_path)["answer"].tolist() == ["9", "100"]


def test_the_quiz_says_nothing_before_and_replies_after(file):
    before, after = tip.quiz("before", file=file), tip.quiz("after", file=file)
    for place in (before.children[0], after.children[0]):
        place.act("answer", "about 200,000")
    assert before.children[0].view["note"] == "Saved."
    assert not before.children[0].view["why"]
    assert "About allows more" in after.children[0].view["note"]
    assert set(kept(file)) == {"before.1", "after.1"}
    with pytest.raises(ValueError, match="before or after"):
        tip.quiz("during")


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("02.range", ["100,000", "150,000"], "your guess: 100,000 to 150,000"),
        ("02.quantities", "140,000", "your guess: 140,000"),
        ("02.range", ["5", "9,000,000"], "your guess: 5 to 9e+06"),
    ],
)
def test_a_guess_is_drawn_on_the_chart(file, key, answer, said):
    pytest.importorskip("tipseeds.charts._canvas", reason="these charts can't be drawn on")
    prisoners = tip.load().estimates.query("topic == 'prisoners'")
    without = tip.charts.estimates(prisoners).svg()
    assert tip.with_guess(tip.charts.estimates(prisoners), key, file).svg() == without
    tip.guess(key, file=file).act("answer", answer)
    chart = tip.with_guess(tip.charts.estimates(prisoners), key, file)
    assert said in chart.svg()
    assert chart.numbers[-1].casefold() == f"{said.casefold()}."


# --- The student's copy ---


@pytest.fixture
def notebooks(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(
                "**02.1** How many?\n\n<details><summary>Answer</summary>\n\n25\n\n</details>"
            ),
            nbformat.v4.new_code_cell('tip.check("02.1")', outputs=[nbformat.v4.new_output("stream", text="25")]),
        ]
    )
    nbformat.write(notebook, folder / "02-x.ipynb")
    return folder


def test_a_students_copy_has_no_outputs_no_answers_and_a_cell_to_work_in(notebooks, tmp_path):
    assert workbook(tmp_path / "copy", notebooks) == ["02-x.ipynb: written"]
    text = (tmp_path / "copy" / "02-x.ipynb").read_text()
    assert "25" not in re.sub(r'"id": "[^"]*"', "", text)  # a cell's id is any letters and digits
    cells = nbformat.reads(text, 4).cells
    assert [cell.cell_type for cell in cells] == ["markdown", "code", "code"]
    assert cells[1].source.startswith("# Work here")


def test_a_students_work_is_never_written_over(notebooks, tmp_path):
    copy = tmp_path / "copy"
    workbook(copy, notebooks)
    (copy / "my-answers.json").write_text("{}")
    mine = nbformat.read(copy / "02-x.ipynb", 4)
    mine.cells[1].source = "1 + 1"
    nbformat.write(mine, copy / "02-x.ipynb")
    changed = nbformat.read(notebooks / "02-x.ipynb", 4)
    changed.cells[0].source = "**02.1** How many, then?"
    nbformat.write(changed, notebooks / "02-x.ipynb")
    assert workbook(copy, notebooks) == ["02-x-new.ipynb: written"]
    assert nbformat.read(copy / "02-x.ipynb", 4).cells[1].source == "1 + 1"
    assert "How many, then?" in (copy / "02-x-new.ipynb").read_text()
    assert (copy / "my-answers.json").read_text() == "{}"


def test_a_copy_that_was_only_run_is_updated(notebooks, tmp_path):
    copy = tmp_path / "copy"
    workbook(copy, notebooks)
    run = nbformat.read(copy / "02-x.ipynb", 4)
    run.cells[2].outputs, run.cells[2].execution_count = [nbformat.v4.new_output("stream", text="hm")], 1
    nbformat.write(run, copy / "02-x.ipynb")
    changed = nbformat.read(notebooks / "02-x.ipynb", 4)
    changed.cells[0].source = "Another question"
    nbformat.write(changed, notebooks / "02-x.ipynb")
    assert workbook(copy, notebooks) == ["02-x.ipynb: written"]
    assert "Another question" in (copy / "02-x.ipynb").read_text()


def test_git_leaves_the_copy_alone(notebooks, tmp_path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "notebooks"], check=True)
    workbook(tmp_path / "copy", notebooks)
    said = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["A", "notebooks/02-x.ipynb"]


# --- The kit ---


@pytest.mark.parametrize("plan", yaml.safe_load(PLANS.read_text()), ids=lambda plan: f"session-{plan['session']}")
def test_a_plan_fits_into_its_ninety_minutes(plan):
    minutes = sum(step.minutes for step in steps(plan))
    assert LONGEST - 10 <= minutes <= LONGEST


def test_the_plans_on_the_page_are_those_worked_out():
    assert page() == (ROOT / "docs" / "for-instructors.md").read_text(), "run: python tools/lesson_plans.py"


def test_handouts_need_no_colour_and_keep_the_answers_apart():
    corpus = tip.load()
    given, told = students(corpus), answers(corpus)
    for text in (given, told):
        assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) <= {"#000", "#fff"}
    quiz = [task for key, task in tasks().items() if key.startswith("quiz.")]
    assert len(quiz) == 10
    for task in quiz:
        assert task.ask.replace("'", "&#x27;") in given
        for mistake in task.wrong:
            assert mistake["reply"].replace("'", "&#x27;") not in given
            assert mistake["reply"].replace("'", "&#x27;") in told
    for wording in corpus.estimates.query("topic == 'prisoners'")["wording"]:
        assert wording not in given
        assert wording in told


@pytest.mark.parametrize(
    "call",
    [
        "corpus.tier",
        'corpus.estimates["topik"]',
        "corpus.estimates.query(\"topic = 'prisoners'\")",
        'corpus.estimates.query("topic == prisoners")',
        "corpus.estimates.query(\"topic == 'prisonrs'\").iloc[0]",
        "corpus.estimates.iloc[99]",
        "corpus.evidence(corpus.estimates)",
        "tip.chart",
        "tip.table(corpus.tiers)",
        'corpus.cite("lagon", mark="camp")',
        'corpus.read("Lagon")',
        'tip.check("02.99")',
        "tip.check(02.3)",
        'tip.checks("02.3")',
        "corpus.estimates()",
        'tip.reference.official_tiers.query("report_year == 2012")',
        'corpus.estimates[corpus.estimates["doc"] == "lagon" and corpus.estimates["topic"] == "prisoners"]',
        'corpus.estimates["doc"].startswith("la")',
    ],
)
def test_the_page_on_errors_quotes_what_is_said(call):
    told = (ROOT / "docs" / "when-it-goes-wrong.md").read_text("utf-8")
    quoted = [words.removesuffix(".") for words in re.findall(r"^\| `([^`]+)` \|", told, flags=re.MULTILINE)]
    with pytest.raises(Exception) as raised:  # noqa: PT011
        eval(call, {"tip": tip, "corpus": tip.load()})
    message = f"{type(raised.value).__name__}: {raised.value}"
    assert any(words in message for words in quoted), message
