"""The reader's own copies: recognised whatever they are called, split into parts, every wording located."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests import made_up

import tipseeds as tip
from tipseeds.originals.annotations import occurrences, to_jsonld
from tipseeds.originals.files import find, normalise
from tipseeds.originals.layouts import split, stated_date


@pytest.fixture
def pond(tmp_path):
    """Give the folders of the made-up seeds and originals."""
    return made_up.write(tmp_path)


def status(corpus: tip.Corpus) -> dict[Any, Any]:
    return corpus.originals.set_index("doc")["status"].to_dict()


# --- Which file is which ---


def test_identical_files_under_any_name(pond):
    seeds, originals = pond
    (originals / "deep" / "er").mkdir(parents=True)
    (originals / "article.txt").rename(originals / "deep" / "er" / "x y.txt")
    corpus = tip.load(seeds, originals=originals)
    assert set(corpus.originals["status"]) == {"identical"}
    assert "deep/er/x y.txt" in set(corpus.originals["file"])
    assert set(corpus.texts) == set(made_up.TEXTS)
    both = corpus.passages.merge(corpus.parts, on=["doc", "part"], suffixes=("_found", ""))
    assert (len(both), set(both["kind"])) == (len(corpus.parts), {"body", "comment"})
    assert both["kind_found"].tolist() == both["kind"].astype(str).tolist()


SAVED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "CRLF": (lambda text: text.replace("\n", "\r\n").encode(), "other line ends"),
    "CR": (lambda text: text.replace("\n", "\r").encode(), "other line ends"),
    "BOM": (lambda text: text.encode("utf-8-sig"), "a byte-order mark"),
    "Windows-1252": (lambda text: text.encode("cp1252"), "Windows-1252"),
    "UTF-16": (lambda text: text.encode("utf-16"), "UTF-16"),
    "UTF-16 without BOM": (lambda text: text.encode("utf-16-be"), "UTF-16-BE"),
    "no final newline": (lambda text: text.rstrip("\n").encode(), "the line end at the end of the file"),
    "more final newlines": (lambda text: (text + "\n\n").encode(), "the line end at the end of the file"),
    "all": (lambda text: text.rstrip("\n").replace("\n", "\r\n").encode("utf-16"), "UTF-16, other line ends"),
}


@pytest.mark.parametrize("way", SAVED)
def test_a_copy_saved_differently_is_recognised_and_said_to_be_so(pond, way):
    seeds, originals = pond
    save, said = SAVED[way]
    (originals / "article.txt").write_bytes(save(made_up.ARTICLE))
    corpus = tip.load(seeds, originals=originals)
    row = corpus.originals.set_index("doc").loc["article"]
    assert row["status"] == "normalised"
    assert said in row["message"]
    assert corpus.texts["article"] == normalise(made_up.ARTICLE)
    assert set(corpus.annotations["status"]) == {"located"}
    assert tip.verify(corpus).status == 0


def test_a_copy_in_latin_1_is_recognised(pond):
    seeds, originals = pond
    (originals / "numbered.txt").write_bytes(made_up.NUMBERED.encode("latin-1"))
    assert status(tip.load(seeds, originals=originals))["numbered"] == "normalised"


def test_a_changed_copy_is_kept_apart(pond):
    seeds, originals = pond
    (originals / "article.txt").write_text(made_up.ARTICLE.replace("dawn", "noon"), encoding="utf-8")
    (originals / "article.txt").rename(originals / "by-title.txt")
    (originals / "headers.txt").write_text("Nothing but its name is left.", encoding="utf-8")
    corpus = tip.load(seeds, originals=originals)
    assert status(corpus) == {"article": "changed", "headers": "changed", "numbered": "identical"}
    assert set(corpus.texts) == {"numbered"}
    assert set(corpus.annotations.query("doc != 'numbered'")["status"]) == {"no original"}


def test_unknown_missing_unreadable_and_second_files_are_said_and_the_rest_loads(pond):
    seeds, originals = pond
    shutil.copy(originals / "headers.txt", originals / "z-again.txt")
    (originals / "article.txt").unlink()
    (originals / "shopping.txt").write_text("Bread, corn.", encoding="utf-8")
    (originals / "picture.txt").write_bytes(b"\x89PNG\0\xd8\0\xd8\0")
    (originals / "nowhere.txt").symlink_to(originals / "gone")
    (originals / "folder.txt").mkdir()
    corpus = tip.load(seeds, originals=originals)
    report = corpus.originals
    said = {
        file: (state, message) for file, state, message in report[["file", "status", "message"]].dropna().to_numpy()
    }
    assert {file: state for file, (state, _) in said.items()} == {
        "headers.txt": "identical",
        "numbered.txt": "identical",
        "z-again.txt": "duplicate",
        "shopping.txt": "unknown",
        "picture.txt": "unreadable",
        "nowhere.txt": "unreadable",
    }
    assert "link that leads nowhere" in said["nowhere.txt"][1]
    missing = report[report["file"].isna()]
    assert missing["doc"].tolist() == ["article"]
    assert missing["status"].tolist() == ["missing"]
    assert "article.txt" in missing["message"].item()
    assert report["message"].notna().all()
    assert set(corpus.texts) == {"headers", "numbered"}
    assert len(corpus.documents) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_rights_is_said(pond):
    seeds, originals = pond
    (originals / "article.txt").chmod(0)
    assert "unreadable" in set(tip.load(seeds, originals=originals).originals["status"])


def test_where_originals_are_looked_for(pond, monkeypatch, tmp_path):
    seeds, originals = pond
    assert set(tip.load(seeds).originals["status"]) == {"missing"}
    monkeypatch.setenv("TIPSEEDS_ORIGINALS", str(originals))
    assert set(tip.load(seeds).originals["status"]) == {"identical"}
    assert set(tip.load(seeds, originals=seeds).originals["status"]) == {"missing"}  # the argument wins
    monkeypatch.setenv("TIPSEEDS_ORIGINALS", str(tmp_path / "gone"))
    assert tip.load(seeds).originals["message"].str.contains("there is no folder gone").all()
    monkeypatch.delenv("TIPSEEDS_ORIGINALS")
    shutil.move(originals, seeds / "mine")
    assert set(tip.load(seeds).originals["status"]) == {"identical"}
    with pytest.raises(tip.SeedError, match="no such folder"):
        tip.load(seeds, originals=tmp_path / "gone")


def test_loading_imports_no_reader_of_originals():
    code = "import sys, tipseeds; tipseeds.load(); print('tipseeds.originals' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_originals_everything_is_there_but_the_passages(pond):
    corpus = tip.load(pond[0])
    assert corpus.texts == {}
    assert corpus.passages.empty
    assert corpus.annotations[["prefix", "suffix", "start", "end"]].isna().all(axis=None)
    assert corpus.annotations[["id", "doc", "part", "mark", "source", "sha256", "exact"]].notna().all(axis=None)


# --- Layouts ---


def parts(text: str, **front: Any) -> dict[str, str]:
    return {passage.part: passage.text for passage in split(normalise(text), **front)}


def test_an_article_without_its_furniture():
    found = parts(made_up.ARTICLE, title=made_up.TITLES["article"], author="Ada Example")
    assert list(found) == ["p1", "p2", "p3"]
    assert found["p2"] == "We counted at dawn, with a hat. It rained."


def test_comments_with_headers():
    text = normalise(made_up.HEADERS)
    found = split(text, title=made_up.TITLES["headers"], author="Ada M. Example", apparatus=["More Posts"])
    assert [passage.part for passage in found] == ["p1", "p2", "c1", "c2", "c3", "c4"]
    assert [(passage.author, passage.place, passage.date) for passage in found[2:]] == [
        ("Bob in Milltown", "Milltown", "2021-02-02"),
        ("Cy", "The Old Mill", None),
        ("Di", None, "2021-02-03"),
        ("Ed in Pondville", None, "2021-02-01"),
    ]
    assert [passage.text for passage in found[3:]] == ["No day is given here.", "", "Goodbye."]
    assert all(text[passage.start : passage.end] == passage.text for passage in found)


def test_a_header_that_lost_place_and_date_still_begins_a_comment():
    text = made_up.HEADERS.replace("The Old Mill\n\n", "").replace("February 3, 2021\n\n", "")
    found = split(normalise(text), title=made_up.TITLES["headers"], author="Ada M. Example", apparatus=["More Posts"])
    assert [(passage.author, passage.date) for passage in found[3:5]] == [("Cy", None), ("Di", None)]
    assert [len(passage.text.split()) for passage in found[2:]] == [7, 5, 0, 1]


def test_somebody_quoted_in_an_article_begins_no_comment():
    assert list(parts("He began.\n\nThe miller writes:\n\nNo ducks.")) == ["p1", "p2", "p3"]


def test_numbered_comments_with_lists_and_an_empty_one():
    found = parts(made_up.NUMBERED, title=made_up.TITLES["numbered"])
    assert list(found) == ["p1", "c1", "c2", "c3", "c4"]
    assert found["c1"].endswith("and 2) a goose")
    assert found["c3"] == ""


@pytest.mark.parametrize("layout", made_up.TEXTS)
def test_extra_whitespace_changes_no_word(layout):
    text = made_up.TEXTS[layout]
    front = {"title": made_up.TITLES[layout], "author": "Ada M. Example", "apparatus": ["More Posts"]}
    wide = "\n\n" + text.replace("\n\n", "   \n \n\t\n\n")
    assert {part: said.split() for part, said in parts(wide, **front).items()} == {
        part: said.split() for part, said in parts(text, **front).items()
    }


def test_a_text_of_nothing():
    assert split("") == []
    assert split(normalise("\ufeff\r\n \r\n")) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 5, 2008", "2008-03-05"),
        ("5 March 2008", "2008-03-05"),
        ("20.07.2016 Author: N. N.", "2016-07-20"),
        ("2016-07-20", "2016-07-20"),
        ("Updated on", None),
        ("in March", None),
    ],
)
def test_stated_dates(text, day):
    assert stated_date(text) == day


@pytest.mark.parametrize("layout", ["article", "headers", "numbered"])
def test_ten_megabytes_take_seconds(layout, tmp_path):
    paragraph = "The pond by the mill holds ducks. " * 12
    if layout == "article":
        text = "\n\n".join([paragraph] * 25_000)
    elif layout == "headers":
        text = paragraph + "".join(f"\n\nMay 4, 2020\n\nBo {n} writes:\n\n{paragraph}" for n in range(24_000))
    else:
        text = paragraph + "".join(f"\n\n  {n}. {paragraph}" for n in range(1, 25_000))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    assert (tmp_path / "long.txt").stat().st_size > 9_900_000
    began = time.process_time()
    report = find(tmp_path, tip.load().documents).report
    found = split(normalise(text))
    assert time.process_time() - began < 10  # about one on a small machine
    assert report["status"][0] == "unknown"
    assert len(found) >= 24_000


# --- Wordings ---


def test_a_wording_is_found_as_whole_words_only():
    assert list(occurrences("Iranian oil, Iran.", "Iran")) == [13]
    assert list(occurrences("10,000 to 0", "to 0")) == [7]
    assert list(occurrences("$5 and $5", "$5")) == [0, 7]
    assert list(occurrences("", "x")) == []


def test_positions_quote_the_wording(pond):
    corpus = tip.load(pond[0], originals=pond[1])
    for row in corpus.annotations.to_dict("records"):
        text = corpus.texts[row["doc"]]
        assert text[row["start"] : row["end"]] == row["exact"]
        assert row["prefix"] + row["exact"] + row["suffix"] in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("as many as 40 ducks.", "as many as 41 ducks.", "not in its part"),
        ("as many as 40 ducks.", "as many as 40 ducks, as many as 40 ducks.", "several in its part"),
        ("as many as 40 ducks.", "as many as 40 ducksies.", "not in its part"),
    ],
)
def test_a_wording_that_is_not_there_once_is_not_guessed_at(pond, old, new, said):
    seeds, originals = pond
    text = made_up.ARTICLE.replace(old, new)
    data = text.encode()
    (originals / "article.txt").write_bytes(data)
    seed = seeds / "article.md"
    known, now = (hashlib.sha256(each).hexdigest() for each in (made_up.ARTICLE.encode(), data))
    seed.write_text(seed.read_text("utf-8").replace(known, now), encoding="utf-8")
    row = tip.load(seeds, originals=originals).annotations.set_index("id").loc["article#pond"]
    assert row["status"] == said
    assert row[["prefix", "suffix", "start", "end"]].isna().all()


def test_annotations_as_json_ld(pond):
    for corpus, selectors in ((tip.load(pond[0]), 1), (tip.load(pond[0], originals=pond[1]), 2)):
        page = json.loads(to_jsonld(corpus.annotations))
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert len(page["items"]) == len(corpus.annotations)
        for item in page["items"]:
            assert item["type"] == "Annotation"
            assert len(item["target"]["selector"]) == selectors
            assert item["target"]["source"]["id"].startswith("ni:///sha-256;")


# --- The real files ---


def test_the_real_files_are_recognised_split_and_complete(originals):
    corpus = tip.load(originals=originals)
    assert set(corpus.originals["status"]) == {"identical"}
    both = corpus.parts.merge(corpus.passages, on=["doc", "part"], how="outer", suffixes=("", "_found"))
    assert len(both) == len(corpus.parts)
    assert (both["words"] == both["words_found"]).all()
    assert set(corpus.annotations["status"]) == {"located"}
    for row in corpus.annotations.to_dict("records"):
        assert corpus.texts[row["doc"]][row["start"] : row["end"]] == row["exact"]


def test_a_folder_of_raw_texts_is_read_by_the_edition(originals, tmp_path):
    whole = tip.load(originals)
    assert repr(whole) == repr(tip.load())
    assert len(whole.passages) == len(whole.parts)
    for path in sorted(originals.glob("*.txt"))[:2]:
        shutil.copy(path, tmp_path / f"my {path.stem[-3:]}.txt")
    (tmp_path / "diary.txt").write_text("Dear diary.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    corpus = tip.load(tmp_path)
    assert corpus.documents["doc"].tolist() == ["lagon", "encyclopedia", "diary"]
    assert corpus.documents["read"].tolist() == ["coded", "coded", "by rule"]
    assert set(corpus.estimates["doc"]) == {"lagon", "encyclopedia"}
    assert set(corpus.relations["right_doc"]) <= {"lagon", "encyclopedia"}
    assert corpus.originals.set_index("file")["status"]["empty.txt"] == "unknown"
    assert len(corpus.passages) == len(corpus.parts)
    assert len(corpus.seeds) == 3


def test_a_folder_of_texts_that_cant_be_read_is_an_error_that_names_them(tmp_path):
    (tmp_path / "links.txt").write_text("Home\n\nAbout", encoding="utf-8")
    with pytest.raises(tip.SeedError, match=r"no text that can be read.*links\.txt: no paragraph was found"):
        tip.load(tmp_path)


@pytest.mark.parametrize("save", ["crlf", "utf-16", "bom"])
def test_a_resaved_real_file_is_recognised(originals, tmp_path, save):
    for path in originals.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        data = {"crlf": text.replace("\n", "\r\n").encode(), "bom": text.encode("utf-8-sig")}.get(save)
        (tmp_path / path.name).write_bytes(text.encode("utf-16") if data is None else data)
    corpus = tip.load(originals=tmp_path)
    assert set(corpus.originals["status"]) == {"normalised"}
    assert tip.verify(corpus).status == 0
