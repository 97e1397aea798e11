"""The explorer of the comment threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from tipseeds import charts, checks
from tipseeds.charts._authors import author, clipped
from tipseeds.edition.fields import YES_NO, coded_columns
from tipseeds.edition.tables import Tables
from tipseeds.explore._base import ALL, Explorer, Filter, dropdown, every, menu, span
from tipseeds.explore._conversation import conversation_html

UNKNOWN = "unknown author"
HEADINGS = {
    "doc": "Thread",
    "part": "Comment",
    "author": "Author",
    "author_basis": "Known",
    "date": "Day stated",
    "words": "Words",
    "targets": "Answers",
    "answered_by": "Answered by",
}


def debate(corpus: Tables) -> Explorer:
    """Explore the comments: by thread, author, question, position, device, length and words in our summaries.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.

    Returns
    -------
    Explorer
        A widget; its `controls` are doc, author, question, position, device, length and words. The comment chosen is
        shown with what it answers and what answers it; buttons lead along the thread.

    Examples
    --------
    >>> import tipseeds as tip
    >>> explorer = tip.explore.debate(tip.load())
    >>> explorer.controls["position"].value = "south_korea: both"
    >>> explorer.frame["part"].tolist()
    ['c6', 'c7', 'c10', 'c12']
    """
    return _Debate(corpus)


class _Debate(Explorer):
    """The explorer, with buttons that lead from the chosen comment to others."""

    def __init__(self, corpus: Tables) -> None:
        steps = {"Previous": self._previous, "Next": self._next, "What it answers": self._up, "Its answers": self._down}
        tips = ("The comment before it in the thread", "The comment after it", "The comment that it answers",
                "The first comment that answers it")  # fmt: skip
        self.buttons = {
            name: widgets.Button(description=name, tooltip=tip, layout=widgets.Layout(width="auto"))
            for name, tip in zip(steps, tips, strict=True)
        }
        for name, step in steps.items():
            self.buttons[name].on_click(self._leads(step))
        rows = checks.threads(corpus.comments, corpus.replies)
        super().__init__(corpus, "comments", rows, _filters(rows), charts.thread, HEADINGS)
        self.chosen.description = "Comment"
        steps_bar = widgets.Box(list(self.buttons.values()), layout=widgets.Layout(flex_flow="row wrap"))
        inside = list(self.children)
        inside.insert(inside.index(self.passage), steps_bar)
        self.set_trait("children", inside)

    def _label(self, row: pd.Series[Any]) -> str:
        who = author(row["author"], row["author_basis"], row["confidence"])
        return f"{row['doc']} {row['part']}: {clipped(who)}"

    def _show_evidence(self) -> None:
        if self._held:
            return
        key = self.chosen.value
        self.passage.value = "" if key is None else conversation_html(self.corpus, self.rows.loc[key])
        for name, step in zip(self.buttons, (self._previous, self._next, self._up, self._down), strict=True):
            self.buttons[name].disabled = step() is None

    def _leads(self, step: Callable[[], int | None]) -> Callable[[object], None]:
        def go() -> None:
            found = step()
            if found is not None:
                self.chosen.value = found

        return lambda _: self._guarded(go)

    def _shown(self) -> dict[str, int]:
        """Return the shown comments of the chosen one's thread, in order, each with its row."""
        if self.chosen.value is None:
            return {}
        thread = self.frame[self.frame["doc"] == self.rows.loc[self.chosen.value, "doc"]]
        return dict(zip(thread["part"], thread.index, strict=True))

    def _beside(self, step: int) -> int | None:
        shown = list(self._shown().values())
        at = shown.index(self.chosen.value) + step if shown else -1
        return shown[at] if 0 <= at < len(shown) else None

    def _previous(self) -> int | None:
        return self._beside(-1)

    def _next(self) -> int | None:
        return self._beside(1)

    def _nearest(self, column: str) -> int | None:
        shown = self._shown()
        parts = str(self.rows.loc[self.chosen.value, column]).split() if shown else []
        return next((shown[part] for part in parts if part in shown), None)

    def _up(self) -> int | None:
        return self._nearest("targets")

    def _down(self) -> int | None:
        return self._nearest("answered_by")


# --- Controls and what each leaves ---


def _filters(rows: pd.DataFrame) -> dict[str, Filter]:
    coded = coded_columns(rows)
    questions = [name for name, values in coded.items() if values != YES_NO]
    devices = [name for name, values in coded.items() if values == YES_NO]
    said = [(name, value) for name in questions for value in coded[name]]
    held = [f"{name}: {value}" for name, value in said if (rows[name] == value).any()]
    names = sorted({str(name) for name in rows["author"].dropna()}, key=str.casefold)
    first, last = min(rows["words"], default=0), max(rows["words"], default=0)
    length = span("Words written", first, last)
    words = widgets.Text(
        value="", description="In our summary", placeholder="as written, any case", continuous_update=False,
        style={"description_width": "initial"},
    )  # fmt: skip
    return {
        "doc": menu("Thread", rows, "doc"),
        "author": Filter(dropdown("Author", [ALL, *names, UNKNOWN]), by_author),
        "question": Filter(dropdown("Takes up", [ALL, *questions]), takes_up),
        "position": Filter(dropdown("Position", [ALL, *held]), holds),
        "device": Filter(dropdown("Device", [ALL, *devices]), uses),
        "length": Filter(length, as_long_as),
        "words": Filter(words, mentions),
    }


def by_author(frame: pd.DataFrame, name: Any) -> pd.Series[bool]:
    """Say which comments an author wrote, as stated or inferred; or which have no known author."""
    if name == ALL:
        return every(frame)
    return frame["author"].isna() if name == UNKNOWN else frame["author"] == name


def takes_up(frame: pd.DataFrame, question: Any) -> pd.Series[bool]:
    """Say which comments are not silent on a question."""
    return every(frame) if question == ALL else frame[question].notna() & (frame[question] != "silent")


def holds(frame: pd.DataFrame, position: Any) -> pd.Series[bool]:
    """Say which comments hold a position, as in "china: blames"."""
    if position == ALL:
        return every(frame)
    question, value = position.split(": ")
    held: pd.Series[bool] = frame[question] == value
    return held


def uses(frame: pd.DataFrame, device: Any) -> pd.Series[bool]:
    """Say which comments use a device."""
    return every(frame) if device == ALL else frame[device].fillna(value=False).astype(bool)


def as_long_as(frame: pd.DataFrame, limits: Any) -> pd.Series[bool]:
    """Say which comments have from so many to so many words, both included."""
    first, last = limits
    return frame["words"].between(first, last)


def mentions(frame: pd.DataFrame, words: Any) -> pd.Series[bool]:
    """Say which of our summaries hold a text, letter by letter but in any case; no sign in it has a meaning."""
    sought = " ".join(str(words).split()).casefold()
    return frame["digest"].str.casefold().str.contains(sought, regex=False)
