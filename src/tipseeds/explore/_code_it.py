"""The panel in which a student codes the comments by the codebook, and compares with others."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import Any

import ipywidgets as widgets
import pandas as pd

from tipseeds import checks, coding
from tipseeds.edition.fields import coded_columns
from tipseeds.edition.lookup import look_up
from tipseeds.edition.tables import Tables
from tipseeds.explore._code_form import OPEN, OTHERS, controls, rules
from tipseeds.explore._panel import Panel, alert
from tipseeds.pages.html import escape, table_html
from tipseeds.pages.passages import marked_digest, passage_html

MEASURES = {
    "question": "Question or device",
    "coders": "Coders",
    "units": "Comments compared",
    "pairs": "Pairs of answers",
    "same": "The same",
    "percent": "Percent the same",
    "alpha": "Alpha",
    "reason": "Why there is no alpha",
}
DIFFER = {"doc": "Thread", "part": "Comment", "question": "Question or device", "answers": "Answers"}


def code_it(corpus: Tables, file: str | PathLike[str] = "my-coding.csv") -> CodePanel:
    """Code the comments yourself; every answer is saved as it is given.

    Parameters
    ----------
    corpus : Corpus
        As `tip.load` gives.
    file : path-like
        Where the answers are saved; what is there already is read first.

    Returns
    -------
    CodePanel
        A widget. Files of classmates go into the folder that it names.

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

    Parameters
    ----------
    corpus : Corpus
        With the comments to code.
    file : path-like
        Where the answers are saved.

    Attributes
    ----------
    controls : dict of str to widget
        The comment, one control a question and device, the coder's name, whom to compare with, and the folder of
        classmates' files.
    sheet : Sheet
        The answers and their file; None if the file can't be read, and then nothing is ever saved over it.
    """

    def __init__(self, corpus: Tables, file: str | PathLike[str]) -> None:
        self.corpus = corpus
        self.asked = coded_columns(corpus.comments)
        self.name = str(file)
        self.sheet: coding.Sheet | None = None
        self.status, self.passage, self.agreed = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.controls = controls(corpus.comments)
        self._compare = widgets.Button(description="Compare", tooltip="Measure agreement with the coders chosen")
        self._rest = widgets.Button(description="No other device", tooltip="Answer no for each device not coded yet")
        self._buttons = {step: widgets.Button(description=name) for name, step in (("Previous", -1), ("Next", 1))}
        self._wire()
        super().__init__(self._laid_out())
        self._guarded(self._open)

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

    def reset(self) -> None:
        """Go back to the first comment and the first comparison; the answers stay."""
        self.controls["comment"].value = self.controls["comment"].options[0]
        self.controls["others"].value = OTHERS[0]
        self.agreed.value = ""

    def compare(self) -> None:
        """Measure agreement with the coders chosen, and list where they differ."""
        everyone, problems = self._everyone()
        measured = checks.agreement(everyone).round({"percent": 1, "alpha": 3})
        differ = checks.differences(everyone)
        warned = "".join(f'<p role="alert">Left out: {escape(problem)}</p>' for problem in problems)
        coders = ", ".join(everyone["coder"].unique())
        self.agreed.value = (
            f"{warned}<p>Compared: {escape(coders)}.</p>"
            f"{table_html(measured, 'Agreement, question by question', MEASURES)}"
            f"{table_html(differ, f'Where they differ ({len(differ)})', DIFFER)}"
        )

    def _everyone(self) -> tuple[pd.DataFrame, list[str]]:
        """Return one's own answers with those of the coders chosen, and what is wrong with files left out."""
        comments, others, problems = self.corpus.comments, self.controls["others"].value, list[str]()
        if others == "classmates":
            mine = [] if self.sheet is None else [self.sheet.path]
            theirs, problems = coding.read_folder(self.controls["folder"].value.strip(), comments, mine)
        elif others == "the settled coding":
            theirs = coding.settled(comments)
        else:
            theirs = coding.shipped(comments).query("coder == @which", local_dict={"which": others.split()[1]})
        frame = self.frame
        if frame["coder"].iloc[0] in set(theirs["coder"]):
            frame = frame.assign(coder=frame["coder"] + " (this panel)")
        return pd.concat([frame, theirs], ignore_index=True), problems

    # --- Steps ---

    def _open(self) -> None:
        for name in (*self.asked, "coder"):
            self.controls[name].disabled = True
        self.sheet = coding.Sheet(self.name, self.corpus.comments)
        for name in (*self.asked, "coder"):
            self.controls[name].disabled = False
        self._show()

    def _show(self) -> None:
        """Show the chosen comment and the answers on it."""
        doc, part = self.controls["comment"].value.split()
        words = self.corpus.parts.query("doc == @doc and part == @part", local_dict={"doc": doc, "part": part})["words"]
        summary = marked_digest(look_up(self.corpus).part(doc, part), None)
        self.passage.value = (
            f'<p style="max-width:52em;overflow-wrap:anywhere"><strong>{escape(doc)} {escape(part)}</strong> '
            f"({words.item()} words), in our summary: {summary}</p>"
            f'<div style="max-width:52em">{passage_html(self.corpus, doc, part)}</div>'
        )
        with self._hold():
            if self.sheet is not None:
                for name, value in self.sheet.answers(doc, part).items():
                    self.controls[name].value = value or OPEN
                self.controls["coder"].value = self.sheet.coder
        for step, button in self._buttons.items():
            button.disabled = self._beside(step) is None
        self._tell()

    def _tell(self) -> None:
        if self.sheet is None:
            return  # what is wrong with the file stays on the page
        saved = f"saved in {self.name}" if self.sheet.path.exists() else "nothing saved yet"
        self.status.value = f'<p role="status" aria-live="polite"><strong>{self.count}</strong>, {escape(saved)}</p>'

    def _answer(self, name: str, value: str) -> None:
        if self._held or self.sheet is None:
            return
        doc, part = self.controls["comment"].value.split()
        self.sheet.answer(doc, part, name, None if value == OPEN else value)
        self._tell()

    def _no_other_device(self) -> None:
        for name in self.corpus.scheme.devices:
            if self.controls[name].value == OPEN and self.sheet is not None:
                self.controls[name].value = "no"

    def _rename(self) -> None:
        if not self._held and self.sheet is not None:
            self.sheet.rename(self.controls["coder"].value)
            self._tell()

    def _beside(self, step: int) -> str | None:
        options = self.controls["comment"].options
        at = options.index(self.controls["comment"].value) + step
        return options[at] if 0 <= at < len(options) else None

    def _go(self, step: int) -> None:
        self.controls["comment"].value = self._beside(step) or self.controls["comment"].value

    # --- Wiring ---

    def _wire(self) -> None:
        def answers(name: str) -> Callable[[Any], None]:
            return lambda change: self._guarded(lambda: self._answer(name, change["new"]))

        for name in self.asked:
            self.controls[name].observe(answers(name), names="value")
        self.controls["comment"].observe(lambda _: self._guarded(self._show), names="value")
        self.controls["coder"].observe(lambda _: self._guarded(self._rename), names="value")
        self._compare.on_click(lambda _: self._guarded(self.compare))
        self._rest.on_click(lambda _: self._guarded(self._no_other_device))
        for step, button in self._buttons.items():
            button.on_click(lambda _, step=step: self._guarded(lambda: self._go(step)))

    def _laid_out(self) -> list[widgets.Widget]:
        wrapped = widgets.Layout(flex_flow="row wrap", grid_gap="4px 16px")
        rows = [widgets.HTML("<p><strong>Questions</strong> (open a line to see the rule for each value)</p>")]
        for name in self.asked:
            if name == next(iter(self.corpus.scheme.devices)):
                rows.append(widgets.HTML("<p><strong>Devices</strong></p>"))
            told = widgets.HTML(rules(self.corpus.scheme, name))
            rows.append(widgets.Box([self.controls[name], told], layout=wrapped))
        steps = [self.controls["comment"], *self._buttons.values()]
        compare = [self.controls["others"], self.controls["folder"], self._compare]
        return [
            self.status,
            widgets.Box([self.controls["coder"]], layout=wrapped),
            widgets.Box(steps, layout=wrapped),
            self.passage,
            *rows,
            self._rest,
            widgets.Box(compare, layout=wrapped),
            self.agreed,
        ]

    def _guarded(self, step: Callable[[], None]) -> None:
        """Run a step for a control; what goes wrong is told in the panel, which then shows what is saved."""
        try:
            step()
        except Exception as error:
            if self.sheet is not None:
                self._show()
            safe = "" if self.sheet is not None else "<br>The file is left as it is, and nothing is saved over it."
            self.status.value = alert("This can’t be done.", escape(error) + safe)
            if not isinstance(error, ValueError | OSError):
                raise
