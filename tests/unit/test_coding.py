"""Codings: what a file may hold, that no answer is lost, and agreement as it is published."""

import csv
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from tests.project import FROZEN

import tipseeds as tip
from tipseeds import coding
from tipseeds.coding import CodingError
from tipseeds.coding._file import KEY
from tipseeds.edition.fields import coded_columns
from tipseeds.edition.scheme import default

ANSWERS = coded_columns(tip.load(FROZEN).comments)
COLUMNS = (*KEY, *ANSWERS)
HEADER = ",".join(COLUMNS)
ROW = "lagon,c1,me," + "," * (len(ANSWERS) - 1)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "my-coding.csv"


@pytest.fixture
def panel(corpus, file):
    return tip.explore.code_it(corpus, file)


# --- Agreement ---


def table(name: str, answers: dict[str, str]) -> pd.DataFrame:
    """Make codings of one question: a line of answers a coder, a dot where there is none."""
    rows = [
        {"doc": "made-up", "part": f"c{number}", "coder": coder, name: None if value == "." else value}
        for coder, line in answers.items()
        for number, value in enumerate(line.split(), 1)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")


def measured(codings: pd.DataFrame, name: str) -> Any:
    found = tip.checks.agreement(codings)
    return found[found["question"] == name].iloc[0]


def test_alpha_is_krippendorffs_own_on_his_published_example():
    # Computing Krippendorff's Alpha-Reliability (2011), section C: nominal data, four observers, twelve units.
    values = dict(zip("12345", tuple(default().questions["us_policy"].values), strict=True))
    lines = {
        "A": "1 2 3 3 2 1 4 1 2 . . .",
        "B": "1 2 3 3 2 2 4 1 2 5 . 3",
        "C": ". 3 3 3 2 3 4 2 2 5 1 .",
        "D": "1 2 3 3 2 4 4 1 2 5 1 .",
    }
    codings = table("us_policy", lines)
    codings["us_policy"] = codings["us_policy"].map(values).astype("string")
    found = measured(codings, "us_policy")
    assert round(found["alpha"], 3) == 0.743
    assert found["units"] == 11  # the last was judged by one observer only
    assert found["coders"] == 4


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"A": "yes yes .", "B": "yes yes no"}, "undefined: every answer is yes, so there is nothing to tell apart"),
        ({"A": "yes . .", "B": ". no no"}, "undefined: no comment was answered by two coders"),
        ({"A": "yes no yes"}, "undefined: no comment was answered by two coders"),
    ],
)
def test_an_undefined_alpha_is_told_with_its_reason(lines, reason):
    found = measured(table("analogy", lines), "analogy")
    assert pd.isna(found["alpha"])
    assert found["reason"] == reason


def test_alpha_by_hand():
    # 2 of 4 units differ: 4 ordered pairs of 8. Six a and two b: chance brings 2 * 6 * 2 = 24 of 8 * 7 = 56.
    assert coding.alpha([("a", "a"), ("a", "a"), ("a", "b"), ("b", "a")]) == pytest.approx(1 - (4 / 8) / (24 / 56))
    # Three coders on one unit, a lone answer that says nothing: 4 of 6 ordered pairs differ, each counted as a half.
    # a a b b b: found 4 / 2 = 2 of 5, chance 2 * 2 * 3 = 12 of 20.
    assert coding.alpha([("a", "a", "b"), ("b", "b"), ("a",)]) == pytest.approx(1 - (2 / 5) / (12 / 20))
    assert coding.alpha([("a", "a"), ("b", "b")]) == 1
    for nothing in ([], [("a",)], [("a", "a"), ("a",)]):
        with pytest.raises(ValueError, match="two different answers"):
            coding.alpha(nothing)


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=4, max_size=4), min_size=1, max_size=12))
def test_alpha_is_what_nltk_says_for_any_answers(table):
    """Four coders, any of whom may have left any unit out."""
    triples = [(str(who), str(unit), said) for unit, row in enumerate(table) for who, said in enumerate(row) if said]
    units = [[said for said in row if said] for row in table]
    assume(len({said for unit in units if len(unit) > 1 for said in unit}) > 1)
    assert coding.alpha(units) == pytest.approx(float(AnnotationTask(triples).alpha()))


def test_no_answer_at_all_measures_nothing(corpus):
    found = tip.checks.agreement(coding.blank(corpus.comments, "me"))
    assert found["units"].tolist() == [0] * 13
    assert found["percent"].isna().all()


