"""Every kind of fault in a seed is told with the file, the line and the mend; nothing is dropped silently."""

import re
from pathlib import Path

import pytest

import tipseeds as tip

SEED = """\
---
title: A made-up post
author: A. Writer
genre: blog post
published: 2010-05-04
published-basis: stated
published-reason: By the byline.
stance: relays
stance-reason: It relays.
original-file: 009_made_up.txt
sha256: 0000000000000000000000000000000000000000000000000000000000000000
relations:
  - left: camps
    right: women
    relation: not comparable
    reason: One counts people, the other gives a share.
---

{words=12}
## p1

Says that the camps hold [some ten people]{#camps .estimate topic=prisoners of="people in camps"
place=PRK n="10" unit=people by="the author"} and that [over half]{#women .estimate topic="women's share"
of="women" n=">50" unit=percent by="the author"} are women.

{words=9 section="Tiers"}
## p2

Places the country [for the third year]{#streak .tier country=PRK tier=3 years="2008..2010" streak=3 basis=stated
by="the report"}, whose state [sends workers]{#send .labour theme=number claim="workers are sent" by="the author"
position=asserts dispatch=state n="100" unit=people}.

{words=5 by="Ann" date=2010-05-05 replies-to=post evidence="your post"}
{failure=silent devices="question sarcasm"}
## c1

Asks a question.

{words=4 by="Bob" author-basis=inferred confidence=low author-note="Named later."}
{replies-to="c1 post" evidence="Ann | post"}
## c2

Agrees.
"""

WRITE_MARK = (
    'Write [wording]{#id .tier key="value"}, quote a value with signs, and write a bracket of the text as \\[ or \\{.'
)
WRITE_ATTRIBUTES = 'Write {words=92 by="NB in Pakistan"}, a value with signs in quotes, and nothing else.'
WRITE_PART = "Keep one paragraph under each heading ## p1, ## c1, …."
WRITE_QUANTITY = (
    "Write digits without commas, as in 200000, <=200000, >40, ~10000, nearly 50, up to 40, 60000..65000, 2 or 3, "
    "20->30, tens-of-thousands, 1 in 8, 3 times, 0 known or ?."
)
KEEP_ONE = "Keep one of the two."

