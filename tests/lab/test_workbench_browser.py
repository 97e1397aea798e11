"""A workbench in a real JupyterLab and a real browser: by mouse, by keyboard alone, in the light and in the dark."""

from __future__ import annotations

import re

import nbformat
import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from tests.lab.jupyter import jupyterlab, notebook, run_notebook
from tests.project import ROOT

import tipseeds as tip
from tipseeds.edition.fields import coded_columns

SHOTS = ROOT / "build" / "screenshots"
EVERY = re.compile(r"^(\d+) of \1 shown$")
NAMES = ("tiers", "estimates", "labour", "debate")


REACHED = """() => {
  const marks = [...document.querySelectorAll('.ts-chart .mark')], seen = new Set(marks.slice(0, 1));
  for (const mark of seen) for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
    mark.focus();
    mark.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    seen.add(document.activeElement);
  }
  return marks.filter((mark) => !seen.has(mark)).length;
}"""
# Wherever a mark is pointed at, on a word of its own or between its strokes, it answers and no other.
DEAF = """() => [...document.querySelectorAll('.ts-chart .mark')].filter((mark) => {
  const own = mark.querySelector('.own') ?? mark;
  return [own, ...own.querySelectorAll('text')].some((part) => {
    part.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return document.elementFromPoint((left + right) / 2, (top + bottom) / 2)?.closest('.mark') !== mark;
  });
}).map((mark) => mark.getAttribute('aria-label'))"""
START = {"debate": ", position=['south_korea: silent', 'failure: silent']"}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    load = "import tipseeds as tip\ncorpus = tip.load()"
    for name in NAMES:
        nbformat.write(
            notebook(load, f"bench = tip.explore.{name}(corpus{START.get(name, '')})\nbench"), folder / f"{name}.ipynb"
        )
    panels = [load, "tip.explore.what_if(corpus)", "tip.explore.code_it(corpus, 'my-coding.csv')"]
    nbformat.write(notebook(*panels), folder / "panels.ipynb")
    with jupyterlab(folder) as served:
        yield served


def opened(page: Page, address: str, name: str) -> None:
    run_notebook(page, address, f"{name}.ipynb")
    page.locator(".ts-chart .mark").first.wait_for(timeout=60_000)
    page.evaluate("() => document.querySelector('.ts-root').scrollIntoView()")


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def box_of(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found is not None
    return found


def status(page: Page):
    return page.locator(".ts-line [role=status]")


def code_of(page: Page) -> str:
    return page.locator(".ts-line code").inner_text()


def rows_of(page: Page) -> list[str]:
    return [
        str(row) for row in page.locator(".ts-list tbody tr").evaluate_all("rows => rows.map(row => row.dataset.row)")
    ]


def same_rows(code: str, table: str, shown: list[str]) -> bool:
    """Run the code that was copied, as a reader would."""
    corpus = tip.load()
    found = eval(code, {"corpus": corpus, "tip": tip})
    return set(found.columns) == set(getattr(corpus, table).columns) and [str(label) for label in found.index] == shown


def in_step(page: Page) -> str:
    """Return the chosen row, the same in the chart and in the list."""
    listed = page.locator(".ts-list tr.on").get_attribute("data-row")
    drawn = page.locator(".ts-chart .mark.on").evaluate_all("marks => marks.map(mark => mark.dataset.row.split(' '))")
    assert drawn, "no mark is chosen"
    assert all(listed in rows for rows in drawn)
    assert page.locator(".ts-list tr.on").evaluate(
        "row => { const box = row.closest('.ts-list').getBoundingClientRect(), own = row.getBoundingClientRect();"
        " return own.top >= box.top && own.top < box.bottom }"
    ), "the list did not follow"
    return str(listed)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["JupyterLab Light", pytest.param("JupyterLab Dark", marks=pytest.mark.slow)])
