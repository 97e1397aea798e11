"""Raw text to a draft seed, by rules that say that they are rules."""

from typing import TYPE_CHECKING

from tipseeds.edition.words import offered
from tipseeds.reading._confirm import Confirming
from tipseeds.reading._draft import draft, read_by_rule, still_open
from tipseeds.reading._placements import Placement, placements
from tipseeds.reading._quantities import Found, quantities

__all__ = ["Confirming", "Found", "Placement", "draft", "placements", "quantities", "read_by_rule", "still_open"]

if not TYPE_CHECKING:
    __getattr__, __dir__ = offered(__name__, __all__)
