"""Planted faults: each has to turn the suite red, or the suite does not guard what it says it guards."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.project import ROOT

PIECES = ("src", "seeds", "tests", "notebooks", "docs", "tools", "pyproject.toml", "requirements.txt", "Makefile")
TIERS = "notebooks/01-tier-rankings.ipynb"

GUARDS = {
    "ground truth": ["tests/edition/test_ground_truth.py", "-k", "not original"],
    "pages": ["tests/guards/test_notebooks.py", "-k", "01"],
    "notebook": ["--nbval", TIERS],
    "explorers": ["tests/unit/test_workbench.py", "-k", "tier_filters"],
}


@pytest.fixture
def copy(tmp_path):
    for piece in PIECES:
        source, target = ROOT / piece, tmp_path / "project" / piece
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.txt"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    return tmp_path / "project"


def guard(copy: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run one guard on the copy, with the copy's package."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *GUARDS[name]]
    env = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, timeout=300, check=False)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}: plant the fault elsewhere"
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_a_figure(copy):
    replace(copy / "seeds" / "lagon.md", 'n="<=200000"', 'n="<=20000"')


def change_a_tier(copy):
    replace(copy / "seeds" / "green.md", "country=PRK tier=3", "country=PRK tier=2WL")


def clear_a_notebook(copy):
    notebook = nbformat.read(copy / TIERS, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, copy / TIERS)


def remove_alt_text_from_a_page(copy):
    path = copy / TIERS
    path.write_text(re.sub(r'alt=\\"[^"]*\\"', 'alt=\\"\\"', path.read_text(encoding="utf-8")), encoding="utf-8")


def remove_alt_text_from_the_code(copy):
    replace(copy / "src" / "tipseeds" / "charts" / "_chart.py", '<img alt="{escape(chart.alt)}"', '<img alt=""')


def move_what_is_drawn(copy):
    replace(copy / "src" / "tipseeds" / "charts" / "_tiers.py", "where = year - 0.41,", "where = year - 0.31,")


def raise_in_a_callback(copy):
    replace(
        copy / "src" / "tipseeds" / "explore" / "_benches.py",
        '        since, until = choice["years"] or (first, last)\n',
        '        since, until = choice["years"] or (first, last)\n        if len(frame) < 3:\n'
        '            raise RuntimeError("planted")\n',
    )


@pytest.mark.mutation
@pytest.mark.slow
@pytest.mark.parametrize("name", GUARDS)
def test_each_guard_is_green_without_a_fault(copy, name):
    found = guard(copy, name)
    assert found.returncode == 0, found.stdout[-3000:]
    assert " passed" in found.stdout


@pytest.mark.mutation
@pytest.mark.parametrize(
    ("plant", "name"),
    [
        (change_a_figure, "ground truth"),
        pytest.param(change_a_tier, "ground truth", marks=pytest.mark.slow),
        (change_a_tier, "notebook"),
        pytest.param(clear_a_notebook, "pages", marks=pytest.mark.slow),
        pytest.param(remove_alt_text_from_a_page, "pages", marks=pytest.mark.slow),
        pytest.param(remove_alt_text_from_the_code, "notebook", marks=pytest.mark.slow),
        pytest.param(move_what_is_drawn, "notebook", marks=pytest.mark.slow),
        pytest.param(raise_in_a_callback, "explorers", marks=pytest.mark.slow),
    ],
)
def test_a_planted_fault_turns_it_red(copy, plant, name):
    plant(copy)
    found = guard(copy, name)
    assert found.returncode == 1, found.stdout[-3000:]
    assert "failed" in found.stdout
