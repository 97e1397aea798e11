"""The place for an answer: a widget that saves at once, replies, and unfolds what comes out below it.

The answers stand in one file beside the notebooks, private, replaced whole, never written over when unreadable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import traitlets as t

from tipseeds.coding._file import alone
from tipseeds.edition.errors import SeedError
from tipseeds.edition.folder import replace
from tipseeds.edition.lookup import look_up
from tipseeds.edition.tables import Tables
from tipseeds.explore._panel import HERE, Front, page
from tipseeds.pages.evidence import evidence_html
from tipseeds.teach._tasks import KINDS, Task, plain, right, same, tables, task, tasks

OWN = Path(__file__).parent
SILENT = (
    "Not saved: the kernel does not answer. What you wrote stays in the box; choose Kernel, Restart Kernel, run the "
    "first cell and this one, and answer again."
)

FILE = "my-answers.json"
ENTRY = {"answer", "done"}
Tries = list[dict[str, Any]]
"""A task's answers, the newest last: `answer`, and whether it is `done`; without an answer, it was skipped."""


class AnswersError(SeedError):
    """A file of answers can't be read: says where, what is wrong and how to mend it."""


def read(file: Path) -> dict[str, Tries]:
    """Return the answers in a file, by task; it is read anew at each step, so that two notebooks can share it."""
    mend = "Put a copy back, or give the file another name to begin anew; nothing is saved over it."
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        kept = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError as error:
        raise AnswersError(file, error.lineno, f"is not JSON ({error.msg}).", mend) from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise AnswersError(file, None, "can't be read as text.", mend) from error
    for key, tries in kept.items() if isinstance(kept, dict) else [("the file", None)]:
        if not isinstance(tries, list) or not all(isinstance(one, dict) and set(one) >= ENTRY for one in tries):
            raise AnswersError(file, None, f"{key!r} holds no answers.", mend)
    return kept


def change(file: Path, key: str, step: Callable[[Tries], Tries]) -> Tries:
    """Change a task's answers and return those before; the file is made by the first answer, for its owner alone."""
    with alone(file):
        kept = read(file)
        before = kept.get(key, [])
        kept[key] = step(before)
        text = json.dumps({name: tries for name, tries in sorted(kept.items()) if tries}, ensure_ascii=False, indent=1)
        replace(file, text.encode(), 0o600, AnswersError)
    return before


class Place(Front):
    """A question with a box for its answer; `view` is what it shows: the answer, the reply (`note`), and more."""

    _esm = page(HERE / "front.js", OWN / "place.js")
    _css = page(HERE / "workbench.css", OWN / "place.css")
    task = t.Dict().tag(sync=True)
    view = t.Dict().tag(sync=True)

    def __init__(
        self, task: Task, file: str | PathLike[str], corpus: Tables | None = None, quiet: bool = False
    ) -> None:
        self._task, self._file, self._corpus, self._quiet = task, Path(file), corpus or tables(), quiet
        self._right, self._checked = right(task, self._corpus), bool(task.wrong) and not quiet
        self._hints, self._gone = 0, Tries()
        given = {"key": task.key, "ask": task.ask, "kind": task.kind, "checked": self._checked}
        super().__init__(task=given | {"guess": not task.key[-1].isdigit()}, silent=SILENT)
        self.act("")

    def __repr__(self) -> str:
        """Stand for the widget in a stored page: one sentence, and never an answer."""
        return "A place for your answer. Run this cell to write in it; it is kept in a file of yours, not on this page."

    def act(self, do: str, answer: Any = None) -> None:
        """Do what a button does (draft, answer, skip, hint, undo or delete), then show what is saved."""
        try:
            note = self._done(do, answer)
            tries = read(self._file).get(self._task.key, [])
        except SeedError as error:
            note, tries = str(error), []
        said, done = (tries[-1]["answer"], bool(tries[-1]["done"])) if tries else (None, False)
        correct = self._checked and said is not None and same(said, self._right)
        told = done and not self._quiet and (correct or said is None or not self._checked)
        self.view = {
            "answer": said,
            "done": done,
            "open": done and (told or not self._checked),
            "right": correct if done and self._checked else None,
            "note": note or self._note(said, done, correct),
            "hints": list(self._task.hints[: self._hints]),
            "more": self._hints < len(self._task.hints),
            "why": self._task.why.replace("{right}", say(self._right)) if told else "",
            "good": list(self._task.good) if told else [],
            "see": self._passage() if told and self._task.see else "",
            "undo": bool(tries or self._gone),
        }

    def _do(self, asked: dict[str, Any]) -> None:
        self.act(asked["do"], asked.get("answer"))

    def _done(self, do: str, answer: Any) -> str:
        """Do a step; return what is to be said of it, nothing if the answer's own note is."""
        key, file = self._task.key, self._file
        if do in ("draft", "answer"):
            if isinstance(answer, str | list) and not any(map(str.strip, map(str, answer))):
                return "Write an answer first, or skip."
            self._put(answer, done=do == "answer")
            return f"Saved in {file.name}, as far as it goes." if do == "draft" else ""
        if do == "undo":
            gone, self._gone = self._gone, []
            change(file, key, lambda tries: gone or tries[:-1])
            return "Undone."
        if do == "delete":
            self._gone = change(file, key, lambda _: [])
            return "Deleted from your file. Undo brings it back as long as this page is open."
        if do == "skip":
            self._put(None, done=True)
        self._hints += do == "hint"
        return ""

    def _put(self, answer: Any, done: bool) -> None:
        """Save an answer in the place of one still being written, or after one that was given."""
        if answer is not None and not isinstance(answer, str | list):
            answer = sorted(form) if isinstance(form := plain(answer), frozenset) else form
        entry = {"answer": answer, "done": done}
        change(self._file, self._task.key, lambda tries: [*(one for one in tries if one["done"]), entry])

    def _note(self, said: Any, done: bool, correct: bool) -> str:
        given, wanted = plain(said), plain(self._right)
        if said is None:
            return "Skipped." if done else ""
        if not done or self._quiet or (self._right is None and not self._checked):
            return "Saved."
        if self._checked:
            if correct:
                return "Right."
            replies = [mistake["reply"] for mistake in self._task.wrong if same(said, mistake["answer"])]
            if isinstance(wanted, float) and isinstance(given, str):
                replies.append("This asks for a number.")
            return f"Not yet. {[*replies, 'Take a hint, or look again at the table above.'][0]}"
        if same(said, self._right):
            return "Saved. That is what comes out."
        if isinstance(given, float) and isinstance(wanted, float):  # how far a guess lies from what comes out
            return f"Saved. {abs(given - wanted):,.4g} too {'high' if given > wanted else 'low'}."
        return "Saved. Something else comes out."

    def _passage(self) -> str:
        doc, name = self._task.see.split()
        rows = look_up(self._corpus).rows.get((doc, name))
        return evidence_html(self._corpus, rows[0][2] if rows else {"doc": doc, "part": name})


