"""Workbenches and panels: widgets in which rows are chosen, charted, listed and led back to where they come from."""

from tipseeds.edition.calls import offer
from tipseeds.explore._benches import debate, estimates, labour, tiers
from tipseeds.explore._code_it import code_it
from tipseeds.explore._confirm import confirm
from tipseeds.explore._whatif import what_if
from tipseeds.explore._workbench import Workbench

CALLED = ("code_it", "debate", "estimates", "labour", "tiers", "what_if")
"""What takes a corpus, and opens on it."""

__all__ = ["Workbench", "code_it", "confirm", "debate", "estimates", "labour", "tiers", "what_if"]

offer(globals())
