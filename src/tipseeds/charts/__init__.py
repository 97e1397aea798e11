"""Charts: each draws the frame it is given and returns a `Chart`, whose marks know the rows that they stand for."""

from tipseeds.charts._chart import Chart, describe, show
from tipseeds.charts._comments import lengths, positions, thread
from tipseeds.charts._dates import documents, rates
from tipseeds.charts._estimates import estimates, revenue, workers
from tipseeds.charts._labour import destinations, themes
from tipseeds.charts._tiers import tiers
from tipseeds.edition.calls import offer

__all__ = [
    "Chart", "describe", "destinations", "documents", "estimates", "lengths", "positions", "rates", "revenue", "show",
    "themes", "thread", "tiers", "workers",
]  # fmt: skip

offer(
    globals(),
    labour="Of labour there are themes, destinations, workers and revenue.",
    ranges="It is estimates, of the rows that you want.",
    shares="It is estimates, of the rows whose unit is percent.",
)
