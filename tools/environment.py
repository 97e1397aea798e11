"""The project's own environment, .venv: made from the pins, noticed when it no longer fits, and made anew.

It needs nothing but Python, since it runs before anything is installed.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]

WHERE_FROM = {
    *("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert"),
    *("timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider"),
}
"""Those of a person's pip settings that say where packages come from; all others say where they go, which we know."""

MISLEADING = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__"}
"""What would make our Python run another's code, or compile everything anew in each kernel."""

LAB_CONFIG = {
    # No question about news on first opening, and no look at the network for any.
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}},
    # Kernels encrypt what they and the server say to each other, instead of warning that they don't.
    "jupyter_server_config.json": {"KernelManager": {"transport_encryption": "auto"}},
}


class SetupError(Exception):
    """Setting up can't go on: says why, and what to type."""


def python_in(venv: Path, system: str = os.name) -> Path:
    """Return the path of an environment's Python, on this system or another (`os.name`: "nt" is Windows)."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def what_is_wrong(project: Path) -> str | None:
    """Return, as a sentence, why the environment must be made anew; an empty text if there is none; None if it fits."""
    venv = project / ".venv"
    if not venv.exists() and not venv.is_symlink():
        return ""
    try:
        made = json.loads((venv / "made.json").read_text(encoding="utf-8"))
        folder, python, pins = made["folder"], made["python"], made["requirements.txt"]
    except (OSError, ValueError, KeyError, TypeError):
        return "The last set-up was not finished."
    if Path(folder) != project:
        return f"This folder was moved or copied: its environment was made in {folder}."
    if (now := version_of(python_in(venv))) is None:
        return f"The Python that the environment was made with ({python}) is gone."
    if now.rpartition(".")[0] != python.rpartition(".")[0]:
        return f"Python was {python} when the environment was made, and is {now} now."
    if pins != checksum(project / "requirements.txt"):
        return "The pinned packages have changed."
    return None


def version_of(python: Path) -> str | None:
    """Return the version of a Python, as in "3.11.7"; None if it doesn't start."""
    ask = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        told = subprocess.run([python, "-c", ask], env=environment(), capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip() if told.returncode == 0 else None


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def environment(venv: Path | None = None, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables to run our Python with: none that lead it elsewhere, and the venv's programs first."""
    kept = {name: value for name, value in given.items() if name not in MISLEADING}
    if venv is not None:
        kept["VIRTUAL_ENV"] = str(venv)
        kept["PATH"] = os.pathsep.join([str(python_in(venv).parent), given.get("PATH", "")])
    return kept


def pip_environment(listing: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the variables to run pip with, given what `pip config list` prints.

    Whoever set `user = true` or `target = …` for other work keeps it there: only what says where packages come from
    is kept.
    """
    settings: dict[str, str] = {}
    sections = {"global": 0, "install": 1, ":env:": 2}
    rows = [line.partition("=") for line in listing.splitlines() if "=" in line]
    for key, _, value in sorted(rows, key=lambda row: sections.get(row[0].rpartition(".")[0], -1)):
        section, _, name = key.rpartition(".")
        if section in sections and name in WHERE_FROM:
            settings[f"PIP_{name.replace('-', '_').upper()}"] = str(ast.literal_eval(value))
    kept = {name: value for name, value in environment(given=given).items() if not name.startswith("PIP_")}
    return kept | settings | {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def set_up(project: Path = PROJECT) -> Path:
    """Make the environment, or mend what no longer fits, and return its Python."""
    venv = project / ".venv"
    python = python_in(venv)
    wrong = what_is_wrong(project)
    if wrong is not None:
        if wrong:
            print(f"{wrong} Setting up again.", flush=True)
        _make(project, venv, python)
    elif (stamp := venv / "package.sha256").exists() and stamp.read_text() == checksum(project / "pyproject.toml"):
        return python
    _install_package(project, venv, python)
    return python


def _make(project: Path, venv: Path, python: Path) -> None:
    """Make the environment from nothing."""
    if venv.is_symlink():
        raise SetupError(f"{venv} is a link to {os.readlink(venv)}. Remove the link, and run this again.")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupError(
            "This Python comes without venv. On Debian and Ubuntu, type: sudo apt install python3-venv\n"
            "Elsewhere, run this with a Python from python.org or conda."
        )
    own = Path(sys.prefix) == venv
    if own and os.name == "nt":
        raise SetupError(r"Leave the environment first: type deactivate, then py run.py lab")
    base = Path(getattr(sys, "_base_executable", sys.executable)) if own else Path(sys.executable)
    try:
        shutil.rmtree(venv, ignore_errors=True)
        _run(
            [str(base), "-m", "venv", "--clear", str(venv)],
            environment(),
            f"{venv} could not be made anew: see above. Close what runs from it (JupyterLab), and run again",
        )
        # uv comes first, by its hashes in requirements.txt, and installs the rest; where it can't, pip does.
        (venv / "uv.txt").write_text(_block(project / "requirements.txt", "uv"), encoding="utf-8")
    except OSError as error:
        raise SetupError(
            f"{venv} can't be written ({error.strerror}). Copy the project to a folder of your own."
        ) from error
    pip = [str(python), "-m", "pip"]
    listing = subprocess.run([*pip, "config", "list"], env=environment(), capture_output=True, text=True).stdout
    settings = pip_environment(listing, os.environ)
    offline = (
        "Packages could not be installed: see above. Is there a network, and a few GB of free space? Then run again"
    )
    print("Installing packages into .venv; the first time this takes a minute or two.", flush=True)
    _run([*pip, "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(venv / "uv.txt")], settings, offline)
    # uv doesn't read pip's settings, so it is told the one that a mirror needs.
    mirror = {"UV_DEFAULT_INDEX": settings["PIP_INDEX_URL"]} if "PIP_INDEX_URL" in settings else {}
    uv = [str(python.with_name("uv")), "pip", "install", "--quiet", "--python", str(python), "--require-hashes"]
    pins = ["-r", str(project / "requirements.txt")]
    if subprocess.run([*uv, "--compile-bytecode", *pins], env=environment() | mirror).returncode:
        print("uv could not install; pip tries, which takes longer.", file=sys.stderr, flush=True)
        _run([*pip, "install", "--quiet", "--require-hashes", *pins], settings, offline)
    configure_lab(venv / "etc" / "jupyter", project)
    made = {"folder": str(project), "python": version_of(python)}
    made["requirements.txt"] = checksum(project / "requirements.txt")
    (venv / "made.json").write_text(json.dumps(made), encoding="utf-8")


def configure_lab(folder: Path, project: Path) -> None:
    """Write how JupyterLab starts and saves into a folder that it looks for settings in."""
    for name, content in LAB_CONFIG.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    # A notebook is saved without what changes by itself from one machine or run to the next.
    hook = str(project / "tools" / "saving.py")
    (folder / "jupyter_server_config.py").write_text(
        f"import runpy\nc.FileContentsManager.pre_save_hook = runpy.run_path({hook!r})['before_saving']\n",
        encoding="utf-8",
    )


def _install_package(project: Path, venv: Path, python: Path) -> None:
    """Install the package itself, as a link to src/, and see that it is this one that runs."""
    settings = pip_environment("", os.environ)
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    _run(
        [*install, "-e", str(project)], settings, "The package itself could not be installed: see above. Then run again"
    )
    # Told from where it stands, the link names no folder, which a Python before 3.13 would read in the system's own
    # letters; and in a copy it leads to the copy.
    for link in venv.rglob("site-packages/_tipseeds.pth"):
        link.write_text(os.path.relpath(project / "src", link.parent) + "\n", encoding="ascii")
    ask = "import importlib.util; print(importlib.util.find_spec('tipseeds').origin)"
    told = subprocess.run([python, "-c", ask], env=environment(), capture_output=True, text=True).stdout.strip()
    if not told or project / "src" not in Path(told).resolve().parents:
        raise SetupError(f"The package that runs would be {told or 'none'}, not the one in {project}. Remove that one.")
    (venv / "package.sha256").write_text(checksum(project / "pyproject.toml"))


def _run(command: list[str], variables: dict[str, str], otherwise: str) -> None:
    if subprocess.run(command, env=variables).returncode:
        raise SetupError(otherwise if otherwise.endswith(".") else f"{otherwise}.")


def _block(file: Path, name: str) -> str:
    """Return the lines of one pin in a pip file, its hashes included and comments left out."""
    lines: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line[:1].strip() and line[0] != "#":
            if lines:
                break
            if not line.startswith(f"{name}=="):
                continue
            lines.append(line)
        elif lines and not line.lstrip().startswith("#"):
            lines.append(line)
    return "\n".join(lines).rstrip("\\ \n") + "\n"
