"""What comment threads hold: all that a comment answers, what answers it, and the comment that is gone."""

from __future__ import annotations

import pandas as pd

from tipseeds.edition.fields import YES_NO, coded_columns

MISSING = "missing"


def threads(comments: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Add to each comment everything that it answers, and everything that answers it.

    Parameters
    ----------
    comments, replies : DataFrame
        Tables of the corpus.

    Returns
    -------
    DataFrame
        The comments with `targets` (what each answers) and `answered_by`, each a text of names with spaces between.

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> threads(corpus.comments, corpus.replies).query("doc == 'two-koreas' and part == 'c6'")["targets"].item()
    'missing c1'
    """
    answers: dict[tuple[str, str], list[str]] = {}
    answered: dict[tuple[str, str], list[str]] = {}
    for doc, source, target in zip(replies["doc"].astype(str), replies["source"], replies["target"], strict=True):
        answers.setdefault((doc, source), []).append(target)
        answered.setdefault((doc, target), []).append(source)
    here = list(zip(comments["doc"].astype(str), comments["part"], strict=True))
    targets = [" ".join(answers.get(comment, [])) for comment in here]
    sources = [" ".join(answered.get(comment, [])) for comment in here]
    return comments.assign(targets=pd.array(targets, dtype="string"), answered_by=pd.array(sources, dtype="string"))


def missing_comments(documents: pd.DataFrame, replies: pd.DataFrame) -> pd.DataFrame:
    """Set each page's own count of comments beside those in the file, and work out where a missing one stood.

    Parameters
    ----------
    documents, replies : DataFrame
        Tables of the corpus.

    Returns
    -------
    DataFrame
        One row a document with comments: `doc`, `stated` (missing where the page gives no count), `present`, `lacking`
        (stated less present), `beyond` (present less stated: comments that the page doesn't count), `answered_by` (the
        comments that answer one that is not there) and `before` (the first of them: what it answers must have stood
        above it).

    Examples
    --------
    >>> import tipseeds as tip
    >>> corpus = tip.load()
    >>> missing_comments(corpus.documents, corpus.replies)[["doc", "stated", "present", "answered_by", "before"]]
              doc  stated  present     answered_by before
    0       lagon    <NA>        8                   <NA>
    1  two-koreas      13       12  c5 c6 c7 c8 c9     c5
    """
    threads = documents[documents["comments_present"] > 0]
    gone: dict[str, list[str]] = {}
    for doc, source in replies.loc[replies["target"] == MISSING, ["doc", "source"]].itertuples(index=False):
        gone.setdefault(str(doc), []).append(source)
    answering = [sorted(gone.get(str(doc), []), key=lambda part: int(part[1:])) for doc in threads["doc"]]
    difference = threads["comments_stated"] - threads["comments_present"]
    return pd.DataFrame(
        {
            "doc": threads["doc"].astype("string"),
            "stated": threads["comments_stated"],
            "present": threads["comments_present"],
            "lacking": difference.clip(lower=0),
            "beyond": (-difference).clip(lower=0),
            "answered_by": pd.array([" ".join(parts) for parts in answering], dtype="string"),
            "before": pd.array([parts[0] if parts else None for parts in answering], dtype="string"),
        }
    ).reset_index(drop=True)


def device_use(comments: pd.DataFrame) -> pd.DataFrame:
    """Count the comments that use each rhetorical device, and say which.

    Returns
    -------
    DataFrame
        One row a device: `device`, `what` it is, `comments` (how many use it) and `which`.

    Examples
    --------
    >>> import tipseeds as tip
    >>> device_use(tip.load().comments).query("device == 'analogy'")[["comments", "which"]].values.tolist()
    [[1, 'lagon c2']]
    """
    rows = []
    about = comments.attrs.get("coded", {})
    for name in (name for name, allowed in coded_columns(comments).items() if allowed == YES_NO):
        what = about.get(name, {}).get("about", "").removeprefix("Uses the device: ").rstrip(".")
        users = comments[comments[name].fillna(value=False)]
        which = [f"{doc} {part}" for doc, part in zip(users["doc"], users["part"], strict=True)]
        rows.append((name, what, len(which), ", ".join(which)))
    texts = dict.fromkeys(("device", "what", "which"), "string")
    return pd.DataFrame(rows, columns=["device", "what", "comments", "which"]).astype(texts | {"comments": "Int64"})
