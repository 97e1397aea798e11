"""Pin the newest releases that pyproject.toml allows: requirements.txt with hashes, constraints.txt without.

python run.py requirements
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
COMPILE = [
    *("uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes", "--no-emit-index-url"),
    *("--python-version", "3.11", "--extra", "dev", "--custom-compile-command", "make requirements"),
    *("--output-file", "requirements.txt", "pyproject.toml"),
]
HEAD = "# The pins of requirements.txt without their hashes, for environment.yml; made by: make requirements\n"


def main() -> int:
    """Write both files."""
    if status := subprocess.run([sys.executable, "-m", *COMPILE], cwd=PROJECT).returncode:
        return status
    pins = re.findall(r"^(\w[^\\\n]*[^ \\\n]) *\\$", (PROJECT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    (PROJECT / "constraints.txt").write_text(HEAD + "".join(f"{pin}\n" for pin in pins), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
