"""Arithmetic on what the documents state, each result with its sum."""

from tipseeds.checks.tiers import (
    against_record,
    between_documents,
    country_years,
    latest_reports,
    streaks,
    with_record,
)

__all__ = ["against_record", "between_documents", "country_years", "latest_reports", "streaks", "with_record"]
