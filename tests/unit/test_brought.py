"""What a class brings: nothing is cut, hidden or doubled in silence, and any table may be empty."""

import os
import time
import warnings
from pathlib import Path

import pytest
from tests.project import ROOT

import tipseeds as tip
from tipseeds import checks, coding, reference
from tipseeds.edition.format import count_words

FRONT = """\
---
title: Ducks
genre: made-up example
published-basis: unknown
published-reason: It says nothing.
stance: relays
stance-reason: It quotes and adds nothing.
original-file: ducks.txt
sha256: "{sha}"
---
"""
PART = "\n{words=41}\n## p1\n\nSays little.\n"
COMMENT = '\n{{words=1 by=A replies-to="{to}" evidence="{shown}"}}\n## c{n}\n\nNo.\n'


def seed(*parts: str, sha: str = "0" * 64, **front: str) -> str:
    head = FRONT.format(sha=sha)
    for key, value in front.items():
        head = head.replace("genre:", f"{key.replace('_', '-')}: {value}\ngenre:", 1)
    return head + "".join(parts or [PART])


def load(folder: Path, text: str) -> tip.Corpus:
    (folder / "ducks.md").write_text(text, encoding="utf-8")
    return tip.load(folder)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(tip.SeedError) as caught:
        load(folder, text)
    return str(caught.value)


def comments(*targets: str) -> list[str]:
    return [COMMENT.format(n=n, to=to, shown=" | ".join("w" for _ in to.split())) for n, to in enumerate(targets, 1)]


# --- Written down as it is ---


def mark(wording: str, attributes: str = "of=x") -> str:
    return f"\n{{words=9}}\n## p1\n\nSays [{wording}]{{#m .estimate topic=money {attributes} n=1 unit=EUR by=A}} so.\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"the \[sic\] duck", "the [sic] duck"),
        (r"\{a\} and \]\[", "{a} and ]["),
        (r"C:\ducks and \n and \\ end", r"C:\ducks and \n and \\ end"),
        (r"a \\[b\\]", r"a \[b\]"),
        (r"5 \$ \* \_", r"5 \$ \* \_"),
    ],
)
def test_brackets_braces_and_backslashes_can_be_written_down(tmp_path, written, said):
    corpus = load(tmp_path, seed(mark(written), *comments("post")).replace("No.", written))
    assert corpus.estimates["wording"].item() == said
    assert corpus.parts["digest"].tolist() == [f"Says {said} so.", said]
    assert said in repr(corpus.read("ducks"))


def test_brackets_quotes_and_backslashes_stand_in_values(tmp_path):
    corpus = load(tmp_path, seed(mark("x", r'of="a \"b\" \{c\} [d] C:\\e"')))
    assert corpus.estimates["measure"].item() == r'a "b" {c} [d] C:\e'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("as many as 200,000", 4),
        ("60 – 65", 3),
        ("多达二十万人", 6),
        ("約 3 万人。", 4),
        ("서울의 오리 40마리", 3),
        ("คน 40 คน", 3),
        ("", 0),
    ],
)
def test_words_are_counted_in_scripts_without_blanks_too(text, words):
    assert count_words(text) == words


def test_the_limit_of_ten_words_holds_in_every_script(tmp_path):
    assert load(tmp_path, seed(mark("多达二十万人十个字"))).estimates["wording"].item() == "多达二十万人十个字"
    assert "has 12 words" in refused(tmp_path, seed(mark("多达二十万人多达二十万人")))
    assert "words" in refused(tmp_path, seed(mark("ผู้คนจำนวนมากถึงสองแสนคนถูกส่งไปทำงานในต่างประเทศทุกปี")))


# --- Nothing cut, hidden or doubled ---


@pytest.mark.parametrize("cut", ["Ducks #1", "Ducks # a remark", "The # of ducks"])
def test_a_value_that_yaml_would_cut_is_refused(tmp_path, cut):
    text = seed().replace("title: Ducks", f"title: {cut}")
    assert "ducks.md, line 2: a value that would be cut at '#" in refused(tmp_path, text)
    assert load(tmp_path, text.replace(cut, f'"{cut}"')).documents["title"].item() == cut


