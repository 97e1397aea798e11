"""The panel in which a student codes the comments by the codebook, and compares with others."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import Any

import pandas as pd
import traitlets as t

from tipseeds import checks, coding
from tipseeds.edition.fields import coded_columns, labels
from tipseeds.edition.lookup import look_up
from tipseeds.edition.scheme import NOT_CODED
from tipseeds.edition.tables import Tables
from tipseeds.edition.words import unknown
from tipseeds.explore._panel import Control, Form
from tipseeds.pages.html import escape, table_html
from tipseeds.pages.passages import marked_digest, passage_html

OTHERS = ("the settled coding", "the first coder", "the second coder", "classmates")
NAMES = ("Comment", "Coder (initials will do)", "Compare with", "Folder of classmates’ files")
LINES = "comment back on|status steps|passage||rest coder|others folder compare|agreed"
BUTTONS = {"back": "‹ Previous", "on": "Next ›", "rest": "No other device (no for the rest)", "compare": "Compare"}


def code_it(corpus: Tables, file: str | PathLike[str] = "my-coding.csv") -> CodePanel:
    """Code the comments yourself, as in `tip.explore.code_it(corpus)`; every answer is saved as it is given.

    Parameters
    ----------
    corpus : Corpus
    file : path-like
        Where the answers are saved; what is there already is read first.

    Examples
    --------
    >>> import tempfile
    >>> panel = tip.explore.code_it(tip.load(), tempfile.mkdtemp() + "/my-coding.csv")
    >>> panel.controls["china"].value = "silent"
    >>> panel.count[:5]
    '1 of '
    """
    if corpus.comments.empty or not coded_columns(corpus.comments):
        lacking = "comments to code" if corpus.comments.empty else "questions or devices; add some to codebook.yaml"
        raise ValueError(f"These seeds hold no {lacking}.")
    return CodePanel(corpus, file)


class CodePanel(Form):
    """A comment at a time, a menu for each question and device, and agreement with other coders.

    `sheet` has the answers and their file; it is None if the file can't be read, and nothing is saved over it then.
    """

    status = t.Unicode().tag(sync=True)
    passage = t.Unicode().tag(sync=True)
    agreed = t.Unicode().tag(sync=True)
    typed = frozenset({"coder", "folder"})

    def __init__(self, corpus: Tables, file: str | PathLike[str]) -> None:
        self.corpus, self.name, self.sheet = corpus, str(file), None
        self.asked, scheme = coded_columns(corpus.comments), corpus.scheme
        comments = tuple(corpus.comments["doc"].astype(str) + " " + corpus.comments["part"])
        menus = {name: (NOT_CODED, *given) for name, given in self.asked.items()}
        menus |= {"comment": comments, "others": self._others()}
        choice = {"comment": comments[0], "coder": "me", "others": OTHERS[0], "folder": "classmates"}
        choice |= dict.fromkeys(self.asked, NOT_CODED)
        names = dict(zip(choice, NAMES, strict=False))
        self.controls = {name: Control(self, name, names.get(name, name), menus.get(name, ())) for name in choice}
        boxes = {name: {"label": one.description, "options": list(one.options)} for name, one in self.controls.items()}
        asks = {name: {"asks": q.asks, "rules": list(q.values.items())} for name, q in scheme.questions.items()}
        asks |= {name: {"asks": f"Does it use this: {device.rule}?"} for name, device in scheme.devices.items()}
        fields = [{"name": name, **boxes[name], **asked} for name, asked in asks.items()]
        super().__init__(choice, form="codeit", lines=LINES, buttons=BUTTONS, boxes=boxes, fields=fields)
        try:
            self.sheet = coding.Sheet(file, corpus.comments)
        except coding.CodingError as error:
            self.error = f"{error} The file is left as it is, and nothing is saved over it."
        told = self.sheet.told if self.sheet else []
        self._become(self._at(comments[0]))
        self.notes = {"comment": " ".join(told)}

    def __repr__(self) -> str:
        return f"Panel to code {len(self.corpus.comments)} comments, saving to {self.name} after each answer."

    @property
    def frame(self) -> pd.DataFrame:
        """The answers so far, a row a comment."""
        return self.sheet.frame if self.sheet else coding.blank(self.corpus.comments, "me")

    @property
    def count(self) -> str:
        """How many answers are given, in words."""
        frame = self.frame[list(self.asked)]
        return f"{int(frame.notna().to_numpy().sum())} of {frame.size} answers given"

    def choose(self, **changes: Any) -> None:
        """Change some of the choice, and save an answer; what can't be done is told beside what asked for it."""
        depth, new = len(self._past), {name: value for name, value in changes.items() if value != self.choice.get(name)}
        if "comment" in new and len(new) > 1:  # to go to a comment is a step of its own
            self.choose(comment=new["comment"])
            if self.choice["comment"] == new.pop("comment"):
                self.choose(**new)
            return
        try:
            super().choose(**(self._at(self._valid("comment", new["comment"])) if "comment" in new else {}) | new)
        except (ValueError, OSError) as error:
            del self._past[depth:]
            self.notes = {next(iter(new)): str(error)}
            self.choice = self.choice | self._at(self.choice["comment"])

    def no_other_device(self) -> None:
        """Answer no for each device of the comment that is not coded yet: one step, which `undo` takes back."""
        self.choose(**{name: "no" for name in self.corpus.scheme.devices if self.choice[name] == NOT_CODED})

    def reset(self) -> None:
        """Go back to the first comment and the first comparison; the answers stay."""
        super().choose(others=OTHERS[0], folder=self._first["folder"], **self._at(self._first["comment"]))
        self.agreed = ""

    def compare(self) -> None:
        """Measure agreement with the coders chosen, and list where they differ."""
        self.agreed, self.notes = "", {}
        everyone, problems = self._everyone()
        measured = checks.agreement(everyone).round({"percent": 1, "alpha": 3})
        differ = checks.differences(everyone)
        known = measured["alpha"].notna()
        told = [f"Left out: {problem}" for problem in problems]
        told += [f"Compared: {', '.join(everyone['coder'].unique())}."]
        for reason, group in measured[~known].groupby("reason", sort=False):
            told.append(f"Alpha of {', '.join(group['question'])} is {reason}.")
        shown = [(differ, f"Where they differ ({len(differ)})", "doc part question answers")]
        if known.any():
            columns = "question coders units pairs same percent alpha"
            shown.insert(0, (measured[known], "Agreement by question", columns))
        self.agreed = "".join(f"<p>{escape(line)}</p>" for line in told)
        for frame, caption, names in shown:
            self.agreed += table_html(frame, caption, {name: labels(frame)[name] for name in names.split()})

    def _everyone(self) -> tuple[pd.DataFrame, list[str]]:
        """Return one's own answers with those of the coders chosen, and what is wrong with files left out."""
        comments, others, problems = self.corpus.comments, self.choice["others"], list[str]()
        if others == "classmates":
            mine = [self.sheet.path] if self.sheet else []
            theirs, problems = coding.read_folder(self.choice["folder"].strip(), comments, mine)
        elif others == "the settled coding":
            theirs = coding.settled(comments)
        else:
            theirs = coding.shipped(comments).query("coder == @which", local_dict={"which": others.split()[1]})
        frame = self.frame
        if frame["coder"].iloc[0] in set(theirs["coder"]):
            frame = frame.assign(coder=frame["coder"] + " (this panel)")
        return pd.concat([frame, theirs], ignore_index=True), problems

    def _others(self) -> tuple[str, ...]:
        """Return whom one can compare with; the two coders coded this edition and no other."""
        try:
            coding.shipped(self.corpus.comments)
        except coding.CodingError:
            return OTHERS[0], OTHERS[-1]
        return OTHERS

    def _at(self, comment: str) -> dict[str, str]:
        given = self.sheet.answers(*comment.split()) if self.sheet else {}
        coder = self.sheet.coder if self.sheet else self.choice["coder"]
        return {"comment": comment, "coder": coder} | {name: given.get(name) or NOT_CODED for name in self.asked}

    def _valid(self, name: str, value: Any) -> Any:
        super()._valid(name, value)
        value, options = "" if value is None else str(value), self.controls[name].options
        if options and value not in options:
            raise ValueError(unknown(f"answer to {name}" if name in self.asked else name, value, options))
        return value

    def _become(self, state: Mapping[str, Any]) -> None:
        state, was, compared = self.choice | dict(state), self.frame, (self.choice["others"], self.choice["folder"])
        notes, told = dict[str, str](), self.error
        if self.sheet:
            told, notes = "", self._save(state) if state["comment"] == self.choice["comment"] else {}
            now = self._at(state["comment"])  # with what another window has saved, which no undo of ours takes back
            others = {name: value for name, value in now.items() if value != state[name]}
            for one in (state, *self._past, *self._future):
                one |= others if one["comment"] == state["comment"] else {}
        with self.hold_sync():
            if self.frame is not was or compared != (state["others"], state["folder"]):
                self.agreed = ""  # it would be about other answers
            self.notes = notes
            super()._become(state)
            self.error = told

    def _save(self, state: Mapping[str, Any]) -> dict[str, str]:
        """Save what this step changes; return what there is to tell, by what asked for it."""
        assert self.sheet
        (doc, part), notes = state["comment"].split(), dict[str, str]()
        if state["coder"] not in (self.choice["coder"], self.sheet.coder):
            self.sheet.rename(state["coder"])
        for name, value in self.sheet.answers(doc, part).items():
            if state[name] not in (self.choice[name], value or NOT_CODED):
                self.sheet.answer(doc, part, name, None if state[name] == NOT_CODED else state[name])
                notes |= {name: " ".join(self.sheet.told)} if self.sheet.told else {}
        return notes

    def _show(self) -> None:
        doc, part = self.choice["comment"].split()
        found = look_up(self.corpus).part(doc, part)
        self.passage = (
            f"<p><strong>{escape(doc)} {escape(part)}</strong> ({escape(found.attributes['words'])} words), in our "
            f"summary: {marked_digest(found, None)}</p>{passage_html(self.corpus, doc, part)}"
        )
        done = self.frame[list(self.asked)].notna().sum(axis=1).tolist()
        every, comments = len(self.asked), list(self.controls["comment"].options)
        signs = ["✓" if many == every else "…" if many else "○" for many in done]
        shown = zip(signs, comments, done, strict=True)
        self.texts = {"comment": [f"{sign} {comment} ({many} of {every})" for sign, comment, many in shown]}
        self.off = [name for name, end in (("back", 0), ("on", -1)) if comments[end] == self.choice["comment"]]
        self.off += [] if self.sheet else [name for name in self.controls if name != "comment"]
        saved = f"saved in {self.name}" if self.sheet and self.sheet.path.exists() else "nothing saved yet"
        self.status = escape(f"{self.count}, {saved}")

    def _turn(self, by: int) -> None:
        comments = self.controls["comment"].options
        self.choose(comment=comments[(comments.index(self.choice["comment"]) + by) % len(comments)])

    def _do(self, asked: dict[str, Any]) -> None:
        steps = {"compare": self.compare, "rest": self.no_other_device}
        steps |= {"back": lambda: self._turn(-1), "on": lambda: self._turn(1)}
        try:
            steps.get(asked["do"], lambda: super(CodePanel, self)._do(asked))()
        except (ValueError, OSError) as error:
            self.notes = {asked["do"]: str(error)} if asked["do"] in BUTTONS else {}
            self.error = self.error if self.notes else str(error)
