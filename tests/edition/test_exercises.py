"""The answers to the exercises, keyed by hand from the documents and the record, and how each exercise is made."""

from __future__ import annotations

import pytest

import tipseeds as tip
from tipseeds.teach import tasks
from tipseeds.teach._tasks import plain, right, same, tables

BY_HAND = {
    "00.1": "the critic", "00.3": 2, "00.4": "on 30 June 2016 or later", "00.5": "the critic", "00.6": 3362,
    "00.7": ["range"], "00.8": "nobody by name", "00.9": "by", "00.10": "at most", "00.11": 12, "00.12": 21,
    "01.1": "none", "01.2": 3, "01.3": 0, "01.4": 2003, "01.5": 2004, "01.6": 2008, "01.8": 15, "01.9": 10,
    "02.1": 27, "02.2": 9, "02.3": "250,000", "02.5": "this project's", "02.7": 0,
    "02.10": "there may be some that nobody knows", "02.11": 58.2, "02.12": "one", "02.13": "both", "02.14": 14,
    "02.15": 4, "03.1": 6, "03.2": "that of a media report on a study", "03.3": "it can't be told from the text",
    "03.4": "neither", "03.5": 4, "03.6": 1585.4, "03.7": "more than half", "03.9": 600,
    "03.10": "no, they are about different things", "03.11": 0.1375, "03.12": 62500, "03.13": 8,
    "03.14": "no, it was right when written", "03.15": 1083.3, "04.1": 7, "04.2": "the commenter of c7", "04.3": 3,
    "04.5": 5, "04.7": 1233, "04.8": "nothing shows that they are one person", "04.9": "c1",
    "04.10": ["defends", "mentions"], "04.11": 8, "04.12": "nothing", "04.13": 3,
    "04.14": "only one comment has an analogy", "04.16": 4,
    "05.1": "turned", "05.2": 4, "05.3": 1, "05.4": 3, "05.5": "the years", "05.6": "one", "05.7": 6,
    "quiz.1": "at most 200,000", "quiz.2": "the report's", "quiz.3": "that they may share a source",
    "quiz.4": "nothing about one number", "quiz.5": "2007", "quiz.6": "a statement that can be quoted",
    "quiz.7": "a sum that borrows a year", "quiz.8": "is silent on it",
    "quiz.9": "that they answered alike by these rules", "quiz.10": "what a government does about it",
}  # fmt: skip
CHECKED = [task for task in tasks().values() if task.wrong]


def test_each_checked_exercise_has_an_answer_keyed_by_hand():
    assert {task.key for task in CHECKED} == set(BY_HAND)


@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.key)
def test_the_answer_keyed_by_hand_is_right_and_mistakes_get_their_replies(task, tmp_path):
    file = tmp_path / "a.json"
    assert tip.check(task.key, BY_HAND[task.key], file=file).view["note"] == "Right."
    assert len(task.wrong) >= 3
    replies = []
    for mistake in task.wrong:
        place = tip.check(task.key, mistake["answer"], file=file)
        assert place.view["note"] == f"Not yet. {mistake['reply']}"
        assert not place.view["why"], "the answer isn't told with a mistake"
        replies.append(mistake["reply"])
    assert len(set(replies)) == len(task.wrong)
    if isinstance(task.kind, list):
        options = [option for option in task.kind if same(option, right(task, tables()))]
        assert len(options) == 1
        assert {plain(one["answer"]) for one in task.wrong} == {plain(one) for one in task.kind} - {plain(options[0])}


@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.key)
def test_hints_come_before_the_answer(task, tmp_path):
    if task.key.startswith("quiz."):
        return
    place = tip.check(task.key, file=tmp_path / "a.json")
    assert place.view["hints"] == []
    for number in range(1, len(task.hints) + 1):
        place.act("hint")
        assert len(place.view["hints"]) == number
    assert not place.view["why"]
    place.act("skip")
    assert place.view["why"]


def test_what_has_no_single_answer_says_what_a_good_one_has(tmp_path):
    for key, task in tasks().items():
        if key[0].isdigit() and key[-1].isdigit() and not task.wrong:
            place = tip.check(key, "Something.", file=tmp_path / "a.json")
            assert len(place.view["good"]) >= 2, key


def test_every_notebook_ends_with_a_change_of_code_and_something_made():
    for number in ("00", "01", "02", "03", "04", "05"):
        asked = [task.ask for key, task in tasks().items() if key.startswith(f"{number}.")]
        assert any(ask.startswith("Change the code") for ask in asked), number
        assert any(ask.startswith("Make something") for ask in asked), number


def test_the_exercises_by_code():
    """The code that the hints give comes to the same answer as the hand."""
    corpus = tip.load()
    by_code = {
        "00.6": corpus.parts.query("doc == 'two-koreas' and kind == 'comment'")["words"].sum(),
        "00.12": corpus.parts[corpus.parts["doc"] == "two-koreas"],
        "01.2": (corpus.tiers["basis"] == "implied").sum(),
        "01.3": corpus.tiers.query("iso3 == 'CHN'"),
        "01.9": corpus.tiers.query("doc == 'asmolov' and tier == '3'"),
        "02.1": (corpus.estimates["bound"] == "exact").sum(),
        "02.2": (corpus.estimates["by"] == "Global Slavery Index").sum(),
        "02.11": tip.checks.leading_share(tip.reference.published_figures())["running_share"].max().round(1),
        "02.14": corpus.estimates["by"].str.contains("not named").sum(),
        "02.15": corpus.estimates[corpus.estimates["topic"] == "organisations"],
        "03.6": 65_000 / 41,
        "03.11": round(2.3 / 1.6 - 1.3 / 1, 6),
        "03.12": 100_000 * 1 / 1.6,
        "03.13": corpus.labour.query("side == 'against' and dispatch == 'state'"),
        "04.7": corpus.comments.query("doc == 'two-koreas' and part in ['c3', 'c5', 'c11']")["words"].sum(),
        "04.11": corpus.comments["sarcasm"].sum(),
        "04.16": (corpus.comments["china"] == "blames").sum(),
    }
    for key, answer in by_code.items():
        assert same(answer, right(tasks()[key], corpus)), key
