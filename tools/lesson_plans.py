"""Work out how long each step of the lesson plans takes, and print them into docs/for-instructors.md.

python tools/lesson_plans.py [--check]

The minutes come from words and tasks, by the rates below, and not from a class that was timed. Talk is what the plan
sets aside for it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml

from tipseeds.teach import tasks

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "docs" / "lesson-plans.yaml"
PAGE = ROOT / "docs" / "for-instructors.md"
BEGIN = "<!-- plans: begin (printed by: python tools/lesson_plans.py) -->"
END = "<!-- plans: end -->"
WORDS_A_MINUTE = 180
"""Reading to understand, in a language that is not everybody's first."""
MINUTES = {"look": 1.0, "choice": 1.0, "number": 1.5, "range": 1.5, "list": 2.0, "text": 2.0, "code": 5.0, "make": 10.0}
LONGEST = 90


@dataclass
class Step:
    """A step of a lesson: what is done and shown, the words to read, the things to look at, the tasks, the talk."""

    do: str
    words: int
    looks: int
    keys: list[str]
    talk: float

    @property
    def minutes(self) -> float:
        """Return the minutes that it takes, by the rates."""
        work = sum(MINUTES[_kind(key)] for key in self.keys)
        return self.words / WORDS_A_MINUTE + self.looks * MINUTES["look"] + work + self.talk


def _kind(key: str) -> str:
    task = tasks()[key]
    for word, kind in (("Change the code", "code"), ("Make something", "make")):
        if task.ask.startswith(word):
            return kind
    return "choice" if isinstance(task.kind, list) else task.kind


def sections(path: Path) -> dict[str, tuple[int, int]]:
    """Return the words to read and the charts, tables and panels to look at, under each heading of a notebook."""
    found: dict[str, tuple[int, int]] = {}
    heading = ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            said = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
            for piece in re.split(r"^(?=#+ )", said, flags=re.MULTILINE):
                if head := re.match(r"#+ (.+)", piece):
                    heading = head[1].strip()
                if not heading.startswith(("Try it", "Exercise")):
                    words, looks = found.get(heading, (0, 0))
                    found[heading] = (words + len(piece.split()), looks)
        elif re.search(r"tip\.(show|table|explore|evidence)|corpus\.(read|evidence)|print\(", cell.source):
            words, looks = found.get(heading, (0, 0))
            found[heading] = (words, looks + 1)
    return found


def steps(plan: dict[str, Any]) -> list[Step]:
    """Return the steps of a plan."""
    made = []
    known = sections(next((ROOT / "notebooks").glob(f"{plan['notebook']}-*.ipynb")))
    for step in plan["steps"]:
        words = looks = 0
        for name in step.get("read", []):
            fits = [heading for heading in known if heading.startswith(name)]
            if not fits:
                raise ValueError(f"Notebook {plan['notebook']} has no heading {name!r}.")
            words, looks = words + known[fits[0]][0], looks + known[fits[0]][1]
        if "looks" in step:
            looks = step["looks"]
        made.append(Step(step["do"], words, looks, step.get("tasks", []), step.get("talk", 0)))
    return made


def table(plan: dict[str, Any]) -> str:
    """Return a plan as Markdown: from, to, what is done, words, things to look at, tasks."""
    lines = [f"### Session {plan['session']}: {plan['title']}", "", plan["aim"], ""]
    lines += [
        "| from | to | what is done and shown | words | to look at | tasks | talk |",
        "|---|---|---|---|---|---|---|",
    ]
    at = 0.0
    for step in steps(plan):
        then = at + step.minutes
        keys = ", ".join(f"`{key}`" for key in step.keys if not key.startswith("quiz."))
        keys = keys or "the quiz" * bool(step.keys)
        cells = [round(at), round(then), step.do, step.words or "", step.looks or "", keys, step.talk or ""]
        lines.append(f"| {' | '.join(map(str, cells))} |")
        at = then
    lines += [
        "",
        f"**In all** {round(at)} of {LONGEST} minutes. **Exit ticket:** {plan['exit']} **At home:** {plan['home']}",
        "",
    ]
    return "\n".join(lines)


def page() -> str:
    """Return the page with the plans printed into it."""
    text = PAGE.read_text("utf-8")
    plans = "\n".join(table(plan) for plan in yaml.safe_load(PLANS.read_text("utf-8")))
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{plans}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(page() != PAGE.read_text("utf-8"))
    PAGE.write_text(page(), "utf-8")
