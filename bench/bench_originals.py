"""Time recognising, splitting and locating on made-up documents: python bench/bench_originals.py."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import tipseeds as tip
from tipseeds.originals.files import checksum

PARTS = 16
FRONT = """---
title: Ducks of pond {n}
genre: made-up
published-basis: unknown
published-reason: made up
stance: relays
stance-reason: made up
original-file: {n}.txt
sha256: {sha256}
sha256-normalised: {normalised}
---
"""


def write(folder: Path, documents: int) -> None:
    """Write seeds and, beside them, originals of about 10 kB with a mark in each of 16 paragraphs."""
    for n in range(documents):
        filler = "The miller counted them at dawn and at dusk. " * 13
        text = f"Ducks of pond {n}\n\n" + "\n\n".join(
            f"{filler}Pond {n} held {part} ducks. It rained." for part in range(1, PARTS + 1)
        )
        words = len(filler.split()) + 7
        parts = "\n".join(
            f"{{words={words}}}\n## p{part}\n\nHeld [{part} ducks]{{#m{part} .estimate topic=participants of=ducks"
            f' n="{part}" unit=people by=nobody}}.\n'
            for part in range(1, PARTS + 1)
        )
        data = text.encode()
        front = FRONT.format(n=n, sha256=hashlib.sha256(data).hexdigest(), normalised=checksum(text))
        (folder / f"pond-{n}.md").write_text(f"{front}\n{parts}", encoding="utf-8")
        (folder / f"{n}.txt").write_bytes(data)


def times(documents: int) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), documents)
        corpus = tip.load(name)
        for what in ("originals", "annotations", "verify"):
            began = perf_counter()
            made = tip.verify(corpus).checks["ok"] if what == "verify" else getattr(corpus, what)["status"]
            yield what, perf_counter() - began
            assert set(made) <= {True, "identical", "located"}


def main() -> None:
    print(f"{'documents':>9}{'marks':>8}  recognise     locate      verify    ms a document")
    for documents in (125, 250, 500, 1000):
        best = [min(seconds) for seconds in zip(*([s for _, s in times(documents)] for _ in range(2)), strict=True)]
        per_document = "  ".join(f"{seconds / documents * 1000:.2f}" for seconds in best)
        print(f"{documents:>9}{documents * PARTS:>8}" + "".join(f"{s:>9.2f} s" for s in best) + f"    {per_document}")


if __name__ == "__main__":
    main()
