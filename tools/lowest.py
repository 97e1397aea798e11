"""Run the tests with the oldest releases that pyproject.toml allows for what the package itself needs.

python run.py lowest [PYTEST ARGUMENTS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1]
VENV = PROJECT / "build" / "lowest"
TESTS = ["src", "tests/unit", "tests/edition", "--ignore=tests/unit/test_lite.py", "-m", "not browser and not slow"]
# That an old release calls what a newer one of another package deprecates is nothing to mend here.
TESTS += ["-W", "ignore::DeprecationWarning"]


def main(arguments: list[str]) -> int:
    """Make an environment of its own in build/lowest, and run the tests there."""
    uv = [sys.executable, "-m", "uv"]
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # The tools for testing may be as new as they like: what is asked is whether the package runs.
    extras = project["optional-dependencies"]
    tools = [line for extra in ("dev", "lab", "parquet") for line in extras[extra] if "tipseeds" not in line]
    wanted = VENV.with_suffix(".txt")
    wanted.parent.mkdir(exist_ok=True)
    needed = [*project["dependencies"], *project["optional-dependencies"]["figure"]]
    wanted.write_text("\n".join(needed), encoding="utf-8")
    pins = VENV.with_suffix(".pins")
    into = ["--python-version", project["requires-python"].removeprefix(">="), "--quiet", "--output-file", str(pins)]
    steps = [
        [*uv, "venv", "--clear", "--quiet", "--seed", "--python", sys.executable, str(VENV)],
        [*uv, "pip", "compile", "--resolution", "lowest-direct", "--no-emit-index-url", *into, str(wanted)],
        [*uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(pins), *tools],
        [*uv, "pip", "install", "--quiet", "--python", str(python), "--no-deps", "-e", str(PROJECT)],
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, *arguments],
    ]
    for step in steps:
        if status := subprocess.run(step, cwd=PROJECT).returncode:
            return status
        if step is steps[1]:
            print("\n".join(line for line in pins.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
