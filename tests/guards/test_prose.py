"""The numbers and names in the notebooks' prose are those of the tables, outputs and documents."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest
from tests.project import NOTEBOOKS, ROOT

import tipseeds as tip

NUMBER = re.compile(r"(?<![\w.,#-])\d[\d,]*(?:\.\d+)?(?![\w%])")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
EXAMPLES: dict[str, dict[float, str]] = {
    "02": {160_000: "made up, to lie within three ranges", 10_001: "half of 20,000, and one"},
    "03": {41: "the first count above 40"},
    "04": {260: "20 comments, 13 questions each"},
}
"""Numbers that stand in no table and no output, and why they are right."""

SMALL = 31
"""Below it, a number may count sentences, steps or days: too many are everywhere to prove anything."""


def _cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def _prose(path) -> list[str]:
    """Return the prose of a notebook without code, links and headings of exercises."""
    text = ["".join(cell["source"]) for cell in _cells(path) if cell["cell_type"] == "markdown"]
    return [re.sub(r"\]\([^)]*\)|\*\*Time:\*\*.*", " ", part) for part in text]


def _numbers(text: str) -> Iterator[float]:
    """Yield the numbers of a text; 1.6 billion is one, and 1.6 another."""
    for found in NUMBER.finditer(text):
        value = float(found[0].rstrip(",.").replace(",", ""))
        scale = re.match(r"\s+(thousand|million|billion)", text[found.end() :])
        yield value * SCALES[scale[1]] if scale else value
        if scale:
            yield value


@cache
def _shown(path) -> str:
    """Return what a notebook's cells hold and put out, as text."""
    pieces = []
    for cell in _cells(path):
        if cell["cell_type"] != "code":
            continue
        pieces.append("".join(cell["source"]))
        for output in cell["outputs"]:
            pieces.append("".join(output.get("text", "")))
            for kind, held in output.get("data", {}).items():
                page = "".join(held) if kind.startswith("text/") else ""
                page = re.sub(r'base64,[^"]*', "", page)
                alt = " ".join(re.findall(r'(?:alt|aria-label)="([^"]*)"', page))
                pieces.append(html.unescape(f"{re.sub(r'<[^>]*>', ' ', page)} {alt}"))
    return "\n".join(pieces)


@pytest.fixture(scope="module")
def known() -> set[float]:
    """The numbers of the seeds and of the tables of facts."""
    corpus = tip.load()
    found = {value for seed in (ROOT / "seeds").glob("*.md") for value in _numbers(seed.read_text(encoding="utf-8"))}
    for table in (ROOT / "seeds" / "reference").glob("*.csv"):
        found |= {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", table.read_text(encoding="utf-8"))}
    for frame in vars(corpus).values():
        if isinstance(frame, pd.DataFrame):
            found |= {float(len(frame))}
            for name in frame.select_dtypes("number"):
                found |= {float(value) for value in frame[name].dropna()} | {float(frame[name].sum())}
    return found


def _answers(path) -> Iterator[tuple[str, str]]:
    """Yield the code that stands in prose, as in an exercise's answer, with what it gives."""
    names = {"tip": tip, "corpus": tip.load(), "checks": tip.checks, "charts": tip.charts, "reference": tip.reference}
    for text in _prose(path):
        for code in re.findall(r"`((?:corpus|tip|checks)\.[^`]+[)\]])`", text):
            if "…" not in code and "=" not in re.sub(r"([\"']).*?\1|\([^()]*\)", "", code):
                with pd.option_context("display.max_rows", 200, "display.max_columns", 50):
                    yield code, str(eval(code, dict(names)))


def _results(text: str) -> Iterator[tuple[str, float, float]]:
    """Yield the sums that are written out: what stands there, what it comes to, what is said to come out."""
    number = r"\(?\d[\d,]*(?:\.\d+)?\)?"
    for found in re.finditer(rf"({number}(?:\s*[×÷+−–*/-]\s*\(?{number}\)?)+)\s*=\s*(\d[\d,]*(?:\.\d+)?)", text):
        plain = found[1].replace(",", "").replace("×", "*").replace("÷", "/").replace("−", "-").replace("–", "-")
        if plain.count("(") == plain.count(")") and re.fullmatch(r"[\d.\s()*/+-]+", plain):
            yield found[0], eval(plain), float(found[2].replace(",", ""))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_prose_is_shown_or_known(path, known):
    answers = "\n".join(given for _, given in _answers(path))
    there = known | set(_numbers(_shown(path))) | set(_numbers(answers)) | EXAMPLES.get(path.stem[:2], {}).keys()
    stated = {result for text in _prose(path) for _, _, result in _results(text)}
    lost = [
        f"{value:,.10g} in: {text[:80]}"
        for text in _prose(path)
        for value in _numbers(text)
        if value >= SMALL and not {value, round(value, 2)} & (there | stated)
    ]
    assert lost == [], "no table, output or document has these; show them, or mend the prose"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_sums_in_prose_are_right(path):
    for text in _prose(path):
        for said, made, stated in _results(text):
            digits = len(str(stated).partition(".")[2].rstrip("0"))
            assert round(made, digits) == pytest.approx(stated, abs=1.01 * 10**-digits if digits else 0.51), said


@pytest.mark.parametrize("path", [*NOTEBOOKS, *(ROOT / "docs").glob("*.md")], ids=lambda path: path.stem)
def test_every_part_that_is_named_is_there(path):
    """`lagon` p3, encyclopedia (p7 and p17) and the like name parts of that document."""
    corpus = tip.load()
    parts = {doc: set(rows["part"]) for doc, rows in corpus.parts.groupby("doc", observed=True)}
    text = "\n".join(_prose(path)) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
    for doc, named in re.findall(r"`([a-z-]+)` \(?((?:[pc]\d+(?:, | and |–| to )?)+)", text):
        if doc in parts:
            assert set(re.findall(r"[pc]\d+", named)) <= parts[doc], f"{doc} {named}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_calls_that_prose_names_are_there(path):
    for text in _prose(path):
        for name in re.findall(r"`tip\.(\w+)", text):
            assert hasattr(tip, name), name
        for name in re.findall(r"`corpus\.(\w+)", text):
            assert hasattr(tip.Corpus, name) or name in tip.Corpus.__annotations__ or hasattr(tip.load(), name), name


def test_the_hardest_parts_are_named_rightly():
    """The content notes warn of the parts whose summaries speak of sexual violence; found by reading them."""
    page = (ROOT / "docs" / "for-instructors.md").read_text(encoding="utf-8")
    named = re.search(r"encyclopedia`? \((p\d+) and (p\d+)\)", page)
    assert named is not None
    parts = tip.load().parts.query("doc == 'encyclopedia'").set_index("part")["digest"]
    hard = {part for part, digest in parts.items() if re.search(r"sexual|rape|abort|infanticide|beatings", digest)}
    assert set(named.groups()) <= hard
