"""Guesses and exercises in a real JupyterLab, by keyboard alone, with the kernel killed in between."""

from __future__ import annotations

import json
import os
import signal

import nbformat
import pytest
from playwright.sync_api import Page, expect
from tests.lab.jupyter import jupyterlab, open_notebook
from tests.project import ROOT

SHOTS = ROOT / "build" / "screenshots"
NAME = "lesson.ipynb"
LESSON = [
    ("code", "import tipseeds as tip\n\ncorpus = tip.load()\nimport os; print('kernel', os.getpid())"),
    ("markdown", "## How many?\n\n**Before you look:** how many quantities?"),
    ("code", 'tip.guess("02.quantities")'),
    ("code", 'tip.table(corpus.estimates.head(3), "What comes out")'),
    ("markdown", "**Reading.** It comes out like this."),
    ("markdown", "### Try it"),
    ("code", 'tip.check("02.1")'),
    ("code", 'tip.check("02.15", corpus.estimates.query("topic == \'organisations\'"))'),
]


@pytest.fixture
def lesson(tmp_path):
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    notebook = nbformat.v4.new_notebook(cells=[make[kind](source) for kind, source in LESSON])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / NAME)
    with jupyterlab(tmp_path) as address:
        yield tmp_path, address


def open_and_run(page: Page, address: str) -> None:
    """Run every cell with Shift and Enter, as a student does."""
    open_notebook(page, address, NAME)
    page.locator(".jp-Notebook .jp-Cell").first.click()
    for _ in LESSON:
        page.keyboard.press("Shift+Enter")
    expect(page.locator(".tip-place")).to_have_count(3, timeout=60_000)


def tab_to(page: Page, label: str) -> None:
    """Press Tab until something with a name has the focus."""
    named = "() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
    for _ in range(60):
        page.keyboard.press("Tab")
        if (page.evaluate(named) or "").strip() == label:
            return
    raise AssertionError(f"Tab never came to {label!r}")


def answers(folder):
    return {
        key: [one["answer"] for one in tries]
        for key, tries in json.loads((folder / "my-answers.json").read_text()).items()
    }


@pytest.mark.browser
def test_a_lesson_by_keyboard_survives_a_killed_kernel(lesson, watched):
    folder, address = lesson
    page, errors = watched
    open_and_run(page, address)
    guess, flat, rows = (page.locator(".tip-place").nth(number) for number in range(3))
    below = page.locator(".jp-OutputArea").filter(has_text="What comes out").locator("table")
    reading = page.locator(".jp-RenderedHTMLCommon p").filter(has_text="It comes out like this.")
    expect(below).to_be_hidden()
    expect(reading).to_be_hidden()
    expect(rows.get_by_role("status")).to_have_text("Right.")  # answered by code

    # The guess, typed: saved before any button is pressed, and what comes out is folded until then.
    page.locator(".jp-Cell").nth(2).locator(".cm-content").click()
    page.keyboard.press("Escape")
    tab_to(page, "How many quantities do the five documents and their comments state?")
    page.keyboard.type("40")
    expect(guess.get_by_role("status")).to_contain_text("Saved in my-answers.json")
    assert answers(folder)["02.quantities"] == ["40"]
    expect(below).to_be_hidden()
    page.keyboard.press("Enter")
    expect(guess.get_by_role("status")).to_have_text("Saved. 17 too low.")
    expect(below).to_be_visible()
    expect(reading).to_be_visible()
    expect(page.locator(".jp-Cell")).to_have_count(len(LESSON) + 1)  # the last Shift+Enter adds one; no letter does

    # The exercise: a likely mistake, its reply, a hint, undo, and then the answer.
    page.keyboard.press("Escape")  # back to the cell; arrows go on to the next
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    tab_to(page, "How many of the quantities are stated flat (exact)?")
    page.keyboard.type("57")
    page.keyboard.press("Enter")
    expect(flat.get_by_role("status")).to_have_text("Not yet. Those are all.")
    tab_to(page, "Hint")
    page.keyboard.press("Space")
    expect(flat.get_by_role("listitem")).to_have_count(1)
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(flat.get_by_role("status")).to_have_text("Undone.")
    assert "02.1" not in answers(folder)

    # The kernel dies. What is typed then is not lost: the page says what to do.
    kernel = int(page.locator(".jp-OutputArea-output pre").first.inner_text().split()[-1])
    page.wait_for_timeout(500)
    os.kill(kernel, signal.SIGKILL)
    dialog = page.get_by_role("dialog")  # JupyterLab tells of it a moment later, and takes what is typed meanwhile
    expect(dialog).to_contain_text("appears to have died", timeout=60_000)
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    flat.locator("input").focus()
    page.keyboard.type("27")
    expect(flat.get_by_role("status")).to_contain_text("Not saved", timeout=15_000)
    expect(flat.locator("input")).to_have_value("27")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "teach-dead-kernel.png")

    # A new day: what was saved is shown again, unfolded, and the rest can be answered.
    page.goto("about:blank")
    open_and_run(page, address)
    expect(page.locator(".tip-place").first.locator("input")).to_have_value("40")
    expect(below).to_be_visible()
    flat = page.locator(".tip-place").nth(1)
    flat.locator("input").focus()
    page.keyboard.type("twenty")
    page.keyboard.press("Enter")
    expect(flat.get_by_role("status")).to_have_text("Not yet. This asks for a number.")
    page.keyboard.press("Control+A")
    page.keyboard.type("27")
    page.keyboard.press("Enter")
    expect(flat.get_by_role("status")).to_have_text("Right.")
    assert answers(folder) == {"02.1": ["twenty", "27"], "02.15": [4.0, 4.0], "02.quantities": ["40"]}
    page.screenshot(path=SHOTS / "teach-lesson.png")

    # What the notebook stores holds none of it.
    page.keyboard.press("Escape")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1500)
    stored = (folder / NAME).read_text()
    assert "A place for your answer" in stored
    assert "too low" not in stored
    assert "That is my guess" not in stored
    assert errors == []