def test_the_two_coders_differ_in_three_answers_and_agree_on_the_rest(corpus):
    both = coding.shipped(corpus.comments)
    found = tip.checks.agreement(both).set_index("question")
    assert found["pairs"].eq(20).all()
    assert found["same"].to_dict() == dict.fromkeys(ANSWERS, 20) | {"failure": 19, "south_korea": 19, "comparison": 19}
    differ = tip.checks.differences(both)
    assert list(zip(differ["doc"], differ["part"], differ["question"], strict=True)) == [
        ("lagon", "c8", "failure"),
        ("lagon", "c8", "comparison"),
        ("two-koreas", "c6", "south_korea"),
    ]


def test_the_settled_coding_takes_over_what_both_said_and_settles_the_rest_as_documented(corpus):
    key = ["doc", "part"]
    first, second = (group.set_index(key) for _, group in coding.shipped(corpus.comments).groupby("coder"))
    settled = coding.settled(corpus.comments).set_index(key)
    for name in ANSWERS:
        agreed = (first[name] == second[name]) & settled[name].notna()  # what rests on the original is left out
        assert (settled[name][agreed] == first[name][agreed]).all(), name
    assert list(settled.loc[("lagon", "c8"), ["failure", "comparison"]]) == ["silent", "silent"]
    assert settled.loc[("two-koreas", "c7"), "south_korea"] == "both"
    assert settled["south_korea"].isna()[("two-koreas", "c6")]  # the summary can't carry it


# --- Five students ---


def plant(folder: Path, corpus: tip.Corpus) -> None:
    """Write five students' files that differ from the settled coding in a known way."""
    folder.mkdir()
    kinds = {name: list(allowed) for name, allowed in ANSWERS.items()}
    for student in range(5):
        sheet = coding.settled(corpus.comments).assign(coder=f"student {student}")
        for row in range(len(sheet)):
            for column, (name, allowed) in enumerate(kinds.items()):
                if (3 * row + 5 * column + 7 * student) % 11 < student:
                    sheet.loc[row, name] = allowed[(row + student) % len(allowed)]
                if (row + column + student) % 13 == 0:
                    sheet.loc[row, name] = pd.NA
        sheet["consent"] = "silent"
        sheet.to_csv(folder / f"student-{student}.csv", index=False)
    sheet.assign(consent=["narrow"] + ["silent"] * 19).to_csv(folder / "student-4.csv", index=False)


