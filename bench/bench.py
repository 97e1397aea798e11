"""Time what a person waits for, each beside something that they know: `make bench`.

Ratios rather than seconds, so that machines can be compared; each is measured in turns with its yardstick, and the
medians are compared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import nbformat

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.lab.jupyter import browser_path, jupyterlab, page_on, run_notebook  # noqa: E402

EXPLORERS = {
    # notebook: the explorer, and the menu that is changed
    "01-tier-rankings": ("tiers", "Country"),
    "02-estimate-ranges": ("estimates", "Topic"),
    "03-overseas-labour": ("labour", "Theme"),
    "04-the-debate": ("debate", "Author"),
}
PLAIN = "import pandas\nimport matplotlib.pyplot\nimport ipywidgets"
# The tier chart as one would write it in a notebook of one's own: a new figure for each choice, a text for each cell.
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import interact
import tipseeds as tip
rows = tip.load().tiers
official = tip.reference.official_tiers()

def draw(Country):
    frame = rows if Country == "all" else rows[rows["country"] == Country]
    years = tip.checks.with_record(tip.checks.country_years(frame), official)
    lanes = list(dict.fromkeys(years["country"] + ": " + years["doc"].astype(str)))
    fig, ax = plt.subplots(figsize=(8.4, 1.5 + 0.27 * len(lanes)))
    for row in years.itertuples():
        box = {"facecolor": {"stated": "black"}.get(row.basis, "white")}
        ink = {"stated": "white"}.get(row.basis, "black")
        height = lanes.index(f"{row.country}: {row.doc}")
        ax.text(row.report_year, height, row.tier, color=ink, bbox=box, ha="center", va="center")
    ax.set_yticks(range(len(lanes)), lanes)
    ax.set_xticks(range(2003, 2017))
    ax.set_ylim(len(lanes) - 0.5, -0.5)
    ax.set_title(f"Tier placements of {Country}")
    plt.show()

_ = interact(draw, Country=["all", *sorted(rows["country"].unique())])
"""
# From the change of a menu to the frame in which the new picture is on the screen.
REPAINT = """
([control, index, area]) => new Promise((done, fail) => {
  const start = performance.now();
  const picture = () => area.querySelector(".ts-chart svg, .jp-OutputArea img");
  const before = picture();
  const source = before && before.src;
  const timer = setTimeout(() => fail(new Error("no repaint")), 10000);
  const seen = new MutationObserver(() => {
    const now = picture();
    if (!now || (now === before && now.src === source)) return;
    seen.disconnect();
    clearTimeout(timer);
    const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
    if (now.decode) now.decode().then(painted, fail); else painted();
  });
  seen.observe(area, {childList: true, subtree: true, attributes: true, attributeFilter: ["src"]});
  if (control.tagName === "SELECT") {
    control.selectedIndex = index;
    control.dispatchEvent(new Event("change", {bubbles: true}));
  } else control.querySelectorAll("input[type=checkbox]")[index - 1].click();
})
"""
# From a click on a mark to the frame in which its evidence is on the screen.
EVIDENCE = """
([mark]) => new Promise((done) => {
  const words = document.querySelector(".ts-words");
  const start = performance.now();
  setTimeout(() => done(null), 2000); // a mark whose row is chosen already changes nothing
  new MutationObserver((_, seen) => {
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
  }).observe(words, {childList: true, subtree: true});
  mark.dispatchEvent(new MouseEvent("click", {bubbles: true}));
})
"""


def seconds(command: list[str]) -> float:
    """Run a command and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def compared(yardstick: Callable[[], float], measured: Callable[[], float], times: int) -> tuple[float, float]:
    """Return the medians of a yardstick and of what is measured, taken in turns."""
    pairs = [(yardstick(), measured()) for _ in range(times)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def line(what: str, yardstick: float, measured: float, limit: float) -> None:
    """Print one comparison."""
    ratio = measured / yardstick
    verdict = "reached" if ratio <= limit else "MISSED"
    print(f"{what:52} {1000 * measured:7.0f} ms {ratio:6.2f} times its yardstick, to reach {limit:.1f}: {verdict}")


def write(path: Path, code: str) -> None:
    """Write a notebook of one cell."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(notebook, path)


