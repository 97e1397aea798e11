"""Say what is still to do before a release; then build wheel and sdist from what is committed.

python run.py release
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from io import BytesIO
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[1]


def left_to_do() -> list[str]:
    """Return what a release lacks, a sentence each."""
    about = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    version = about["version"]
    newest = re.search(r"^## (.+)$", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    stated = {citation["version"], *(part["version"] for part in citation["references"])}
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=PROJECT, capture_output=True, text=True).stdout
    tag = ["git", "rev-parse", "-q", "--verify", f"refs/tags/v{version}"]
    found = {
        f"CITATION.cff says {', '.join(sorted(stated))}, pyproject.toml {version}": stated == {version},
        "CITATION.cff has no date-released": "date-released" in citation,
        f"CHANGELOG.md begins with {newest[1] if newest else 'nothing'}, not with {version} and a day": bool(
            newest and re.fullmatch(rf"{re.escape(version)} \(\d{{4}}-\d{{2}}-\d{{2}}\)", newest[1])
        ),
        f"the tag v{version} is there already: choose another number": bool(
            subprocess.run(tag, cwd=PROJECT, capture_output=True).returncode
        ),
        "the project has an address nowhere: [project.urls], and repository-code in CITATION.cff": bool(
            about.get("urls") and citation.get("repository-code")
        ),
        f"{len(changed.splitlines())} files are not committed": not changed,
    }
    return [said for said, holds in found.items() if not holds]


def build() -> None:
    """Build both from the last commit, in a folder of their own, into dist."""
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=PROJECT, capture_output=True, check=True).stdout
    dist = PROJECT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(dist)], cwd=folder, check=True)


def main() -> int:
    """Say and build; the status is 1 if something is left to do."""
    to_do = left_to_do()
    build()
    print(
        "\n".join(["", "Left to do:", *(f"- {said}." for said in to_do)] if to_do else ["", "Nothing is left to do."])
    )
    return int(bool(to_do))


if __name__ == "__main__":
    sys.exit(main())
