"""Our summaries: they carry what their codes rest on, keep hedges and names, and name no code."""

import re

import pytest
from tests.project import tool

import tipseeds as tip
from tipseeds.edition.scheme import default
from tipseeds.edition.tables import without_names

# Stems of the codes' values and of the devices; plain words of another meaning are left to them.
CODES = re.compile(
    r"\b(accept|question|reject|silen|defend(?!er)|lenien|hypocri|too little|blam|mention|fault|both\b|narrow|broad"
    r"|worse|alike|differ|sarcas|analog|deflect|expert|anecdot|definition)"
    # What readers from outside found to point at a code, though it doesn't name one.
    r"|as fact|nothing is said|(?:country|person) is named|says next to nothing|made-up|joking|tone is that|pretending"
    r"|what the word means|legal meaning|as somebody who",
    re.IGNORECASE,
)

# Keyed from the originals: hedges, terms and public actors that a summary must not lose.
KEPT = {
    ("lagon", "p3"): ["may live illegally", "by an estimate", "well documented"],
    ("lagon", "p4"): ["some of them", "sometimes", "NGOs and international organisations"],
    ("lagon", "p5"): ["one potential factor", "he says"],
    ("lagon", "p6"): ["economic migrants", "asylum seekers", "some to North Korea", "may face", "in some cases"],
    ("lagon", "p8"): ["MTV", "remains to be seen"],
    ("lagon", "p9"): ["could be"],
    ("lagon", "p10"): ["Six-Party", "New York Philharmonic"],
    ("encyclopedia", "p2"): ["reported", "often", "usually"],
    ("encyclopedia", "p4"): ["may await", "NGOs and researchers"],
    ("encyclopedia", "p5"): ["economic migrants", "may be deported", "seems to have", "Reports indicate"],
    ("encyclopedia", "p7"): ["political prisoners", "reports indicate", "not expected", "not duly convicted"],
    ("encyclopedia", "p8"): ["Credible reports", "many of those"],
    ("encyclopedia", "p9"): ["credible reports"],
    ("encyclopedia", "p10"): ["estimate", "reported"],
    ("encyclopedia", "p12"): ["fully", "significant", "minimum standards"],
    ("encyclopedia", "p13"): ["little, if any"],
    ("encyclopedia", "p14"): ["doubtful"],
    ("encyclopedia", "p15"): ["Reports indicate", "NGOs", "may be activists"],
    ("encyclopedia", "p17"): [
        "significant number",
        "believed",
        "suspected",
        "possible Chinese",
        "may be made to abort",
        "reports indicate",
    ],
    ("asmolov", "p1"): ["Kim Jong-un"],
    ("asmolov", "p3"): ["available data", "usually", "anonymous"],
    ("asmolov", "p4"): ["Shin Dong-hyuk", "quotation marks"],
    ("asmolov", "p6"): ["anonymous sources"],
    ("asmolov", "p10"): ["Walk Free Foundation", "quotation marks"],
    ("asmolov", "p11"): ["Obama"],
    ("asmolov", "p12"): ["frequently enough", "Kim Jong-un"],
    ("asmolov", "p13"): ["Kim Hwa-sung", "some Chinese colleagues"],
    ("asmolov", "p14"): ["often reveal", "usually"],
    ("asmolov", "p16"): ["Shin Dong-hyuk"],
    ("green", "p5"): ["credible reports"],
    ("green", "p6"): ["known", "discernible"],
    ("two-koreas", "p1"): ["fully", "significant"],
    ("two-koreas", "p2"): ["significant"],
    ("two-koreas", "p5"): ["Lee Myung-bak", "Mike Kim", "seems"],
    ("two-koreas", "p7"): ["fully"],
    ("two-koreas", "p8"): ["may be vulnerable", "allegedly", "reportedly", "anecdotal"],
    ("two-koreas", "c7"): ["no more", "vast majority", "Mike Kim", "informally"],
    ("two-koreas", "c10"): ["Kim Dae-jung", "Roh Moo-hyun", "believes", "Hwang Jang-yop", "Beijing"],
    ("two-koreas", "c11"): ["UNHCR", "UNICEF", "economic migrants", "Wolfowitz", "Lee Myung-bak", "virtually"],
    ("two-koreas", "c12"): ["vast majority"],
}