def bench_import() -> None:
    """Import and load, beside importing pandas."""

    def run(code: str) -> Callable[[], float]:
        return lambda: seconds([sys.executable, "-c", code])

    line("import tipseeds", *compared(run("import pandas"), run("import tipseeds"), 31), limit=1.15)
    loaded = run("import tipseeds; tipseeds.load()")
    line("import tipseeds and load()", *compared(run("import pandas"), loaded, 31), limit=1.25)


def bench_notebooks(folder: Path) -> None:
    """Every notebook under nbval, beside one that imports pandas, matplotlib and ipywidgets."""
    write(folder / "plain.ipynb", PLAIN)

    def run(path: Path) -> Callable[[], float]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", str(path)]
        return lambda: seconds(command)

    subprocess.run([sys.executable, str(ROOT / "tools" / "run_notebooks.py"), str(folder / "plain.ipynb")], check=True)
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*[a-z].ipynb")):
        line(f"{path.stem} under nbval", *compared(run(folder / "plain.ipynb"), run(path), 3), limit=2)


def bench_repaint(folder: Path) -> None:
    """A menu of each explorer, from change to repaint, beside the same in `interact`, in one browser session."""
    if browser_path() is None:
        print("repaint: not measured, there is no Chromium on this machine")
        return
    explorers = {"interact": (INTERACT, "Country")}
    for _, (name, label) in EXPLORERS.items():
        explorers[name] = (f"import tipseeds as tip\ntip.explore.{name}(tip.load())", label)
    folder.mkdir()  # of its own: JupyterLab's settings are put beside it
    for name, (code, _) in explorers.items():
        write(folder / f"{name}.ipynb", code)
    with jupyterlab(folder) as address, page_on() as (page, _):
        times: dict[str, tuple[list[float], int]] = {}
        for name, (_, label) in explorers.items():
            run_notebook(page, address, f"{name}.ipynb")
            if name == "interact":
                control = page.get_by_label(label, exact=True)
                control.wait_for(timeout=60_000)
                options = control.locator("option").count()
            else:
                page.locator(".ts-chart .mark").first.wait_for(timeout=60_000)
                control = page.get_by_role("group", name=label, exact=True, include_hidden=True)
                options = control.locator("input").count() + 1
            page.wait_for_timeout(2500)
            area = page.locator(".jp-Notebook").first.element_handle()
            given = []
            for turn in range(25):
                page.wait_for_timeout(150)  # a person looks before choosing again
                choice = [control.element_handle(), turn % (options - 1) + 1, area]
                given.append(page.evaluate(REPAINT, choice))
            times[name] = [taken / 1000 for taken in given], options - 1
            if name != "interact":
                page.get_by_role("button", name="Reset", exact=True).click()
                page.wait_for_timeout(1000)
                marks = page.locator(".ts-chart .mark[data-row]:not([data-row=''])").element_handles()
                led = [page.evaluate(EVIDENCE, [marks[turn % len(marks)]]) for turn in range(25)]
                led = [taken for taken in led if taken is not None]
                what = f"workbench {name}, click on a mark to evidence"
                print(f"{what:52} {median(led):7.0f} ms of {len(led)}, to reach 30")
    yardstick = median(times.pop("interact")[0])
    for name, (given, choices) in times.items():
        line(f"workbench {name}, change to repaint", yardstick, median(given), limit=1 / 3)
        first = median(given[: max(choices, 2)])
        print(f"{'  a choice made for the first time':52} {1000 * first:7.0f} ms {first / yardstick:6.2f}")
    print(f"{'interact, the yardstick':52} {1000 * yardstick:7.0f} ms")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    made = Path(tempfile.mkdtemp())
    try:
        bench_import()
        bench_notebooks(made)
        bench_repaint(made / "lab")
        for more in ("bench_originals.py", "long_use.py"):
            subprocess.run([sys.executable, str(ROOT / "bench" / more)], check=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)
