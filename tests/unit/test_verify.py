"""`verify` finds each kind of discrepancy, in its kind, and nothing else where all is well."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests import made_up

import tipseeds as tip
from tipseeds.__main__ import main
from tipseeds.originals.verification import KINDS, Report


@pytest.fixture
def pond(tmp_path):
    return made_up.write(tmp_path)


def failed(report: Report) -> set[tuple[str, str, str]]:
    rows = report.checks[~report.checks["ok"].fillna(True)]
    return {(kind, doc, part) for kind, doc, part in rows[["kind", "doc", "part"]].astype(object).fillna("").to_numpy()}


def replace(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def test_nothing_fails_where_all_is_well(pond):
    report = tip.verify(tip.load(pond[0], originals=pond[1]))
    assert report.status == 0
    assert failed(report) == set()
    assert set(report.checks["kind"]) == set(KINDS)
    assert f"{len(report.checks)} checks, 0 failed" in report.summary
    assert repr(report) == report.summary


# What is planted in a copy of an original: document, old, new, and the kinds and parts that fail beside the checksums.
IN_A_COPY = {
    "title": ("article", "How Many Ducks Are There?", "How Many Geese Are There?", {("title", ""), ("count", "")}),
    "words": ("article", "It rained.", "It never rained.", {("words", "p2")}),
    "wording": ("article", "as many as 40 ducks", "as many as 400 ducks", {("wording", "p1")}),
    "wording twice": ("numbered", "two ducks", "one drake", {("wording", "c1")}),
    "evidence": ("numbered", "two lines.", "two rows.", {("evidence", "c2")}),
    "count": ("numbered", "5 Responses", "6 Responses", {("count", "")}),
    "byline's author": ("headers", "Posted by Ada Example", "Posted by Bo Example", {("author", "")}),
    "comment's author": ("headers", "Bob in Milltown writes", "Rob in Milltown writes", {("author", "c1")}),
    "place": ("headers", "Milltown\nFebruary", "Pondville\nFebruary", {("place", "c1")}),
    "byline's date": ("article", "01.02.2021", "02.02.2021", {("date", "")}),
    "comment's date": ("headers", "February 3, 2021", "February 4, 2021", {("date", "c3")}),
    "a date where none was": ("headers", "The Old Mill\n", "The Old Mill\nMay 4, 2020\n", {("date", "c2")}),
}


@pytest.mark.parametrize("planted", IN_A_COPY)
def test_a_discrepancy_in_a_copy_is_reported_in_its_kind(pond, planted):
    seeds, originals = pond
    doc, old, new, expected = IN_A_COPY[planted]
    replace(originals / f"{doc}.txt", (old, new))
    report = tip.verify(tip.load(seeds, originals=originals))
    found = {(kind, part) for kind, where, part in failed(report) if where == doc}
    if planted == "title":  # what was the title is a paragraph now, so every part after it is another one
        assert expected <= found
        return
    assert found == {("checksum", ""), *expected}
    assert {where for _, where, _ in failed(report)} == {doc}
    assert report.status == 1
    for kind, _ in found:
        assert f"  {kind}, {doc}" in report.summary


def test_comments_in_another_order(pond):
    seeds, originals = pond
    text = made_up.HEADERS
    second, third = text.index("The Old Mill"), text.index("February 3")
    first = text.index("Milltown\nFebruary")
    swapped = text[:first] + text[second:third] + text[first:second] + text[third:]
    (originals / "headers.txt").write_text(swapped, encoding="utf-8")
    checks = tip.verify(tip.load(seeds, originals=originals)).checks
    row = checks[(checks["kind"] == "order") & (checks["doc"] == "headers")].iloc[0]
    assert not row["ok"]
    assert (row["expected"], row["found"]) == ("c1 c2 c3 c4", "c2 c1 c3 c4")


def test_a_lost_comment(pond):
    seeds, originals = pond
    replace(originals / "numbered.txt", ("  4. Ten years ago there were none.\n", ""))
    report = tip.verify(tip.load(seeds, originals=originals))
    assert {("count", "numbered", ""), ("words", "numbered", "c4"), ("wording", "numbered", "c4")} <= failed(report)
    assert ("order", "numbered", "") not in failed(report)


# What is planted in a seed: document, old, new, and what fails.
IN_A_SEED = {
    "words": ("article", "{words=9}", "{words=8}", {("words", "p2")}),
    "wording": ("article", "[as many as 40 ducks]", "[as many as 39 ducks]", {("wording", "p1")}),
    "evidence": ("numbered", 'evidence="two lines"', 'evidence="two rows"', {("evidence", "c2")}),
    "count": ("numbered", "comments-stated: 5", "comments-stated: 4", {("count", "")}),
    "author": ("article", "author: Ada Example", "author: Ida Example", {("author", ""), ("count", "")}),
    "no author": ("headers", "by=Di ", "author-basis=unknown ", {("author", "c3")}),
    "an author that is not stated": ("numbered", "by=Fay author-basis=inferred", "by=Fay", {("author", "c2")}),
    "date": ("article", "published: 2021-02-01", "published: 2021-02-03", {("date", "")}),
    "comment's date": ("headers", "date=2021-02-02", "date=2021-02-01", {("date", "c1")}),
    "place": ("headers", "place=Milltown", "place=Pondville", {("place", "c1")}),
    "sha256-normalised": ("article", "normalised: ", f"normalised: {'0' * 63}1  # ", {("checksum", "")}),
}


@pytest.mark.parametrize("planted", IN_A_SEED)
def test_a_discrepancy_in_a_seed_is_reported_in_its_kind(pond, planted):
    seeds, originals = pond
    doc, old, new, expected = IN_A_SEED[planted]
    replace(seeds / f"{doc}.md", (old, new))
    found = failed(tip.verify(tip.load(seeds, originals=originals)))
    assert {where for _, where, _ in found} == {doc}
    # A note that names another author than the seed counts as a paragraph.
    assert {(kind, part) for kind, _, part in found} == expected


def test_a_wrong_checksum_of_the_right_text(pond):
    seeds, originals = pond
    replace(seeds / "article.md", (hashlib.sha256(made_up.ARTICLE.encode()).hexdigest(), "0" * 64))
    report = tip.verify(tip.load(seeds, originals=originals))
    assert failed(report) == {("checksum", "article", "")}
    assert "the seed's sha256" in report.summary


def test_a_wording_that_stands_elsewhere_is_said_to(pond):
    seeds, originals = pond
    replace(seeds / "headers.md", ("[thousands of ducks]", "[fed by all]"))
    assert "It stands in p2." in tip.verify(tip.load(seeds, originals=originals)).summary


def test_missing_originals_are_no_failure_but_have_their_own_status(pond):
    seeds, originals = pond
    (originals / "article.txt").unlink()
    report = tip.verify(tip.load(seeds, originals=originals))
    assert report.status == 2
    assert "Held 2 of 3 documents" in report.summary
    assert "\n\nFiles:\n  no file: No original of article" in report.summary
    replace(originals / "numbered.txt", ("two lines", "two rows"))
    assert tip.verify(tip.load(seeds, originals=originals)).status == 1


def test_exit_statuses(pond, capsys):
    seeds, originals = pond
    ask = ["verify", "--seeds", str(seeds), "--originals", str(originals)]
    assert main(ask) == 0
    assert "0 failed" in capsys.readouterr().out
    replace(originals / "article.txt", ("dawn", "noon, then dawn"))
    assert main(ask) == 1
    shutil.copy(originals / "headers.txt", seeds)
    (originals / "article.txt").unlink()
    assert main(ask) == 2
    assert main(["verify", "--originals", str(originals / "gone")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert main([]) == 0  # it lists what there is
    with pytest.raises(SystemExit):
        main(["verfy"])


def test_the_real_files(originals):
    folders = ["--originals", originals, "--seeds", tip.load().path]
    done = subprocess.run([sys.executable, "-m", "tipseeds", "verify", *folders], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "Held 5 of 5 documents" in done.stdout
    assert " 0 failed" in done.stdout
