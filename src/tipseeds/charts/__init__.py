"""Charts: each draws the frame it is given and returns a `Chart`, whose marks know the rows that they stand for."""

from tipseeds.charts._chart import Chart, describe, show
from tipseeds.charts._estimates import estimates
from tipseeds.charts._tiers import tiers

__all__ = ["Chart", "describe", "estimates", "show", "tiers"]
