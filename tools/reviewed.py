"""Keep what was read against its source: a checksum for the seeds, the tables of facts, and what our pages claim.

python run.py reviewed

A summary that loses a "not", a note, a day or a name that changes by mistake looks right to every other test. So
each part stands in tests/edition/reviewed.csv as it was when somebody last read it beside the original, and a test
names what has changed since. So do the figures, names and words such as "only" in each cell of the notebooks' prose and
each section of the README. Whoever changes one on purpose reads it again and then runs this.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
KEPT = PROJECT / "tests" / "edition" / "reviewed.csv"
CLAIMS = re.compile(r"\d[\d,.]*|\b[A-Z][\w-]*|\b(?:no|not|nor|none|never|nobody|all|every|each|most|only|\w+n't)\b")
"""What a sentence claims, so that other words may be chosen freely."""


def parts(text: str) -> dict[str, str]:
    """Return the pieces of a seed by name: its front matter, then each part with its attributes."""
    _, front, body = text.split("---\n", 2)
    pieces = re.split(r"^(?:\{[^\n]*\}\n)?## (\w+)\n", body, flags=re.MULTILINE)
    heads = re.findall(r"^(\{[^\n]*\})?\n?## \w+\n", body, flags=re.MULTILINE)
    found = {"front matter": front}
    for head, name, piece in zip(heads, pieces[1::2], pieces[2::2], strict=True):
        found[name] = f"{head}\n{piece.strip()}"
    return found


def checksums(project: Path = PROJECT) -> dict[tuple[str, str], str]:
    """Return a checksum for each part of each seed, each thing in a table of facts, and our prose."""
    found: dict[tuple[str, str], str] = {}
    for seed in sorted(project.glob("seeds/*.md")):
        for name, piece in parts(seed.read_text(encoding="utf-8")).items():
            found[seed.name, name] = piece
    for table in sorted(project.glob("seeds/*/*.csv")):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"))):
            key = (f"{table.parent.name}/{table.name}", row[0][:40] if row else "")
            found[key] = found.get(key, "") + "\0".join(row) + "\n"
    for page in sorted(project.glob("notebooks/[0-9][0-9]-*[a-z].ipynb")):
        cells = [
            cell for cell in json.loads(page.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "markdown"
        ]
        found |= {(page.name, cell["id"]): " ".join(CLAIMS.findall("".join(cell["source"]))) for cell in cells}
    for number, section in enumerate((project / "README.md").read_text(encoding="utf-8").split("\n## ")):
        found["README.md", f"section {number}"] = " ".join(CLAIMS.findall(section))
    return {key: hashlib.sha256(piece.encode()).hexdigest()[:12] for key, piece in found.items()}


def main() -> int:
    """Write the file."""
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "part", "checksum"])
        writer.writerows([*key, checksum] for key, checksum in checksums().items())
    print(f"{KEPT.relative_to(PROJECT)}: {len(checksums())} pieces")
    return 0


if __name__ == "__main__":
    sys.exit(main())
