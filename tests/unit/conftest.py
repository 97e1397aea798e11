"""How the machine works is tested on an edition of the tests' own: who corrects a seed turns none of this red."""

from collections.abc import Iterator

import pytest
from tests.project import FROZEN

import tipseeds as tip
import tipseeds.corpus
import tipseeds.edition.scheme
import tipseeds.pages.exports


@pytest.fixture(scope="session")
def corpus() -> tip.Corpus:
    return tip.load(FROZEN)


@pytest.fixture(scope="module", autouse=True)
def frozen() -> Iterator[None]:
    """Let `tip.load()` give that edition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tipseeds.corpus, "SEEDS", FROZEN)
        patch.setattr(tipseeds.pages.exports, "SEEDS", FROZEN)
        patch.setattr(tipseeds.edition.scheme, "SEEDS", FROZEN)
        tipseeds.edition.scheme.default.cache_clear()
        yield
    tipseeds.edition.scheme.default.cache_clear()