def say(value: Any) -> str:
    """Return an answer as it is read."""
    form = plain(value)
    if isinstance(form, float):
        return f"{form:,.6g}"
    return ", ".join(sorted(form)) if isinstance(form, frozenset) else str(form)


def guess(key: str, question: str = "", kind: str | Sequence[str] = "text", file: str | PathLike[str] = FILE) -> Place:
    """Ask for a guess before something is shown, as in `tip.guess("02.prisoners")`, and fold what comes out till then.

    Parameters
    ----------
    key : str
        The name of a question of this edition, as in `02.prisoners`; or a new name, with a question of your own.
    question : str, optional
        Your own question.
    kind : str or list of str
        For your own question: text, number, range, list, or the options to choose from.
    file : path-like
        Where the answer is saved, for your eyes alone. It is never stored in the notebook.

    Raises
    ------
    ValueError
        If there is no such question, or no such kind.

    Examples
    --------
    >>> import tempfile
    >>> place = tip.guess("mine.camels", "How many camels?", "number", file=tempfile.mkdtemp() + "/a.json")
    >>> place.act("answer", "12")
    >>> place.view["note"], place.view["open"]
    ('Saved.', True)
    """
    if isinstance(kind, str) and kind not in KINDS:
        raise ValueError(f"There is no kind {kind!r} of answer. Write {', '.join(KINDS)}, or a list of options.")
    if question and key in tasks():
        raise ValueError(f"{key} has a question. Write tip.guess({key!r}), and your answer in the box below the cell.")
    return Place(Task(key, question, kind if isinstance(kind, str) else list(kind)) if question else task(key), file)


def check(key: str, answer: Any = None, file: str | PathLike[str] = FILE, corpus: Tables | None = None) -> Place:
    """Answer an exercise, in the box or by code as in `tip.check("02.1", corpus.estimates)`, and get a reply.

    Parameters
    ----------
    key : str
        The number of the exercise, as in `02.3`.
    answer : str, number, list or table, optional
        What your code came to; of a table, the number of its rows counts. Without it, write into the box.
    file : path-like
        Where the answer is saved, for your eyes alone.
    corpus : Corpus, optional
        What the right answer is worked out from; this edition if it is left out.

    Raises
    ------
    ValueError
        If there is no such exercise; names those that there are.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> corpus = tip.load()
    >>> place = tip.check("02.1", corpus.estimates, file=tempfile.mkdtemp() + "/a.json")
    >>> place.view["note"]
    'Not yet. Those are all.'
    """
    place = Place(task(key), file, corpus)
    if answer is not None and answer is not ...:
        place.act("answer", answer)
    return place