@pytest.mark.parametrize("place", KEPT, ids="-".join)
def test_hedges_terms_and_public_actors_survive(corpus, place):
    digest = corpus.parts.set_index(["doc", "part"])["digest"][place]
    assert not [words for words in KEPT[place] if words.lower() not in digest.lower()]


def test_no_summary_of_a_comment_names_a_code(corpus):
    found = {(row.doc, row.part): CODES.findall(row.digest) for row in corpus.comments.itertuples()}
    assert not {place: words for place, words in found.items() if words}


def test_no_summary_praises_or_scolds(corpus):
    ours = r"\b(?:instructive|excellent|naive|absurd|rightly so|unfortunately|wisely)\b"
    assert not corpus.parts["digest"].str.contains(ours, case=False).any()


def test_no_summary_gives_a_handle_that_is_inferred(corpus):
    inferred = corpus.comments.loc[corpus.comments["author_basis"] == "inferred", "author"].unique()
    told = [*corpus.parts["digest"], *corpus.documents["notes"], *corpus.comments["author_note"].dropna()]
    assert not [name for name in inferred if any(name.lower() in text.lower() for text in told)]


def test_inferred_authors_are_letters_and_stated_ones_keep_their_names(corpus):
    shown = without_names(corpus.comments)
    thread = shown[shown["doc"] == "two-koreas"].set_index("part")["author"]
    assert thread.dropna().to_dict() == {
        "c6": "Writer A", "c8": "Writer B", "c9": "Writer B", "c10": "Writer C", "c12": "Writer B",
    }  # fmt: skip
    lagon = shown["doc"] == "lagon"
    assert shown.loc[lagon, "author"].tolist() == corpus.comments.loc[lagon, "author"].tolist()


def test_every_device_has_its_trace():
    """What each code rests on, found by reading: a summary that loses it can't be coded."""
    digest = tip.load().comments.set_index(["doc", "part"])["digest"]
    traces = {
        ("lagon", "c1"): ["how about", "hmm", "Israel"],  # asks, mocks, turns away
        ("lagon", "c2"): ["should it", "war on tourism", "raised by wolves", "America", "who consented"],
        ("lagon", "c3"): ["really think"],
        ("lagon", "c4"): ["Has studied"],
        ("lagon", "c5"): ["how, then"],
        ("lagon", "c6"): ["isn't it", "Michael Jackson"],
        ("two-koreas", "c1"): ["Why bother", "workers' paradise"],
        ("two-koreas", "c3"): ["really?", "it was we who cornered"],
        ("two-koreas", "c4"): ["?!?", "news agency"],
        ("two-koreas", "c5"): ["in law that"],
        ("two-koreas", "c6"): ["Dear Leader's charms", "constitution"],
        ("two-koreas", "c7"): ["unfair, no?", "Speaks for one of the groups", "happened to observe"],
        ("two-koreas", "c8"): ["words of wisdom", "can still hear"],
        ("two-koreas", "c9"): ["going to Waikiki"],
        ("two-koreas", "c10"): ["so where are they?", "seminar", "last rounded up", "what Japan"],
        ("two-koreas", "c11"): ["what a symbol", "not technically refugees"],
    }
    assert not {place: [w for w in words if w not in digest[place]] for place, words in traces.items()
                if any(w not in digest[place] for w in words)}  # fmt: skip
    devices = tip.load().comments.set_index(["doc", "part"])[list(default().devices)]
    assert {place: int(devices.loc[[place]].to_numpy().sum()) for place in traces} == {
        p: len(w) for p, w in traces.items()
    }


def test_an_outside_coder_gets_rules_and_summaries_and_no_answer(corpus):
    kit = {name: content.decode("utf-8-sig") for name, content in tool("coding_sheet").files().items()}
    assert set(kit) == {"instructions.md", "rules.md", "summaries.md", "coding.csv"}
    assert all(digest in kit["summaries.md"] for digest in corpus.comments["digest"])
    assert not re.search(r"`(lagon|two-koreas)` c\d", kit["rules.md"])
    assert set(",".join(kit["coding.csv"].splitlines()[1:]).replace('"', "").split(",")) == {
        "lagon", "two-koreas", "me", "", *corpus.comments["part"],
    }  # fmt: skip


def test_what_rests_on_the_original_is_left_out_of_the_comparison(corpus):
    marked = corpus.comments.assign(rests_on_original="sarcasm china")
    sheet = tip.coding.settled(marked)
    assert sheet[["sarcasm", "china"]].isna().all().all()
    assert sheet["failure"].notna().all()
