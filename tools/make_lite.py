"""Make a site on which the notebooks run in the reader's own browser: JupyterLite, on Python as Pyodide compiles it.

python tools/make_lite.py [FOLDER]

Needs a network and npm, the first time. The builder goes into build/lite, the site into build/site/live or FOLDER. The
site asks no other for anything: Python, its packages and ours are files of its own. Each file of Pyodide's is held
against the checksum in Pyodide's own list, each other package is the one that requirements.txt pins.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "lite"
LIVE = ROOT / "build" / "site" / "live"
PARTS = Path(__file__).parent / "lite"
NAME = "tipseeds"

IN_BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32", "extra": ""}
KERNEL = ("micropip", "ipython", "jedi", "matplotlib-inline", "packaging", "sqlite3", "ssl")
"""What the kernel itself takes from Pyodide, as far as Pyodide has it."""
OFFERED = ("matplotlib",)
"""For a student's own pictures: comes up once a cell imports it, and costs no time before."""
ELSEWHERE = {"jupyterlab-widgets", "widgetsnbextension"}
"""The page's half of the widgets: JupyterLab brings it, Python never imports it."""

Package = dict[str, Any]
Get = Callable[[str], bytes]


def main(live: Path = LIVE) -> None:
    """Make the whole site, with the newest builder that tools/lite/requirements.txt pins."""
    python = builder(WORK / "builder", "-r", str(PARTS / "requirements.txt"), "--require-hashes")
    ask = "from jupyterlite_pyodide_kernel import constants as c; print(c.PYODIDE_VERSION, c.PYODIDE_CDN_URL)"
    version, address = said(python, "-c", ask).split()
    core = pyodide(version)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    ours = [wheel(), *pinned(needed(lock), WORK / "wheels")]

    def fetched(name: str) -> bytes:
        kept = WORK / "pyodide-wheels" / name
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with urllib.request.urlopen(f"{address}/{name}", timeout=120) as answer:
                kept.write_bytes(answer.read())
        return kept.read_bytes()

    site(python, live, lambda folder: distribution(core, ours, fetched, folder))


# --- Packages ---


def needed(lock: Mapping[str, Any]) -> set[str]:
    """Return the packages that ours needs and Pyodide doesn't have."""
    found: set[str] = set()
    waiting = [NAME]
    while waiting:
        name = waiting.pop()
        for wanted in requirements(name):
            if wanted not in found | ELSEWHERE and wanted not in lock["packages"]:
                found.add(wanted)
                waiting.append(wanted)
    return found


def requirements(name: str) -> list[str]:
    """Return what a package needs in a browser, by name."""
    if name == NAME:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] if name == NAME else metadata.requires(name)
    stated = [Requirement(line) for line in lines or []]
    return [
        canonicalize_name(wanted.name)
        for wanted in stated
        if wanted.marker is None or wanted.marker.evaluate(IN_BROWSER | {"python_version": "3.14"})
    ]


def pinned(names: Iterable[str], folder: Path) -> list[Path]:
    """Download packages as requirements.txt pins them; none may hold compiled code."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    by_name = {canonicalize_name(re.split(r"[=\[ ;]", block)[0]): block for block in blocks[1:]}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "pins.txt").write_text(
        "".join(by_name[canonicalize_name(name)] for name in sorted(names)), encoding="utf-8"
    )
    any_machine = ["--platform", "any", "--implementation", "py", "--abi", "none", "--only-binary", ":all:"]
    pins = ["--require-hashes", "--requirement", str(folder / "pins.txt")]
    download(*any_machine, "--dest", str(folder), *pins)
    return sorted(folder.glob("*.whl"))


def download(*what: str) -> None:
    """Download packages, and nothing that they need."""
    said(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *what)


def wheel() -> Path:
    """Build this package."""
    folder = WORK / "own"
    shutil.rmtree(folder, ignore_errors=True)
    said(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(ROOT))  # fmt: skip
    return next(folder.glob("*.whl"))


def pyodide(version: str) -> Path:
    """Return the folder with Pyodide's core and its own list of packages, as its npm package holds them."""
    folder = WORK / f"pyodide-{version}"
    if not (folder / "package").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"pyodide@{version}"], cwd=folder, check=True, stdout=sys.stderr)
        with tarfile.open(next(folder.glob("*.tgz"))) as packed:
            packed.extractall(folder, filter="data")
    return folder / "package"


