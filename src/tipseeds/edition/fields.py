"""Every field, declared once: the seed format, the tables, their headings and the codebook follow from it.

What may be coded (topics, themes, units, kinds of dispatch, questions, devices) stands in the scheme of a corpus; here
stand the kinds, the hedges and the columns that any corpus has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import pandas as pd

from tipseeds.edition.quantity import BOUNDS

Kind = Literal["text", "date", "day", "report year", "whole number", "number", "yes or no", "category"]

DTYPES: dict[Kind, str] = {
    **{"text": "string", "date": "string", "report year": "Int64", "whole number": "Int64", "number": "Float64"},
    **{"yes or no": "boolean", "day": "datetime64[s]", "category": "category"},
}
"""The pandas dtype of each kind of field; all of them can hold a missing value. A date is a text in EDTF."""


class Field(NamedTuple):
    """A column of a table, and the attribute by which a seed gives it."""

    name: str
    kind: Kind
    label: str  # what a heading, a menu or an axis calls it
    about: str  # what it holds, with its unit
    attribute: str = ""  # what a seed calls it; empty where it is worked out
    values: tuple[str, ...] | str = ()  # of a category; a name is that of a list in the scheme, or "documents"
    required: bool = False  # no row lacks it, so that a seed that doesn't give it is refused
    derived: bool = False  # worked out where the seed doesn't give it
    called: Mapping[str, str] = {}  # what the corpus's scheme calls some of a category's values
    coded: bool = False  # the corpus's scheme adds it: a question, or a device


OPEN = "open"
"""What stands for a value that a rule can't know and nobody has given yet; only where `read=rule` says so."""
YES_NO = ("yes", "no")
"""What a device is answered with: it is this very object, which a question with these answers hasn't."""
BASES = ("stated", "inferred", "unknown")

# fmt: off
_DOC = Field("doc", "category", "Document", "The document: the name of its seed.", "", "documents", True)
_PART = Field("part", "text", "Part", "The paragraph (p1, p2, …) or comment (c1, c2, …).", required=True)
_WORDS = Field("words", "whole number", "Words", "Words of the original, without list numbers and headers.", "words", (), True)
_DIGEST = Field("digest", "text", "Our summary", "Our summary of it, with the document's wordings in place.", "", (), True)
_NOTE = Field("note", "text", "How it was decided", "How a hard case was decided, and the other reading.", "note")
_READ = Field("read", "category", "Read by", "Coded by a person, or read by rule and not yet confirmed.", "read", ("coded", "by rule"), True, True)
_WHERE = Field("place", "text", "Place", "Where: a country's code, or a region as the text names it.", "place")
_MARK = (
    _DOC,
    _PART,
    Field("mark", "text", "Mark", "The id of the mark, unique in its document.", required=True),
    Field("wording", "text", "Wording", "The document's own words, at most 10.", required=True),
    Field("by", "text", "Credited to", "Whom the text credits.", "by", (), True),
)

