"""Raw text to a draft seed, by rules that say that they are rules."""

from tipseeds.edition.calls import offer
from tipseeds.reading._confirm import Confirming
from tipseeds.reading._draft import draft, still_open
from tipseeds.reading._placements import Placement, placements
from tipseeds.reading._quantities import Found, quantities

__all__ = ["Confirming", "Found", "Placement", "draft", "placements", "quantities", "still_open"]

offer(globals())
