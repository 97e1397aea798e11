"""Print the handouts: one file for students and one with the answers, in build/handouts.

python tools/handouts.py [FOLDER]

Chromium or Chrome makes the PDF; without one the HTML is left, to be printed from any browser. Nothing needs colour.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import tipseeds as tip
from tipseeds.pages.html import escape
from tipseeds.teach import tasks
from tipseeds.teach._place import say
from tipseeds.teach._tasks import Task, right, tables

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
STYLE = """
@page { size: A4; margin: 16mm }
* { box-sizing: border-box }
body { font: 11pt/1.4 Georgia, serif; color: #000; background: #fff; margin: 0 }
h1 { font-size: 17pt; margin: 0 0 4mm }
h2 { font-size: 13pt; margin: 6mm 0 2mm }
h1.page { break-before: page }
table { border-collapse: collapse; width: 100% }
tr { break-inside: avoid }
th, td { border: 0.4pt solid #000; padding: 2mm; vertical-align: top; text-align: left }
.sheet table { table-layout: fixed }
.sheet td { height: 19mm }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm }
.card { border: 0.8pt dashed #000; padding: 4mm; break-inside: avoid }
.card b { font-size: 16pt; display: block }
.line { border-bottom: 0.4pt solid #000; display: block; margin-top: 5mm; padding-bottom: 1mm; min-height: 6mm }
.ask { break-inside: avoid; margin: 3mm 0 }
.ask ul { list-style: none; padding-left: 4mm; margin: 1mm 0 }
.ask li::before { content: "☐ " }
small { font-size: 9pt }
"""
CARDS = ("prisoners", "women's share", "overseas workers")
SHEET = (
    "Who wrote it, and as what?",
    "When? How is that known?",
    "For whom, and why?",
    "What does it do with the charge?",
    "Whom does it credit?",
    "Who else says so? Independently?",
    "What can it not tell?",
)


def students(corpus: tip.Corpus) -> str:
    """Return the handouts for students."""
    lines = "".join(f'<span class="line">{ask}</span>' for ask in ("hedge", "of whom", "when", "says who"))
    cards = [f"<b>{escape(_bare(row))}</b><small>{escape(row['topic'])}</small>{lines}" for row in _cards(corpus)]
    plans = yaml.safe_load((ROOT / "docs" / "lesson-plans.yaml").read_text("utf-8"))
    room = '<span class="line"></span>' * 4
    exits = [f"<strong>Session {plan['session']}</strong><p>{escape(plan['exit'])}</p>{room}" for plan in plans]
    sheet = _table(("", "one document", "another document"), [(ask, "", "") for ask in SHEET])
    return _page(
        "Handouts",
        f"<h1>Ten questions</h1>{''.join(map(_asked, _quiz()))}",
        "<h1 class=page>Sourcing sheet</h1><p>Answer from the page, and write where you found it (p3, c7).</p>",
        f'<div class="sheet">{sheet}</div>',
        "<h1 class=page>Number cards</h1><p>A number alone can’t be quoted: find out what is missing.</p>",
        _grid(cards),
        f"<h1 class=page>Exit tickets</h1>{_grid(exits)}",
        f"<h1 class=page>Rubric</h1>{_rubric()}",
    )


def answers(corpus: tip.Corpus) -> str:
    """Return the answers, which are printed apart."""
    names = ("doc", "part", "wording", "population", "period", "by")
    cards = [["not stated" if pd.isna(row[name]) else row[name] for name in names] for row in _cards(corpus)]
    keys = [task for key, task in tasks().items() if key[0].isdigit()]
    return _page(
        "Answers",
        f"<h1>Answers: ten questions</h1>{''.join(map(_told, _quiz()))}<h1 class=page>Number cards</h1>",
        _table(("Document", "Part", "Wording", "Of whom", "When", "Says who"), cards),
        f"<h1 class=page>Guesses</h1>{''.join(_told(task) for task in keys if not task.key[-1].isdigit())}",
        f"<h1 class=page>Exercises</h1>{''.join(_told(task) for task in keys if task.key[-1].isdigit())}",
    )


def _quiz() -> list[Task]:
    return [task for key, task in tasks().items() if key.startswith("quiz.")]


def _cards(corpus: tip.Corpus) -> list[dict[Any, Any]]:
    rows = corpus.estimates
    wanted = rows["topic"].isin(CARDS) & rows["notation"].str.contains(r"\d") & rows["unit"].isin(["people", "percent"])
    return rows[wanted].to_dict("records")


def _bare(row: dict[Any, Any]) -> str:
    """Return the numbers of a quantity alone, as a card shows them."""
    numbers = [f"{float(number):,.10g}" for number in re.findall(r"\d+(?:\.\d+)?", row["notation"])]
    return f"{' … '.join(numbers)} {row['unit']}"


def _asked(task: Task) -> str:
    options = "".join(f"<li>{escape(option)}</li>" for option in task.kind)
    return f'<div class="ask"><strong>{task.key[5:]}.</strong> {escape(task.ask)}<ul>{options}</ul></div>'


def _told(task: Task) -> str:
    answer = right(task, tables())
    told = [say(answer)] if answer is not None else []
    told += [task.why.replace("{right}", say(answer))] * bool(task.why)
    told += [f"A good answer: {' '.join(task.good)}"] * bool(task.good)
    told += [f"“{say(one['answer'])}”: {one['reply']}" for one in task.wrong]
    lines = "<br>".join(map(escape, told))
    return f'<div class="ask"><strong>{task.key}</strong> {escape(task.ask)}<br><small>{lines}</small></div>'


def _rubric() -> str:
    """Return the rubric of the instructor's page."""
    page = (ROOT / "docs" / "for-instructors.md").read_text("utf-8")
    lines = re.findall(r"^\|.*\|$", page.split("## Marking")[1].split("## ")[0], flags=re.MULTILINE)
    cells = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines if "---" not in line]
    return _table(cells[0], cells[1:])


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _grid(cards: Iterable[str]) -> str:
    return f'<div class="cards">{"".join(f"<div class=card>{card}</div>" for card in cards)}</div>'


def _page(title: str, *body: str) -> str:
    head = f'<meta charset="utf-8"><title>tipseeds: {title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>'


def make(folder: Path) -> list[Path]:
    """Write the handouts into a folder, as HTML and, where there is a browser, as PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus, made = tip.load(), list[Path]()
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    for name, text in (("handouts", students(corpus)), ("answers", answers(corpus))):
        page = folder / f"{name}.html"
        page.write_text(text, "utf-8")
        made.append(page)
        if browser:
            printed = page.with_suffix(".pdf").resolve()
            quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
            command = [browser, *quiet, f"--print-to-pdf={printed}", page.resolve().as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made.append(printed)
    return made


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "handouts"):
        print(path)
