"""Every table's columns and every coded value, declared once.

The reader checks seeds against this page, the tests check the tables against it, and `docs/codebook.md` and the
docstrings are printed from it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tipseeds.edition.quantity import BOUNDS

Kind = Literal["text", "whole number", "number", "yes or no", "day", "category"]

DTYPES: dict[Kind, str] = {
    "text": "string",
    "whole number": "Int64",
    "number": "Float64",
    "yes or no": "boolean",
    "day": "datetime64[s]",
    "category": "category",
}
"""The pandas dtype of each kind of column; all of them can hold a missing value."""


class Column(NamedTuple):
    """A column of a table.

    Attributes
    ----------
    name : str
        Its name in the DataFrame.
    kind : str
        One of `DTYPES`.
    about : str
        What it holds, with its unit.
    values : tuple of str
        What a category may hold; empty where the seeds decide.
    required : bool
        True if no row lacks it.
    """

    name: str
    kind: Kind
    about: str
    values: tuple[str, ...] = ()
    required: bool = False


class Question(NamedTuple):
    """A debated question that comments are coded on: each value with the rule for it."""

    name: str
    asks: str
    rules: dict[str, str]


STANCES = ("asserts", "adopts", "disputes", "relays", "accepts")
TIERS = ("1", "2", "2WL", "3")
TIER_BASES = ("stated", "implied")
BASES = ("stated", "inferred", "unknown")
CONFIDENCES = ("high", "medium", "low")
KINDS = ("body", "comment")
POSITIONS = ("asserts", "disputes")
DISPATCHES = ("state", "borderline")
RELATIONS = ("corroborates", "conflicts", "same source", "not comparable")
RELATION_BASES = ("judged", "computed")
CURRENCIES = ("EUR", "GBP", "USD")

TOPICS = (
    "prisoners",
    "people who left",
    "women's share",
    "trafficked persons",
    "prevalence",
    "overseas workers",
    "money",
    "organisations",
    "prosecutions",
    "participants",
    "deaths",
    "other shares",
    "durations",
    "ranks",
)
UNITS = (
    "people",
    "percent",
    "GBP per year",
    "USD per year",
    "EUR",
    "countries",
    "organisations",
    "cases",
    "days per year",
    "hours",
    "years",
    "rank",
)
THEMES = (
    "number",
    "growth",
    "destination",
    "sector",
    "recruitment",
    "wages",
    "conditions",
    "surveillance",
    "reprisals",
    "rest",
    "revenue",
    "legality",
    "motive",
)

QUESTIONS = (
    Question(
        "failure",
        "Does the comment accept that North Korea's government fails or abuses its people, as the report charges?",
        {
            "accepts": "states or plainly presupposes abuse or failure by the North Korean state",
            "questions": "asks for the other side, or doubts the charge without denying it",
            "rejects": "denies the charge",
            "silent": "does not take up the question",
        },
    ),
    Question(
        "us_policy",
        "What does it say of the policy and motives of the US government?",
        {
            "defends": "rejects blame of the US, or backs its course",
            "too lenient": "too soft on North Korea or its like",
            "hypocritical": "biased, without standing, or of two measures",
            "too little": "does too little for refugees or victims",
            "silent": "does not take up the question",
        },
    ),
    Question(
        "china",
        "What does it say of China's role?",
        {
            "blames": "faults China",
            "mentions": "names China's part without judging it",
            "defends": "takes China's side",
            "silent": "does not take up the question",
        },
    ),
    Question(
        "south_korea",
        "What does it say of South Korea's role and public?",
        {
            "faults": "calls them uncaring, inactive or too slow",
            "defends": "rejects or softens that charge",
            "both": "does both in its own voice",
            "mentions": "names their part without judging it",
            "silent": "does not take up the question",
        },
    ),
    Question(
        "consent",
        "What does it count as trafficking?",
        {
            "narrow": "consent or free choice takes a case out of trafficking",
            "broad": "poverty, weakness or pressure keep a case in",
            "silent": "does not take up the question",
        },
    ),
    Question(
        "comparison",
        "Is another country set beside the one under discussion, as to abuse, trafficking or public concern?",
        {
            "worse": "another is as bad or worse, so that the charge turns away from the first",
            "alike": "the same failing is shared",
            "differs": "the countries differ, and the difference matters",
            "silent": "no country is compared",
        },
    ),
)

DEVICES = {
    "question": "a rhetorical or challenging question, not one that wants information",
    "sarcasm": "says the opposite of what is meant, or mocks",
    "analogy": "explains one thing by another kind of thing",
    "deflection": "turns to another culprit or topic instead of the charge",
    "expertise": "claims standing by study, work or role",
    "anecdote": "tells what the writer lived through or heard at first hand",
    "definition": "argues from what a word or a rule means",
}
"""Rhetorical devices: what each is."""

_ROW = (
    Column("doc", "category", "The document: the name of its seed.", required=True),
    Column("part", "text", "The paragraph (p1, p2, …) or comment (c1, c2, …).", required=True),
)
_MARK = (
    *_ROW,
    Column("mark", "text", "The id of the mark, unique in its document.", required=True),
    Column("wording", "text", "The document's own words, at most 10.", required=True),
    Column("by", "text", "Whom the text credits.", required=True),
)
_QUANTITY = (
    Column("notation", "text", "The quantity as the seed writes it, hedge included."),
    Column("low", "number", "The lowest value, in `unit`; missing where none is set."),
    Column("high", "number", "The highest value, in `unit`; missing where none is set."),
    Column("unit", "category", "What low and high count.", UNITS),
    Column("bound", "category", "The hedge.", BOUNDS),
    Column(
        "convention",
        "yes or no",
        "True if low and high are our convention for an order of magnitude, not the text's.",
    ),
)
_NOTE = Column("note", "text", "How a hard case was decided, and the other reading.")

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("doc", "category", "The document: the name of its seed.", required=True),
        Column("title", "text", "Its title.", required=True),
        Column("author", "text", "Its author; missing where the file names none."),
        Column(
            "author_family",
            "text",
            "The family name, as far as the author's name leaves it open; all of the name for an institution.",
        ),
        Column("author_role", "text", "What the author was, as the file says."),
        Column("outlet", "text", "Where it was published."),
        Column("genre", "text", "What kind of text it is.", required=True),
        Column("published", "text", "Day of publication, in EDTF."),
        Column("published_basis", "category", "Whether the file states the day.", BASES, True),
        Column("published_reason", "text", "How the day is known.", required=True),
        Column("earliest", "day", "The first day on which it can have been published."),
        Column("latest", "day", "The last day on which it can have been published; missing where it is open."),
        Column("report_year", "whole number", "The report it discusses, or the latest one when it was written."),
        Column("report_reason", "text", "How that report is known."),
        Column("stance", "category", "What it does with the report's charge.", STANCES, True),
        Column("stance_reason", "text", "Why this stance.", required=True),
        Column("body_paragraphs", "whole number", "Paragraphs of the article's own prose.", required=True),
        Column("body_words", "whole number", "Words in them.", required=True),
        Column(
            "comments_stated",
            "whole number",
            "How many comments the page says it has; missing where it doesn't say.",
        ),
        Column("comments_present", "whole number", "How many comments the file holds.", required=True),
        Column("original_file", "text", "Name of the original file.", required=True),
        Column("sha256", "text", "Checksum of the original file.", required=True),
        Column(
            "sha256_normalised",
            "text",
            "Checksum of its text without byte-order mark, with plain line feeds and no line end at its end, in UTF-8.",
        ),
        Column("notes", "text", "What is odd about the file, a line each."),
    ),
    "parts": (
        *_ROW,
        Column("kind", "category", "A body paragraph or a comment.", KINDS, True),
        Column("section", "text", "The heading it stands under, where there is one."),
        Column("n", "whole number", "Its number among its kind, in file order.", required=True),
        Column(
            "words",
            "whole number",
            "Words of the original, without list numbers and comment headers.",
            required=True,
        ),
        Column("digest", "text", "Our summary of it, with the document's wordings in place.", required=True),
    ),
    "tiers": (
        *_MARK,
        Column("country", "text", "The country placed.", required=True),
        Column("iso3", "text", "Its ISO 3166-1 alpha-3 code.", required=True),
        Column("tier", "category", "The tier; 2WL is the Tier 2 Watch List.", TIERS, True),
        Column("first_report", "whole number", "The first report year that the statement covers."),
        Column("last_report", "whole number", "The last report year that it covers."),
        Column("streak", "whole number", "The number of reports in a row, where one is stated."),
        Column("basis", "category", "Whether the tier is named or follows from what is said.", TIER_BASES, True),
        _NOTE,
    ),
    "estimates": (
        *_MARK,
        Column("topic", "category", "What it is about.", TOPICS, True),
        Column("measure", "text", "What exactly is counted, in our words.", required=True),
        Column("population", "text", "The people or things counted or divided, as one term.", required=True),
        Column("place", "text", "Where: a country's code, or a region as the text names it."),
        Column("period", "text", "When, in EDTF; a present tense gives the year of writing with a ?."),
        *_QUANTITY,
        Column("converts", "text", "The mark of the sum that this one converts."),
        _NOTE,
    ),
    "labour": (
        *_MARK,
        Column("theme", "category", "What the claim is about.", THEMES, True),
        Column("claim", "text", "The claim, in our words.", required=True),
        Column("place", "text", "Where: a country's code, or a region as the text names it."),
        Column("period", "text", "When, in EDTF."),
        *_QUANTITY,
        Column("currency", "category", "The currency of a sum of money.", CURRENCIES),
        Column(
            "position",
            "category",
            "Whether the document advances the charge or argues against it.",
            POSITIONS,
            True,
        ),
        Column(
            "dispatch",
            "category",
            "Work that the state sends people to, or a borderline case.",
            DISPATCHES,
            True,
        ),
        _NOTE,
    ),
    "comments": (
        *_ROW,
        Column("n", "whole number", "Its number in file order.", required=True),
        Column("author", "text", "The handle; missing where it is unknown."),
        Column("author_basis", "category", "Whether the file names the author.", BASES, True),
        Column("confidence", "category", "How sure an inferred author is.", CONFIDENCES),
        Column("author_note", "text", "What the inference rests on, and the other reading."),
        Column("place", "text", "The place, as stated."),
        Column("date", "text", "The day, as stated, in EDTF."),
        Column("words", "whole number", "Words of the original, without the header.", required=True),
        Column("reply_to", "text", "What it answers first: a comment, `post`, or `missing`.", required=True),
        Column("digest", "text", "Our summary of it.", required=True),
        *(Column(q.name, "category", q.asks, tuple(q.rules)) for q in QUESTIONS),
        *(Column(name, "yes or no", f"Uses the device: {what}.") for name, what in DEVICES.items()),
    ),
    "replies": (
        Column("doc", "category", "The document: the name of its seed.", required=True),
        Column("source", "text", "The comment that answers.", required=True),
        Column("target", "text", "What it answers: a comment, `post`, or `missing`.", required=True),
        Column("evidence", "text", "The few words that show it.", required=True),
    ),
    "relations": (
        Column("left_doc", "category", "The document of the one claim.", required=True),
        Column("left_mark", "text", "Its mark.", required=True),
        Column("right_doc", "category", "The document of the other claim.", required=True),
        Column("right_mark", "text", "Its mark.", required=True),
        Column("relation", "category", "How the two stand to each other.", RELATIONS, True),
        Column(
            "basis",
            "category",
            "Judged by a reader, or computed from limits and population.",
            RELATION_BASES,
            True,
        ),
        Column("reason", "text", "Why.", required=True),
    ),
}
"""The columns of each table, in order."""

FRONT_MATTER = {
    "title": True,
    "author": False,
    "author-family": False,
    "author-role": False,
    "outlet": False,
    "genre": True,
    "published": False,
    "published-basis": True,
    "published-reason": True,
    "earliest": False,
    "latest": False,
    "report-year": False,
    "report-reason": False,
    "stance": True,
    "stance-reason": True,
    "comments-stated": False,
    "original-file": True,
    "sha256": True,
    "sha256-normalised": False,
    "apparatus": False,
    "notes": False,
    "relations": False,
}
"""The keys of the front matter: whether each is required."""

ATTRIBUTES: dict[str, dict[str, bool]] = {
    "body": {"words": True, "section": False},
    "comment": {
        "words": True,
        "replies-to": True,
        "evidence": True,
        "by": False,
        "author-basis": False,
        "author-note": False,
        "confidence": False,
        "place": False,
        "date": False,
        "devices": False,
        **{question.name.replace("_", "-"): False for question in QUESTIONS},
    },
    "tier": {
        "country": True,
        "tier": True,
        "years": True,
        "basis": True,
        "by": True,
        "streak": False,
        "note": False,
    },
    "estimate": {
        "topic": True,
        "of": True,
        "n": True,
        "unit": True,
        "by": True,
        "population": False,
        "place": False,
        "period": False,
        "converts": False,
        "note": False,
    },
    "labour": {
        "theme": True,
        "claim": True,
        "by": True,
        "position": True,
        "dispatch": True,
        "place": False,
        "period": False,
        "n": False,
        "unit": False,
        "note": False,
    },
}
"""The attributes of each kind of part and each class of mark: whether each is required."""