# What is written, what is put there instead, the line, the problem, the mend (all of it, or its beginning with …).
FAULTS: dict[str, tuple[str, str, int | None, str, str]] = {
    # The front matter.
    "no front matter": ("---\ntitle", "title", 1, "no front matter.", "Begin with a line of three hyphens…"),
    "front matter that never ends": ("\n---\n\n", "\n\n", 1, "no front matter.", "Begin with a line of three…"),
    "empty line before the front matter": ("---\ntitle", "\n---\ntitle", 1, "no front matter.", "Begin with a line…"),
    "text after the hyphens": ("---\ntitle", "--- x\ntitle", 1, "no front matter.", "Begin with a line of three…"),
    "front matter without a record": (
        SEED[: SEED.index("\n---\n\n")],
        "---\nA title",
        2,
        "the front matter holds no record.",
        "Write one key: value a line.",
    ),
    "broken YAML": (
        "title: A made-up post",
        "title: A post: made up",
        2,
        "the front matter is not YAML: mapping values are not allowed in this context.",
        "Quote a value that holds a colon, and mind the indent.",
    ),
    "broken indent": (
        "    right: women",
        "   right: women",
        14,
        "the front matter is not YAML…",
        "Quote a value that…",
    ),
    "key twice": ("genre: blog post", "genre: blog post\ngenre: news", 5, "genre is given twice.", KEEP_ONE),
    "unknown key": (
        "genre:",
        "gener:",
        4,
        "front matter: unknown key gener.",
        "Did you mean genre? Known are label, title, author, …",
    ),
    "missing key": ("genre: blog post\n", "", 1, "front matter: genre is missing.", "Add genre: …."),
    "empty key": ("author: A. Writer", "author:", 3, "author is empty.", "Give it a value, or leave it out."),
    "null": ("author: A. Writer", "author: ~", 3, "author is empty.", "Give it a value, or leave it out."),
    "alias": (
        "genre: blog post",
        "genre: *kind",
        4,
        "an alias, anchor or tag in the front matter.",
        "Write the value out, without the sign.",
    ),
    "anchor": (
        "genre: blog",
        "genre: &kind blog",
        4,
        "an alias, anchor or tag…",
        "Write the value out, without the sign.",
    ),
    "tag": (
        "genre: blog",
        "genre: !!str blog",
        4,
        "an alias, anchor or tag…",
        "Write the value out, without the sign.",
    ),
    "list for text": (
        "genre: blog post",
        "genre: [blog]",
        4,
        "genre is not plain text.",
        "Write genre: and the text.",
    ),
    "text for a list": ("stance:", "notes: odd\nstance:", 8, "notes is not a list.", "Begin each item with a hyphen."),
    "family name of another": (
        "author: A. Writer",
        "author: A. Wryter\nauthor-family: Wr.ter",
        4,
        "front matter: author-family 'Wr.ter' is not in 'A. Wryter'.",
        "Copy it from the name; write a semicolon between authors.",
    ),
    "record among the notes": (
        "stance:",
        "notes:\n  - a: b\nstance:",
        9,
        "notes is not plain text.",
        "Write notes:…",
    ),
    "key that is a list": ("genre:", "? [a]\n: b\ngenre:", 4, "a key that is not a word.", "Write key: value."),
    "nesting without end": (
        "genre: blog post",
        "genre: " + "[" * 9_000 + "]" * 9_000,
        4,
        "the front matter is nested too deeply.",
        "Write plain text, or a list or record as shown.",
    ),
    "second record": ("\nrelations:", "\n--- x\n---\n", 12, "a second record…", "Keep one record."),
    "date beside an unknown date": (
        "published-basis: stated",
        "published-basis: unknown",
        6,
        "front matter: published-basis is unknown, but published is 2010-05-04.",
        "Give a date that is stated or inferred, and none that is unknown.",
    ),
    "no date beside a stated one": (
        "published: 2010-05-04\n",
        "",
        5,
        "front matter: published-basis is stated, but published is missing.",
        "Give a date that is stated or inferred, and none that is unknown.",
    ),
    "unknown published-basis": (
        "published-basis: stated",
        "published-basis: sated",
        6,
        "front matter: published-basis 'sated'.",
        "Did you mean stated? Write one of: stated, inferred, unknown.",
    ),
    "impossible date": (
        "2010-05-04",
        "2010-02-31",
        5,
        "front matter: published: '2010-02-31' is not a day of the calendar.",
        "Look the day up.",
    ),
    "date in words": (
        "2010-05-04",
        "4 May 2010",
        5,
        "front matter: published: '4 May 2010' is not an EDTF date: it holds a blank.",
        "Write it as 2008-03-05 or 2009-04/2009-09.",
    ),
    "earliest that is not a day": (
        "stance:",
        "earliest: 2010-05\nstance:",
        8,
        "front matter: earliest: '2010-05' is not a day.",
        "Write a day as 2008-03-05.",
    ),
    "latest before earliest": (
        "stance:",
        "earliest: 2010-05-04\nlatest: 2010-05-03\nstance:",
        9,
        "front matter: latest is before earliest.",
        "Swap them.",
    ),
    "report before the first": (
        "stance:",
        "report-year: 1999\nstance:",
        8,
        "front matter: report-year: '1999' is not a report year.",
        "The first report is that of 2001.",
    ),
    "unknown stance": (
        "stance: relays",
        "stance: relay",
        8,
        "front matter: stance 'relay'.",
        "Did you mean relays? Write one of: asserts, adopts, disputes, relays, accepts.",
    ),
    "number of comments in words": (
        "stance:",
        "comments-stated: two\nstance:",
        8,
        "front matter: comments-stated: 'two' is not a whole number up to 10000000.",
        "Write a whole number in digits.",
    ),
    "bad checksum": (
        "sha256: 0",
        "sha256: g",
        11,
        "front matter: sha256 is not a SHA-256.",
        "Write the 64 hexadecimal digits that sha256sum prints.",
    ),
    # Relations.
    "relation to a mark that is not there": (
        "right: women",
        "right: wimmen",
        13,
        "relation: there is no mark 'wimmen' in made-up.",
        "Did you mean women? Write mark, or document#mark.",
    ),
    "relation to a document that is not there": (
        "right: women",
        "right: lagon#women",
        13,
        "relation: there is no mark 'women' in lagon.",
        "Write mark, or document#mark.",
    ),
    "relation of a mark to itself": ("right: women", "right: camps", 13, "relation: sets camps…", "Name two marks."),
    "unknown relation": (
        "not comparable",
        "conflict",
        13,
        "relation: relation 'conflict'.",
        "Did you mean conflicts? Write one of: agrees, corroborates, agree, one source, conflicts, "
        "same source, not comparable.",
    ),
    "relation without a reason": (
        "    reason: One counts people, the other gives a share.\n",
        "",
        13,
        "relation: reason is missing.",
        "Add reason: ….",
    ),
    "relation that is no record": (
        "stance-reason: It relays.\n",
        "stance-reason: It relays.\n",
        13,
        "a relation that is not a record.",
        "Write left:, right:, relation:, reason:.",
    ),
    # Parts.
    "no parts": (SEED[SEED.index("{words=12}") :], "", None, "no parts.", "Add the first paragraph under the…"),
    "gap in the paragraphs": (
        "## p2",
        "## p3",
        27,
        "p3 is out of order.",
        "Number p1, p2, … and then c1, c2, … without a gap.",
    ),
    "paragraph twice": ("## p2", "## p1", 27, "p1 is out of order.", "Number p1, p2, …"),
    "comment before a paragraph": (
        "{words=12}\n",
        '{words=1 by=Z replies-to=post evidence="x"}\n## c1\n\nSays.\n\n{words=12}\n',
        25,
        "p1 is out of order.",
        "Number p1, p2, … and then c1, c2, … without a gap.",
    ),
    "gap in the comments": ("## c1", "## c2", 35, "c2 is out of order.", "Number p1, p2, …"),
    "part of another kind": ("## p2", "## q2", 27, "'q2' is not a part.", "Head a part with ## p1 or ## c1."),
    "digits of another script": ("## p2", "## p\u0662", 27, "'p\u0662' is not a part.", "Head a part with…"),
    "heading of another level": ("## p2", "### p2", 26, "attributes that belong to no part.", "Put them directly…"),
    "text before the first part": ("{words=12}\n", "Stray text.\n\n{words=12}\n", 19, "text or a block…", WRITE_PART),
    "heading of its own": ("{words=9 section", "# Tiers\n\n{words=9 section", 26, "text or a block…", WRITE_PART),
    "two paragraphs in a part": ("Asks a question.", "Asks.\n\nAnd asks.", 39, "text or a block…", WRITE_PART),
    "part without a summary": ("Asks a question.\n", "", 35, "c1 has no summary.", "Write one paragraph under its…"),
    "summary of blanks": (
        "Asks a question.",
        "\u00a0",
        35,
        "c1 has no summary.",
        "Write one paragraph under its heading.",
    ),
    # Attributes of parts.
    "words missing": ("{words=12}\n", "", 19, "p1: words is missing.", 'Add words="…".'),
    "words that are no number": (
        "words=12",
        "words=dozen",
        20,
        "p1: words: 'dozen' is not a whole number up to 10000000.",
        "Write a whole number in digits.",
    ),
    "words without end": ("words=12", "words=99999999", 20, "p1: words: '99999999' is not a whole number…", "Write a…"),
    "text after a closing brace": (
        "{words=12}",
        "{words=12} x",
        19,
        "attributes that can't be read: x.",
        WRITE_ATTRIBUTES,
    ),
    "brace after a closing brace": ("{words=12}", "{words=12} x}", 19, "attributes that can't…", WRITE_ATTRIBUTES),
    "indented attributes": ("{words=12}", " {words=12} x}", 19, "attributes that can't be read: x.", WRITE_ATTRIBUTES),
    "comment among attributes": ("{words=12}", "{words=12 %x%}", 19, "attributes that can't…", WRITE_ATTRIBUTES),
    "attributes that are never closed": ("{words=12}", "{words=12", 19, "attributes that can't…", WRITE_ATTRIBUTES),
    "attributes before an empty line": (
        "{words=12}\n",
        "{words=12}\n\n",
        19,
        "attributes that belong to no part.",
        "Put them directly above a heading ## p1.",
    ),
    "attributes at the end": ("Agrees.\n", "Agrees.\n\n{words=1}\n", 45, "attributes that belong…", "Put them…"),
    "attributes of a paragraph": (
        "Asks a question.",
        "{words=1}\nAsks a question.",
        37,
        "attributes that belong to no part.",
        "Put them directly above a heading ## p1.",
    ),
    "attribute twice": ("words=12", "words=12 words=13", 20, "words is given twice.", KEEP_ONE),
    "attribute twice on two lines": (
        "{failure=silent",
        "{words=6 failure=silent",
        35,
        "words is given twice.",
        KEEP_ONE,
    ),
    "unknown attribute": (
        'section="Tiers"',
        'sektion="Tiers"',
        27,
        "p2: unknown attribute sektion.",
        "Did you mean section? Known are section, words, read.",
    ),
    "attribute of a comment on a paragraph": ("words=12", "words=12 by=Z", 20, "p1: unknown attribute by.", "Known…"),
    "empty attribute": (
        'section="Tiers"',
        'section=" "',
        27,
        "section is empty.",
        "Give it a value, or leave it out.",
    ),
    "id on a part": ("{words=12}", "{#x words=12}", 20, "p1 has id 'x'.", "Only marks have an id and a class."),
    "class on a part": (
        "{words=12}",
        "{.tier words=12}",
        20,
        "p1 has class 'tier'.",
        "Only marks have an id and a class.",
    ),
    "event handler": ("words=12", 'words=12 onclick="x"', 20, "unknown attribute onclick.", "Remove it."),
    "link that runs a script": (
        "words=12",
        'words=12 href="javascript:x"',
        20,
        "unknown attribute href.",
        "Remove it.",
    ),
    "style": ("words=12", 'words=12 style="x"', 20, "p1: unknown attribute style.", "Known are section, words, read."),
    # Comments.
    "reply to a comment that is not there": (
        '"c1 post"',
        '"c3 post"',
        41,
        "c2: replies-to 'c3'.",
        "Name another comment of this file, post or missing.",
    ),
    "reply to itself": ('"c1 post"', '"c2 post"', 41, "c2: replies-to 'c2'.", "Name another comment of this file…"),
    "reply to a paragraph": ('"c1 post"', '"p1 post"', 41, "c2: replies-to 'p1'.", "Name another comment of this…"),
    "less evidence than replies": (
        '"Ann | post"',
        '"Ann"',
        41,
        "c2: replies-to and evidence don't match.",
        "Give as many wordings, with | between, as replies.",
    ),
    "empty evidence": ('"Ann | post"', '"Ann | "', 41, "c2: replies-to and evidence don't match.", "Give as many…"),
    "no evidence": (' evidence="your post"', "", 35, "c1: evidence is missing.", 'Add evidence="…".'),
    "unknown device": (
        "question sarcasm",
        "question sarkasm",
        35,
        "c1: device 'sarkasm'.",
        "Did you mean sarcasm? Write none, or some of: question, sarcasm, analogy, …",
    ),
    "none beside a device": ("question sarcasm", "none sarcasm", 35, "c1: device 'none'.", "Write none, or some of: …"),
    "unknown code": (
        "failure=silent",
        "failure=accept",
        35,
        "c1: failure 'accept'.",
        "Did you mean accepts? Write one of: accepts, questions, rejects, silent.",
    ),
    "no author and no word of it": (
        'by="Ann" ',
        "by=Ann author-basis=unknown ",
        35,
        "c1: the author is Ann and the basis unknown.",
        "Give by= or author-basis=unknown.",
    ),
    "inferred author without reasoning": (
        ' author-note="Named later."',
        "",
        41,
        "c2: an inferred author.",
        'Add confidence= and author-note="…" with the reasoning.',
    ),
    "date of a comment": (
        "date=2010-05-05",
        "date=2010-05-35",
        35,
        "c1: date: '2010-05-35' is not a day of the calendar.",
        "Look the day up.",
    ),
    # Marks.
    "id twice": ("#women", "#camps", 23, "the id camps is taken in line 22.", "Give each mark its own id."),
    "id twice in two parts": (
        "#streak",
        "#camps",
        29,
        "the id camps is taken in line 22.",
        "Give each mark its own id.",
    ),
    "two ids on a mark": ("#camps", "#camps #tents", 22, "an id is given twice.", KEEP_ONE),
    "id in two ways": ("#camps", "#camps id=tents", 22, "an id is given twice.", KEEP_ONE),
    "mark without an id": (
        "#women ",
        "",
        23,
        "the mark on 'over half' has no proper id.",
        "Add one, as in #camps, in lower case.",
    ),
    "id in capitals": ("#women", "#Women", 23, "the mark on 'over half' has no proper id.", "Add one, as in #camps, …"),
    "sign without a name": ("#women", "#women .", 23, "a . without a name.", "Write #id or .class, or leave it out."),
    "mark without a class": (
        "#women .estimate",
        "#women",
        23,
        "women has the classes [].",
        "Use .tier, .estimate, .labour, each once at the most.",
    ),
    "unknown class": ("#women .estimate", "#women .guess", 23, "women has the classes ['guess'].", "Use .tier, …"),
    "class twice": (".tier", ".tier .tier", 29, "streak has the classes ['tier', 'tier'].", "Use .tier, .estimate, …"),
    "wording of eleven words": (
        "over half",
        "one two three four five six seven eight nine ten eleven",
        23,
        "the wording of women has 11 words.",
        "Mark 1 to 10 words.",
    ),
    "mark on nothing": ("[over half]", "[]", 23, "the wording of women has 0 words.", "Mark 1 to 10 words."),
    "sign without quotes": ('n=">50"', "n=>50", 23, "attributes that can't be read: n=>50.", WRITE_ATTRIBUTES),
    "quote that is never closed": ('n=">50"', 'n=">50', 23, "a stray ], or a mark that can't be read.", WRITE_MARK),
    "comment in a mark": ('n=">50"', 'n=">50" % x %', 23, "a stray ], or a mark that can't be read.", WRITE_MARK),
    "second braces on a mark": (
        'unit=percent by="the author"}',
        'unit=percent by="the author"}{by="B"}',
        24,
        "a stray {, or a mark that can't be read.",
        WRITE_MARK,
    ),
    "stray bracket": (
        "Asks a question.",
        "Asks [a question.",
        37,
        "a stray [, or a mark that can't be read.",
        WRITE_MARK,
    ),
    "stray brace": (
        "Asks a question.",
        "Asks } a question.",
        37,
        "a stray }, or a mark that can't be read.",
        WRITE_MARK,
    ),
    "stray bracket on a later line": ("are women.", "are\nwomen].", 25, "a stray ], or a mark that can't…", WRITE_MARK),
    "wording without attributes": ("Asks a question.", "Asks [a question].", 37, "a stray [, or…", WRITE_MARK),
    "value over two lines": (
        '"people in camps"',
        '"people\nin camps"',
        22,
        "a value that runs over lines.",
        "Keep each value in quotes on one line.",
    ),
    "attribute of a mark twice": ('n="10"', 'n="10" n="11"', 22, "n is given twice.", KEEP_ONE),
    "attribute of another class": (
        'n="10"',
        'n="10" tier=3',
        22,
        "camps: unknown attribute tier.",
        "Known are by, topic, …",
    ),
    "unknown attribute of a mark": (
        "place=PRK",
        "plaice=PRK",
        22,
        "camps: unknown attribute plaice.",
        "Did you mean place? Known are by, topic, of, population, place, period, n, unit, …",
    ),
    "missing attribute of a mark": ('\nby="the report"', "", 29, "streak: by is missing.", 'Add by="…".'),
    "comma in a number": ('n="10"', 'n="60,000"', 22, "camps: n: '60,000' is not a quantity.", WRITE_QUANTITY),
    "range that falls": (
        'n="10"',
        'n="20..10"',
        22,
        "camps: n: the range 20..10 does not rise.",
        "Write the lower number first, or a single number.",
    ),
    "share of more than all": (
        'n="10"',
        'n="9 in 8"',
        22,
        "camps: n: '9 in 8' is not a share of a whole.",
        "The first number can't be 0 or exceed the second.",
    ),
    "share of people": ('n="10"', 'n="1 in 8"', 22, "camps: 1 in 8 in people.", "Write unit=percent for a share."),
    "quantity without a unit": (" unit=people}", "}", 30, "send: n and unit go together.", "Give both, or neither."),
    "unit without a quantity": (' n="100"', "", 30, "send: n and unit go together.", "Give both, or neither."),
    "unknown unit": (
        "unit=percent",
        "unit=per-cent",
        23,
        "women: unit 'per-cent'.",
        "… hours, years, rank; or add it to codebook.yaml.",
    ),
    "unknown topic": (
        "topic=prisoners",
        "topic=prisoner",
        22,
        "camps: topic 'prisoner'.",
        "Did you mean prisoners? Write one of: prisoners, people who left, …",
    ),
    "unknown theme": (
        "theme=number",
        "theme=nummer",
        30,
        "send: theme 'nummer'.",
        "Did you mean number? Write one of: …",
    ),
    "unknown position": ("=asserts", "=denies", 30, "send: position 'denies'.", "Write one of: asserts, disputes."),
    "unknown place": (
        "place=PRK",
        "place=PRX",
        22,
        "camps: place PRX is not a country's code.",
        "Did you mean PRY? Write an ISO 3166-1 alpha-3 code. A region stands by its name.",
    ),
    "unknown period": (
        'n="10"',
        'n="10" period="lately"',
        22,
        "camps: period: 'lately' is not an EDTF date.",
        "Write it as 2008-03-05, 2009-04/2009-09, 2012-06? or 2016-06-30/...",
    ),
    "period with a semicolon": (
        'n="10"',
        'n="10" period="2008; 2009"',
        22,
        "camps: period: '2008; 2009' is not an EDTF date: it holds a blank.",
        "Write it as 2008-03-05 or 2009-04/2009-09.",
    ),
    "conversion of a mark that is not there": (
        'n="10"',
        'n="10" converts=send',
        22,
        "camps: converts send, which is not another estimate in p1.",
        "Name the mark of the sum converted.",
    ),
    "conversion of itself": (
        'n="10"',
        'n="10" converts=camps',
        22,
        "camps: converts camps, which is…",
        "Name the mark…",
    ),
    "unknown tier": ("tier=3", "tier=4", 29, "streak: tier '4'.", "Write one of: 1, 2, 2WL, 3, special."),
    "unknown country": (
        "country=PRK",
        "country=PRX",
        29,
        "streak: country 'PRX' is not a country's code.",
        "Did you mean PRY? Write an ISO 3166-1 alpha-3 code.",
    ),
    "unknown basis": ("basis=stated", "basis=said", 29, "streak: basis 'said'.", "…Write one of: stated, implied."),
    "streak that contradicts its years": (
        "streak=3",
        "streak=4",
        29,
        "streak: 4 in a row, but 2008 to 2010 are 3 reports.",
        "Make the two agree.",
    ),
    "streak that is not a number": (
        "streak=3",
        "streak=third",
        29,
        "streak: streak: 'third' is not a whole…",
        "Write a whole…",
    ),
    "years that run backwards": (
        "2008..2010",
        "2010..2008",
        29,
        "streak: years: 2010..2008 runs backwards.",
        "Write the earlier year first.",
    ),
    "years that are none": (
        "2008..2010",
        "2008-2010",
        29,
        "streak: years: '2008-2010' are not report years.",
        "Write 2009, or 2003..2007 in quotes.",
    ),
    "years before the first report": (
        "2008..2010",
        "1998..2000",
        29,
        "streak: years: '1998' is not a report year.",
        "The first report is that of 2001.",
    ),
    # Characters.
    "null character": ("Agrees.", "Agr\0ees.", 43, "the control character '\\x00'.", "Remove it."),
    "line separator": ("Agrees.", "Agr\u2028ees.", 43, "the control character '\\u2028'.", "Remove it."),
    "escape character": ("A made-up", "A \x1b[1mmade-up", 2, "the control character '\\x1b'.", "Remove it."),
}


