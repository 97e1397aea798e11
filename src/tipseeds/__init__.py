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
else:
    from importlib import import_module

    from tipseeds.edition.words import offered

    _LATER = {
        "answers": "teach",
        "bibliography": "pages.citations",
        "charts": "",
        "check": "teach",
        "checks": "",
        "cite": "pages.citations",
        "coding": "",
        "describe": "charts",
        "draft": "reading",
        "evidence": "pages.evidence",
        "explore": "",
        "export": "pages.exports",
        "exports": "pages",
        "guess": "teach",
        "quantity": "edition",
        "quiz": "teach",
        "read": "pages.passages",
        "reading": "",
        "reference": "edition",
        "show": "charts",
        "table": "pages.html",
        "tally": "teach",
        "verify": "originals.verification",
        "with_guess": "teach",
        "written_for": "pages.start",
    }
    """Where each further name lives: matplotlib and the widgets are not imported until one of them is asked for."""

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            return _lacks(name)
        holder = ".".join(filter(None, ("tipseeds", _LATER[name])))
        try:
            value = import_module(f"{holder}.{name}")
        except ModuleNotFoundError:
            value = getattr(import_module(holder), name)
        globals()[name] = value
        return value


__all__ = [
    "Corpus",
    "SeedError",
    "answers",
    "bibliography",
    "charts",
    "check",
    "checks",
    "cite",
    "coding",
    "columns",
    "describe",
    "draft",
    "evidence",
    "explore",
    "export",
    "exports",
    "guess",
    "load",
    "quantity",
    "quiz",
    "read",
    "reading",
    "reference",
    "show",
    "table",
    "tally",
    "verify",
    "with_guess",
    "written_for",
]

if not TYPE_CHECKING:
    _lacks, __dir__ = offered(__name__, __all__)
