"""Keep what was read against its source: a checksum for every part of the seeds and every table of facts.

python run.py reviewed

A summary that loses a "not", a note, a day or a name that changes by mistake looks right to every other test. So
each part stands in tests/edition/reviewed.csv as it was when somebody last read it beside the original, and a test
names what has changed since. Whoever changes one on purpose reads it again and then runs this.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SEEDS = PROJECT / "seeds"
KEPT = PROJECT / "tests" / "edition" / "reviewed.csv"


def parts(text: str) -> dict[str, str]:
    """Return the pieces of a seed by name: its front matter, then each part with its attributes."""
    _, front, body = text.split("---\n", 2)
    pieces = re.split(r"^(?:\{[^\n]*\}\n)?## (\w+)\n", body, flags=re.MULTILINE)
    heads = re.findall(r"^(\{[^\n]*\})?\n?## \w+\n", body, flags=re.MULTILINE)
    found = {"front matter": front}
    for head, name, piece in zip(heads, pieces[1::2], pieces[2::2], strict=True):
        found[name] = f"{head}\n{piece.strip()}"
    return found


def checksums(seeds: Path = SEEDS) -> dict[tuple[str, str], str]:
    """Return a checksum for each part of each seed, and for what each table of facts has of one thing."""
    found: dict[tuple[str, str], str] = {}
    for seed in sorted(seeds.glob("*.md")):
        for name, piece in parts(seed.read_text(encoding="utf-8")).items():
            found[seed.name, name] = piece
    for table in sorted(seeds.glob("reference/*.csv")):
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"))):
            key = (f"reference/{table.name}", row[0][:40] if row else "")
            found[key] = found.get(key, "") + "\0".join(row) + "\n"
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
