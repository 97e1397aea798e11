"""Codings as files: the settled one, the two made before it, a student's own, and how far coders agree."""

from tipseeds.coding._agreement import agreement, alpha, differences
from tipseeds.coding._csv import to_csv
from tipseeds.coding._file import CodingError, check_coder
from tipseeds.coding._sheet import Sheet, blank, read, read_folder, settled, shipped
from tipseeds.edition.calls import offer

__all__ = [
    "CodingError", "Sheet", "agreement", "alpha", "blank", "check_coder", "differences", "read", "read_folder",
    "settled", "shipped", "to_csv",
]  # fmt: skip

offer(globals())
