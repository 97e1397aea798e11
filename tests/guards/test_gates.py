"""The gates guard themselves: whoever weakens one turns the suite red."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from tests.project import NOTEBOOKS, ROOT


def run(*arguments: str, given: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=cwd, input=given, capture_output=True, text=True, check=False)


def test_the_notebooks_and_the_examples_are_tests(pytestconfig):
    """Whatever a suite is run with: without these it would be green and have tried nothing of them."""
    assert pytestconfig.getoption("nbval"), "pyproject.toml has to give pytest --nbval"
    assert pytestconfig.getoption("doctestmodules"), "pyproject.toml has to give pytest --doctest-modules"
    assert set(pytestconfig.getini("testpaths")) >= {"src", "tests", "notebooks"}
    assert not pytestconfig.getoption("nbval_lax")


def test_every_notebook_is_collected():
    told = run("pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "notebooks")
    assert told.returncode == 0, told.stdout[-2000:]
    for path in NOTEBOOKS:
        assert f"{path.name}::" in told.stdout


def test_what_a_reader_keeps_beside_the_notebooks_is_not_run(tmp_path):
    (tmp_path / "notebooks" / "mine").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    for name in ("conftest.py", "pyproject.toml", "tests/project.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    page = NOTEBOOKS[0].read_bytes()
    for name in ("Untitled.ipynb", "00-start-here-Copy1.ipynb", "mine/01-own.ipynb", NOTEBOOKS[0].name):
        (tmp_path / "notebooks" / name).write_bytes(page)
    told = run("pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "notebooks", cwd=tmp_path)
    files = {line.partition("::")[0] for line in told.stdout.splitlines() if "::" in line}
    assert files == {f"notebooks/{NOTEBOOKS[0].name}"}


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("planted", UserWarning, stacklevel=1)
    with pytest.raises(DeprecationWarning):
        warnings.warn("planted", DeprecationWarning, stacklevel=1)


def test_a_test_that_is_expected_to_fail_may_not_pass(pytestconfig):
    assert pytestconfig.getini("xfail_strict")
    assert pytestconfig.getoption("strict_markers")


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("import os\n", "F401"),
        ("def f(x):\n    return x\n", "D103"),
        ("def f(x: list = []) -> None:\n    '''Do.'''\n", "B006"),
        ("x = 1 if True else 2  # " + "x" * 120 + "\n", "E501"),
    ],
)
def test_lint_notices(planted, said):
    told = run(
        "ruff", "check", "--stdin-filename", "src/tipseeds/planted.py", "-", given=f'"""Planted."""\n\n{planted}'
    )
    assert told.returncode == 1
    assert said in told.stdout


def test_formatting_notices():
    told = run("ruff", "format", "--check", "--stdin-filename", "src/tipseeds/planted.py", "-", given="x  =  1\n")
    assert told.returncode == 1


def test_types_are_strict(tmp_path):
    (tmp_path / "planted.py").write_text("def f(x):\n    return x\n\ny: int = 'text'\n", encoding="utf-8")
    told = run("mypy", "--config-file", "pyproject.toml", "--cache-dir", os.devnull, str(tmp_path / "planted.py"))
    assert told.returncode == 1
    assert "no-untyped-def" in told.stdout
    assert "assignment" in told.stdout
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"src", "tests"' in settings.partition("[tool.mypy]")[2]


def test_ci_and_the_workflow_run_what_a_person_runs():
    assert "\nmake test 2>&1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run" in workflow
    assert "continue-on-error" not in workflow
