"""Explorers: widgets that filter a table, chart what is left, and show where each row comes from."""

from tipseeds.explore.base import Explorer, select
from tipseeds.explore.tiers import tiers

__all__ = ["Explorer", "select", "tiers"]
