"""The tables are what the codebook declares, and a new document is one new file."""

import json
import shutil
import subprocess
import sys

import pandas as pd
import pandera.pandas as pa
import pytest
from tests.project import FROZEN

import tipseeds as tip
from tipseeds.edition.fields import DTYPES, TABLES
from tipseeds.edition.scheme import default

KEYS = {
    "documents": ["doc"],
    "parts": ["doc", "part"],
    "tiers": ["doc", "mark"],
    "estimates": ["doc", "mark"],
    "labour": ["doc", "mark"],
    "comments": ["doc", "part"],
    "replies": ["doc", "source", "target"],
    "relations": ["left_doc", "left_mark", "right_doc", "right_mark"],
}
MARKED = ("tiers", "estimates", "labour")

NEW = """\
---
title: A sixth document
genre: blog post
published-basis: unknown
published-reason: Nothing in it gives a day.
stance: relays
stance-reason: It relays.
original-file: 005_new.txt
sha256: 1111111111111111111111111111111111111111111111111111111111111111
relations:
  - left: camps
    right: lagon#camps
    relation: not comparable
    reason: Made up.
---

{words=12}
## p1

Says that [ten people]{#camps .estimate .labour topic=prisoners of="people in camps" n="10" unit=people by="the author"
theme=number claim="ten people" position=asserts dispatch=state} live in [the lowest tier]{#low .tier country=PRK tier=3
years=2010 basis=stated by="the author"}.

{words=3 by=Ann replies-to=post evidence="your post"}
## c1

Asks.
"""


