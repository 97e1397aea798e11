"""Five documents about North Korea and the Trafficking in Persons report, as tables, charts and explorers.

Examples
--------
>>> import tipseeds as tip
>>> corpus = tip.load()
>>> corpus
<Corpus of 5 documents, 80 parts, 17 tiers, 57 estimates, 57 labour, 20 comments, 24 replies, 30 relations>
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipseeds.corpus import Corpus, columns, load
from tipseeds.edition.errors import SeedError

if TYPE_CHECKING:
    from tipseeds import charts, checks, coding, explore, reading
    from tipseeds.charts import describe, show
    from tipseeds.edition import quantity, reference
    from tipseeds.originals.verification import verify
    from tipseeds.pages import exports
    from tipseeds.pages.citations import bibliography, cite
    from tipseeds.pages.evidence import evidence
    from tipseeds.pages.exports import export
    from tipseeds.pages.html import table
    from tipseeds.pages.passages import read
    from tipseeds.pages.start import written_for
    from tipseeds.reading import draft
    from tipseeds.teach import answers, check, guess, quiz, tally, with_guess

__all__ = [
    "Corpus", "SeedError", "answers", "bibliography", "charts", "check", "checks", "cite", "coding", "columns",
    "describe", "draft", "evidence", "explore", "export", "exports", "guess", "load", "quantity", "quiz", "read",
    "reading", "reference", "show", "table", "tally", "verify", "with_guess", "written_for",
]  # fmt: skip
Corpus._front = __all__

if not TYPE_CHECKING:
    from importlib import import_module

    from tipseeds.edition.calls import offer
    from tipseeds.edition.fields import TABLES

    _HOMES = {
        "charts": "describe show",
        "reading": "draft",
        "teach": "answers check guess quiz tally with_guess",
        "originals.verification": "verify",
        "pages.citations": "bibliography cite",
        "pages.evidence": "evidence",
        "pages.exports": "export",
        "pages.html": "table",
        "pages.passages": "read",
        "pages.start": "written_for",
    }
    """Where each further name lives: matplotlib and the widgets are not imported until one of them is asked for."""
    _ROOMS = {"quantity": "edition.quantity", "reference": "edition.reference", "exports": "pages.exports"}

    def _elsewhere(name: str) -> str:
        """Return what to type for a name that a room or a corpus has."""
        homes = ("checks", "reference", "charts", "coding", "explore", "quantity", "reading", "exports")
        home = next((home for home in homes if name in dir(globals().get(home) or __getattr__(home))), "")
        name = next((table for table in TABLES if table.rstrip("s") == name.lower().rstrip("s")), name)
        home = "corpus" if name in TABLES or name in dir(Corpus) else home and f"tip.{home}"
        return f"Write {home}.{name}." if home else ""

    offer(globals())
    _lacks = globals()["__getattr__"]

    def __getattr__(name: str) -> object:
        if name not in __all__:
            return _lacks(name, "" if name.startswith("_") else _elsewhere(name))
        home = next((home for home, names in _HOMES.items() if name in names.split()), None)
        module = import_module(f"tipseeds.{home or _ROOMS.get(name, name)}")
        if name in _ROOMS:
            offer(vars(module))
        globals()[name] = value = getattr(module, name) if home else module
        return value
