"""Charts: each draws the frame it is given on matplotlib axes and knows its numbers in words (`tip.describe`)."""

from tipseeds.charts.documents import documents
from tipseeds.charts.exchange import rates
from tipseeds.charts.labour import destinations, themes
from tipseeds.charts.labour_figures import revenue, workers
from tipseeds.charts.lengths import lengths
from tipseeds.charts.positions import positions
from tipseeds.charts.ranges import estimates, ranges, shares
from tipseeds.charts.style import describe
from tipseeds.charts.threads import thread
from tipseeds.charts.tiers import tiers

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
    "themes",
    "thread",
    "tiers",
    "workers",
]
