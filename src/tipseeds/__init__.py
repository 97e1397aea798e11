"""Five documents about North Korea and the Trafficking in Persons report, as tables, charts and explorers.

Examples
--------
>>> import tipseeds as tip
>>> corpus = tip.load()
>>> corpus
<Corpus of 5 documents, 80 parts, 17 tiers, 52 estimates, 57 labour, 20 comments, 24 replies, 18 relations>
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tipseeds.corpus import Corpus, columns, load
from tipseeds.errors import SeedError

_LATER = {
    "bibliography": "tipseeds.citations",
    "charts": "tipseeds.charts",
    "checks": "tipseeds.checks",
    "cite": "tipseeds.citations",
    "coding": "tipseeds.coding",
    "describe": "tipseeds.charts",
    "evidence": "tipseeds.provenance",
    "explore": "tipseeds.explore",
    "exports": "tipseeds.exports",
    "quantity": "tipseeds.quantity",
    "read": "tipseeds.reader_view",
    "reference": "tipseeds.reference",
    "show": "tipseeds.pages",
    "table": "tipseeds.pages",
    "verify": "tipseeds.verification",
}
"""Where each further name lives; matplotlib and the widgets are not imported until one of them is asked for."""

__all__ = ["Corpus", "SeedError", "columns", "load", *_LATER]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"tipseeds has no {name!r}; it has {', '.join(__all__)}")
    module = import_module(_LATER[name])
    value = module if _LATER[name] == f"tipseeds.{name}" and not hasattr(module, name) else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
