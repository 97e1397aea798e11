"""Arithmetic on what the documents state, each result with its sum."""

from tipseeds.checks.agreement import agreement, differences
from tipseeds.checks.exchange import rates_against_record
from tipseeds.checks.implied import implied
from tipseeds.checks.published import against_published, leading_share
from tipseeds.checks.relations import compared, related
from tipseeds.checks.threads import device_use, missing_comments, threads
from tipseeds.checks.tiers import (
    against_record,
    between_documents,
    country_years,
    latest_reports,
    streaks,
    with_record,
)
from tipseeds.checks.whatif import what_if

__all__ = [
    "against_published",
    "against_record",
    "agreement",
    "between_documents",
    "compared",
    "country_years",
    "device_use",
    "differences",
    "implied",
    "latest_reports",
    "leading_share",
    "missing_comments",
    "rates_against_record",
    "related",
    "streaks",
    "threads",
    "what_if",
    "with_record",
]
