"""The environment is made by one script on every system, notices when it no longer fits, and says what to type."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.project import ROOT
from tools import environment, tasks

PINS = "uv==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via us\nuvloop==2.0 \\\n    --hash=sha256:cc\n"


@pytest.fixture
def project(tmp_path):
    """A project whose environment fits: its Python is the one that runs this test."""
    folder = tmp_path / "시작 here"
    python = environment.python_in(folder / ".venv")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (folder / "requirements.txt").write_text(PINS)
    made = {"folder": str(folder), "python": "{}.{}.{}".format(*sys.version_info)}
    made["requirements.txt"] = environment.checksum(folder / "requirements.txt")
    (folder / ".venv" / "made.json").write_text(json.dumps(made))
    return folder


def complaint(project: Path) -> str:
    return environment.what_is_wrong(project) or ""


def test_an_environment_that_fits_is_left_alone(project):
    assert environment.what_is_wrong(project) is None


def test_a_first_set_up_has_nothing_to_complain_of(tmp_path):
    assert environment.what_is_wrong(tmp_path) == ""


def test_a_copied_folder_is_noticed(project, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    assert environment.what_is_wrong(project) is None
    assert str(project) in complaint(copy)
    assert "moved or copied" in complaint(copy)


def test_the_package_is_linked_from_where_it_stands(tmp_path, monkeypatch):
    """So no name of a folder has to be read in another system's letters, and a copy's Python runs the copy."""
    monkeypatch.setattr(environment, "_run", lambda *_: None)
    folder = tmp_path / "수업 1"
    inner = folder / ".venv" / "lib" / "python3" / "site-packages"
    for name, text in {"pyproject.toml": "", "src/tipseeds/__init__.py": "WHERE = __file__"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    inner.mkdir(parents=True)
    (inner / "_tipseeds.pth").write_text(str(folder / "src"), encoding="utf-8")
    run = subprocess.run
    ask = f"import site; site.addsitedir({str(inner)!r}); import tipseeds; print(tipseeds.WHERE)"
    told = lambda line, **options: run([sys.executable, "-S", "-X", "utf8", "-c", ask], **options)  # noqa: E731
    monkeypatch.setattr("subprocess.run", told)
    environment._install_package(folder, folder / ".venv", Path("python"))
    (link,) = folder.rglob("_tipseeds.pth")
    assert (inner / link.read_text(encoding="ascii").strip()).resolve() == folder / "src"


def test_who_works_in_a_copy_is_told_which_one_runs(tmp_path, monkeypatch):
    import tipseeds as tip

    (tmp_path / "src" / "tipseeds").mkdir(parents=True)
    (tmp_path / "src" / "tipseeds" / "corpus.py").touch()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    with pytest.warns(UserWarning, match=r"is a copy of the project, but .* type there: python run.py lab"):
        tip.load()
    monkeypatch.chdir(ROOT / "notebooks")
    tip.load()
    inside = tmp_path / "build" / "copy" / "src"  # the nearest decides, where one lies in another
    inside.mkdir(parents=True)
    (inside / "tipseeds").symlink_to(ROOT / "src" / "tipseeds")
    monkeypatch.chdir(inside)
    tip.load()


def test_a_python_that_is_gone_is_noticed(project):
    python = environment.python_in(project / ".venv")
    python.unlink()
    assert "is gone" in complaint(project)
    python.symlink_to("/nowhere/python3")
    assert "is gone" in complaint(project)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("python", "3.8.1", "Python was 3.8.1"),
        ("requirements.txt", "0" * 64, "pinned packages have changed"),
        ("folder", None, "not finished"),
    ],
)
def test_what_has_changed_since_is_noticed(project, name, value, said):
    file = project / ".venv" / "made.json"
    made = json.loads(file.read_text()) | {name: value}
    file.write_text(json.dumps({key: value for key, value in made.items() if value}))
    assert said in complaint(project)


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"'])
def test_a_set_up_that_was_cut_off_is_noticed(project, content):
    (project / ".venv" / "made.json").write_text(content)
    assert "not finished" in complaint(project)


def test_a_link_is_never_emptied(project, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".venv").symlink_to(project / ".venv")
    with pytest.raises(environment.SetupError, match="Remove the link"):
        environment.set_up(tmp_path / "other")
    assert (project / ".venv" / "made.json").exists()


def test_a_python_without_venv_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(environment.SetupError, match="sudo apt install python3-venv"):
        environment.set_up(tmp_path)


def test_of_pip_settings_only_those_count_that_say_where_packages_come_from():
    listing = (
        "global.index-url='https://mirror.invalid/simple'\nglobal.user='true'\ninstall.target='/home/x'\n"
        "install.no-binary=':all:'\nglobal.find-links='/a\\n/b'\n:env:.timeout='9'\nglobal.timeout='1'\n"
        "freeze.timeout='7'\na line that is none\n"
    )
    given = {"PIP_USER": "1", "PIP_TARGET": "/x", "PYTHONPATH": "/other/src", "HOME": "/home/x"}
    assert environment.pip_environment(listing, given) == {
        "HOME": "/home/x",
        "PIP_INDEX_URL": "https://mirror.invalid/simple",
        "PIP_FIND_LINKS": "/a\n/b",
        "PIP_TIMEOUT": "9",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def test_our_python_is_not_led_to_another_copy(tmp_path):
    given = {"PYTHONPATH": "/other/src", "PYTHONHOME": "/x", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}
    made = environment.environment(tmp_path, given)
    assert made == {"PATH": f"{environment.python_in(tmp_path).parent}{os.pathsep}/bin", "VIRTUAL_ENV": str(tmp_path)}


def test_windows_keeps_its_programs_elsewhere():
    venv = Path("project/.venv")
    assert environment.python_in(venv, "nt").parts[-2:] == ("Scripts", "python.exe")
    assert environment.python_in(venv, "posix").parts[-2:] == ("bin", "python")


def test_a_pin_is_taken_with_all_its_hashes_and_no_other(project):
    pin = environment._block(project / "requirements.txt", "uv")
    assert pin == "uv==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"


def test_setting_up_and_running_need_nothing_but_the_standard_library():
    ask = "import sys; before = set(sys.modules); import tools.tasks; print(*(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-S", "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    names = {name.partition(".")[0] for name in told.stdout.split()}
    assert names - set(sys.stdlib_module_names) == {"tools"}


def test_an_old_python_says_that_it_is_old():
    kept = Path.home().glob(".pyenv/versions/*/bin/python")
    found = [str(path) for path in kept] + [name for old in range(6, 11) if (name := shutil.which(f"python3.{old}"))]
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    told = {
        python: subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout.strip() for python in found
    }
    old = {
        python: version for python, version in told.items() if version and tuple(map(int, version.split("."))) < (3, 11)
    }
    if not old:
        pytest.skip("no old Python on this machine")
    for python, version in old.items():
        done = subprocess.run([python, "run.py", "test"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert f"this is Python {version}. " in done.stderr
        assert "make test PYTHON=" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_old_python_can_read_the_script():
    """No sign of a later Python in it: for machines that have no old one."""
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    before = text.partition("from tools")[0]
    assert not re.search(r"\bf['\"]|:=|->|^import (?!sys)", before, re.MULTILINE)


def test_make_has_every_task_and_does_nothing_itself():
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^TASKS = (.+)$", made, re.MULTILINE)
    assert listed is not None
    assert set(listed[1].split()) == set(tasks.TASKS), "list each task of tools/tasks.py in the Makefile's TASKS"
    assert [line for line in made.splitlines() if line.startswith("\t")] == [
        "\t@$(PYTHON) run.py",
        "\t@$(PYTHON) run.py $@",
    ]


@pytest.mark.parametrize("make", ["make", "gmake", "bmake"])
def test_make_calls_the_script(make):
    if not shutil.which(make):
        pytest.skip(f"no {make} on this machine")
    # A make inside `make test` would say which folder it enters.
    alone = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    told = subprocess.run([make, "PYTHON=echo"], cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    assert told.stdout == "run.py\n"
    told = subprocess.run(
        [make, "notebooks", "PYTHON=echo"], cwd=ROOT, env=alone, capture_output=True, text=True, check=True
    )
    assert told.stdout == "run.py notebooks\n"


def test_without_a_task_it_lists_them_and_a_wrong_one_is_told(capsys):
    assert tasks.main([]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name} " in listed for name in tasks.TASKS)
    assert tasks.main(["tset"]) == 2
    assert "There is no task tset" in capsys.readouterr().err


def test_what_cannot_be_meant_is_told_before_anything_is_done(monkeypatch, capsys):
    for name in ("set_up", "clean"):
        monkeypatch.setattr(tasks, name, lambda: pytest.fail("something was done"))
    assert tasks.main(["clean", "notebooks"]) == 2
    assert capsys.readouterr().err == "clean takes nothing behind it. Type: python run.py clean\n"
    monkeypatch.setenv("PYTEST_ARGS", "-k 'tiers")
    assert tasks.main(["test"]) == 2
    assert "PYTEST_ARGS can't be read (No closing quotation)" in capsys.readouterr().err


def _ran(monkeypatch, name, given=(), failing=None):
    ran = []
    monkeypatch.setattr(tasks, "set_up", lambda: Path("venv/bin/python"))
    monkeypatch.setattr("signal.signal", lambda *_: None)

    def run(line, **_):
        ran.append(" ".join(line[1:]))
        return subprocess.CompletedProcess(line, int(failing is not None and failing in ran[-1]))

    monkeypatch.setattr("subprocess.run", run)
    return tasks.main([name, *given]), ran


def test_testing_is_formatting_lint_types_and_the_whole_suite(monkeypatch):
    monkeypatch.setenv("PYTEST_ARGS", "-k 'a b'")
    status, ran = _ran(monkeypatch, "test", ["-x"])
    assert status == 0
    assert ran[:3] == ["-m ruff format --check", "-m ruff check", "-m mypy"]
    assert re.fullmatch(r"-m pytest -n \d+ --dist loadfile --no-loadscope-reorder -k a b -x", ran[3])
    assert len(ran) == 4


@pytest.mark.parametrize("failing", ["format", "check", "mypy", "pytest"])
def test_what_fails_fails_the_task(monkeypatch, failing):
    status, ran = _ran(monkeypatch, "test", failing=failing)
    assert status == 1
    assert failing in ran[-1]


@pytest.mark.parametrize(("status", "closing"), [(0, "= 3 passed in 1.00s ="), (1, "= 1 failed, 2 passed in 1.00s =")])
def test_ci_ends_with_the_closing_line_and_the_status_of_the_tests(tmp_path, status, closing):
    """With a make of its own that prints and fails as make does; what it needs is there."""
    for name, script in {"make": f"echo '{closing}'; echo 'make: [test] Error'; exit {status}", "chromium": ""}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    path = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    told = subprocess.run(
        ["bash", ROOT / ".ci" / "run"], env=os.environ | path, capture_output=True, text=True, check=False
    )
    assert told.stdout.splitlines()[-1] == closing
    assert told.returncode == status
