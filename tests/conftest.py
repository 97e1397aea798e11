"""What many tests share."""

from pathlib import Path

import pytest
from hypothesis import settings
from tests.project import ORIGINALS

import tipseeds as tip

# How long one example takes says something about the machine, not about the package.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def corpus() -> tip.Corpus:
    return tip.load()


@pytest.fixture(scope="session")
def originals() -> Path:
    """Give the folder of the original documents, which are no part of the project."""
    if not list(ORIGINALS.glob("*.txt")):
        pytest.skip(f"no original documents in {ORIGINALS}; set TIPSEEDS_ORIGINALS to the folder that holds them")
    return ORIGINALS