def test_a_comment_that_is_set_off_and_a_sign_inside_a_word_are_read(tmp_path):
    text = seed().replace("title: Ducks", "title: Ducks C#1  # a remark")
    assert load(tmp_path, text).documents["title"].item() == "Ducks C#1"


@pytest.mark.parametrize("name", ["geese.MD", "geese.markdown", "geese.Md"])
def test_other_ends_of_a_name_are_read(tmp_path, name):
    (tmp_path / name).write_text(seed(sha="1" * 64), encoding="utf-8")
    assert set(load(tmp_path, seed()).documents["doc"]) == {"ducks", "geese"}


def test_one_document_twice_is_refused(tmp_path):
    (tmp_path / "geese.md").write_text(seed(sha="a" * 64), encoding="utf-8")
    assert "sha256 is that of ducks, too" in refused(tmp_path, seed(sha="a" * 64))
    (tmp_path / "geese.md").rename(tmp_path / "ducks.markdown")
    assert "ducks.md: has the name of ducks.markdown" in refused(tmp_path, seed(sha="b" * 64))


def leave(folder: Path) -> dict[str, str]:
    """Leave in a folder what systems leave there; gives what each is said to look like."""
    for name in ("._ducks.md", "ducks-Copy1.md", "ducks (conflicted copy).md", "ducks.sync-conflict-20200101-AB.md"):
        (folder / name).write_bytes(b"\0\5\26\7")
    for name in ("ducks (1).md", "ducks - Copy.md", "ducks copy 2.md", "ducks-checkpoint.md", "README.md"):
        (folder / name).write_text("anything")
    os.symlink("nowhere", folder / "dangling.md")
    os.symlink("nowhere", folder / ".#ducks.md")
    os.mkfifo(folder / "pipe.md")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.md").mkdir()
    (folder / "sub").mkdir()
    (folder / "sub" / "geese.md").write_text(seed())
    (folder / "merge.md").write_text(seed() + "\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> other\n")
    return {
        "._ducks.md": "macOS", "ducks-Copy1.md": "JupyterLab", "ducks (conflicted copy).md": "synced folder",
        "ducks.sync-conflict-20200101-AB.md": "synced folder", "ducks (1).md": "second copy",
        "ducks - Copy.md": "second copy",
        "ducks copy 2.md": "second copy", "ducks-checkpoint.md": "JupyterLab", "README.md": "note to readers",
        "dangling.md": "leads nowhere", ".#ducks.md": "editor", "pipe.md": "pipe", "folder.md": "a folder",
        "sub/geese.md": "subfolder", "merge.md": "two versions that were not merged",
    }  # fmt: skip


def test_what_a_system_leaves_stops_nothing_and_is_said(tmp_path):
    left = leave(tmp_path)
    with pytest.warns(UserWarning, match="Passed over") as caught:
        corpus = load(tmp_path, seed())
    assert corpus.documents["doc"].tolist() == ["ducks"]
    said = str(caught[0].message)
    for name, what in left.items():
        assert f"{name} (" in said
        assert what in said.split(f"{name} (")[1].split(");")[0]
    assert "pipe" in corpus.originals.set_index("file")["message"]["pipe.txt"]


def test_leftovers_alone_are_no_corpus(tmp_path):
    (tmp_path / "._ducks.md").write_bytes(b"\0")
    with pytest.raises(tip.SeedError, match=r"no seeds .*\._ducks\.md \(macOS"):
        tip.load(tmp_path)


# --- A scheme of its own ---

ASKED = "questions:\n  {}:\n    asks: What of it?\n    values:\n      {}: it is so\n      silent: nothing\n"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (ASKED.format("by", "yes"), "line 2: by can't name a column."),
        (ASKED.format("replies_to", "yes"), "line 2: replies_to can't name a column."),
        (ASKED.format("class", "yes"), "line 2: class can't name a column."),
        (ASKED.format("kafala", "open"), "line 5: 'open' can't be a code. Write words with single blanks…"),
        (ASKED.format("kafala", "yes") + "devices:\n  kafala: it too\n", "line 8: kafala is a question, too."),
        ("devices:\n  none: nothing\n", "line 2: none can't name a column."),
        ('topics:\n  " money ": blanks\n', "line 2: ' money ' can't be a code."),
        ("topics: ducks\n", "line 1: topics is not a record. Write one name: and what it means a line."),
        ('topics:\n  "": nothing\n', "line 2: '' can't be a code."),
        ("units:\n  EUR: euros\n", "ducks.md, line 15: m: topic 'money'. Add it to codebook.yaml."),
    ],
)  # fmt: skip
def test_a_code_that_no_seed_can_give_is_refused_in_the_codebook(tmp_path, codes, said):
    (tmp_path / "codebook.yaml").write_text(codes, encoding="utf-8")
    assert said.rstrip("…") in refused(tmp_path, seed(mark("x")))