def matches(found: str, expected: str) -> bool:
    """Compare a text with an expected one, in which … at an end stands for any text."""
    if expected.startswith("…"):
        return found.endswith(expected[1:])
    return found == expected or (expected.endswith("…") and found.startswith(expected[:-1].rstrip()))


def refused(folder: Path) -> tip.SeedError:
    with pytest.raises(tip.SeedError) as caught:
        tip.load(folder)
    return caught.value


def test_the_seed_without_a_fault_is_read(tmp_path):
    (tmp_path / "made-up.md").write_text(SEED, encoding="utf-8")
    corpus = tip.load(tmp_path)
    counts = {name: len(getattr(corpus, name)) for name in ("parts", "tiers", "estimates", "labour", "comments")}
    assert counts == {"parts": 4, "tiers": 1, "estimates": 2, "labour": 1, "comments": 2}
    assert (len(corpus.replies), len(corpus.relations)) == (3, 1)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_with_file_line_and_fix(kind, tmp_path):
    written, instead, line, problem, fix = FAULTS[kind]
    assert written in SEED
    text = SEED.replace(written, instead, 1)
    if kind == "relation that is no record":
        text = re.sub(r"(?s)(relations:\n).*?(---)", r"\1  - camps and women\n\2", text)
    path = tmp_path / "made-up.md"
    path.write_text(text, encoding="utf-8")
    error = refused(tmp_path)
    assert error.path == path
    assert error.line == line
    assert matches(error.problem, problem)
    assert matches(error.fix, fix)
    place = "made-up.md" if line is None else f"made-up.md, line {line}"
    assert str(error) == f"{place}: {error.problem} {error.fix}"