_QUANTITY = (
    Field("notation", "text", "As noted", "The quantity as the seed writes it, hedge included.", "n", (), True),
    Field("low", "number", "From", "The lowest value, in `unit`; missing where none is set."),
    Field("high", "number", "To", "The highest value, in `unit`; missing where none is set."),
    Field("unit", "category", "Unit", "What low and high count.", "unit", "units", True),
    Field("bound", "category", "Hedge", "The hedge.", "", BOUNDS, True),
    Field("convention", "yes or no", "By our convention", "True if low and high are our convention, not the text's."),
)
TABLES: dict[str, tuple[Field, ...]] = {
    "documents": (
        _DOC,
        Field("label", "text", "Called", "What we call it where we write of it; its name in the tables where its seed gives none.", "label", (), True, True),
        Field("title", "text", "Title", "Its title.", "title", (), True),
        Field("author", "text", "Author", "Its author; missing where the file names none.", "author"),
        Field("author_family", "text", "Family name", "The family name, as far as the author's name leaves it open; all of the name for an institution.", "author-family"),
        Field("author_role", "text", "Author's role", "What the author was, as the file says.", "author-role"),
        Field("outlet", "text", "Outlet", "Where it was published.", "outlet"),
        Field("address", "text", "Its page", "Its public address, where one could be established.", "address"),
        Field("address_reason", "text", "Why this address", "How the address is known, and whether it was opened.", "address-reason"),
        Field("genre", "text", "What it is", "What kind of text it is.", "genre", (), True),
        Field("published", "date", "Published", "Day of publication, in EDTF.", "published"),
        Field("published_basis", "category", "Date known how", "Whether the file states the day.", "published-basis", BASES, True),
        Field("published_reason", "text", "Why this date", "How the day is known.", "published-reason", (), True),
        Field("earliest", "day", "At the earliest", "The first day on which it can have been published.", "earliest", derived=True),
        Field("latest", "day", "At the latest", "The last day on which it can have been published; missing where it is open.", "latest", derived=True),
        Field("report_year", "report year", "Report", "The report it discusses, or the latest one when it was written.", "report-year"),
        Field("report_reason", "text", "Why this report", "How that report is known.", "report-reason"),
        Field("stance", "category", "Stance", "What it does with the report's charge.", "stance", ("asserts", "adopts", "disputes", "relays", "accepts"), True),
        Field("stance_reason", "text", "Why this stance", "Why this stance.", "stance-reason", (), True),
        Field("body_paragraphs", "whole number", "Paragraphs", "Paragraphs of the article's own prose.", required=True),
        Field("body_words", "whole number", "Words of the article", "Words in them.", required=True),
        Field("comments_stated", "whole number", "Comments stated", "How many comments the page says it has; missing where it doesn't say.", "comments-stated"),
        Field("comments_present", "whole number", "Comments in the file", "How many comments the file holds.", required=True),
        Field("original_file", "text", "Original file", "Name of the original file.", "original-file", (), True),
        Field("sha256", "text", "Checksum", "Checksum of the original file.", "sha256", (), True),
        Field("sha256_normalised", "text", "Checksum of the text", "Checksum of its text without byte-order mark, with plain line feeds and no line end at its end, in UTF-8.", "sha256-normalised"),
        Field("apparatus", "text", "Page furniture", "First words of what belongs to neither text nor comments, a line each.", "apparatus"),
        Field("notes", "text", "Notes", "What is odd about the file, a line each.", "notes"),
        _READ,
    ),
    "parts": (
        _DOC,
        _PART,
        Field("kind", "category", "Kind", "A body paragraph or a comment.", "", ("body", "comment"), True),
        Field("section", "text", "Section", "The heading it stands under, where there is one.", "section"),
        Field("n", "whole number", "Number", "Its number among its kind, in file order.", required=True),
        _WORDS,
        _DIGEST,
        _READ,
    ),
    "tiers": (
        *_MARK,
        Field("country", "text", "Country", "The country placed.", required=True),
        Field("iso3", "text", "Country's code", "Its ISO 3166-1 alpha-3 code.", "country", (), True),
        Field("tier", "category", "Tier", "The tier; 2WL is the Tier 2 Watch List, special a special case.", "tier", ("1", "2", "2WL", "3", "special"), True),
        Field("first_report", "report year", "From", "The first report year that the statement covers.", "years", (), True),
        Field("last_report", "report year", "To", "The last report year that it covers.", "", (), True),
        Field("streak", "whole number", "Reports in a row", "The number of reports in a row, where one is stated.", "streak"),
        Field("basis", "category", "Basis", "Whether the tier is named or follows from what is said.", "basis", ("stated", "implied"), True),
        _NOTE,
        _READ,
    ),
    "estimates": (
        *_MARK,
        Field("topic", "category", "Topic", "What it is about.", "topic", "topics", True),
        Field("measure", "text", "What is counted", "What exactly is counted, in our words.", "of", (), True),
        Field("population", "text", "Who is counted", "The people or things counted or divided, as one term.", "population", (), True, True),
        _WHERE,
        Field("period", "date", "Period", "When, in EDTF; a present tense gives the year of writing with a ?.", "period"),
        *_QUANTITY,
        Field("converts", "text", "Converts", "The mark of the sum that this one converts.", "converts"),
        _NOTE,
        _READ,
    ),
    "labour": (
        *_MARK,
        Field("theme", "category", "Theme", "What the claim is about.", "theme", "themes", True),
        Field("claim", "text", "Claim", "The claim, in our words.", "claim", (), True),
        _WHERE,
        Field("period", "date", "Period", "When, in EDTF.", "period"),
        *(field._replace(required=False) for field in _QUANTITY),
        Field("currency", "category", "Currency", "The currency of a sum of money.", "", "currencies"),
        Field("position", "category", "Position", "What the document does with the claim as worded: states it or lets it stand, or rejects it.", "position", ("asserts", "disputes"), True),
        Field("side", "category", "Side of the charge", "Which side of the charge the claim is on, whoever makes it.", "side", ("for", "against")),
        Field("dispatch", "category", "Dispatch", "Work that the state sends people to, or a borderline case.", "dispatch", "dispatches", True),
        _NOTE,
        _READ,
    ),
    "comments": (
        _DOC,
        _PART,
        Field("n", "whole number", "Number", "Its number in file order.", required=True),
        Field("author", "text", "Author", "The handle; missing where it is unknown.", "by"),
        Field("author_basis", "category", "Author known how", "Whether the file names the author.", "author-basis", BASES, True, True),
        Field("confidence", "category", "How sure", "How sure an inferred author is.", "confidence", ("high", "medium", "low")),
        Field("author_note", "text", "Why this author", "What the inference rests on, and the other reading.", "author-note"),
        Field("place", "text", "Place", "The place, as stated.", "place"),
        Field("date", "date", "Day", "The day, as stated, in EDTF.", "date"),
        _WORDS,
        Field("reply_to", "text", "Answers first", "What it answers first: a comment, `post`, or `missing`.", "replies-to", (), True),
        _DIGEST,
        Field("rests_on_original", "text", "Rests on the original", "Answers that our summary can't carry; comparisons leave them out.", "rests-on-original"),
        _READ,
    ),
    "replies": (
        _DOC,
        Field("source", "text", "Comment", "The comment that answers.", required=True),
        Field("target", "text", "Answers", "What it answers: a comment, `post`, or `missing`.", "replies-to", (), True),
        Field("evidence", "text", "Shown by", "The few words that show it.", "evidence", (), True),
    ),
    "relations": (
        Field("left_doc", "category", "One document", "The document of the one claim.", "", "documents", True),
        Field("left_mark", "text", "One mark", "Its mark.", "left", (), True),
        Field("right_doc", "category", "The other document", "The document of the other claim.", "", "documents", True),
        Field("right_mark", "text", "The other mark", "Its mark.", "right", (), True),
        Field("relation", "category", "Verdict", "How the two stand to each other.", "relation", ("agrees", "corroborates", "agree, one source", "conflicts", "same source", "not comparable"), True),
        Field("basis", "category", "Basis", "Judged by a reader, or computed from limits and population.", "", ("judged", "computed"), True),
        Field("reason", "text", "Why", "Why.", "reason", (), True),
    ),
}
"""The fields of each table, in order; a corpus's questions and devices follow those of `comments`."""
HOLDERS = {
    "front matter": ("documents",), "body": ("parts",), "comment": ("parts", "comments", "replies"),
    "tier": ("tiers",), "estimate": ("estimates",), "labour": ("labour",), "relation": ("relations",),
}
"""Which tables take the attributes of the front matter, of each kind of part, of each class of mark, of a relation."""
OTHER_LABELS = {
    "about": "What it holds", "before": "So it stood before", "borrows": "What it borrows",
    "computed_reason": "By rule", "credit": "Made by", "date_change": "Its date", "first": "Latest report",
    "fits": "Fits the limits", "hedge": "Hedge of the number", "known": "How far it is known",
    "last": "Latest report, at the latest", "meet": "A number can be both", "opened": "What was read of it",
    "output": "What it comes to", "population_change": "Its population", "present": "In the file",
    "published_of": "Whom that counts", "published_period": "Published for", "record": "Against the record",
    "record_count": "Years on record", "record_first": "First on record", "released": "Came out",
    "report_of": "Counted by the report", "report_said": "The report says", "report_wording": "The report's wording",
    "rests_on": "What goes into it", "running_share": "Percent of the world", "running_sum": "Sum so far",
    "said": "It says", "same": "The same", "source": "Source", "tiers": "Tier", "units": "Comments",
    "values": "What it may hold", "verified": "How it was checked", "warning": "Careful", "what": "What it is",
    "which": "Which they are", "years": "Country-years",
}
"""What headings call the columns that checks and references have."""
# fmt: on

