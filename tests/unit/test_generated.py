"""Mutations of the real seeds: a corpus or a SeedError each time, and never another exception."""

import re
import shutil
from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.project import FROZEN

import tipseeds as tip
from tipseeds.edition.fields import TABLES
from tipseeds.edition.format import read_seed

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FROZEN.glob("*.md"))}
# A token is a span, an attribute, a word or a sign.
TOKEN = re.compile(r'\[[^][]*\]\{[^}]*\}|\{[^}]*\}|[\w-]+="[^"]*"|[#.]?[\w-]+|\s+|.')
TOKENS = {doc: TOKEN.findall(text) for doc, text in TEXTS.items()}
SIGNS = [
    *(
        "{",
        "}",
        "[",
        "]",
        '"',
        "#",
        "=",
        "<",
        ">",
        "|",
        "%",
        "\\",
        "&",
        "*",
        ":",
        "- ",
        "---",
        "...",
        "~",
        "?",
        "!",
        "`",
    ),
    *(
        "## ",
        "## p1\n\n",
        "\n## c1\n",
        "{words=1}",
        "[x]{#x}",
        "]{",
        "{}",
        "[]",
        "<=",
        "..",
        "\0",
        "\ufeff",
        "\u2028",
        "\x1b",
    ),
    *(
        "\x85",
        "\x0b",
        "\x0c",
        "\r",
        "\r\n",
        "\t",
        "\n",
        "\n\n",
        " ",
        "\u00a0",
        "\u200b",
        "\U0001f600",
        "é",
        "٣",
        "\u0301",
    ),
    *("9" * 400, "1e999", "-1", "0", "9999999999999999", "99999999", "2003..9999", "0000", "2008-02-30", "1 in 0", "?"),
    *(
        "n=",
        "words=",
        'n="60,000"',
        "converts=camps",
        "onclick=x",
        "id=camps",
        "class=tier",
        "streak=5",
        "null",
        "!!int ",
    ),
    *("[" * 60, "{" * 60, "- " * 60, "> " * 60, "(" * 60),
]


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """Give the name of a seed, and its text with one to four faults."""
    doc = draw(st.sampled_from(sorted(TEXTS)))
    tokens = list(TOKENS[doc])
    for _ in range(draw(st.integers(1, 4))):
        at, to = (draw(st.integers(0, len(tokens))) for _ in range(2))
        match draw(st.sampled_from(["insert", "insert", "drop", "double", "swap", "cut", "other", "line", "letter"])):
            case "insert":
                tokens.insert(at, draw(st.sampled_from(SIGNS)))
            case "drop":
                del tokens[at : at + draw(st.integers(1, 30))]
            case "double":
                tokens[at:at] = tokens[at : at + draw(st.integers(1, 30))]
            case "swap" if at < len(tokens) and to < len(tokens):
                tokens[at], tokens[to] = tokens[to], tokens[at]
            case "cut":
                del tokens[at:]
            case "other" if at < len(tokens):
                tokens[at] = draw(st.sampled_from(TOKENS[draw(st.sampled_from(sorted(TEXTS)))]))
            case "line":
                lines = "".join(tokens).splitlines(keepends=True)
                number = draw(st.integers(0, len(lines)))
                lines[number : number + 1] = lines[number : number + 1] * draw(st.sampled_from([0, 2]))
                tokens = TOKEN.findall("".join(lines))
            case "letter" if at < len(tokens):
                word = tokens[at]
                place = draw(st.integers(0, len(word)))
                tokens[at] = word[:place] + draw(st.text(max_size=2)) + word[place + 1 :]
    return doc, "".join(tokens)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder of seeds in which only the one that a test names is read anew; the others come from memory."""
    folder = tmp_path_factory.mktemp("seeds")
    for doc in TEXTS:
        shutil.copy(FROZEN / f"{doc}.md", folder)
    known = {doc: read_seed(folder / f"{doc}.md") for doc in TEXTS}
    with pytest.MonkeyPatch.context() as patch:

        def read(doc: str, text: bytes) -> tip.Corpus | tip.SeedError:
            path = folder / f"{doc}.md"
            path.write_bytes(text)
            patch.setattr("tipseeds.edition.tables.read_seed", lambda p: read_seed(p) if p == path else known[p.stem])
            try:
                return tip.load(folder)
            except tip.SeedError as error:
                return error

        yield read


MUTATED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(MUTATED, max_examples=200)
@given(mutation=mutations())
def test_a_mutated_seed_gives_a_corpus_or_a_seed_error(folder, mutation):
    hold(folder, mutation)


@pytest.mark.slow
@settings(MUTATED, max_examples=2000)
@given(mutation=mutations())
def test_two_thousand_mutated_seeds(folder, mutation):
    hold(folder, mutation)


def hold(folder, mutation: tuple[str, str]) -> None:
    doc, text = mutation
    found = folder(doc, text.encode("utf-8"))
    if isinstance(found, tip.Corpus):
        assert_nothing_is_dropped(doc, text, found)
    else:
        if found.path.name != f"{doc}.md":  # a mark is gone that another document's relation names
            assert found.problem.endswith(f" in {doc}.")
            text = TEXTS[found.path.stem]
        assert found.line is None or 1 <= found.line <= len(re.split(r"\r\n|\r|\n", text))
        assert found.problem
        assert found.fix


def assert_nothing_is_dropped(doc: str, text: str, corpus: tip.Corpus) -> None:
    """Hold what was read against the text: every heading, every mark, every quoted value and every word is there."""
    (seed,) = (seed for seed in corpus.seeds if seed.doc == doc)
    marks = [mark for part in seed.parts for mark in part.marks]
    body = re.split(r"(?m)^(?:-{3,}|\.\.\.)[ \t]*$", text.replace("\r\n", "\n").replace("\r", "\n"), maxsplit=2)[2]
    assert len(re.findall(r"(?m)^[ \t]*##[ \t]", body)) == len(seed.parts)
    assert body.count("]{") == len(marks)
    in_braces = " ".join(re.findall(r"\{[^}]*\}", body))
    values = Counter(" ".join(value.split()) for value in re.findall(r'="([^"]*)"', in_braces))
    given_to = [part.attributes for part in seed.parts] + [mark.attributes for mark in marks]
    read = Counter(value for given in given_to for value in given.values())
    assert values <= read
    digests = re.sub(r"\]\{[^}]*\}|(?m:^[ \t]*(?:##.*|\{.*\}[ \t]*)$)|\[", "", body)
    assert digests.split() == [word for part in seed.parts for word in part.digest.split()]
    assert (corpus.parts["doc"] == doc).sum() == len(seed.parts)
    rows = sum((frame["doc"] == doc).sum() for frame in (corpus.tiers, corpus.estimates, corpus.labour))
    assert rows == sum(len(mark.classes) for mark in marks)


@pytest.mark.parametrize("doc", TEXTS)
@pytest.mark.parametrize(("end", "start"), [("\r\n", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff"), ("\r", "")])
def test_line_ends_and_a_byte_order_mark_change_nothing(folder, corpus, doc, end, start):
    found = folder(doc, (start + TEXTS[doc].replace("\n", end)).encode("utf-8"))
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(found, table), getattr(corpus, table))
    assert [seed.parts for seed in found.seeds] == [seed.parts for seed in corpus.seeds]


@pytest.mark.parametrize("doc", TEXTS)
def test_an_unchanged_seed_loses_nothing(folder, doc):
    assert_nothing_is_dropped(doc, TEXTS[doc], folder(doc, TEXTS[doc].encode("utf-8")))


@pytest.mark.parametrize("depth", [100, 10_000, 300_000])
@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_and_ends_nothing(folder, sign, depth):
    text = TEXTS["green"].replace("title: ", "extra: " + sign * depth + "\ntitle: ", 1)
    assert "the front matter" in str(folder("green", text.encode("utf-8")))


@pytest.mark.parametrize("sign", ["[", "]", "{", "}", "]{", "[a]{#a .tier}", "[" * 20 + "a" + "]{#a .tier}" * 20])
def test_many_brackets_are_refused(folder, sign):
    text = TEXTS["green"].replace("Places no country.", sign * 300, 1)
    assert text != TEXTS["green"]
    assert isinstance(folder("green", text.encode("utf-8")), tip.SeedError)
