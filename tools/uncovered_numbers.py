"""List every number in the originals that no mark covers, each with the reason why it is no estimate.

python tools/uncovered_numbers.py FOLDER_OF_ORIGINALS [--all]

A number is a run of digits or a number word. The reasons are kept in seeds/coding/uncovered-numbers.csv, one row a
number: document, part (empty for what belongs to none), the number as written, which occurrence of it in that part, and
the reason. The exit status is 1 if a number has no reason, or a reason has no number.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tipseeds as tip
from tipseeds.originals import files as originals
from tipseeds.originals import layouts

ROOT = Path(__file__).parents[1]
REASONS = ROOT / "seeds" / "coding" / "uncovered-numbers.csv"
CONTEXT = 2
"""Words shown on either side of a number, so that the list holds no sentence."""

_TENS = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_MANY = "dozen|hundred|thousand|million|billion|trillion|decade"
NUMBER = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*"
    rf"|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|{_TENS}|{_TEENS}|{_ORDINALS}"
    rf"|(?:{_MANY})s?|half|halves|quarters?|once|twice|thrice|single|double|triple|both|neither|none|percent(?:age)?)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A number that no mark covers; `occurrence` counts the same number in the same part, covered ones included."""

    doc: str
    part: str
    number: str
    occurrence: int
    context: str


def uncovered(folder: Path, corpus: tip.Corpus) -> list[Found]:
    """Return the numbers in the originals of a folder that no mark's wording covers."""
    texts = originals.find(folder, corpus.documents).texts
    missing = [seed.doc for seed in corpus.seeds if seed.doc not in texts]
    if missing:
        raise FileNotFoundError(f"{folder} holds no original of {', '.join(missing)}")
    found = []
    for seed in corpus.seeds:
        text = texts[seed.doc]
        passages = layouts.split_original(text, seed)
        wordings = {part.id: [mark.wording for mark in part.marks] for part in seed.parts}
        covered = [span for passage in passages for span in _spans(passage, wordings[passage.part])]
        counts: Counter[tuple[str, str]] = Counter()
        for match in NUMBER.finditer(text):
            part = next((p.part for p in passages if p.start <= match.start() < p.end), "")
            number = match[0].lower()
            counts[part, number] += 1
            if not any(start <= match.start() and match.end() <= end for start, end in covered):
                context = _context(text, match.start(), match.end())
                found.append(Found(seed.doc, part, number, counts[part, number], context))
    return found


def _spans(passage: layouts.Passage, wordings: list[str]) -> Iterator[tuple[int, int]]:
    for wording in wordings:
        pattern = r"\s+".join(map(re.escape, wording.split()))
        if match := re.search(pattern, passage.text):
            yield passage.start + match.start(), passage.start + match.end()


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 60) : start].split(), text[end : end + 60].split()
    return " ".join([*before[-CONTEXT:], f"[{text[start:end]}]", *after[:CONTEXT]])


def reasons() -> dict[tuple[str, str, str, int], str]:
    """Return the reason for each number, from the reviewed list."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return {
            (row["doc"], row["part"], row["number"], int(row["occurrence"])): row["reason"].strip()
            for row in csv.DictReader(file)
        }


def main(arguments: list[str]) -> int:
    """Print the list; return 1 if a number has no reason or a reason no number."""
    folders = [Path(argument) for argument in arguments if argument != "--all"]
    if len(folders) != 1:
        print(__doc__)
        return 2
    known = reasons()
    listed = uncovered(folders[0], tip.load())
    bare = [found for found in listed if not known.get(found[:4])]
    for found in listed if "--all" in arguments else bare:
        print(*found, known.get(found[:4]) or "NO REASON", sep=" | ")
    stale = set(known) - {found[:4] for found in listed}
    for key in sorted(stale):
        print(*key, "is in the list of reasons, but is not an uncovered number", sep=" | ")
    left = f"{len(bare)} without a reason, {len(stale)} reasons without a number"
    print(f"{len(listed)} numbers that no mark covers, {left}")
    return 1 if bare or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
