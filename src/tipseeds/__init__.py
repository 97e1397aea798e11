"""Five documents about North Korea and the Trafficking in Persons report, as tables, charts and explorers.

Examples
--------
>>> import tipseeds as tip
>>> corpus = tip.load()
>>> corpus
<Corpus of 5 documents, 80 parts, 17 tiers, 52 estimates, 57 labour, 20 comments, 24 replies, 17 relations>
"""

from __future__ import annotations

from tipseeds.corpus import Corpus, columns, load
from tipseeds.errors import SeedError

__all__ = ["Corpus", "SeedError", "columns", "load"]