@pytest.mark.parametrize("name", ["count", "index", "shape", "values", "lambda", "row", "left"])
def test_a_question_may_have_any_other_name_and_yes_and_no_for_answers(tmp_path, name):
    codes = ASKED.format(name, "yes").replace("silent", "no") + "devices:\n  sarcasm: mocks\n"
    (tmp_path / "codebook.yaml").write_text("topics:\n  \"오리: 'x'\": ducks\nunits:\n  EUR: euros\n" + codes, "utf-8")
    text = mark("x").replace("money", "\"오리: 'x'\"") + comments("post")[0].replace(
        "by=A", f"by=A {name}=no devices=sarcasm"
    )
    corpus = load(tmp_path, seed(text))
    assert corpus.comments[name].tolist() == ["no"]
    assert checks.device_use(corpus.comments)["device"].tolist() == ["sarcasm"]
    assert tip.charts.positions(corpus.comments).numbers == [f"ducks c1: {name} no."]
    assert "오리" in tip.charts.estimates(corpus.estimates).alt + str(tip.charts.estimates(corpus.estimates).numbers)


# --- Threads, and what is too much ---


def test_answers_in_a_circle_or_twice_are_refused(tmp_path):
    assert "circle: c1 to c2 to c1" in refused(tmp_path, seed(PART, *comments("c2", "c1")))
    assert "circle" in refused(tmp_path, seed(PART, *comments("post c3", "c1", "c2")))
    assert "one of them twice" in refused(tmp_path, seed(PART, *comments("post post")))
    assert len(load(tmp_path, seed(PART, *comments("post", "c1 post", "c1 c2"))).replies) == 5


def test_more_comments_than_the_page_counts_are_shown_as_such(tmp_path):
    corpus = load(tmp_path, seed(PART, *comments("post", "post", "post"), comments_stated="2"))
    found = checks.missing_comments(corpus.documents, corpus.replies)
    assert found[["stated", "present", "lacking", "beyond"]].to_numpy().tolist() == [[2, 3, 0, 1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (mark("x") + "[" * 100_000, "more than 1,000 brackets"),
        (mark("x") + " ".join(f"[x]{{#m{n} .estimate of=x}}" for n in range(10_000)), "more than 1,000 brackets"),
        (PART.replace("{words", "{" + " ".join(f"k{n}=1" for n in range(100_000)) + " words"), "unknown attribute k0"),
        (PART + COMMENT.format(n=100_000, to="post", shown="w"), "more than 99,999 parts"),
    ],
    ids=["brackets", "marks", "attributes", "parts"],
)
def test_what_is_too_much_is_refused_in_time(tmp_path, text, said):
    begun = time.process_time()
    assert said in refused(tmp_path, seed(text))
    assert time.process_time() - begun < 20  # it took a minute; a busy machine needs some of the rest


def test_loading_grows_with_the_comments_and_no_faster(tmp_path):
    """Four times the comments take four times as long, give or take; where each looked through all, sixteen times."""
    taken = []
    for many in (400, 1_600):
        text = seed(PART, *comments("post", *(f"c{n}" for n in range(1, many))))
        begun = time.process_time()
        assert len(load(tmp_path, text).replies) == many
        taken.append(time.process_time() - begun)
    assert taken[1] < 9 * taken[0]


def test_too_many_keys_are_refused_in_time(tmp_path):
    many = "".join(f"k{n}: v\n" for n in range(200_000))
    begun = time.process_time()
    assert "too long" in refused(tmp_path, seed().replace("genre:", f"{many}genre:"))
    assert time.process_time() - begun < 10


