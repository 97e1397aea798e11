"""How loading grows with documents and comments, beside pandas reading as many rows of JSON in the same run.

python bench/growth.py [--small]

Every measurement is a process of its own. Seconds are the processor's, so that a busy machine matters less; they and
the memory are those of reading, less those of importing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

DOCUMENTS, COMMENTS = (100, 1_000, 5_000), (1_000, 10_000, 99_999)
MEASURE = """
import resource, sys, time
import pandas, tipseeds
tipseeds.load()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
{what}
print(time.process_time() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""
FRONT = """\
---
title: Ducks {n}
genre: made-up example
published: 2009-06-{day:02}
published-basis: stated
published-reason: The page gives it.
stance: relays
stance-reason: It quotes and adds nothing.
original-file: ducks-{n}.txt
sha256: "{n:064x}"
---
"""
PART = """
{{words=41}}
## p{n}

Says that the pond holds [as many as {n} ducks]{{#pond{n} .estimate topic=participants of="ducks on the pond"
n="<={n}" unit=people by="the miller"}} in a good year, and that nobody counts them in a bad one.
"""
COMMENT = """
{{words=12 by="Visitor {n}" date=2009-06-20 replies-to={to} evidence="{n}? never"}}
## c{n}

Doubts the number and asks who has counted.
"""


def documents(folder: Path, many: int) -> list[dict[str, object]]:
    """Write documents of ten paragraphs; gives their rows as records."""
    rows: list[dict[str, object]] = []
    for n in range(1, many + 1):
        parts = [PART.format(n=part) for part in range(1, 11)]
        (folder / f"ducks-{n}.md").write_text(FRONT.format(n=n, day=n % 28 + 1) + "".join(parts), encoding="utf-8")
        rows += [{"doc": f"ducks-{n}", "part": part} for part in parts]
    return rows


def comments(folder: Path, many: int) -> list[dict[str, object]]:
    """Write one document whose comments answer each other in a chain; gives their rows as records."""
    parts = [COMMENT.format(n=n, to=f"c{n - 1}" if n > 1 else "post") for n in range(1, many + 1)]
    (folder / "ducks.md").write_text(FRONT.format(n=1, day=1) + PART.format(n=1) + "".join(parts), encoding="utf-8")
    return [{"doc": "ducks", "part": part} for part in parts]


def measure(what: str, *arguments: str) -> tuple[float, float]:
    """Return the seconds and the megabytes that a line takes in a new process."""
    command = [sys.executable, "-c", MEASURE.format(what=what), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def run(small: bool = False) -> list[dict[str, object]]:
    """Measure every size; gives one record each."""
    found: list[dict[str, object]] = []
    for what, write, sizes in (("documents", documents, DOCUMENTS), ("comments", comments, COMMENTS)):
        for many in sizes[: 1 if small else None]:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                rows = write(folder, many)
                (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
                own = measure("tipseeds.load(sys.argv[1])", name)
                other = measure("pandas.read_json(sys.argv[1])", str(folder / "rows.json"))
            record = {"what": what, "many": many, "seconds": own[0], "megabytes": own[1]}
            record |= {"pandas_seconds": other[0], "pandas_megabytes": other[1], "rows": len(rows)}
            found.append(record)
            print(
                f"{many:>7,} {what:<10}{own[0]:>8.2f} s {own[1]:>7.0f} MB   pandas.read_json {other[0]:>6.2f} s "
                f"{other[1]:>6.0f} MB   {own[0] / other[0]:>6.0f} times, {1e6 * own[0] / len(rows):>6.0f} µs a part",
                flush=True,
            )
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the smallest size of each only")
    run(parser.parse_args().small)