def test_five_students_agree_in_the_panel_as_the_library_says_on_the_same_table(corpus, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "classmates"
    plant(folder, corpus)
    os.replace(folder / "student-0.csv", tmp_path / "my-coding.csv")
    panel = tip.explore.code_it(corpus, "my-coding.csv")
    panel.controls["others"].value = "classmates"
    panel.compare()
    shown = cells(panel.agreed)
    rows = []
    for path in [tmp_path / "my-coding.csv", *sorted(folder.glob("*.csv"))]:
        with path.open(newline="") as lines:
            rows += list(csv.DictReader(lines))
    assert len(rows) == 100
    for name in ANSWERS:
        triples = [(row["coder"], f"{row['doc']} {row['part']}", row[name]) for row in rows if row[name]]
        said = float(AnnotationTask(triples).alpha())
        assert shown[name]["Alpha"] == f"{round(said, 3):.10g}", name
        assert shown[name]["Coders"] == "5"
    # By hand: one answer of a hundred stands alone. 4 of 200 pairs differ; chance would give as many, so alpha is 0.
    assert (shown["consent"]["Percent"], shown["consent"]["Alpha"]) == ("98", "0")


def cells(markup: str) -> dict[str, dict[str, str]]:
    """Read the first table of some markup: its rows by their first cell."""
    from xml.etree import ElementTree

    table = ElementTree.fromstring(markup[markup.index("<table") : markup.index("</table>") + len("</table>")])
    head, *rows = [[cell.text or "" for cell in row] for row in table.iter("tr")]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_classmates_with_one_name_are_told_apart_and_a_bad_file_is_left_out_by_name(corpus, panel, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("ann.csv", "bob.csv"):
        coding.settled(corpus.comments).assign(coder="me").to_csv(folder / name, index=False)
    (folder / "zoe.csv").write_text("once,upon\na,time\n")
    panel.controls["folder"].value = str(folder)
    panel.controls["others"].value = "classmates"
    panel.compare()
    assert "Compared: me, me (ann), me (bob)." in panel.agreed
    assert "zoe.csv, line 1: unknown column" in panel.agreed


# --- The file ---

BAD = [
    ("", 1, "is empty"),
    ("\n\n", 1, "is empty"),
    ("once,upon\na,time\n", 1, "unknown column 'once'"),
    (HEADER.replace("china", "China") + "\n", 1, "Did you mean china"),
    (HEADER.replace(",coder", "") + "\n", 1, "no column coder"),
    (HEADER + ",china\n", 1, "the column 'china' is there twice"),
    (f"{HEADER}\n{ROW}\nlagon,c2,me,acc", 3, "4 cells instead of 16"),
    (f"{HEADER}\n{ROW},yes\n", 2, "17 cells instead of 16"),
    (f"{HEADER}\n{ROW}\n\n{ROW}\n", 4, "stands in line 2 too"),
    (f"{HEADER}\n{ROW.replace('c1', 'c99')}\n", 2, "no comment 'c99'"),
    (f"{HEADER}\n{ROW.replace('lagon', 'green')}\n", 2, "in a document 'green'"),
    (f"{HEADER}\n{ROW.replace('me,', 'me,acepts', 1)}\n", 2, "Did you mean accepts"),
    (f"{HEADER}\n{ROW.replace(',me,', ',,')}\n", 2, "can't be a coder's name"),
    (f"{HEADER}\n{ROW.replace(',me,', ',=1+1,')}\n", 2, "can't be a coder's name"),
    (f'{HEADER}\n"lagon,c1\n', 2, "is not CSV"),
    ("PK\x03\x04\0\0", 1, "is not plain text"),
]


@pytest.mark.parametrize(("text", "line", "problem"), BAD)
def test_a_damaged_or_foreign_file_is_told_with_its_line_and_left_alone(corpus, file, text, line, problem):
    file.write_text(text)
    with pytest.raises(CodingError) as caught:
        coding.read(file, corpus.comments)
    assert str(caught.value).startswith(f"my-coding.csv, line {line}: ")
    assert problem in str(caught.value)
    panel = tip.explore.code_it(corpus, file)
    assert f"my-coding.csv, line {line}: " in panel.error  # the front shows it, and takes no answer
    panel.controls["china"].value = "blames"
    panel.controls["comment"].value = "two-koreas c3"
    panel.no_other_device()
    assert "nothing is saved over it" in panel.error
    assert file.read_text() == text


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_told_of(corpus, file, encoding):
    file.write_text(f"{HEADER}\n{ROW.replace('me', 'Zoë')}\n", encoding=encoding)
    with pytest.raises(CodingError, match="UTF-8"):
        coding.read(file, corpus.comments)


def test_a_folder_in_the_place_of_the_file_and_a_huge_file_are_refused(corpus, file, tmp_path):
    with pytest.raises(CodingError, match=r"can't be read \(it is a folder\)"):
        coding.read(tmp_path, corpus.comments)
    with pytest.raises(CodingError, match=r"can't be read \(No such file or directory\)\. Check the name"):
        coding.read(tmp_path / "gone.csv", corpus.comments)
    file.write_bytes(b"x" * 2_000_000)
    with pytest.raises(CodingError, match="too large"):
        coding.read(file, corpus.comments)


@pytest.mark.parametrize(
    "save",
    [
        lambda text: "\ufeff" + text,  # Excel, CSV UTF-8
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";"),  # Excel where the comma is the decimal sign
        lambda text: text.replace("accepts", " accepts "),
    ],
)
def test_what_a_spreadsheet_makes_of_a_file_is_read_all_the_same(corpus, panel, file, save):
    panel.controls["failure"].value = "accepts"
    expected = panel.frame
    file.write_text(save(file.read_text(encoding="utf-8-sig")), newline="")
    again = tip.explore.code_it(corpus, file)
    pd.testing.assert_frame_equal(again.frame, expected)


def test_a_file_with_some_of_the_comments_is_completed(corpus, file):
    file.write_text(f"{HEADER}\n{ROW.replace('me,', 'Min-ji,accepts', 1)}\n")
    with pytest.warns(UserWarning, match="no row for lagon c2, .* and 14 more; they count as not coded yet"):
        panel = tip.explore.code_it(corpus, file)
    assert panel.sheet
    assert (panel.count, panel.sheet.coder, len(panel.frame)) == ("1 of 260 answers given", "Min-ji", 20)


def test_a_file_of_two_coders_is_not_opened_as_ones_own(corpus, file):
    file.write_text(f"{HEADER}\n{ROW}\n{ROW.replace(',me,', ',you,')}\n")
    assert "2 coders" in tip.explore.code_it(corpus, file).error


# --- Nothing is lost ---


def test_each_answer_is_in_the_file_at_once_and_can_be_taken_back(corpus, panel, file):
    assert not file.exists()
    panel.controls["comment"].value = "two-koreas c6"
    for done, (name, allowed) in enumerate(ANSWERS.items(), 1):
        panel.controls[name].value = allowed[-1]
        assert tip.explore.code_it(corpus, file).count == f"{done} of 260 answers given"
    panel.controls["china"].value = "not coded"
    assert coding.read(file, corpus.comments)["china"].isna().all()
    assert panel.count == "12 of 260 answers given"


def test_what_another_window_saved_meanwhile_is_joined(corpus, panel, file):
    panel.controls["china"].value = "blames"
    other = tip.explore.code_it(corpus, file)
    other.controls["failure"].value = "rejects"
    panel.controls["consent"].value = "broad"
    found = coding.read(file, corpus.comments).iloc[0]
    assert (found["china"], found["failure"], found["consent"]) == ("blames", "rejects", "broad")


def test_no_undo_takes_back_what_another_window_saved(corpus, panel, file):
    first, second = panel.controls["comment"].options[:2]
    doc, part = first.split()
    other = coding.Sheet(file, corpus.comments)
    panel.controls["china"].value = "blames"
    other.answer(doc, part, "failure", "rejects")
    panel.controls["consent"].value = "broad"
    panel.controls["comment"].value = second
    other.answer(doc, part, "us_policy", "too little")
    panel.controls["china"].value = "mentions"
    for china in ("blames", "blames", "blames", None):  # the second comment's answer, the way there, consent, china
        panel.undo()
        assert coding.Sheet(file, corpus.comments).answers(doc, part)["china"] == china
    for _ in range(3):
        assert (panel.choice["failure"], panel.choice["us_policy"]) == ("rejects", "too little")
        panel.redo()
    panel.redo()
    assert panel.choice["china"] == "mentions"
    saved = coding.Sheet(file, corpus.comments).answers(doc, part)
    assert [saved[name] for name in ("china", "failure", "us_policy", "consent")] == [
        *("blames", "rejects", "too little", "broad"),
    ]


def test_an_undo_that_can_not_be_saved_says_so_and_is_still_to_be_taken(corpus, panel, file):
    for value in ("blames", "silent"):
        panel.controls["china"].value = value
    away = file.parent.rename(file.parent.with_name("away"))
    panel._asked({"do": "undo", "turn": "1"})
    assert "can't be saved" in panel.error
    assert panel.choice["china"] == "silent"
    away.rename(file.parent)
    panel._asked({"do": "redo", "turn": "2"})
    assert panel.choice["china"] == "silent"  # nothing was taken back, so nothing comes again
    assert panel.can == [True, False]
    panel._asked({"do": "undo", "turn": "3"})
    assert (panel.error, panel.choice["china"]) == ("", "blames")
    assert coding.read(file, corpus.comments).loc[0, "china"] == "blames"


def test_to_go_to_a_comment_and_answer_are_two_steps(panel):
    first, second = panel.controls["comment"].options[:2]
    panel.choose(comment=second, china="blames")
    panel.undo()
    assert (panel.choice["comment"], panel.choice["china"], panel.frame["china"].notna().sum()) == (
        second,
        "not coded",
        0,
    )
    panel.undo()
    assert panel.choice["comment"] == first
    for wrong in ("lagon c99", "lagonc1", None, 3):
        panel.choose(comment=wrong, china="blames")
        assert "There is no comment" in panel.notes["comment"]
        assert (panel.choice["comment"], panel.choice["china"]) == (first, "not coded")


def test_a_comparison_that_failed_leaves_none_standing_and_its_message_goes(panel, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    panel.choose(others="classmates", folder=str(folder))
    panel._asked({"do": "compare", "turn": "1"})
    assert "Compared: me." in panel.agreed
    folder.rmdir()
    panel._asked({"do": "compare", "turn": "2"})
    assert (panel.agreed, "no such folder" in panel.notes["compare"]) == ("", True)
    folder.mkdir()
    panel._asked({"do": "compare", "turn": "3"})
    assert ("Compared: me." in panel.agreed, panel.notes) == (True, {})
    panel.reset()
    assert (panel.choice["folder"], panel.choice["others"]) == ("classmates", "the settled coding")


def test_of_two_changes_of_one_answer_the_later_is_kept_and_the_other_told(corpus, file):
    one, other = coding.Sheet(file, corpus.comments), coding.Sheet(file, corpus.comments)
    one.answer("lagon", "c1", "china", "blames")
    other.answer("lagon", "c1", "china", "mentions")
    assert other.told == ["lagon c1, china: another window had saved blames; mentions was kept."]
    assert coding.Sheet(file, corpus.comments).answers("lagon", "c1")["china"] == "mentions"


def test_seven_windows_that_save_at_the_same_moment_lose_nothing(corpus, file):
    questions = [*[name for name in ANSWERS if len(ANSWERS[name]) > 2][:6], "sarcasm"]
    comments = list(corpus.comments[["doc", "part"]].astype(str).itertuples(index=False, name=None))[::3]
    sheets = {name: coding.Sheet(file, corpus.comments) for name in questions}

    def code(name):
        for doc, part in comments:
            sheets[name].answer(doc, part, name, ANSWERS[name][0])

    with ThreadPoolExecutor(len(questions)) as windows:
        list(windows.map(code, questions))
    saved = coding.Sheet(file, corpus.comments)
    assert saved.given == len(questions) * len(comments) == 49
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_lock_that_a_killed_window_left_is_no_lock(corpus, file):
    lock = file.with_name(f".{file.name}.lock")
    lock.touch()
    os.utime(lock, (0, 0))
    coding.Sheet(file, corpus.comments).answer("lagon", "c1", "china", "silent")
    assert not lock.exists()


def test_a_row_that_is_missing_and_a_copy_beside_it_are_told(corpus, file):
    sheet = coding.Sheet(file, corpus.comments)
    sheet.answer("lagon", "c1", "china", "silent")
    whole = file.read_bytes()
    file.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))  # cut at the end of a line
    (file.parent / "my-coding (conflicted copy 2020-01-01).csv").write_bytes(whole)
    missing, copied = r"no row for two-koreas c12; .* not coded yet", "looks like a copy"
    with pytest.warns(UserWarning, match=missing), pytest.warns(UserWarning, match=copied):
        told = coding.Sheet(file, corpus.comments).told
    assert "conflicted copy 2020-01-01).csv looks like a copy that a synced folder" in told[1]
    sheets, problems = coding.read_folder(file.parent, corpus.comments)
    assert len(sheets) == 19
    assert "no row for two-koreas c12" in " ".join(problems)
    assert "conflicted copy" in " ".join(problems)
    file.write_bytes(whole[:-20])  # cut within a line
    with pytest.raises(CodingError, match=r"cells instead of|is not CSV"):
        coding.Sheet(file, corpus.comments)


