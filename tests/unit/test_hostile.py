"""Every text that a person wrote into a seed is shown as it is written: never as markup, never turned around."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from tests.project import FROZEN
from tests.unit.test_bare import CHARTS

import tipseeds as tip
from tipseeds.__main__ import main

TAG = "<img/src=x>"  # no blank: a wording has ten words at most
PROSE = re.compile(r'((?:by|of|section|note|second|relay|place|author|evidence|what|quotes)=")([^"]* [^"]*)(")')
FRONT = re.compile(
    r"^( *(?:- )?(?:title|author|author-role|outlet|genre|[\w-]*reason|reason): )(?!>)(.+)$", re.MULTILINE
)


def poisoned(text: str) -> str:
    """Put a tag into every text of a seed that people read: front matter, credits, notes, wordings, summaries."""
    _, front, body = text.split("---\n", 2)
    front = FRONT.sub(lambda found: f"{found[1]}'{found[2].strip(chr(39) + chr(34)).replace(chr(39), '')}{TAG}'", front)
    front = re.sub(r"^author-family: .*\n", "", front, flags=re.MULTILINE)  # has to stand in the name
    front = re.sub(r"(: >-\n +)(?=\w)", rf"\1{TAG}", front)
    body = PROSE.sub(rf"\1\2{TAG}\3", body)
    body = re.sub(r"\[([^\]\n]+)\](?=\{#)", rf"[\1{TAG}]", body)
    body = re.sub(r"\n\n(?=\w)(?!#)", rf"\n\n{TAG}", body)
    return f"---\n{front}---\n{body}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for seed in FROZEN.glob("*.md"):
        (folder / seed.name).write_text(poisoned(seed.read_text(encoding="utf-8")), encoding="utf-8")
    for file in FROZEN.iterdir():
        if file.is_file() and file.suffix != ".md":
            (folder / file.name).write_bytes(file.read_bytes())
    return tip.load(folder, originals=folder)


def check(page: str) -> None:
    at = page.find(TAG)
    assert at < 0, f"a text is taken for markup: …{page[max(0, at - 200) : at + 30]}"


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for held in value.values() for text in _texts(held)]
    if isinstance(value, list | tuple):
        return [text for held in value for text in _texts(held)]
    return [value] if isinstance(value, str) else []


def shown_by(widget: widgets.Widget) -> list[str]:
    """Return the markup that a widget and what is in it send; what has no end tag is put on the page as text."""
    inner = [child for box in getattr(widget, "children", ()) for child in shown_by(box)]
    own = [value for name, value in widget.get_state().items() if name not in ("_esm", "_css")]
    return inner + [text for text in _texts(own) if "</" in text]


def test_the_tag_is_in_every_kind_of_text(hostile):
    """Or the tests below would show nothing."""
    assert hostile.documents[["title", "outlet", "genre"]].stack().str.contains(TAG, regex=False).mean() > 0.7
    for name, columns in {"estimates": ["wording", "of", "by"], "parts": ["digest", "section"]}.items():
        for column in set(columns) & set(getattr(hostile, name)):
            assert getattr(hostile, name)[column].str.contains(TAG, regex=False).any(), column
    assert hostile.relations["reason"].str.contains(TAG, regex=False).any()


@pytest.mark.parametrize("table", ["tiers", "estimates", "labour", "comments"])
def test_evidence_for_every_row(hostile, table):
    """With the relations of each to others, and their reasons."""
    for _, row in getattr(hostile, table).iterrows():
        check(hostile.evidence(row).data)


@pytest.mark.parametrize("table", ["documents", "parts", "tiers", "estimates", "labour", "comments", "relations"])
def test_every_table(hostile, table):
    frame = getattr(hostile, table)
    check(tip.table(frame, f"All of {table}{TAG}").data)
    check(tip.table(frame.head(0), f"None of {table}{TAG}").data)
    first = str(frame.columns[0])
    check(tip.table(frame, table, {first: f"{first}{TAG}"}).data)


@pytest.mark.parametrize("doc", sorted(path.stem for path in FROZEN.glob("*.md")))
def test_a_whole_document(hostile, doc):
    check(hostile.read(doc).data)


def _explorers():
    made = {name: getattr(tip.explore, name) for name in tip.explore.__all__ if name[0].islower()}
    return [name for name, make in made.items() if list(inspect.signature(make).parameters)[:1] == ["corpus"]]


@pytest.mark.parametrize("name", _explorers())
def test_what_an_explorer_shows(hostile, name, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        made = getattr(tip.explore, name)(hostile)
    except TypeError:
        pytest.skip("needs more than a corpus")
    pages = shown_by(made)
    assert pages
    for page in pages:
        check(page)


@pytest.mark.parametrize("sign", ["\u202e", "\u2068"])
def test_a_sign_without_a_shape_is_told_wherever_it_is_shown(tmp_path, sign, monkeypatch):
    """Titles, summaries, wordings, names: on pages, in charts and their words, workbenches, citations, CSV, pandas."""
    monkeypatch.setattr("tests.unit.test_hostile.TAG", f"a{sign}")
    for file in FROZEN.iterdir():
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(poisoned(text) if file.suffix == ".md" else text, encoding="utf-8")
    corpus = tip.load(tmp_path)
    assert corpus.estimates["wording"].str.contains(sign).all()
    told = f"[U+{ord(sign):04X}]"
    rows: Any = corpus.estimates
    charts = [chart for name, chart in CHARTS.items() if name not in ("documents", "rates")]
    shown: dict[str, list[str]] = {
        "page": [corpus.read("lagon").data, corpus.evidence(corpus.estimates.iloc[0]).data],
        "table": [tip.table(corpus.estimates, f"Wordings {sign}").data, repr(tip.table(corpus.parts, "All"))],
        "rows": [rows._repr_html_(), repr(corpus.relations[["reason"]])],
        "file": [tip.exports.to_csv(corpus.estimates).decode(), corpus.bibliography(), corpus.bibliography("csl-json")],
        "cite": [corpus.cite("lagon"), corpus.cite("lagon", mark="camps"), corpus.cite("lagon", "c1")],
        "bench": [
            "".join(_texts({name: value for name, value in bench.get_state().items() if name not in ("_esm", "_css")}))
            for bench in (corpus.explore.estimates(), corpus.explore.labour(), corpus.explore.debate())
        ],
    }
    for made in (chart(corpus) for chart in charts):
        assert sign not in "".join([made.svg(), made.picture(), repr(made), made.title, *made.marks["name"]])
    shown["chart"] = [CHARTS["estimates"](corpus).svg(), repr(CHARTS["thread"](corpus))]
    for name, texts in shown.items():
        for text in texts:
            assert sign not in text, name
            assert told in text, name


def test_a_sign_without_a_shape_in_a_files_name_is_told(tmp_path, capsys):
    """In the list of originals, in errors, and on the command line."""
    (tmp_path / "lag\u202eon.txt").write_text("x")
    corpus: Any = tip.load(originals=tmp_path)
    for arguments in (
        ["verify", "--originals", tmp_path],
        ["verify", "--seeds", "a\u202eb"],
        ["new", tmp_path / "\u202e"],
    ):
        main(list(map(str, arguments)))
    said = "".join(capsys.readouterr())
    for text in (corpus.originals._repr_html_(), corpus.verify().summary, said):
        assert "[U+202E]" in text
        assert "\u202e" not in text
    assert said.count("[U+202E]") > 5


def test_a_name_from_right_to_left_keeps_its_figures_apart():
    from tipseeds.edition.words import apart, seen
    from tipseeds.pages.html import escape

    assert escape("שלום") == "\u2068שלום\u2069"
    assert escape("북한 200,000 – “as many as”") == "북한 200,000 – “as many as”"
    assert apart("by משרד החוץ, 2016: 20–30") == "by \u2068משרד החוץ\u2069, 2016: 20–30"
    assert apart("“עד 200–300 איש” of 20 to 30") == "“\u2068עד 200–300 איש\u2069” of 20 to 30"
    assert escape(apart("x שלום")) == apart(apart("x שלום")) == "x \u2068שלום\u2069"
    assert seen("می\u200cخواهم 👩\u200d🎓") == "می\u200cخواهم 👩\u200d🎓"
    assert seen("a\u2069b") == "a[U+2069]b"
    for sign in "\u200b\u200d\u200f\u2067\ufeff\xad\u3164\u115f\x9f\u2028\U000e0041":
        assert seen(f"북{sign}한, a{sign}b") == f"북[U+{ord(sign):04X}]한, a[U+{ord(sign):04X}]b"
