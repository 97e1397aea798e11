"""Who wrote a comment, when the page doesn't say and others only let it be inferred."""

from __future__ import annotations

from string import ascii_uppercase

import pandas as pd


def without_names(comments: pd.DataFrame) -> pd.DataFrame:
    """Put Writer A, B, C, … in the place of handles that are inferred, in the order in which they first stand.

    The handles stay in the seeds, with the reasoning (which `author_note` then leaves out), and in the evidence of a
    reply, which is the text's own words.

    Examples
    --------
    >>> basis = ["inferred", "stated", "inferred"]
    >>> found = pd.DataFrame({"doc": "d", "author": ["x", "y", "x"], "author_basis": basis, "author_note": "by x"})
    >>> without_names(found)["author"].tolist()
    ['Writer A', 'y', 'Writer A']
    """
    inferred = comments["author_basis"] == "inferred"
    keys = list(dict.fromkeys(zip(comments["doc"][inferred], comments["author"][inferred], strict=True)))
    letters = {key: f"Writer {ascii_uppercase[n % 26]}{n // 26 or ''}" for n, key in enumerate(keys)}
    pairs = zip(comments["doc"], comments["author"], strict=True)
    named = [letters[pair] if hidden else pair[1] for pair, hidden in zip(pairs, inferred, strict=True)]
    return comments.assign(
        author=pd.Series(named, comments.index, dtype="string"), author_note=comments["author_note"].mask(inferred)
    )
