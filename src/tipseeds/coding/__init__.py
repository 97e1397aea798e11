"""Codings as files: the settled one, the two made before it, a student's own, and how far coders agree."""

from typing import TYPE_CHECKING

from tipseeds.coding._agreement import agreement, alpha, differences
from tipseeds.coding._csv import to_csv
from tipseeds.coding._file import CodingError, check_coder
from tipseeds.coding._sheet import Sheet, blank, read, read_folder, settled, shipped
from tipseeds.edition.calls import help_all
from tipseeds.edition.words import offered

__all__ = [
    "CodingError", "Sheet", "agreement", "alpha", "blank", "check_coder", "differences", "read", "read_folder",
    "settled", "shipped", "to_csv",
]  # fmt: skip

if not TYPE_CHECKING:
    help_all(globals(), __all__)
    __getattr__, __dir__ = offered(__name__, __all__)
