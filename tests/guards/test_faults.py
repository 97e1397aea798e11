"""The tool that plants faults: what it plants is a fault, and a part of what it does is done here."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from tests.project import ROOT, tool

faults = tool("plant_faults")

CODE = '''"""Not a fault: 1 < 2."""
from html import escape

def f(a: int = 3, b="é") -> str:
    """Return 7."""
    if not (a <= 4 and b in ("x", "y")):
        print(a)
        return escape(b) + f"<b>{a}</b>"
    return True
'''


def _planted(text: str, make) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in make("x.py", text):
        data = text.encode()
        made = (data[: fault.start] + fault.new.encode() + data[fault.end :]).decode()
        assert made != text
        assert text.splitlines()[fault.line - 1] != made.splitlines()[fault.line - 1]
        found.setdefault(fault.kind, []).append(made)
    return found


def test_every_kind_of_fault_is_planted_where_it_belongs():
    found = _planted(CODE, faults.faults_in_code)
    assert set(found) == {
        *("comparison", "and or or", "not", "condition", "number", "text", "truth", "arithmetic"),
        *("escape left out", "statement left out", "nothing returned"),
    }
    for made in (made for several in found.values() for made in several):
        ast.parse(made)
        assert made.startswith('"""Not a fault: 1 < 2."""')
        assert '"""Return 7."""' in made
    assert "a < 4" in found["comparison"][0]
    assert 'b not in ("x", "y")' in found["comparison"][1]
    assert "return str(b) +" in found["escape left out"][0]
    assert "a: int = 4" in found["number"][0]


def test_in_seeds_and_pages_figures_names_and_a_not_are_changed():
    text = '{date=2009-06-16 n="<=200000"}\nSays that North Korea did not answer 1,545 times.\n'
    found = _planted(text, faults.faults_in_text)
    assert "2009-06-17" in found["date"][0]
    assert any("1,546 times" in made for made in found["figure"])
    assert "Peru Korea" in found["name"][0]
    assert "did answer" in found["not"][0]


def test_of_a_notebook_only_the_prose_is_changed():
    cells = [
        {"cell_type": "code", "source": ["x = 200000\n"], "outputs": []},
        {"cell_type": "markdown", "source": ["All 57 rows.\n", "„As many as 200,000“"]},
    ]
    text = json.dumps({"cells": cells}, indent=1, ensure_ascii=False)
    found = _planted(text, faults.faults_in_notebook)
    assert {kind: len(made) for kind, made in found.items()} == {"prose figure": 2}
    assert all(json.loads(made)["cells"][0] == cells[0] for made in found["prose figure"])


def test_a_sample_has_every_area_and_is_the_same_each_time():
    found = {area: faults_ for area, faults_ in faults.all_faults("").items() if faults_}
    assert {"edition", "pages", "charts", "explore", "checks", "coding", "originals", "seeds", "facts"} <= set(found)
    chosen = faults.sample(found, 60, 3)
    assert chosen == faults.sample(found, 60, 3)
    assert chosen != faults.sample(found, 60, 4)
    assert 50 <= len(chosen) <= 75
    for several in found.values():
        assert set(several) & set(chosen)
    for fault in chosen:
        assert (ROOT / fault.file).read_bytes() != faults.planted(fault)


@pytest.mark.mutation
@pytest.mark.slow
def test_some_are_planted_and_noticed(tmp_path, monkeypatch):
    """In the notation of quantities nothing may slip through: what is planted is noticed by its own tests."""
    monkeypatch.setattr(faults, "BUILD", tmp_path)
    copy = faults.make_copy()
    tests = [["tests/unit/test_quantity.py"]]
    assert faults.run_tests(copy, *tests[0]) == 0
    found = faults.all_faults("edition/quantity.py")
    assert list(found) == ["edition"]
    clear = [fault for fault in found["edition"] if fault.kind in ("comparison", "nothing returned", "arithmetic")]
    chosen = faults.sample({"edition": clear}, 1, 1)
    assert [fault for fault in chosen if not faults.tried(copy, fault, tests)] == []
    for fault in chosen:
        assert (Path(copy) / fault.file).read_bytes() == (ROOT / fault.file).read_bytes()