def test_by_mouse_from_a_mark_to_its_passage_and_to_the_code(address, watched, theme):
    page, errors = watched
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "estimates")
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function("dark => document.body.dataset.jpThemeLight === String(!dark)", arg="Dark" in theme)
    expect(status(page)).to_have_text(EVERY)
    assert box_of(page.locator(".ts-root"))["height"] <= 779

    row = tip.load().estimates.query("doc == 'asmolov' and mark == 'camps'").index[0]
    mark = page.locator(f".ts-chart .mark[data-row='{row}']")  # more than 120,000
    mark.hover()
    tip_box = page.get_by_role("tooltip")
    expect(tip_box).to_contain_text("over 120 thousand political prisoners")
    expect(tip_box).to_contain_text("TIP report")
    page.wait_for_timeout(200)
    box, others = (
        box_of(tip_box),
        page.locator(".ts-chart .mark").evaluate_all(
            "marks => marks.map(mark => mark.getBoundingClientRect())"
            ".map(({left, top, right, bottom}) => [left, top, right, bottom])"
        ),
    )
    chart = box_of(page.locator(".ts-chart"))
    visible = [at for at in others if at[3] > chart["y"] and at[1] < chart["y"] + chart["height"]]
    assert not [
        at for at in visible
        if at[0] < box["x"] + box["width"] and box["x"] < at[2]
        and at[1] < box["y"] + box["height"] and box["y"] < at[3]
    ]  # fmt: skip
    page.mouse.move(box["x"] + 5, box["y"] + 5, steps=3)  # it stays while it is read, and goes with Esc
    page.wait_for_timeout(700)
    expect(tip_box).to_be_visible()
    page.keyboard.press("Escape")

    mark.click()
    evidence = page.get_by_role("group", name="Evidence", exact=True).first
    expect(evidence).to_contain_text("Konstantin Asmolov")
    expect(evidence.locator("mark").first).to_have_text("over 120 thousand political prisoners")
    assert in_step(page) == str(row)
    shot(page, f"workbench-{theme.split()[1].lower()}")

    page.locator(".ts-list tbody tr[data-row='0']").click()
    expect(evidence).to_contain_text("Mark P. Lagon")
    assert in_step(page) == "0"

    page.locator(".ts-menu", has_text="Topic").click()
    page.get_by_role("group", name="Topic").get_by_label("prisoners").first.check()
    expect(status(page)).to_have_text(re.compile(r"^3 of "))
    assert in_step(page) == "0"
    page.keyboard.press("Escape")
    page.locator(".ts-list th button").first.click()
    expect(page.locator(".ts-list th").first).to_have_attribute("aria-sort", "ascending")
    shown = rows_of(page)
    page.get_by_role("button", name="Copy the code").click()
    expect(page.get_by_role("button", name="Copy the code")).to_have_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == code_of(page)
    assert same_rows(copied, "estimates", shown)

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".ts-list th").first).to_have_attribute("aria-sort", "none")
    page.get_by_role("button", name="Undo").click()
    expect(status(page)).to_have_text(EVERY)
    search = page.get_by_label("Search", exact=True)
    search.press_sequentially("camp", delay=30)
    expect(status(page)).not_to_have_text(EVERY)
    expect(page.locator(".ts-list mark").first).to_have_text(re.compile("camp", re.IGNORECASE))
    search.fill("no such word")
    expect(page.locator(".ts-chart")).to_contain_text("without Search, ")
    page.get_by_role("button", name="Reset").click()
    expect(status(page)).to_have_text(EVERY)
    expect(page.locator(".ts-list tr.on")).to_have_count(0)
    assert errors == []