def test_only_front_matter_is_not_enough(tmp_path):
    (tmp_path / "made-up.md").write_text(SEED[: SEED.index("{words=12}")], encoding="utf-8")
    assert str(refused(tmp_path)) == "made-up.md: no parts. Add the first paragraph under the heading ## p1."


def test_an_empty_file_has_no_front_matter(tmp_path):
    (tmp_path / "made-up.md").touch()
    assert str(refused(tmp_path)).startswith("made-up.md, line 1: no front matter. Begin with")


def test_plain_text_is_no_seed(tmp_path):
    (tmp_path / "made-up.md").write_text("A title\n\nA paragraph.\n\nAnother one.\n", encoding="utf-8")
    assert str(refused(tmp_path)).startswith("made-up.md, line 1: no front matter. Begin with")


def test_another_encoding_is_told(tmp_path):
    (tmp_path / "made-up.md").write_bytes(SEED.replace("A. Writer", "É. Writer").encode("latin-1", "replace"))
    assert str(refused(tmp_path)) == "made-up.md, line 3: a byte that is not UTF-8. Save the file as UTF-8."


def test_a_folder_named_like_a_seed_is_passed_over_and_said(tmp_path):
    (tmp_path / "made-up.md").mkdir()
    assert "Passed over" in str(refused(tmp_path))
    assert "made-up.md (a folder)" in str(refused(tmp_path))


