"""The tool that flips rows: some are flipped here on every run, and a fact or a proof has to notice."""

from __future__ import annotations

import pytest
from tests.edition import test_ground_truth as truth
from tests.edition import test_keyed as keyed
from tests.project import tool

import tipseeds as tip

flips = tool("flip_rows")

NOTICES = {
    "tiers": lambda corpus: [truth.test_tiers_are_those_that_a_reader_finds(corpus, doc) for doc in truth.ORDER],
    "estimates": lambda corpus: [truth.test_estimates_hold_those_that_a_reader_finds(corpus, d) for d in truth.ORDER],
    "labour": lambda corpus: keyed.test_every_row_is_as_a_reader_keyed_it(corpus, "labour"),
    "replies": lambda corpus: [truth.test_comments_answer_what_a_reader_finds(corpus, d) for d in truth.COMMENTS],
}


@pytest.mark.mutation
@pytest.mark.parametrize("table", NOTICES)
def test_some_rows_are_flipped_on_every_run(table):
    NOTICES[table](tip.load(names=True))
    for label, column, _ in list(flips.rows(table))[::25]:
        with flips.flip(table, label, column):
            corpus = tip.load(names=True)
            with pytest.raises(AssertionError):
                NOTICES[table](corpus)
    NOTICES[table](tip.load(names=True))


@pytest.mark.parametrize(
    ("notation", "turned", "other"),
    [("<=200000", ">=200000", "<=200001"), ("10..20", "<=20", "10..21"), ("~70", "70", "~71"), ("5", "~5", "6")],
)
def test_a_quantity_is_turned_and_changed(notation, turned, other):
    assert flips.other_quantity(notation, hedge=True) == turned
    assert flips.other_quantity(notation, hedge=False) == other