@pytest.mark.browser
def test_by_keyboard_alone(address, watched):
    page, errors = watched
    opened(page, address, "tiers")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.locator(".ts-menu").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")  # the second country
    expect(status(page)).to_have_text("1 of 17 shown")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(status(page)).to_have_text("17 of 17 shown")
    page.keyboard.press("Control+Shift+Z")
    expect(status(page)).to_have_text("1 of 17 shown")
    page.keyboard.press("Control+z")
    expect(status(page)).to_have_text("17 of 17 shown")

    for _ in range(40):  # on to the chart
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('mark')"):
            break
    name = "document.activeElement.getAttribute('aria-label')"
    first = page.evaluate(name)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(name) != first
    page.keyboard.press("Home")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
        if "lagon" in page.evaluate(name):
            break
    expect(page.get_by_role("tooltip")).to_contain_text("lagon")
    ring = "(mark) => getComputedStyle(mark.querySelector('.own') ?? mark).outlineStyle"
    focused = page.locator(".ts-chart .mark:focus")
    assert (focused.locator(".own").count(), focused.evaluate(ring)) == (1, "double")  # it has a badge
    for key in "brty":  # commands of the notebook's, outside
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator(".ts-words")).to_contain_text("Mark P. Lagon")
    chosen = in_step(page)
    assert page.locator(".ts-tip").is_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".ts-tip")).to_be_hidden()

    for _ in range(20):  # on to the list
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TR":
            break
    assert page.evaluate("document.activeElement.dataset.row") == chosen
    page.keyboard.press("ArrowDown")
    assert in_step(page) == page.evaluate("document.activeElement.dataset.row") != chosen
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert errors == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, pytest.param(800, marks=pytest.mark.slow)])
def test_it_fits_the_page_and_evidence_needs_no_kernel(address, watched, width):
    page, errors = watched
    page.set_viewport_size({"width": width, "height": 900})
    for name in NAMES:
        opened(page, address, name)
        assert box_of(page.locator(".ts-root"))["height"] <= 779
        assert page.evaluate(DEAF) == []
        if width == 800 or name == "debate":  # every mark is looked at from every other
            assert page.evaluate(REACHED) == 0, "marks that no arrow reaches"
        assert page.evaluate(
            "() => [...document.querySelectorAll('.jp-OutputArea-output')]"
            ".every(e => e.scrollWidth <= e.clientWidth + 1)"
        )
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.shutdown()")
        mark = page.locator(".ts-chart .mark[data-row]:not([data-row=''])").first
        mark.dispatch_event("click")
        words = page.locator(".ts-words dl, .ts-words dt")
        expect(words.first).to_be_visible()
        if width == 1280:
            page.set_viewport_size({"width": 1920, "height": 1080})  # a projector
            for part in ("chart", "list", "evidence"):
                expect(page.locator(f".ts-{part}")).to_be_in_viewport(ratio=0.7)
            page.set_viewport_size({"width": 1440, "height": 1160})  # the narrowest with the evidence beside both
            expect(page.locator(".ts-chart")).to_be_in_viewport()
            assert page.locator(".ts-chart").evaluate("box => box.scrollWidth <= box.clientWidth"), name
            page.set_viewport_size({"width": 1280, "height": 900})
        if width == 800:  # one column: the evidence comes to where the choice was made
            expect(page.locator(".ts-evidence")).to_be_in_viewport()
        shot(page, f"{name}-{width}")
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".ts-told")).to_contain_text("The kernel doesn’t answer", timeout=8000)
    assert errors == []


@pytest.mark.browser
def test_panels_take_numbers_as_people_type_them_and_answers_back(address, watched):
    page, errors = watched
    run_notebook(page, address, "panels.ipynb")
    pay = page.get_by_label("Paid by employers (USD a worker and month)")
    pay.fill("1.500", timeout=60_000)
    page.get_by_role("button", name="1,500", exact=True).click()
    expect(page.get_by_text("read as 1,500 USD a worker and month")).to_be_visible()
    expect(pay).to_have_value("1500")
    pay.fill("1,234")
    page.get_by_role("button", name="1.234", exact=True).press("Enter")
    expect(page.get_by_text("read as 1.234 USD a worker and month")).to_be_visible()
    expect(pay).to_be_focused()
    pay.fill("2000")
    expect(page.get_by_text("read as 2,000 USD a worker and month")).to_be_visible()
    pay.press("Control+z")
    page.get_by_role("button", name="Reset").first.click()
    expect(pay).to_have_value("1000")
    expect(page.get_by_text("read as 1,000 USD a worker and month")).to_be_visible()
    slider = page.get_by_label("Paid by employers, slider")
    before = page.locator(".ts-bars rect").get_attribute("width")
    slider.focus()
    page.keyboard.press("End")
    expect(pay).to_have_value("4000")
    expect(page.locator(".ts-bars rect")).not_to_have_attribute("width", before)

    corpus = tip.load()
    form, asked, done = page.locator(".ts-codeit"), len(coded_columns(corpus.comments)), 1 + len(corpus.scheme.devices)
    form.get_by_label("china", exact=True).select_option("blames")
    expect(form.get_by_text(f"1 of {20 * asked} answers given")).to_be_visible()
    form.get_by_role("button", name="No other device").click()
    expect(form.get_by_text(f"{done} of {20 * asked} answers given")).to_be_visible()
    expect(form.get_by_label("Comment", exact=True).locator("option").first).to_have_text(
        f"… lagon c1 ({done} of {asked})"
    )
    form.get_by_role("button", name="Undo").click()
    expect(form.get_by_text(f"1 of {20 * asked} answers given")).to_be_visible()
    expect(form.get_by_label("sarcasm", exact=True)).to_have_value("not coded")
    assert errors == []
