"""Arithmetic on what the documents state, each result with its sum."""

from tipseeds.checks._implied import implied, rates_against_record
from tipseeds.checks._outside import against_published, leading_share, passed_on
from tipseeds.checks._relations import compared, related
from tipseeds.checks._threads import device_use, missing_comments, threads
from tipseeds.checks._tier import against_record, between_documents, country_years, latest_reports, streaks, with_record
from tipseeds.checks._whatif import what_if
from tipseeds.coding._agreement import agreement, differences
from tipseeds.edition.calls import offer

__all__ = [
    "against_published", "against_record", "agreement", "between_documents", "compared", "country_years", "device_use",
    "differences", "implied", "latest_reports", "leading_share", "missing_comments", "passed_on",
    "rates_against_record", "related", "streaks", "threads", "what_if", "with_record",
]  # fmt: skip

offer(globals())
