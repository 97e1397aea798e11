"""Workbenches and panels: widgets in which rows are chosen, charted, listed and led back to where they come from."""

from tipseeds.explore._code_it import code_it
from tipseeds.explore._debate import debate
from tipseeds.explore._estimates import estimates
from tipseeds.explore._labour import labour
from tipseeds.explore._tiers import tiers
from tipseeds.explore._whatif import what_if
from tipseeds.explore._workbench import Workbench

__all__ = [
    "Workbench",
    "code_it",
    "debate",
    "estimates",
    "labour",
    "tiers",
    "what_if",
]