def test_a_folder_that_can_not_be_written_is_told_of(corpus, tmp_path):
    panel = tip.explore.code_it(corpus, tmp_path / "none" / "my-coding.csv")
    panel.controls["china"].value = "blames"
    assert "can't be saved" in panel.notes["china"]
    assert panel.count == "0 of 260 answers given"


def test_a_kernel_that_is_killed_loses_nothing(corpus, file):
    from jupyter_client.manager import KernelManager

    kernel = KernelManager(kernel_name="python3")
    kernel.start_kernel(cwd=str(file.parent))
    client = kernel.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        code = (
            "import tipseeds as tip\n"
            f"panel = tip.explore.code_it(tip.load({str(FROZEN)!r}), 'my-coding.csv')\n"
            "panel.controls['coder'].value = 'Min-ji'\n"
            "panel.controls['comment'].value = 'two-koreas c10'\n"
            "panel.controls['us_policy'].value = 'too little'\n"
            "panel.controls['anecdote'].value = 'yes'\n"
            "print(panel.count)"
        )
        said = []
        client.execute_interactive(code, timeout=60, output_hook=lambda message: said.append(message["content"]))
        assert any("2 of 260" in content.get("text", "") for content in said)
        kernel.signal_kernel(signal.SIGKILL)
        time.sleep(0.2)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    panel = tip.explore.code_it(corpus, file)
    assert panel.sheet
    assert (panel.sheet.coder, panel.count) == ("Min-ji", "2 of 260 answers given")
    panel.controls["comment"].value = "two-koreas c10"
    assert (panel.controls["us_policy"].value, panel.controls["anecdote"].value) == ("too little", "yes")


