"""Raw text to a draft seed, by rules that say that they are rules."""

from tipseeds.reading._quantities import Found, quantities

__all__ = ["Found", "quantities"]
