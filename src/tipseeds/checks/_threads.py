"""What comment threads hold: all that a comment answers, what answers it, and the comment that is gone."""

from __future__ import annotations

import pandas as pd

from tipseeds.edition.fields import YES_NO, coded_columns
from tipseeds.edition.frames import table


def threads(comments: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Add to each comment everything that it answers, and everything that answers it.

    Returns
    -------
    DataFrame
        The comments with `targets` (what each answers) and `answered_by`, each a text of names with spaces between.

    Examples
    --------
    >>> tip.checks.threads(corpus.comments, corpus.replies)["targets"].loc[13]
    'missing c1'
    """
    here = pd.MultiIndex.from_frame(comments[["doc", "part"]].astype("string"))
    ends = replies[["doc", "source", "target"]].astype("string")
    told = {
        column: ends.groupby(["doc", own])[other].agg(" ".join).reindex(here).fillna("").astype("string").array
        for column, own, other in (("targets", "source", "target"), ("answered_by", "target", "source"))
    }
    return comments.assign(**told)


def missing_comments(documents: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Set each page's own count of comments beside those in the file, and work out where a missing one stood.

    Returns
    -------
    DataFrame
        One row a document with comments: `doc`, `stated` (missing where the page gives no count), `present`, `lacking`
        (stated less present), `beyond` (present less stated: comments that the page doesn't count), `answered_by` (the
        comments that answer one that is not there) and `before` (the first of them: what it answers must have stood
        above it).

    Examples
    --------
    >>> tip.checks.missing_comments(corpus.documents, corpus.replies)["answered_by"].tolist()
    ['', 'c5 c6 c7 c8 c9']
    """
    gone = replies[replies["target"] == "missing"]
    rows = []
    for doc, stated, present in documents[["doc", "comments_stated", "comments_present"]].itertuples(index=False):
        if present:
            parts = sorted(gone.loc[gone["doc"] == doc, "source"], key=lambda part: int(part[1:]))
            lacking = stated - present
            limits = (lacking, -lacking) if pd.isna(lacking) else (max(lacking, 0), max(-lacking, 0))
            rows.append((doc, stated, present, *limits, " ".join(parts), parts[0] if parts else None))
    return table(rows, "doc stated:Int64 present:Int64 lacking:Int64 beyond:Int64 answered_by before")


def device_use(comments: pd.DataFrame) -> pd.DataFrame:
    """Count the comments that use each rhetorical device, and say which.

    Returns
    -------
    DataFrame
        One row a device: `device`, `what` it is, `comments` (how many use it) and `which`.

    Examples
    --------
    >>> tip.checks.device_use(corpus.comments).query("device == 'analogy'")[["comments", "which"]].values.tolist()
    [[1, 'lagon c2']]
    """
    rows = []
    about = comments.attrs.get("coded", {})
    for name in (name for name, allowed in coded_columns(comments).items() if allowed is YES_NO):
        what = about.get(name, {}).get("about", "").removeprefix("Uses the device: ").rstrip(".")
        users = comments.loc[comments[name].fillna(value=False), ["doc", "part"]]
        which = [f"{doc} {part}" for doc, part in users.itertuples(index=False)]
        rows.append((name, what, len(which), ", ".join(which)))
    return table(rows, "device what comments:Int64 which")
