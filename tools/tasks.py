"""What `python run.py TASK` does: every task sets up what is needed first, and mends what no longer fits."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys

from tools.environment import PROJECT, SetupError, environment, set_up

Commands = list[list[str]]

# JupyterLab refuses to run as root, as in most containers, unless it is told to.
ROOT = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
LINT: Commands = [["-m", "ruff", "format", "--check"], ["-m", "ruff", "check"], ["-m", "mypy"]]
# The browser's tests first, as pyproject.toml lists them: they wait while others run.
PYTEST = ["-m", "pytest", "-n", os.environ.get("WORKERS") or "3", "--dist", "loadfile", "--no-loadscope-reorder"]

TASKS: dict[str, tuple[str, Commands]] = {
    "setup": ("create .venv with everything pinned, or mend it", []),
    "lab": ("open JupyterLab on notebooks/", [["-m", "jupyterlab", "notebooks", *ROOT]]),
    "test": ("run every check and every test, notebooks included", [*LINT, PYTEST]),
    "slow": ("run the tests that take too long for every day", [[*PYTEST, "-m", "slow"]]),
    "lint": ("formatting, lint and types only", LINT),
    "format": ("format code, mending what lint can mend", [["-m", "ruff", "check", "--fix"], ["-m", "ruff", "format"]]),
    "notebooks": ("run every notebook from top to bottom and store its outputs", [["tools/run_notebooks.py"]]),
    "reviewed": ("keep what was read beside its source, after a change", [["tools/reviewed.py"]]),
    "codebook": ("print the tables of the codebook into docs/codebook.md", [["tools/make_codebook.py"]]),
    "site": ("make plain pages of notebooks and docs in build/site", [["tools/make_site.py"]]),
    "lite": ("make the notebooks run in a browser, in build/site/live; needs npm", [["tools/make_lite.py"]]),
    "try-lite": ("run every notebook in a browser without a network", [["tools/try_lite.py"]]),
    "app": ("serve the notebooks as an app without code, on this machine", [["tools/run_app.py"]]),
    "workbook": ("make a student's own copy of the notebooks", [["tools/workbook.py", "workbook"]]),
    "handouts": ("print handouts and, apart from them, the answers", [["tools/handouts.py"]]),
    "bench": ("time import, load, notebook and explorer", [["bench/bench.py"]]),
    "faults": ("plant faults all over, and list those that no test notices", [["tools/plant_faults.py"]]),
    "flips": ("flip each row of the tables, and list those that no proof or fact notices", [["tools/flip_rows.py"]]),
    "lowest": ("run the tests with the oldest packages that pyproject.toml allows", [["tools/lowest.py"]]),
    "licences": ("list packages with licence and size", [["tools/licences.py"]]),
    "requirements": ("pin the newest releases that pyproject.toml allows", [["tools/pin.py"]]),
    "release": ("say what is still to do before a release, and build it", [["tools/release.py"]]),
    "clean": ("remove .venv and everything made", []),
}
"""What each is for, and what Python is given to run; what is typed after the task's name goes to the last of them."""

ARGUMENTS = {"lab": "LAB_ARGS", "test": "PYTEST_ARGS"}
"""Variables with further arguments, for make: make test PYTEST_ARGS='-k tiers'."""

MADE = (".venv", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")


def main(arguments: list[str]) -> int:
    """Do what was typed, and return the exit status."""
    name, given = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name not in TASKS:
        asked_for_help = name in ("help", "-h", "--help")
        told = "".join(f"  {task:<14}{about}\n" for task, (about, _) in TASKS.items())
        begin = "Type one of these after run.py:" if asked_for_help else f"There is no task {name}. There are:"
        print(f"{begin}\n{told}", end="", file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    variable = ARGUMENTS.get(name, "")
    try:
        given = [*shlex.split(os.environ.get(variable, "")), *given]
    except ValueError as error:
        print(f"{variable} can't be read ({error}): each quotation mark that opens must close.", file=sys.stderr)
        return 2
    commands = TASKS[name][1]
    if given and not commands:
        print(f"{name} takes nothing behind it. Type: python run.py {name}", file=sys.stderr)
        return 2
    if name == "clean":
        return clean()
    try:
        python = set_up()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    # Ctrl+C is for the program that runs: JupyterLab then asks whether to stop.
    signal.signal(signal.SIGINT, lambda *_: None)
    for number, command in enumerate(commands, 1):
        line = [str(python), *command, *(given if number == len(commands) else [])]
        status = subprocess.run(line, cwd=PROJECT, env=environment(python.parents[1])).returncode
        if status:
            return status
    return 0


def clean() -> int:
    """Remove what was made; what the reader brought stays."""
    for name in MADE:
        made = PROJECT / name
        if made.is_symlink():
            made.unlink()
        else:
            shutil.rmtree(made, ignore_errors=True)
    for cache in [*PROJECT.glob("*/**/__pycache__"), *PROJECT.glob("__pycache__")]:
        shutil.rmtree(cache, ignore_errors=True)
    return 0