SCHEMED = {field.name for table in TABLES.values() for field in table if field.values and isinstance(field.values, str)}
"""Columns whose values stand in the codebook of a corpus."""


def attributes_of(holder: str, fields: Mapping[str, tuple[Field, ...]]) -> dict[str, bool]:
    """Return the attributes that a holder may have, each with whether it must."""
    known: dict[str, bool] = {}
    for field in (field for name in HOLDERS[holder] for field in fields[name] if field.attribute):
        known[field.attribute] = known.get(field.attribute, False) or (field.required and not field.derived)
    return known


def coded_columns(comments: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the questions and devices on which comments or a sheet are coded, each with the answers that it allows."""
    if told := comments.attrs.get("coded"):
        return {name: one["answers"] for name, one in told.items() if name in comments}
    if "reply_to" not in comments:  # rows of another table
        return {}
    fixed = {field.name for field in TABLES["comments"]}
    asked = {str(name): column.dtype for name, column in comments.items() if name not in fixed}
    answers = {name: getattr(dtype, "categories", YES_NO) for name, dtype in asked.items()}
    return {name: tuple(answers[name]) for name, dtype in asked.items() if dtype == "category" or dtype.kind == "b"}


def labelled(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return rows in which codes (topics, themes) stand as the scheme calls them."""
    called = {name: told for name, told in frame.attrs.get("called", {}).items() if name in columns}
    coded = [name for name in called if isinstance(frame[name].dtype, pd.CategoricalDtype)]
    return frame.assign(**{name: frame[name].cat.rename_categories(called[name]) for name in coded})


def labels(frame: pd.DataFrame) -> dict[str, str]:
    """Return what headings call the columns of rows: as the fields of their table say, or the list above."""
    names = [str(name) for name in frame.columns]
    nearest = max(TABLES.values(), key=lambda fields: len({field.name for field in fields} & set(names)))
    found = {field.name: field.label for fields in TABLES.values() for field in fields} | OTHER_LABELS
    if {field.name for field in nearest[:4]} <= set(names):
        found |= {field.name: field.label for field in nearest}
    found |= {name: told["label"] for name, told in frame.attrs.get("coded", {}).items()}
    return {name: found.get(name, name.replace("_", " ").capitalize()) for name in names}
