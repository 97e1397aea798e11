"""The facts of this edition are keyed with the names of commenters, the inferred ones included."""

import pytest

import tipseeds as tip


@pytest.fixture(scope="session")
def corpus() -> tip.Corpus:
    return tip.load(names=True)
