"""Nothing of the edition differs from what somebody last read beside the source."""

from __future__ import annotations

import csv
import shutil

from tests.project import ROOT, tool

reviewed = tool("reviewed")


def _kept() -> dict[tuple[str, str], str]:
    with reviewed.KEPT.open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["part"]): row["checksum"] for row in csv.DictReader(file)}


def _changed(project) -> list[str]:
    kept, now = _kept(), reviewed.checksums(project)
    files = {file for file, _ in kept}  # a document of a reader's own is none of its business
    return sorted(
        f"{file} {part}"
        for file, part in {*kept, *now}
        if file in files and kept.get((file, part)) != now.get((file, part))
    )


def _copy(place):
    """Copy what is read beside its source; returns the folder of seeds."""
    for folder in ("seeds", "notebooks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("*.txt", "*.TXT"))
    shutil.copy(ROOT / "README.md", place)
    return place / "seeds"


def test_every_part_is_as_it_was_read_beside_its_source():
    changed = _changed(ROOT)
    assert changed == [], "read these beside the original or source; if they are right, type: make reviewed"


def test_every_part_of_a_seed_is_a_piece():
    for seed in (ROOT / "seeds").glob("*.md"):
        text = seed.read_text(encoding="utf-8")
        pieces = reviewed.parts(text)
        assert len(pieces) == text.count("\n## ") + 1
        assert all(piece.strip() for piece in pieces.values())


def test_a_small_change_of_any_kind_is_noticed(tmp_path):
    """A summary turned into its opposite, a note, an attribute, a release date, a country's name, a claim of ours."""
    seeds = _copy(tmp_path)
    before = set(_changed(tmp_path))
    planted = {
        "two-koreas.md": (" not ", " "),
        "lagon.md": ("published-reason: ", "published-reason: Perhaps. "),
        "green.md": ("words=", "words=1"),
        "reference/countries.csv": ("Korea", "Corea"),
        "reference/report_release_dates.csv": ("2009-06-16", "2009-06-17"),
        "coding/labour-second.csv": ("asserts", "disputes"),
        "../notebooks/01-tier-rankings.ipynb": ("North Korea", "Peru"),
        "../README.md": ("North Korea", "Peru"),
    }
    for file, (old, new) in planted.items():
        text = (seeds / file).read_text(encoding="utf-8")
        assert old in text
        (seeds / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert {said.partition(" ")[0] for said in set(_changed(tmp_path)) - before} == {
        file.removeprefix("../").removeprefix("notebooks/") for file in planted
    }


def test_a_sixth_document_is_no_change(tmp_path):
    seeds = _copy(tmp_path)
    before = _changed(tmp_path)
    shutil.copy(seeds / "green.md", seeds / "ours.md")
    assert _changed(tmp_path) == before
