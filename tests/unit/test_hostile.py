"""Every text that a person wrote into a seed is shown as it is written: never as markup, never turned around."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from tests.project import FROZEN

import tipseeds as tip

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


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u200f"])
def test_signs_without_a_shape_are_told(tmp_path, sign):
    """A title, a summary, a wording and a name that hold one show that they do, and what follows is not turned."""
    text = (FROZEN / "lagon.md").read_text(encoding="utf-8")
    text = re.sub(r"^(title|author): (.+)$", rf"\1: '{sign}\2'", text, flags=re.MULTILINE)
    text = re.sub(r"\n\n(?=[A-Z])", f"\n\n{sign}", text)
    text = re.sub(r"\[(?=[^\]\n]+\]\{#)", f"[{sign}", text)
    (tmp_path / "lagon.md").write_text(
        re.sub(r"(?s)^relations:.*?^---", "---", text, flags=re.MULTILINE), encoding="utf-8"
    )
    for file in FROZEN.iterdir():
        if file.is_file() and file.suffix != ".md":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    corpus = tip.load(tmp_path)
    told = f"[U+{ord(sign):04X}]"
    assert corpus.estimates["wording"].str.contains(sign).all()
    pages = [corpus.read("lagon").data, corpus.evidence(corpus.estimates.iloc[0]).data]
    pages.append(tip.table(corpus.estimates, f"Wordings {sign}").data)
    for page in pages:
        assert sign not in page
        assert told in page


def test_a_name_from_right_to_left_keeps_its_figures_apart():
    from tipseeds.pages.html import escape

    assert escape("שלום") == "\u2068שלום\u2069"
    assert escape("북한 200,000 – “as many as”") == "북한 200,000 – “as many as”"
