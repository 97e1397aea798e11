"""From a saved page to a confirmed seed: layouts, drafts, what is open, going through, and what can't be read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tipseeds as tip
from tipseeds.originals.layouts import Passage, replies, split
from tipseeds.originals.saved import read_page

RAW = Path(__file__).parents[1] / "raw"
NAMES = sorted(path.name for path in RAW.iterdir())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    for name in NAMES:
        tip.draft(RAW / name, folder)
    return folder


@pytest.fixture
def news(tmp_path):
    return tip.draft(RAW / "news.html", tmp_path)


# --- Layouts ---

LAYOUTS = {
    "news.html": ("Duck report puts Iceland on watch", "Ada Example", "2019-06-20", 4, ["Cy Reed", "Di Marsh"]),
    "blog.html": ("On counting ducks", "Eva Heron", "2010-03-03", 3, ["Finn", "Eva Heron", "Finn", "Gull_7"]),
    "forum.txt": ("How much bread?", "marshwiggle", "2014-05-02", 1, ["teal", "marshwiggle", "old mill"]),
    "list.txt": ("ring counts", "Hal Ibis", "2010-01-04", 2, ["Ivy Jay", "Ken Lark"]),
    "report.md": ("Ducks at work", "The Pond Institute", "2016-11-30", 6, []),
    "digest.txt": ("[Pond-list] Crayfish count", "Ursula Rush", "2009-09-07", 1, ["Bert Sedge"]),
    "board.txt": ("Heron eats everything", "Reedling", "2014-05-01", 1, ["dabchick", "Reedling", "Old Coot"]),
    "wordpress.html": ("Eels in the cellar", "Sam Trout", "2016-02-11", 2, ["Una Bleak", "Sam Trout"]),
    "remarks.txt": (
        *("Frogs on the road", "Tess Tadpole", "2015-04-12", 2),
        ["Newt Lover", "Grumpy Driver", "Newt Lover", "Tess Tadpole"],
    ),
    "headings.md": ("The last otter", "Nora Brook", "2011-10-03", 2, ["Will Weed", "Ada Alder", "Will Weed"]),
    "nothing.txt": ("What the Rules Say About Ducks", "Lou Mallard", "2012-03-12", 3, []),
}
ANSWERS = {
    "news.html": {"c1": "open", "c2": "c1"},
    "blog.html": {"c1": "open", "c2": "c1", "c3": "c2", "c4": "c1"},
    "forum.txt": {"c1": "open", "c2": "c1", "c3": "open"},
    "list.txt": {"c1": "post", "c2": "c1"},
    "digest.txt": {"c1": "post"},
    "board.txt": {"c1": "open", "c2": "c1", "c3": "c2"},
    "wordpress.html": {"c1": "open", "c2": "c1"},
    "remarks.txt": {"c1": "open", "c2": "open", "c3": "c2", "c4": "c2"},
    "headings.md": {"c1": "open", "c2": "c1", "c3": "open"},
}


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_gives_title_byline_date_paragraphs_and_comments(name):
    page = read_page(RAW / name)
    passages = split(page.text, page.title, page.author)
    authors = [passage.author for passage in passages if passage.part[0] == "c"]
    assert (page.title, page.author, page.date, len(passages) - len(authors), authors) == LAYOUTS[name]
    for passage in passages:
        assert page.text[passage.start : passage.end] == passage.text
        assert not any(word in passage.text for word in ("Reply", "Copyright", "Senior Member", "var n", "Weather"))


@pytest.mark.parametrize("name", ANSWERS)
def test_who_answers_whom_is_read_where_words_or_layout_show_it(name):
    page = read_page(RAW / name)
    found = replies(split(page.text, page.title, page.author), page.author)
    assert {part: target for part, (target, _) in found.items()} == ANSWERS[name]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("@ Ann: where?", ("c1", "@ Ann")),
        ("Leaders like Ada (above) should know.", ("post", "Ada (above)")),
        ("To Ann: where?", ("c1", "To Ann")),
        (
            "We saw nine ducks by the old mill on Sunday, too. So they were there.",
            ("c1", "We saw nine ducks by the old mill"),
        ),
        ("Ducks, by the old mill or not, are ducks.", ("open", "open")),
        ("Annabel: where?", ("open", "open")),
    ],
)
def test_an_answer_has_words_that_show_it_or_is_open(said, reply):
    post = Passage("p1", "Ducks have been seen everywhere.", 0, 1)
    first = Passage("c1", "But we saw nine ducks by the old mill on Sunday.", 0, 1, "Ann")
    found = replies([post, first, Passage("c2", said, 0, 1, "Bo")], "Ada Example")
    assert found["c2"] == reply


def test_a_name_is_taken_letter_by_letter():
    post = Passage("p1", "Ducks have been seen everywhere.", 0, 1)
    people = ["C.J.", "Cxjx", "Bo [+1]"]
    spoken = [Passage(f"c{n}", f"I saw {n} of them.", 0, 1, name) for n, name in enumerate(people, 1)]
    asked = [Passage("c4", "To Bo [+1]: where?", 0, 1, "Ann"), Passage("c5", "@C.J. said so.", 0, 1, "Eve")]
    found = replies([post, *spoken, *asked], "Ada Example")
    assert [found[part][0] for part in ("c4", "c5")] == ["c3", "c1"]


@pytest.mark.parametrize(
    ("heads", "authors"),
    [
        ("Ann said:\n\nYes, I do.\n\nBob said:\n\nNo, you don't.", ["Ann", "Bob"]),
        ("Posted by Ann on 3 May 2012\n\nYes, I do.\n\nPosted by Bob on 4 May 2012\n\nNo, you don't.", ["Ann", "Bob"]),
        ("Ann — March 3, 2012\n\nYes, I do.\n\nBob — March 4, 2012\n\nNo, you don't.", ["Ann", "Bob"]),
        ("#1 Ann\n2 days ago\n\nYes, I do.\n\n#2 Bob\n1 day ago\n\nNo, you don't.", ["Ann", "Bob"]),
        (
            "Ann on May 3, 2012 at 7:12 am said:\n\nYes, I do.\n\nBob on May 4, 2012 said:\n\nNo, you don't.",
            ["Ann", "Bob"],
        ),
        ("3 Comments\n\nAnn wrote:\n\nYes, I do.\n\nBob wrote:\n\nNo, you don't.", ["Ann", "Bob"]),
    ],
)
def test_heads_of_comments_are_read_in_the_forms_in_use(heads, authors):
    text = f"A title of a page\n\nA first paragraph that ends in a full stop.\n\n{heads}\n\nLeave a Reply"
    passages = split(text, "A title of a page")
    assert [passage.author for passage in passages if passage.part[0] == "c"] == authors
    assert [passage.text for passage in passages if passage.part[0] == "c"] == ["Yes, I do.", "No, you don't."]


def test_a_page_without_blank_lines_has_a_paragraph_a_line():
    assert len(split("First of all, ducks.\nThen there is bread.\nAnd the mill.")) == 3


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Iceland remains on Tier 3.", ["ISL 3 None before", "ISL 3 None"]),
        ("The 2014 report says that Kenya stayed in Tier 2.", ["KEN 2 2013 before", "KEN 2 2014"]),
        ("Peru remains, for the third year in a row, in Tier 2 in the 2012 report.", ["PER 2 2010..2012"]),
        ("Poland remains a country of lakes, and is in Tier 1.", ["POL 1 None"]),
        ("Ghana has been in Tier 2 since 2007.", ["GHA 2 2007.."]),
        ("Since 2009, when it lost its harbour, Togo has been in Tier 3.", ["TGO 3 2009.."]),
        ("Tier 1 has held Spain since 1998.", ["ESP 1 None"]),
        ("In June the report put Samoa on its Watch List.", ["WSM 2WL None"]),
        ("Samoa was on a terrorist watch list.", []),
        ("Oman was blacklisted for trafficking in the 2008 report.", ["OMN 3 2008"]),
        ("In 2010 the United States blacklisted Kuwait over human trafficking.", ["KWT 3 None"]),
        ("Kuwait was blacklisted for its banks.", []),
        ("Norway was downgraded to Tier 2 from Tier 1 in the 2014 report.", ["NOR 2 2014"]),
        ("Japan has been in the lowest tier since then.", ["JPN 3 None"]),
        ("Malta, which was demoted to the tier-2 watch list in 2014, protested.", ["MLT 2WL 2014"]),
        (
            "Chad is in Tier 3. It was joined by Gambia, Haiti and Burundi.",
            ["TCD 3 None", "GMB 3 None", "HTI 3 None", "BDI 3 None"],
        ),
        ("Cuba is in Tier 1. Haiti is an island, and so is Fiji.", ["CUB 1 None"]),
        ("Qatar is among the worst offenders.", ["QAT 3 None"]),
        ("Laos is no longer in Tier 3, and Peru avoided Tier 2.", []),
        ("If it fails, Mali would fall to Tier 3.", []),
    ],
)
def test_placements_are_read_in_the_words_in_use(said, read):
    found = tip.reading.placements(said)
    assert [f"{one.iso3} {one.tier} {one.years}{' before' * one.before}" for one in found] == read
    assert all(one.basis == "implied" for one in found if one.before or "blacklist" in one.wording)


def test_what_remains_was_so_in_the_report_before(tmp_path):
    text = "Ducks abroad\n\n3 July 2012\n\nIceland remains in Tier 3. Chad has been in Tier 2 since 2009, they say.\n"
    (tmp_path / "ducks.txt").write_text(text, encoding="utf-8")
    tiers = tip.load(tip.draft(tmp_path / "ducks.txt").parent).tiers
    assert tiers[["iso3", "tier", "first_report", "last_report", "basis", "wording"]].astype(str).values.tolist() == [
        ["ISL", "3", "2011", "2011", "implied", "remains"],
        ["ISL", "3", "2012", "2012", "stated", "Tier 3"],
        ["TCD", "2", "2009", "2012", "stated", "Tier 2"],
    ]


@pytest.mark.parametrize(
    "title", ["Bird Board • View topic - Why do ducks sink?", "Why do ducks sink? - Bird Board", "Why do ducks sink?"]
)
def test_the_title_of_a_board_page_is_its_topic(title, tmp_path):
    head = f"<html><head><title>{title}</title></head><body><h1>Bird Board</h1><p>Talk of birds</p>"
    page = f"{head}<h2>Why do ducks sink?</h2>"
    (tmp_path / "board.html").write_text(f"{page}<p>by Teal » 2 May 2014</p><p>They do not.</p></body></html>")
    assert read_page(tmp_path / "board.html").title == "Why do ducks sink?"


# --- Drafts ---


def test_drafts_load_at_once_and_agree_with_their_texts(drafts):
    corpus = tip.load(drafts)
    report = tip.verify(corpus)
    assert report.status == 0, report.summary
    assert set(corpus.documents["doc"]) == {name.split(".")[0] for name in NAMES}
    for table in (corpus.documents, corpus.parts, corpus.tiers, corpus.estimates, corpus.comments):
        assert set(table["read"]) == {"by rule"}
    assert set(tip.load().estimates["read"]) == {"coded"}


def test_the_text_is_not_in_the_draft_but_git_ignored_beside_it(drafts):
    for name in NAMES:
        seed = (drafts / name).with_suffix(".md").read_text(encoding="utf-8")
        for passage in split(read_page(RAW / name).text):
            words = passage.text.split()
            assert len(words) <= 10 or " ".join(words[:11]) not in " ".join(seed.split())
    assert "*" in (drafts / "originals" / ".gitignore").read_text().split("\n")


def test_what_rules_read_of_the_made_up_pages(drafts):
    corpus = tip.load(drafts)
    estimates = corpus.estimates.groupby("doc", observed=False)["notation"].agg(list)
    assert estimates["forum"] == ["60..70", "~5", "~1 in 10", "~1 in 10", "<=2"]
    assert estimates["news"] == [
        "estimated 12000..15000",
        "up to 1 in 5",
        "~40",
        ">60",
        "?",
        "44",
        "0 known",
        "<300",
        "tens-of-thousands",
    ]
    assert estimates["digest"] == ["118", "4", ">1 in 2", "118", "4", ">1 in 2", "<20"]  # mostly names and addresses
    assert estimates["nothing"] == []
    tiers = corpus.tiers[["doc", "iso3", "tier", "first_report", "last_report"]].astype(str).values.tolist()
    assert tiers == [
        ["blog", "SWE", "3", "2008", "2008"],
        ["blog", "SWE", "3", "2009", "2009"],
        ["news", "ISL", "2WL", "2018", "2019"],
        ["news", "NOR", "1", "2019", "2019"],
        ["report", "JPN", "2", "2010", "2016"],
    ]
    units = corpus.estimates.query("doc == 'report'")["unit"].astype(str).tolist()
    assert units[:6] == ["open", "EUR", "open", "countries", "hours", "open"]


def test_what_is_open_is_listed_by_line(news):
    lines = news.read_text(encoding="utf-8").split("\n")
    found = tip.reading.still_open(news)
    for line, name, names in found:
        if name != "front matter":
            assert name in "\n".join(lines[line - 2 : line])
        else:
            assert lines[line - 1] == f"{names}: open"
    assert ("p1", "summary") in {(name, names) for _, name, names in found}
    assert "topic, of, unit, by" in {names for _, name, names in found if name == "q1"}


def test_open_is_refused_where_no_rule_read(news):
    text = news.read_text(encoding="utf-8")
    news.write_text(text.replace("by=open read=rule", "by=open", 1), encoding="utf-8")
    with pytest.raises(tip.SeedError, match="open is for what a rule read"):
        tip.load(news.parent)
    news.write_text(text.replace("read=rule", "read=machine", 1), encoding="utf-8")
    with pytest.raises(tip.SeedError, match="read 'machine'"):
        tip.load(news.parent)


def test_evidence_shows_the_passage_and_that_a_rule_read_it(drafts):
    corpus = tip.load(drafts)
    shown = corpus.evidence(corpus.estimates.iloc[0]).data
    assert "a rule, not yet confirmed" in shown
    assert "I spent" in shown


def test_every_table_chart_and_page_takes_a_draft(drafts):
    corpus = tip.load(drafts)
    assert "up to 20" in tip.describe(tip.charts.estimates(corpus.estimates))
    assert "Iceland" in tip.describe(tip.charts.tiers(corpus.tiers))
    for doc in corpus.documents["doc"]:
        assert corpus.read(doc).data
        assert corpus.cite(doc)
    assert len(tip.table(corpus.estimates, "Every figure").data) > 1000


def test_a_folder_of_texts_is_read_by_rule_and_said_to_be(tmp_path):
    shutil.copy(RAW / "forum.txt", tmp_path / "some page.txt")
    corpus = tip.load(tmp_path)
    assert corpus.documents[["doc", "read"]].values.tolist() == [["some-page", "by rule"]]
    assert tip.verify(corpus).status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["some page.txt"]


# --- What can't be read ---


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "the file is empty. Save the page again"),
        ("a.txt", b" \n\n", "the file is empty"),
        ("a.txt", b"\x00\x01\x02 words", "no text: it has bytes that no text has"),
        ("a.pdf", b"%PDF-1.7 ...", "this is a PDF. Open it, select all"),
        ("a.docx", b"PK\x03\x04....", "a ZIP archive or a Word file"),
        ("a.txt", b"x " * 5_000_000, "more than 5,000,000 bytes"),
        ("a.txt", b"Home\n\nAbout\n\nContact\n", "no paragraph was found in it. A paragraph ends in a full stop"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no paragraph was found"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(tip.SeedError, match=says):
        tip.draft(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(tip.SeedError, match=r"no-such\.txt: can't be read"):
        tip.draft(tmp_path / "no-such.txt")


def test_nothing_is_written_over(news):
    before = news.read_bytes()
    with pytest.raises(tip.SeedError, match="is there already"):
        tip.draft(RAW / "news.html", news.parent)
    assert news.read_bytes() == before


def test_another_language_gives_parts_and_says_that_nothing_was_read(tmp_path):
    text = "Enten am Teich\n\nIm Jahr 2009 lebten hier etwa 40 Enten, und im Winter waren es noch mehr als 60 Tiere.\n"
    (tmp_path / "enten.txt").write_text(text, encoding="utf-8")
    corpus = tip.load(tip.draft(tmp_path / "enten.txt").parent)
    assert (len(corpus.parts), len(corpus.estimates)) == (1, 0)
    assert "not English" in corpus.documents["notes"].item()


def test_signs_of_seeds_and_pages_in_a_text_stay_text(tmp_path):
    text = 'A [title] {of} "ducks"\n\nIt has {40 ducks} and [2 geese]{#x .tier}, <b>3</b> "swans" \\ 50% $4 $5.\n'
    (tmp_path / "signs.txt").write_text(text, encoding="utf-8")
    corpus = tip.load(tip.draft(tmp_path / "signs.txt").parent)
    assert tip.verify(corpus).status == 0
    assert "<b>3" not in corpus.read("signs").data


# --- Going through ---


def test_a_draft_is_confirmed_mark_by_mark_and_each_step_is_undone(news):
    going = tip.reading.Confirming(news)
    first = news.read_text(encoding="utf-8")
    news.write_text(first.replace("# ", "# ") + "", encoding="utf-8")
    assert (going.left, going.mark.wording, going.part.id) == (11, "the Tier 2 Watch List", "p1")
    with pytest.raises(tip.SeedError, match="by is open"):
        going.right()
    assert news.read_text(encoding="utf-8") == first
    going.right(by="the ministry")
    assert tip.load(news.parent).tiers["read"].tolist() == ["coded", "by rule"]
    assert going.mark.wording == "Tier 1"
    going.wrong()
    assert tip.load(news.parent).tiers["iso3"].tolist() == ["ISL"]
    going.correct(n="12000..15000")
    assert going.mark.attributes["n"] == "12000..15000"
    going.add("p3", "each shed", kind="estimate", n="1", unit="organisations", topic="money", of="sheds", by="nobody")
    assert tip.load(news.parent).estimates.query("read == 'coded'")["wording"].tolist() == ["each shed"]
    for _ in range(4):
        going.undo()
    assert news.read_text(encoding="utf-8") == first
    with pytest.raises(IndexError, match="no step"):
        going.undo()


def test_steps_keep_what_else_stands_in_the_file(news):
    text = news.read_text(encoding="utf-8")
    mine = text.replace("genre: open", "genre: open   # ask Bo\n# and this").replace("{words=", "{ words=", 1)
    news.write_text(mine, encoding="utf-8")
    going = tip.reading.Confirming(news)
    going.right(by="the ministry")
    changed = news.read_text(encoding="utf-8")
    assert changed == mine.replace("by=open read=rule}", 'by="the ministry"}', 1)


def test_marks_that_are_added_stand_in_a_list_below_what_is_open_or_on_lines_below_a_summary(tmp_path):
    page = tmp_path / "pond.html"
    page.write_text("<h1>Pond</h1><p>The pond was calm and nobody counted a thing in it.</p><p>It rained all day.</p>")
    going = tip.reading.Confirming(draft := tip.draft(page))
    how = {"n": "1", "unit": "organisations", "topic": "money", "of": "sheds", "by": "nobody"}
    for wording in ("The pond", "nobody counted"):
        going.add("p1", wording, **how)
    going.summarise("Says that it rained.", "p2")
    going.add("p2", "all day", **how)
    said = re.sub(r"\{#[^}]*\}", "", draft.read_text(encoding="utf-8"))
    assert "## p1\n\nopen:\n[The pond];\n[nobody counted]\n" in said
    assert "## p2\n\nSays that it rained.\n[all day]\n" in said
    assert tip.load(draft.parent).estimates["wording"].tolist() == ["The pond", "nobody counted", "all day"]


def test_a_step_of_somebody_else_is_not_undone(news):
    going = tip.reading.Confirming(news)
    going.right(by="the ministry")
    news.write_text(news.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(tip.SeedError, match="changed elsewhere"):
        going.undo()


@pytest.mark.parametrize("name", NAMES)
def test_each_page_comes_from_file_to_confirmed_seed(name, tmp_path):
    """Every mark confirmed, every part summarised, the front matter given: nothing is open and nothing by rule."""
    seed = tip.draft(RAW / name, tmp_path)
    going = tip.reading.Confirming(seed)
    while going.left:
        given = {key: {"topic": "other shares", "unit": "cases"}.get(key, "ours") for key in going.still_open()}
        if "1 in" in going.mark.attributes.get("n", ""):
            given |= {"unit": "percent"}
        going.right(**given)
    for part in going.seed.parts:
        words = ", ".join(mark.wording for mark in part.marks)
        answer = {"replies_to": "post", "evidence": "a word"} if part.attributes.get("replies-to") == "open" else {}
        if part.attributes.get("evidence") == "open":
            answer |= {"evidence": "a word"}
        going.summarise(f"Says in our words: {words}.", part.id, **answer)
    going.front(genre="made-up example", stance="relays", stance_reason="It says what others say.")
    corpus = tip.load(tmp_path)
    assert tip.reading.still_open(seed) == []
    for table in (corpus.documents, corpus.parts, corpus.tiers, corpus.estimates, corpus.comments):
        assert set(table["read"]) <= {"coded"}
    marks = sum(len(part.marks) for part in going.seed.parts)
    assert going.steps == marks + len(going.seed.parts) + 1


# --- The panel and the command line ---


def test_the_panel_confirms_corrects_and_takes_back(news):
    panel = tip.explore.confirm(news)
    assert "the Tier 2 Watch List</mark>" in panel.passage
    panel.step("Right")
    assert "by is open" in panel.error
    panel.choose(by="the ministry")
    panel.step("Right")
    assert (panel.going.left, panel.going.steps) == (10, 1)
    panel.step("Wrong")
    assert panel.going.left == 9
    assert "An estimated 12,000 to 15,000 ducks</mark>" in panel.passage
    panel.choose(n="about many")
    panel.step("Right")
    assert "topic is open" in panel.error  # and nothing is saved
    panel.step("Next")
    assert "As many as one in five</mark>" in panel.passage
    panel.step("Undo")
    panel.step("Undo")
    assert panel.going.left == 11


def test_what_the_panel_shows_reaches_the_page_and_words_to_add_are_asked_for(news):
    panel = tip.explore.confirm(news)
    assert {"passage", "status", "fields", "lines", "notes"} <= set(panel.keys)
    panel.step("Add")
    assert "has 0 words. Mark 1 to 10 words." in panel.error


def test_the_panel_shows_a_page_as_text(tmp_path):
    (tmp_path / "x.txt").write_text("The <img src=x onerror=alert(1)> has 40 ducks & <b>2</b> geese.", encoding="utf-8")
    panel = tip.explore.confirm(tip.draft(tmp_path / "x.txt"))
    assert "<img" not in panel.passage + panel.status
    assert "&lt;img" in panel.passage


def test_a_draft_that_cannot_be_saved_is_told_and_stays(news, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied")

    panel = tip.explore.confirm(news)
    before = news.read_bytes(), panel.status
    news.chmod(0o600)
    monkeypatch.setattr("os.replace", refused)
    panel.choose(by="the ministry")
    panel.step("Right")
    assert "can't be saved (Permission denied)" in panel.error
    assert (news.read_bytes(), panel.status) == before
    monkeypatch.undo()
    panel.step("Right")
    assert (panel.error, news.stat().st_mode & 0o777) == ("", 0o600)


def test_the_command_line_drafts_and_lists_what_is_open(tmp_path, capsys):
    from tipseeds.__main__ import main

    assert main(["draft", str(RAW / "forum.txt"), "--folder", str(tmp_path)]) == 0
    assert "line 4, front matter: genre" in capsys.readouterr().out
    assert main(["draft", str(RAW / "forum.txt"), "--folder", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_the_command_that_says_how_good_the_rules_are():
    tool = Path(__file__).parents[2] / "tools" / "reading_quality.py"
    told = subprocess.run([sys.executable, str(tool)], capture_output=True, text=True, check=True).stdout
    rates = {line[:24].strip(): line[24:].split() for line in told.split("\n")[1:] if line}
    assert {kind: rate[1:3] for kind, rate in rates.items()} == {
        "parts": ["51", "50"],
        "comment heads": ["24", "24"],
        "answers": ["14", "14"],
        "figures": ["60", "59"],
        "figures with hedge": ["60", "59"],
        "placements": ["5", "5"],
        "placements with years": ["5", "5"],
    }
