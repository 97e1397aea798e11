"""What the pages say to type works, and what they name is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
import yaml
from tests.project import ROOT
from tools import tasks

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in PAGES}


def _typed() -> list[tuple[str, str]]:
    """Return every command on the pages: a line of a block, or code in a line, that begins with a program."""
    found = []
    for page, text in TEXTS.items():
        lines = re.findall(r"^    (\S.*)$", text, re.MULTILINE) + re.findall(r"`([^`\n]+(?:\n[^`\n]+)?)`", text)
        for line in lines:
            tidy = re.sub(r"\s+(?:# .*)?$", "", re.sub(r"  +#.*", "", " ".join(line.split("\n"))))
            for command in tidy.split(" && "):
                if re.match(
                    r"(make|python3?|py|\.venv\S+python\S*|\.venv\\\S+|conda|jupyter|pip|uv|git|bash) \S", command
                ):
                    found.append((page, command))
    return sorted(set(found))


def test_there_are_commands_to_try():
    assert len(_typed()) > 15
    assert {"make lab", "make test"} <= {command for page, command in _typed() if page == "README.md"}


@pytest.mark.parametrize(("page", "command"), _typed(), ids=lambda value: value.replace("/", "-"))
def test_a_command_is_one_that_works(page, command):
    words = shlex.split(command.replace("\\", "/"))
    match words:
        case ["make", *rest]:
            targets = [word for word in rest if "=" not in word]
            assert targets
            assert set(targets) <= tasks.TASKS.keys()
            variables = {word.partition("=")[0] for word in rest if "=" in word}
            assert variables <= {"PYTHON", "WORKERS", *tasks.ARGUMENTS.values()}
        case [_, "run.py"]:
            pass
        case [_, "run.py", task, *_] | [_, _, "run.py", task, *_]:
            assert task in {*tasks.TASKS, "TASK"}
        case [_, "-m", "tipseeds", *rest]:
            names = [word for word in rest if word.islower() and not word.startswith("-")][:1]
            told = subprocess.run([sys.executable, "-m", "tipseeds", *names, "--help"], capture_output=True, text=True)
            assert told.returncode == 0, told.stderr
            assert [word for word in rest if word.startswith("--") and word not in told.stdout] == []
        case [_, "-m", "pytest", *paths]:
            assert [path for path in paths if not path.startswith("-") and not (ROOT / path).exists()] == []
        case ["conda", "env", "create", "-f", file]:
            assert yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))["name"] == "tipseeds"
        case ["conda", "activate", name]:
            assert name == "tipseeds"
        case ["jupyter", "lab", *folder]:
            assert all((ROOT / name).is_dir() or name.isupper() for name in folder)
        case ["jupyter", "nbconvert" | "trust", *rest]:
            assert all((ROOT / name).exists() for name in rest if name.endswith(".ipynb") and "*" not in name)
        case [program, "-m", "venv" | "pip" | "build" | "hatchling", *_] | [program, "install", *_]:
            assert program
        case ["git", "clone" | "pull" | "tag" | "push" | "status" | "archive" | "checkout" | "rm" | "filter-repo", *_]:
            pass
        case ["bash", file]:
            assert (ROOT / file).exists()
        case [_, file, *_] if file.endswith(".py"):
            assert (ROOT / file).exists()
        case _:
            pytest.fail(f"nobody tries this command: {command}")


def test_the_code_in_the_readme_runs():
    """As one program, in the order in which it stands there."""
    code = TEXTS["README.md"].partition("## In your own code")[2].partition("\n## ")[0]
    lines = "\n".join(re.findall(r"^    (.*)$", code, re.MULTILINE))
    assert lines.count("\n") > 5
    told = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("page", TEXTS)
def test_what_is_linked_is_there(page):
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", TEXTS[page]):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", TEXTS)
def test_files_that_are_named_are_there(page):
    """In code, with a folder before them; what a task makes is not, and neither is a pattern."""
    for name in re.findall(r"`((?:src|seeds|docs|tests|tools|notebooks|bench|\.ci)/[\w./-]+\w)`", TEXTS[page]):
        assert (ROOT / name).exists(), name


def test_the_tasks_are_listed_where_one_looks_for_them():
    for name in tasks.TASKS:
        assert f"`make {name}`" in TEXTS["CONTRIBUTING.md"], f"say in CONTRIBUTING.md what make {name} is for"


def test_the_table_of_notebooks_is_whole():
    listed = re.findall(r"^\| `([\w-]+)` \|.*\| (\d+) \|$", TEXTS["README.md"], re.MULTILINE)
    assert [name for name, _ in listed] == [
        path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*[a-z].ipynb"))
    ]
    for name, minutes in listed:
        page = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert re.search(rf"\*\*Time:\*\* (?:about )?{minutes} minutes", page), f"{name} does not say {minutes} minutes"
