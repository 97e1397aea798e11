"""Explorers: widgets that filter a table, chart what is left, and show where each row comes from."""

from tipseeds.explore.base import Explorer, select
from tipseeds.explore.code_it import code_it
from tipseeds.explore.debate import debate
from tipseeds.explore.estimates import estimates
from tipseeds.explore.labour import labour
from tipseeds.explore.tiers import tiers
from tipseeds.explore.whatif import what_if

__all__ = [
    "Explorer",
    "code_it",
    "debate",
    "estimates",
    "labour",
    "select",
    "tiers",
    "what_if",
]
