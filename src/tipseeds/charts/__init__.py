"""Charts: each draws the frame it is given on matplotlib axes and knows its numbers in words (`tip.describe`)."""

from typing import TYPE_CHECKING

from tipseeds.charts._documents import documents
from tipseeds.charts._exchange import rates
from tipseeds.charts._labour import destinations, themes
from tipseeds.charts._labour_figures import revenue, workers
from tipseeds.charts._lengths import lengths
from tipseeds.charts._picture import show
from tipseeds.charts._positions import positions
from tipseeds.charts._ranges import estimates, ranges, shares
from tipseeds.charts._style import describe
from tipseeds.charts._threads import thread
from tipseeds.charts._tiers import tiers
from tipseeds.edition.calls import help_all
from tipseeds.edition.words import offered

__all__ = [
    "describe",
    "destinations",
    "documents",
    "estimates",
    "lengths",
    "positions",
    "ranges",
    "rates",
    "revenue",
    "shares",
    "show",
    "themes",
    "thread",
    "tiers",
    "workers",
]

if not TYPE_CHECKING:
    help_all(globals(), __all__)
    __getattr__, __dir__ = offered(
        __name__, __all__, labour="Of labour there are themes, destinations, workers and revenue."
    )
