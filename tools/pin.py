"""Pin the newest releases that pyproject.toml allows: requirements.txt with hashes, constraints.txt without.

python run.py requirements

What the app and the builder of the page in a browser need besides is pinned in tools/app and tools/lite.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
COMPILE = [
    *("uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes", "--no-emit-index-url"),
    *("--python-version", "3.11", "--custom-compile-command", "make requirements"),
]
HEAD = "# The pins of requirements.txt without their hashes, for environment.yml; made by: make requirements\n"
SAME = ("--constraints", "constraints.txt")
BESIDE = {
    "tools/app/requirements.txt": ("pyproject.toml", "tools/app/requirements.in", *SAME),
    "tools/lite/requirements.txt": ("tools/lite/requirements.in", *SAME),
}


def pin(file: str, *what: str) -> None:
    """Write one file."""
    subprocess.run([sys.executable, "-m", *COMPILE, "--output-file", file, *what], cwd=PROJECT, check=True)


def main() -> int:
    """Write all files."""
    pin("requirements.txt", "pyproject.toml", "--extra", "dev")
    pins = re.findall(r"^(\w[^\\\n]*[^ \\\n]) *\\$", (PROJECT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    (PROJECT / "constraints.txt").write_text(HEAD + "".join(f"{pin}\n" for pin in pins), encoding="utf-8", newline="\n")
    for file, what in BESIDE.items():
        pin(file, *what)
    return 0


if __name__ == "__main__":
    sys.exit(main())