CODER = f"""
import sys
import tipseeds as tip
from tipseeds import coding

sheet = coding.Sheet(sys.argv[1], tip.load({str(FROZEN)!r}).comments)
for turn in range(10_000):
    for doc, part in zip(sheet.frame["doc"], sheet.frame["part"]):
        sheet.answer(doc, part, "china", ("blames", "silent")[turn % 2])
        print(doc, part, turn % 2, flush=True)
"""


@pytest.mark.parametrize("pause", [0.013, *(pytest.param(pause, marks=pytest.mark.slow) for pause in (0.0, 0.029))])
def test_a_process_that_is_killed_while_it_saves_leaves_a_whole_file(corpus, file, pause):
    coder = subprocess.Popen([sys.executable, "-c", CODER, str(file)], stdout=subprocess.PIPE, text=True)
    assert coder.stdout
    first = [coder.stdout.readline() for _ in range(25)]
    time.sleep(pause)
    coder.kill()
    told = first + [line for line in coder.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    coder.wait()
    coder.stdout.close()
    found = coding.read(file, corpus.comments).set_index(["doc", "part"])["china"]
    last = {(doc, part): ("blames", "silent")[int(turn)] for doc, part, turn in map(str.split, told)}
    # One answer more may have been saved than was told of, and none less.
    assert sum(found[key] != value for key, value in last.items()) <= 1
    assert len(last) == 20


# --- The panel ---


def test_a_coders_name_that_a_spreadsheet_would_run_is_refused(panel, file):
    for name in ("=1+1", "@SUM(A1)", "+1", "-1", "'x", "<script>alert(1)</script>", "", "x" * 41, "a,b", "a\tb;c"):
        panel.controls["coder"].value = name
        assert "can't be a coder's name" in panel.notes["coder"]
        assert "<script" not in panel.status
        assert panel.sheet.coder == "me"
    for name in ("Zoë", "김민지", "संजय", "O'Neil 2"):
        panel.controls["coder"].value = name
        assert panel.sheet.coder == name


def test_the_panel_asks_each_question_of_the_codebook_with_its_rules(panel):
    asked = {one["name"]: one for one in panel.fields}
    assert list(asked) == list(panel.asked)
    for name, question in default().questions.items():
        assert asked[name]["asks"] == question.asks
        assert dict(asked[name]["rules"]) == question.values
    for name, device in default().devices.items():
        assert device.rule in asked[name]["asks"]
    assert asked["china"]["options"] == ["not coded", *default().questions["china"].values]


def test_the_menu_says_how_far_each_comment_is_coded(panel):
    panel.controls["china"].value = "blames"
    panel.controls["comment"].value = "lagon c3"
    for name, allowed in panel.asked.items():
        panel.controls[name].value = allowed[0]
    assert panel.texts["comment"][:3] == ["… lagon c1 (1 of 13)", "○ lagon c2 (0 of 13)", "✓ lagon c3 (13 of 13)"]


def test_an_answer_stays_with_its_comment_when_the_page_goes_on_to_the_next(panel):
    panel.controls["china"].value = "blames"
    panel._handle_custom_msg({"do": "choose", "turn": "a", "choice": {**panel.choice, "comment": "lagon c2"}}, [])
    assert (panel.choice["comment"], panel.choice["china"]) == ("lagon c2", "not coded")
    panel._handle_custom_msg({"do": "back", "turn": "b"}, [])
    assert (panel.choice["comment"], panel.choice["china"], panel.count) == (
        "lagon c1",
        "blames",
        "1 of 260 answers given",
    )


def test_every_answer_can_be_taken_back_seven_at_once_too(panel, file, corpus):
    panel.controls["sarcasm"].value = "yes"
    panel.no_other_device()
    assert panel.count == "7 of 260 answers given"
    panel.controls["comment"].value = "lagon c2"
    panel.undo()
    assert panel.controls["comment"].value == "lagon c1"
    panel.undo()
    assert panel.count == "1 of 260 answers given"
    assert coding.read(file, corpus.comments)["sarcasm"].notna().sum() == 1
    panel.undo()
    assert coding.read(file, corpus.comments)["sarcasm"].isna().all()
    panel.redo()
    panel.redo()
    assert panel.count == "7 of 260 answers given"
    assert coding.read(file, corpus.comments)["anecdote"].iloc[0] == "no"


def test_a_comparison_does_not_outlive_the_answers_that_it_compared(panel):
    for change in ("china", "others", "folder"):
        panel.compare()
        assert "Compared: me, " in panel.agreed
        panel.controls["comment"].value = "lagon c2"
        assert panel.agreed  # nothing was answered
        panel.controls[change].value = {"china": "blames", "others": "the first coder", "folder": "class"}[change]
        assert panel.agreed == ""


def test_undefined_many_times_is_told_once_and_is_no_table(panel):
    panel.compare()
    assert "<table" not in panel.agreed
    assert panel.agreed.count("undefined") == 1
    panel.controls["failure"].value = "accepts"
    panel.controls["comment"].value = "lagon c2"
    panel.controls["failure"].value = "silent"
    panel.compare()
    assert list(cells(panel.agreed)) == ["failure"]


def test_what_a_button_can_not_do_is_told_beside_it(panel):
    panel.controls["others"].value = "classmates"
    panel._handle_custom_msg({"do": "compare", "turn": "a"}, [])
    assert "no such folder" in panel.notes["compare"]
    assert panel.error == ""
    panel.controls["china"].value = "blames"
    assert panel.notes == {}


def test_no_other_device_answers_only_what_is_open(panel):
    panel.controls["sarcasm"].value = "yes"
    panel.no_other_device()
    row = panel.frame.iloc[0]
    assert row["sarcasm"] == "yes"
    assert row[[name for name in default().devices if name != "sarcasm"]].eq("no").all()


@pytest.mark.parametrize("others", ["the settled coding", "the first coder", "the second coder"])
def test_a_student_who_codes_as_another_did_agrees_fully(corpus, file, others):
    which = {"the settled coding": coding.settled(corpus.comments)}.get(others)
    sheets = coding.shipped(corpus.comments)
    copied = which if which is not None else sheets[sheets["coder"] == others.split()[1]]
    copied.assign(coder="me").to_csv(file, index=False)
    panel = tip.explore.code_it(corpus, file)
    panel.controls["others"].value = others
    panel.compare()
    assert {row["Percent"] for row in cells(panel.agreed).values()} == {"100"}
    assert "Where they differ (0): nothing to show" in panel.agreed


def test_the_panel_stands_for_itself_where_there_is_no_kernel(panel):
    before = repr(panel)
    panel.controls["china"].value = "blames"
    assert repr(panel) == before  # so that a stored page stays as it is, whatever a reader has coded
    assert "after each answer" in before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("umask", "rights"), [(0o077, 0o600), (0o022, 0o644), (0o027, 0o640)])
