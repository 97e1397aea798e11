"""The panel in which a student codes the comments by the codebook, and compares with others."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any

import pandas as pd
import traitlets as t

from tipseeds import coding
from tipseeds.edition.fields import coded_columns, labels
from tipseeds.edition.lookup import look_up
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import unknown
from tipseeds.explore._panel import Control, Panel
from tipseeds.pages.html import escape, table_html
from tipseeds.pages.passages import marked_digest, passage_html

OPEN = "not coded"
OTHERS = ("the settled coding", "the first coder", "the second coder", "classmates")


def code_it(corpus: Tables, file: str | PathLike[str] = "my-coding.csv") -> CodePanel:
    """Code the comments yourself; every answer is saved as it is given.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    file : path-like
        Where the answers are saved; what is there already is read first.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> panel = tip.explore.code_it(tip.load(), tempfile.mkdtemp() + "/my-coding.csv")
    >>> panel.controls["china"].value = "silent"
    >>> panel.count
    '1 of 260 answers given'
    """
    if corpus.comments.empty:
        raise ValueError("These seeds hold no comments to code.")
    return CodePanel(corpus, file)


class CodePanel(Panel):
    """A comment at a time, a menu for each question and device, and agreement with other coders.

    `sheet` has the answers and their file; it is None if the file can't be read, and nothing is saved over it then.
    """

    asks: t.List[Any] = t.List().tag(sync=True)
    options = t.Dict().tag(sync=True)
    coded: t.List[int] = t.List().tag(sync=True)
    status = t.Unicode().tag(sync=True)
    passage = t.Unicode().tag(sync=True)
    agreed = t.Unicode().tag(sync=True)
    notes = t.Dict().tag(sync=True)
    typed = frozenset({"coder", "folder"})

    def __init__(self, corpus: Tables, file: str | PathLike[str]) -> None:
        self.corpus, self.name, self.sheet = corpus, str(file), None
        comments = tuple(
            f"{doc} {part}" for doc, part in zip(corpus.comments["doc"], corpus.comments["part"], strict=True)
        )
        self.asked, scheme = coded_columns(corpus.comments), corpus.scheme
        menus: dict[str, tuple[str, ...]] = {name: (OPEN, *allowed) for name, allowed in self.asked.items()}
        menus |= {"comment": comments, "others": OTHERS}
        names = {
            "comment": "Comment",
            "coder": "Coder (initials will do)",
            "others": "Compare with",
            "folder": "Their folder",
        }
        choice = {"comment": comments[0], "coder": "me", "others": OTHERS[0], "folder": "classmates"}
        choice |= dict.fromkeys(self.asked, OPEN)
        self.controls = {name: Control(self, name, names.get(name, name), menus.get(name, ())) for name in choice}
        asks = [{"name": name, "asks": q.asks, "rules": list(q.values.items())} for name, q in scheme.questions.items()]
        asks += [
            {"name": name, "asks": f"Does it use this: {device.rule}?", "rules": []}
            for name, device in scheme.devices.items()
        ]
        super().__init__(choice, form="codeit", asks=asks, options={name: list(menu) for name, menu in menus.items()})
        try:
            self.sheet = coding.Sheet(file, corpus.comments)
        except coding.CodingError as error:
            self.error = f"{error} The file is left as it is, and nothing is saved over it."
        self._become(self._at(comments[0]))
        self.notes = {"comment": " ".join(self.sheet.told)} if self.sheet is not None else {}

    def __repr__(self) -> str:
        """Stand in for the widget where there is no kernel to show it."""
        return f"Panel to code {len(self.corpus.comments)} comments, saving to {self.name} after each answer."

    @property
    def frame(self) -> pd.DataFrame:
        """The answers so far, a row a comment."""
        return coding.blank(self.corpus.comments, "me") if self.sheet is None else self.sheet.frame

    @property
    def count(self) -> str:
        """How many answers are given, in words."""
        frame = self.frame[list(self.asked)]
        return f"{int(frame.notna().to_numpy().sum())} of {frame.size} answers given"

    def choose(self, **changes: Any) -> None:
        """Change some of the choice, and save an answer; what can't be done is told beside what asked for it."""
        depth = len(self._past)
        try:
            super().choose(**(self._at(changes["comment"]) if "comment" in changes else {}) | changes)
        except (ValueError, OSError) as error:
            del self._past[depth:]
            self.notes = {next(iter(changes)): str(error)}
            self.choice = self.choice | self._at(self.choice["comment"])

    def no_other_device(self) -> None:
        """Answer no for each device of the comment that is not coded yet: one step, which `undo` takes back."""
        self.choose(**{name: "no" for name in self.corpus.scheme.devices if self.choice[name] == OPEN})

    def reset(self) -> None:
        """Go back to the first comment and the first comparison; the answers stay."""
        self.choose(comment=self.controls["comment"].options[0], others=OTHERS[0])
        self.agreed = ""

    def compare(self) -> None:
        """Measure agreement with the coders chosen, and list where they differ."""
        from tipseeds import checks

        everyone, problems = self._everyone()
        measured = checks.agreement(everyone).round({"percent": 1, "alpha": 3})
        differ = checks.differences(everyone)
        known = measured[measured["alpha"].notna()]
        told = [f"Left out: {problem}" for problem in problems] + [
            f"Compared: {', '.join(everyone['coder'].unique())}."
        ]
        for reason, group in measured[measured["alpha"].isna()].groupby("reason", sort=False):
            told.append(f"Alpha of {', '.join(group['question'])} is {reason}.")
        self.agreed = "".join(f"<p>{escape(line)}</p>" for line in told)
        if len(known):
            self.agreed += _table(known, "Agreement by question", "question coders units pairs same percent alpha")
        self.agreed += _table(differ, f"Where they differ ({len(differ)})", "doc part question answers")

    def _everyone(self) -> tuple[pd.DataFrame, list[str]]:
        """Return one's own answers with those of the coders chosen, and what is wrong with files left out."""
        comments, others, problems = self.corpus.comments, self.choice["others"], list[str]()
        if others == "classmates":
            mine = [] if self.sheet is None else [self.sheet.path]
            theirs, problems = coding.read_folder(self.choice["folder"].strip(), comments, mine)
        elif others == "the settled coding":
            theirs = coding.settled(comments)
        else:
            theirs = coding.shipped(comments).query("coder == @which", local_dict={"which": others.split()[1]})
        frame = self.frame
        if frame["coder"].iloc[0] in set(theirs["coder"]):
            frame = frame.assign(coder=frame["coder"] + " (this panel)")
        return pd.concat([frame, theirs], ignore_index=True), problems

    def _at(self, comment: str) -> dict[str, str]:
        """Return the choice in which a comment is shown with the answers on it."""
        given = {} if self.sheet is None else self.sheet.answers(*comment.split())
        coder = self.choice["coder"] if self.sheet is None else self.sheet.coder
        return {"comment": comment, "coder": coder} | {name: given.get(name) or OPEN for name in self.asked}

    def _valid(self, name: str, value: Any) -> Any:
        super()._valid(name, value)
        options = self.controls[name].options
        if options and value not in options:
            raise ValueError(unknown(f"answer to {name}" if name in self.asked else name, value, options))
        return value

    def _become(self, state: Mapping[str, Any]) -> None:
        state, was, compared = self.choice | dict(state), self.frame, (self.choice["others"], self.choice["folder"])
        notes: dict[str, str] = {}
        if self.sheet is not None:
            doc, part = state["comment"].split()
            before, now = self.sheet.answers(doc, part), {name: state[name] for name in self.asked}
            if state["coder"] != self.sheet.coder:
                self.sheet.rename(state["coder"])
            for name, value in now.items():
                if (before[name] or OPEN) != value:
                    self.sheet.answer(doc, part, name, None if value == OPEN else value)
                    notes |= {name: " ".join(self.sheet.told)} if self.sheet.told else {}
            state |= self._at(state["comment"])  # with what another window has saved meanwhile
        told = self.error if self.sheet is None else ""
        with self.hold_sync():
            if self.frame is not was or compared != (state["others"], state["folder"]):
                self.agreed = ""  # it would be about other answers
            self.notes = notes
            super()._become(state)
            self.error = told

    def _show(self) -> None:
        doc, part = self.choice["comment"].split()
        words = look_up(self.corpus).part(doc, part).attributes["words"]
        self.passage = (
            f"<p><strong>{escape(doc)} {escape(part)}</strong> ({escape(words)} words), in our summary: "
            f"{marked_digest(look_up(self.corpus).part(doc, part), None)}</p>{passage_html(self.corpus, doc, part)}"
        )
        self.coded = self.frame[list(self.asked)].notna().sum(axis=1).tolist()
        saved = self.sheet is not None and self.sheet.path.exists()
        self.status = f"{self.count}, {f'saved in {self.name}' if saved else 'nothing saved yet'}"

    def _do(self, asked: dict[str, Any]) -> None:
        if asked["do"] == "choose":
            return super()._do(asked)
        try:
            {"compare": self.compare, "rest": self.no_other_device}[asked["do"]]()
        except (ValueError, OSError) as error:
            self.notes = {asked["do"]: str(error)}


def _table(frame: pd.DataFrame, caption: str, columns: str) -> str:
    own = labels(frame)
    return table_html(frame, caption, {name: own[name] for name in columns.split()})
