"""What hatchling asks before it packs a wheel or an sdist: nothing of the reader's originals may get into one."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHOWN = ("<blockquote", "from the copy at hand")
"""What stands in an output that shows a passage."""


def untracked(root: Path) -> list[str]:
    """Return files and folders that git doesn't hold; none where the project is no checkout."""

    def names(*options: str) -> list[str]:
        told = subprocess.run(["git", "ls-files", "-z", *options], cwd=root, capture_output=True, check=False).stdout
        return told.decode("utf-8", "surrogateescape").split("\0")[:-1]

    checkout = shutil.which("git") and "pyproject.toml" in names()
    return names("-o", "--directory") if checkout else []


def originals(root: Path) -> list[str]:
    """Return originals, told by the checksums in the seeds, under any name; and what lies by the seeds and is none."""
    seeds = {seed: seed.read_text("utf-8", "replace") for seed in (root / "seeds").glob("*.md")}
    known = {found for text in seeds.values() for found in re.findall(r"^sha256.*?([0-9a-f]{64})", text, re.MULTILINE)}
    found = [seed.relative_to(root).as_posix() for seed, text in seeds.items() if not text.startswith("---")]
    for folder in ("docs", "notebooks", "seeds", "src", "tests", "tools"):
        for path in filter(Path.is_file, (root / folder).rglob("*")):
            data = path.read_bytes()
            text = re.sub(rb"\r\n?", b"\n", data.removeprefix(b"\xef\xbb\xbf")).rstrip(b"\n")
            if known & {hashlib.sha256(form).hexdigest() for form in (data, text)}:
                found.append(path.relative_to(root).as_posix())
    return found


class Originals(BuildHookInterface):  # type: ignore[type-arg]
    """Leave out what isn't the project's, and look through the notebooks' outputs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop if a notebook shows a passage."""
        if version == "editable":
            return
        root = Path(self.root)
        names = [*untracked(root), *originals(root)]
        left_out = ["/" + re.sub(r"([\\*?\[\] ])", r"\\\1", name) for name in names]
        target = self.build_config.target_config
        target["exclude"] = [*target.get("exclude", []), *left_out]
        for notebook in sorted((root / "notebooks").glob("[0-9][0-9]-*[a-z].ipynb")):
            if any(sign in notebook.read_text(encoding="utf-8") for sign in SHOWN):
                raise ValueError(
                    f"{notebook.name} shows passages of the originals. Type: make notebooks, and build again"
                )