def test_a_file_name_that_is_no_identifier_is_told(tmp_path):
    (tmp_path / "Made up.md").write_text(SEED, encoding="utf-8")
    assert str(refused(tmp_path)) == (
        "Made up.md: the file name can't be a document's name. Use lower-case letters, digits and hyphens."
    )


def test_a_missing_folder_is_told(tmp_path):
    error = refused(tmp_path / "seeds")
    assert str(error) == "seeds: no such folder. Give the folder that holds the seeds, as in tip.load('seeds')."
    assert error.line is None


def test_an_empty_folder_is_told(tmp_path):
    assert str(refused(tmp_path)) == f"{tmp_path.name}: no seeds (*.md) here. Give the folder that holds them."


def test_a_folder_beside_the_seeds_is_pointed_on(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "made-up.md").write_text(SEED, encoding="utf-8")
    assert str(refused(tmp_path)).endswith(
        "no seeds (*.md) here. Its folder seeds has some. Give the folder that holds them."
    )


def test_the_folder_that_one_stands_in_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert str(refused(Path("."))).startswith(".: no seeds (*.md) here.")


def test_one_bad_seed_among_good_ones_is_the_one_named(tmp_path):
    for name in ("first", "second", "third"):
        (tmp_path / f"{name}.md").write_text(SEED.replace("tier=3", "tier=9") if name == "second" else SEED, "utf-8")
    assert str(refused(tmp_path)) == "second.md, line 29: streak: tier '9'. Write one of: 1, 2, 2WL, 3, special."