def schema(name: str) -> pa.DataFrameSchema:
    columns = {}
    for column in default().fields(name):
        checks = [pa.Check.isin(column.values)] if isinstance(column.values, tuple) and column.values else []
        if column.kind == "text":
            checks.append(pa.Check.str_length(min_value=1))
        if column.kind in ("number", "whole number", "report year"):
            checks.append(pa.Check.ge(0))
        # pandera takes a category with any categories; which ones they are is looked at below.
        dtype = DTYPES[column.kind]
        columns[column.name] = pa.Column(dtype, checks, nullable=not column.required, coerce=False)
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=KEYS[name], index=pa.Index("int64"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_what_the_codebook_declares(corpus, name):
    frame = getattr(corpus, name)
    schema(name).validate(frame, lazy=True)
    assert len(frame) > 0
    assert list(frame.index) == list(range(len(frame)))


@pytest.mark.parametrize("name", TABLES)
def test_the_schema_would_notice_a_change(corpus, name):
    frame = getattr(corpus, name)
    required = next(column.name for column in TABLES[name] if column.required)
    for changed in (
        frame.assign(extra=1),
        frame.drop(columns=required),
        frame.astype({required: object}),
        frame.assign(**{required: pd.array([None] * len(frame), dtype=frame[required].dtype)}),
        pd.concat([frame, frame.head(1)], ignore_index=True),
        frame[frame.columns[::-1]],
    ):
        with pytest.raises(pa.errors.SchemaErrors):
            schema(name).validate(changed, lazy=True)


@pytest.mark.parametrize("name", TABLES)
def test_a_category_has_the_values_of_the_codebook_in_their_order(corpus, name):
    documents = [seed.doc for seed in corpus.seeds]
    for column in corpus.scheme.fields(name):
        if column.kind == "category":
            dtype = getattr(corpus, name)[column.name].dtype
            assert list(dtype.categories) == (documents if column.values == "documents" else list(column.values))


@pytest.mark.parametrize("name", TABLES)
def test_no_column_holds_objects_or_an_empty_text(corpus, name):
    frame = getattr(corpus, name)
    assert not [column for column, dtype in frame.dtypes.items() if pd.api.types.is_object_dtype(dtype)]
    for column in frame.select_dtypes("string"):
        assert (frame[column].dropna().str.strip() == frame[column].dropna()).all()
        assert (frame[column].dropna() != "").all()


def test_documents_stand_in_the_order_of_their_originals(corpus):
    assert corpus.documents["doc"].tolist() == ["lagon", "encyclopedia", "asmolov", "green", "two-koreas"]
    assert corpus.documents["original_file"].is_monotonic_increasing


def test_a_mark_is_unique_in_its_document(corpus):
    marks = [(seed.doc, mark.id) for seed in corpus.seeds for part in seed.parts for mark in part.marks]
    assert len(marks) == len(set(marks))
    used = {
        key for name in MARKED for key in zip(getattr(corpus, name)["doc"], getattr(corpus, name)["mark"], strict=True)
    }
    assert used == set(marks)


@pytest.mark.parametrize("name", [*MARKED, "comments"])
def test_every_row_is_in_a_part_that_exists(corpus, name):
    parts = set(zip(corpus.parts["doc"], corpus.parts["part"], strict=True))
    frame = getattr(corpus, name)
    assert set(zip(frame["doc"], frame["part"], strict=True)) <= parts


@pytest.mark.parametrize("name", MARKED)
def test_a_wording_stands_in_the_summary_of_its_part_and_is_short(corpus, name):
    digests = corpus.parts.set_index(["doc", "part"])["digest"]
    for row in getattr(corpus, name).itertuples():
        assert row.wording in digests[row.doc, row.part]
        assert 1 <= len(row.wording.split()) <= 10


@pytest.mark.parametrize("name", ["estimates", "labour"])
def test_limits_go_with_their_bound(corpus, name):
    frame = getattr(corpus, name)
    stated = frame[frame["bound"].notna()]
    assert stated[["notation", "unit", "convention"]].notna().all(axis=None)
    assert frame.loc[frame["bound"].isna(), ["notation", "low", "high", "unit", "convention"]].isna().all(axis=None)
    both = stated[stated["low"].notna() & stated["high"].notna()]
    assert (both["low"] <= both["high"]).all()
    low = stated["bound"].isin(["exact", "about", "range", "at least", "more than", "order of magnitude", "none known"])
    high = stated["bound"].isin(["exact", "about", "range", "at most", "less than", "order of magnitude"])
    assert (stated["low"].notna() == low).all()
    assert (stated["high"].notna() == high).all()
    points = stated["bound"].isin(["exact", "about"])
    assert (stated.loc[points, "low"] == stated.loc[points, "high"]).all()
    assert (stated["convention"] == (stated["bound"] == "order of magnitude")).all()


def test_every_estimate_states_a_quantity(corpus):
    assert corpus.estimates[["notation", "unit", "bound", "convention"]].notna().all(axis=None)


def test_a_conversion_points_to_another_sum_in_its_part(corpus):
    estimates = corpus.estimates.set_index(["doc", "mark"])
    converted = estimates[estimates["converts"].notna()]
    assert len(converted) > 0
    for row in converted.reset_index().itertuples():
        source = estimates.loc[(row.doc, row.converts)]
        assert source["part"] == row.part
        assert source["unit"] != row.unit
        assert source["topic"] == row.topic


def test_streaks_are_as_long_as_their_years(corpus):
    streaks = corpus.tiers[corpus.tiers["streak"].notna()]
    assert len(streaks) > 0
    assert (streaks["last_report"] - streaks["first_report"] + 1 == streaks["streak"]).all()
    assert (corpus.tiers["first_report"] <= corpus.tiers["last_report"]).all()


def test_a_currency_is_that_of_its_unit(corpus):
    money = corpus.labour[corpus.labour["currency"].notna()]
    assert len(money) > 0
    for row in money.itertuples():
        assert row.unit.startswith(row.currency)


def test_counts_of_documents_are_those_of_their_parts(corpus):
    for row in corpus.documents.itertuples():
        parts = corpus.parts[corpus.parts["doc"] == row.doc]
        body = parts[parts["kind"] == "body"]
        assert (row.body_paragraphs, row.body_words) == (len(body), body["words"].sum())
        assert row.comments_present == len(parts) - len(body)
        assert body["part"].tolist() == [f"p{n}" for n in range(1, len(body) + 1)]
        assert parts.loc[parts["kind"] == "comment", "part"].tolist() == [
            f"c{n}" for n in range(1, row.comments_present + 1)
        ]


def test_a_first_reply_is_the_one_in_the_comments_table(corpus):
    first = corpus.replies.groupby(["doc", "source"], observed=True)["target"].first()
    for row in corpus.comments.itertuples():
        assert first[row.doc, row.part] == row.reply_to
    assert len(first) == len(corpus.comments)


def test_relations_join_marks_that_exist(corpus):
    marks = {(seed.doc, mark.id) for seed in corpus.seeds for part in seed.parts for mark in part.marks}
    for row in corpus.relations.itertuples():
        assert (row.left_doc, row.left_mark) in marks
        assert (row.right_doc, row.right_mark) in marks
        assert (row.left_doc, row.left_mark) != (row.right_doc, row.right_mark)


def test_a_new_document_is_one_new_file(corpus, tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(FROZEN, seeds)
    (seeds / "sixth.md").write_text(NEW, encoding="utf-8")
    grown = tip.load(seeds)
    for name in TABLES:
        before, after = getattr(corpus, name), getattr(grown, name)
        schema(name).validate(after, lazy=True)
        key = "left_doc" if name == "relations" else "doc"
        added = {"parts": 2}.get(name, 1)
        assert after[key].tolist() == before[key].tolist() + ["sixth"] * added
        assert after[key].cat.categories.tolist()[-1] == "sixth"
        kept = after.head(len(before)).drop(
            columns=[c for c in after if isinstance(after[c].dtype, pd.CategoricalDtype)]
        )
        pd.testing.assert_frame_equal(kept, before[kept.columns])


def test_each_load_makes_its_own_tables():
    first, second = tip.load(), tip.load()
    for name in TABLES:
        assert getattr(first, name) is not getattr(second, name)
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))
    first.parts.loc[:, "words"] = 0
    first.tiers.loc[len(first.tiers)] = first.tiers.iloc[0]
    assert (second.parts["words"] > 0).all()
    assert len(first.tiers) - 1 == len(second.tiers) == len(tip.load().tiers)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(corpus, name):
    described = tip.columns(name)
    assert described["column"].tolist() == getattr(corpus, name).columns.tolist()
    assert (described["about"].str.len() > 3).all()
    assert described["about"].str.endswith((".", "?")).all()
    assert described["kind"].isin(DTYPES).all()


def test_a_table_that_is_not_there_is_told():
    with pytest.raises(
        ValueError, match=r"There is no table 'tears'. Did you mean tiers\? There are: documents, parts, tiers"
    ):
        tip.columns("tears")


def test_import_and_load_leave_slow_packages_alone():
    slow = ["matplotlib", "ipywidgets", "edtf", "pyparsing", "IPython"]
    code = f"import json, sys, tipseeds as t; t.load(); print(json.dumps([m for m in {slow} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_query_finds_a_name_of_the_callers():
    wanted = "camps"  # noqa: F841 (the query names it)
    assert len(tip.load().estimates.query("mark == @wanted")) == 3
