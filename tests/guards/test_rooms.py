"""The plan of the house: a room imports only from rooms above it, also inside functions; none imports the corpus."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from tests.project import ROOT

PACKAGE = ROOT / "src" / "tipseeds"
ROOMS = ("edition", "originals", "reading", "coding", "checks", "pages", "charts", "explore", "teach")
FRONT = {"__init__", "__main__", "corpus"}


def imports(path: Path) -> set[str]:
    """Give the modules of the package that a file imports, wherever in it: as full names below the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tipseeds":
            base = node.module.removeprefix("tipseeds").removeprefix(".")
            # A name that is a file or folder is the module imported; any other is something inside of it.
            for alias in node.names:
                inner = PACKAGE / base.replace(".", "/") / alias.name
                module = inner.is_dir() or inner.with_suffix(".py").is_file()
                found.add(f"{base}.{alias.name}".strip(".") if module else base)
        elif isinstance(node, ast.Import):
            found |= {name.name.removeprefix("tipseeds.") for name in node.names if name.name.startswith("tipseeds.")}
    return found


def wrong(path: Path) -> list[str]:
    """Give what a file imports from its own floor's end or below, and may not."""
    place = path.relative_to(PACKAGE)
    if len(place.parts) == 1:
        return []
    own = ROOMS.index(place.parts[0])
    return [
        name
        for name in imports(path)
        if name.split(".")[0] in FRONT or name == "" or ROOMS.index(name.split(".")[0]) > own
    ]


def test_every_folder_is_a_room_and_the_root_holds_only_the_front():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(ROOMS)
    assert {path.stem for path in PACKAGE.glob("*.py")} == FRONT


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_from_rooms_above_it(path):
    assert wrong(path) == []


def test_no_file_imports_itself_by_way_of_others():
    files = {path.relative_to(PACKAGE).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    names = {path: ".".join(name.parts).removesuffix(".__init__") for name, path in files.items()}
    TopologicalSorter({name: imports(path) for path, name in names.items()}).prepare()


@pytest.mark.parametrize("room", ROOMS[:-1])
def test_an_import_from_below_is_noticed(room, tmp_path, monkeypatch):
    below = ROOMS[ROOMS.index(room) + 1]
    monkeypatch.setattr("tests.guards.test_rooms.PACKAGE", tmp_path)
    for name in (room, below):
        (tmp_path / name).mkdir()
    path = tmp_path / room / "hidden.py"
    for line in (f"from tipseeds.{below} import x", f"from tipseeds import {below}", "from tipseeds import corpus"):
        (tmp_path / "corpus.py").touch()
        path.write_text(f"def later():\n    {line}\n", encoding="utf-8")
        assert wrong(path), line


def test_nothing_but_a_figure_imports_matplotlib():
    """A workbench opens half a second sooner without it, and in a browser ten seconds."""
    code = (
        "import sys, tipseeds as tip; c = tip.load(); "
        "tip.coding.read(c.path / 'coding' / 'comments-first.csv', c.comments); "
        "tip.explore.tiers(c); chart = tip.charts.tiers(c.tiers); tip.show(chart); "
        "before = 'matplotlib' in sys.modules; chart.figure; print(before or 'matplotlib' not in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