def test_a_file_of_codings_is_as_private_as_the_umask_says(tmp_path, umask, rights):
    from tipseeds.edition.folder import replace

    path = tmp_path / "my-coding.csv"
    before = os.umask(umask)
    try:
        replace(path, b"one")
        assert path.stat().st_mode & 0o777 == rights
        path.chmod(0o660)
        replace(path, b"two")
    finally:
        os.umask(before)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o660)
    assert [kept.name for kept in tmp_path.iterdir()] == ["my-coding.csv"]


def test_a_question_without_a_column_is_not_coded_yet(corpus, file):
    file.write_text(f"{HEADER.removesuffix(',definition')}\nlagon,c1,me,accepts{',' * (len(ANSWERS) - 2)}\n")
    found = coding.read(file, corpus.comments)
    assert found.loc[0, "failure"] == "accepts"
    assert found["definition"].isna().all()


def test_a_question_that_nobody_answered_is_no_device(corpus):
    empty = tip.coding.blank(corpus.comments, "me")
    kinds = tip.checks.agreement(empty).groupby("kind")["question"].agg(list).to_dict()
    assert kinds == {"device": list(corpus.scheme.devices), "question": list(corpus.scheme.questions)}


def test_what_would_be_wrong_in_silence_is_told(corpus, tmp_path):
    with pytest.raises(ValueError, match="as a list"):
        tip.coding.alpha(["yes", "no"])
    with pytest.raises(ValueError, match="There is no comment c99 in lagon"):
        tip.coding.Sheet(tmp_path / "mine.csv", corpus.comments).answer("lagon", "c99", "china", "silent")
    assert not (tmp_path / "mine.csv").exists()
    assert tip.charts.positions(corpus.estimates).title == "Nothing to show"