def distribution(core: Path, ours: Iterable[Path], get: Get, folder: Path) -> int:
    """Lay out Pyodide with the packages that the notebooks need, and no other; return how many those are.

    `get` gives a file of Pyodide's by its name; it is held against the checksum in Pyodide's list.
    """
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    official = lock["packages"]
    folder.mkdir(parents=True, exist_ok=True)
    for path in core.iterdir():
        if path.suffix in {".js", ".mjs", ".wasm", ".zip"}:
            shutil.copy(path, folder)
    own = {entry["name"]: entry for entry in map(entry_of, ours)}
    for path in ours:
        shutil.copy(path, folder)
    kept: dict[str, Package] = {}
    waiting = [name for name in (*KERNEL, *OFFERED) if name in official] + list(own)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = own.get(name) or official[name]
            waiting += map(canonicalize_name, kept[name]["depends"])
    for name in kept.keys() - own.keys():
        file = kept[name]["file_name"]
        content = get(file)
        if hashlib.sha256(content).hexdigest() != kept[name]["sha256"]:
            raise SystemExit(f"{file} is not the file that Pyodide's list names; delete it and try again")
        (folder / file).write_bytes(content)
    lock["packages"] = dict(sorted(kept.items()))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")
    return len(kept)


def entry_of(path: Path) -> Package:
    """Return what Pyodide's list says of a package, from its wheel."""
    name, version, _, _ = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as packed:
        tops = {Path(file).parts[0] for file in packed.namelist() if ".dist-info/" not in file and ".data/" not in file}
    return {
        "name": str(name),
        "version": str(version),
        "file_name": path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top.removesuffix(".py") for top in tops),
        "depends": [wanted for wanted in requirements(str(name)) if wanted not in ELSEWHERE],
        "unvendored_tests": False,
    }


# --- The site ---


def builder(folder: Path, *what: str) -> str:
    """Return a Python of its own that can build the site: what it brings has no business in `make lab`."""
    python = folder / "bin" / "python"
    if not python.is_file():
        said(sys.executable, "-m", "venv", "--without-pip", str(folder))
    said(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python), *what)
    return str(python)


def site(python: str, live: Path, lay_out: Callable[[Path], object]) -> None:
    """Build the site: contents, Python, our own few lines for the page, and the page that shows the progress."""
    sources = WORK / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    contents = sources / "contents"
    for name in ("notebooks", "docs"):
        (contents / name).mkdir(parents=True)
        for path in [*(ROOT / name).glob("*.ipynb"), *(ROOT / name).glob("*.md")]:
            shutil.copy(path, contents / name)
    lay_out(sources / "static" / "pyodide")
    shutil.copy(PARTS / "jupyter-lite.json", sources)
    extension = Path(python).parents[1] / "share" / "jupyter" / "labextensions" / f"{NAME}-lite"
    (extension / "static").mkdir(parents=True, exist_ok=True)
    shutil.copy(PARTS / "package.json", extension)
    shutil.copy(PARTS / "answers.js", extension / "static" / "remoteEntry.js")
    shutil.rmtree(live, ignore_errors=True)
    log = said(
        python, "-m", "jupyterlite_core", "build", "--lite-dir", str(sources), "--contents", str(contents),
        "--output-dir", str(live), "--no-sourcemaps", "--no-unused-shared-packages", cwd=sources,
    )  # fmt: skip
    (WORK / "build.log").write_text(log, encoding="utf-8")
    start_page(live)
    size = sum(path.stat().st_size for path in live.rglob("*") if path.is_file()) / 1e6
    print(f"{size:.0f} MB: {live / 'index.html'}; to try it: python3 -m http.server --directory {live}")


def start_page(live: Path) -> None:
    """Write the page that brings Python into the browser's store, says how far it is, and then opens the notebook."""
    big = [*(live / "static" / "pyodide").iterdir(), *live.rglob("*.whl")]
    files = {path.relative_to(live).as_posix(): path.stat().st_size for path in big if path.suffix != ".map"}
    text = (PARTS / "start.html").read_text(encoding="utf-8")
    (live / "index.html").write_text(text.replace("/* files */{}", json.dumps(files)), encoding="utf-8")


def said(*command: str, cwd: Path = ROOT) -> str:
    """Run a command and return what it said; where it fails, say that."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
