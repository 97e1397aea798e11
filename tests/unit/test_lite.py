"""What goes into the Python for a browser: nothing that is not needed, not pinned, or not what its list says."""

import hashlib
import json
import zipfile
from importlib import metadata

import pytest
from tests.project import ROOT
from tools import make_lite

COMPILED = {"numpy", "pandas", "pyyaml"}
"""What Pyodide compiles for a browser; whatever else runs must come without compiled code."""
PLAIN_TOO = {"psygnal", "wcwidth"}
"""Compiled for speed, and to be had without."""


def test_nothing_that_runs_is_compiled_but_what_pyodide_has():
    """NLTK stood here once, and brought `regex`; matplotlib did, and took seconds of every start."""
    needed = make_lite.needed({"packages": {}})
    assert {"numpy", "pandas", "ipywidgets"} <= needed
    compiled = {name for name in needed if any(file.suffix in {".so", ".pyd"} for file in metadata.files(name) or [])}
    assert compiled - PLAIN_TOO <= COMPILED
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert [name for name in needed if f"\n{name}==" not in pins] == []


def wheel(folder, name, files=("made_up/__init__.py", "made_up/seeds/a.md")):
    made = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as packed:
        for file in (*files, f"{name}-1.0.dist-info/METADATA"):
            packed.writestr(file, "")
    return made


@pytest.fixture
def core(tmp_path, monkeypatch):
    """Give a made-up Pyodide of two packages, and one of ours that needs the first of them."""
    monkeypatch.setattr(make_lite, "requirements", lambda name: {"made-up": ["base-thing"]}.get(name, []))
    monkeypatch.setattr(make_lite, "KERNEL", ())
    folder = tmp_path / "core"
    folder.mkdir()
    (folder / "pyodide.js").write_text("")
    (folder / "README.md").write_text("")
    packages = {
        name: {"name": name, "file_name": f"{name}.whl", "depends": depends, "imports": [],
               "sha256": hashlib.sha256(name.encode()).hexdigest()}
        for name, depends in (("base-thing", ["its_need"]), ("its-need", []), ("other", []))
    }  # fmt: skip
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "1"}, "packages": packages}))
    return folder


def test_only_what_is_needed_is_laid_out_and_ours_is_in_the_list(core, tmp_path):
    ours = wheel(tmp_path, "made_up")
    out = tmp_path / "out"
    assert make_lite.distribution(core, [ours], lambda name: name.removesuffix(".whl").encode(), out) == 3
    assert {path.name for path in out.iterdir()} == {
        "base-thing.whl", "its-need.whl", ours.name, "pyodide-lock.json", "pyodide.js"
    }  # fmt: skip
    entry = json.loads((out / "pyodide-lock.json").read_text())["packages"]["made-up"]
    assert entry["imports"] == ["made_up"]
    assert entry["depends"] == ["base-thing"]
    assert entry["sha256"] == hashlib.sha256(ours.read_bytes()).hexdigest()


def test_a_file_that_is_not_the_one_in_the_list_is_refused(core, tmp_path):
    with pytest.raises(SystemExit, match=r"(base-thing|its-need)\.whl is not the file that Pyodide's list names"):
        make_lite.distribution(core, [wheel(tmp_path, "made_up")], lambda name: b"something else", tmp_path / "out")