# --- Tiers of any country ---


def tier(country: str, value: str = "3") -> str:
    attributes = f"country={country} tier={value} years=2009 basis=stated by=it"
    return f"\n{{words=9}}\n## p1\n\nPlaces [it]{{#t .tier {attributes}}} there.\n"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("XKX", "Kosovo"),
        ("SCG", "Serbia and Montenegro"),
        ("YUG", "Yugoslavia"),
        ("SUN", "Soviet Union"),
        ("QAT", "Qatar"),
    ],
)
def test_kosovo_and_former_states_can_be_placed(tmp_path, code, name):
    assert load(tmp_path, seed(tier(code))).tiers["country"].item() == name


def test_a_special_case_is_a_placement(tmp_path):
    corpus = load(tmp_path, seed(tier("HTI", "special")))
    assert corpus.tiers["tier"].item() == "special"
    held = checks.against_record(checks.country_years(corpus.tiers), reference.official_tiers())
    assert held["official_tier"].isna().all() or set(held["record"]) <= {"agrees", "differs"}


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("UK", "UK is GBR"), ("GER", "GER is DEU"), ("Kosovo", "Kosovo is XKX"),
        ('"South Korea"', "South Korea is KOR"),
        ("ROK", "ROK is KOR"), ("prk", "in capitals: PRK"), ("KOS", "is XKX"),
        ('"Soth Korea"', "Did you mean KOR, South Korea"),
    ],
)  # fmt: skip
def test_a_wrong_code_is_told_the_right_one(tmp_path, wrong, meant):
    assert meant in refused(tmp_path, seed(tier(wrong)))


# --- Any table may be empty ---

LABOUR = '.labour theme=number claim="sent" position=asserts dispatch=state'
ONE = {
    "one part": PART,
    "one placement": tier("QAT"),
    "a streak without a date": tier("QAT").replace("years=2009", 'years="2008..2009" streak=2'),
    "one comment": PART + comments("post")[0],
    "one sum": mark("five"),
    "one claim": f"\n{{words=9}}\n## p1\n\nSays [sent]{{#m {LABOUR} by=it}}.\n",
    "the example": "",
}


def example() -> str:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = told[told.index("    ---\n") :].split("\n- `words`")[0]
    lines = "\n".join(line.removeprefix("    ") for line in block.split("\n"))
    return lines.replace("(64 hexadecimal digits, as sha256sum prints)", '"' + "0" * 64 + '"')


@pytest.mark.parametrize("name", list(ONE))
def test_everything_can_be_called_on_one_seed(tmp_path, name):
    corpus = load(tmp_path, seed(ONE[name]) if ONE[name] else example())
    years = checks.country_years(corpus.tiers)
    tiers, published, rates = reference.official_tiers(), reference.published_figures(), reference.exchange_rates()
    releases = reference.release_dates()
    sheet = coding.settled(corpus.comments)
    implied = checks.implied(corpus.estimates, published)
    frames = [
        years,
        checks.against_record(years, tiers),
        checks.with_record(years, tiers),
        checks.between_documents(years),
        checks.latest_reports(corpus.documents, releases),
        checks.streaks(corpus.tiers, corpus.documents, releases, tiers),
        checks.compared(corpus.estimates),
        checks.related(corpus),
        implied,
        checks.rates_against_record(implied, rates),
        checks.against_published(corpus.estimates, published),
        checks.threads(corpus.comments, corpus.replies),
        checks.missing_comments(corpus.documents, corpus.replies),
        checks.device_use(corpus.comments),
        sheet,
        checks.agreement(sheet),
        checks.differences(sheet),
        corpus.annotations,
        corpus.originals,
        corpus.passages,
    ]
    for frame in frames:
        assert len(frame.columns)
        assert repr(tip.table(frame, "Rows"))
    assert coding.Sheet(tmp_path / "mine.csv", corpus.comments).coder == "me"
    doc = corpus.documents["doc"].item()
    assert corpus.cite(doc)
    assert corpus.bibliography("csl-json")
    assert repr(corpus.evidence(corpus.parts.iloc[0]))
    assert corpus.verify().status == 2


def test_reading_warns_of_nothing_where_nothing_is_passed_over(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(tmp_path, seed())
