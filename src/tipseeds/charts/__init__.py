"""Charts: each draws the frame it is given on matplotlib axes and knows its numbers in words (`tip.describe`)."""

from tipseeds.charts.style import describe
from tipseeds.charts.tiers import tiers

__all__ = ["describe", "tiers"]
