"""The reader's own copies of the documents: which file is which.

Nothing else in the package needs them. Positions count the characters (Unicode code points) of the *normalised* text:
the decoded text without a byte-order mark, with line ends written as one line feed, and without line ends at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from tipseeds.edition.folder import leftover
from tipseeds.edition.frames import table
from tipseeds.edition.lookup import plain
from tipseeds.edition.tables import Tables

T = TypeVar("T")
STATUSES = ("identical", "normalised", "changed", "duplicate", "unknown", "unreadable", "missing")
VARIABLE = "TIPSEEDS_ORIGINALS"  # in the environment, names the folder of originals


class Originals(NamedTuple):
    """What was found in a folder: a report of `file`, `doc`, `status`, `message`, and normalised texts by document.

    `texts` are those of recognised originals, `changed` those of copies that are recognised by title or name only.
    """

    report: pd.DataFrame
    texts: dict[str, str]
    changed: dict[str, str]


class _Seen(NamedTuple):
    status: str
    message: str
    doc: str | None = None
    text: str = ""


def normalise(text: str) -> str:
    """Return a text without what saving it elsewhere changes: byte-order mark, kind of line ends, last line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def checksum(text: str) -> str:
    """Return the SHA-256 of a normalised text, which a seed holds as `sha256-normalised`."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def once(work: Callable[[Tables], T]) -> Callable[[Tables], T]:
    """Let a function keep what it works out about a corpus, from the first call on."""
    return wraps(work)(lambda corpus: corpus._once(work))


@once
def originals_of(corpus: Tables) -> Originals:
    """Return what is found of the originals of a corpus."""
    return find(corpus.originals_path, corpus.documents)


def find(folder: Path | None, documents: pd.DataFrame) -> Originals:
    """Recognise the originals of a table of documents among the text files of a folder, if there is one.

    A file is recognised by its checksum, whatever it is called and however deep it lies. If it differs in line ends,
    byte-order mark, encoding or last line end, it is recognised by the checksum of its normalised text and said to be
    so. A file with the title or the name of a document but other text is no original: it is kept apart for `verify`.
    """
    files = sorted(path for path in folder.rglob("*.txt") if not path.is_dir()) if folder else []
    known = plain(documents)
    seen = [(path.relative_to(folder or "").as_posix(), _recognised(path, known)) for path in files]
    used: dict[str, _Seen] = {}
    rows: list[tuple[str | None, str | None, str, str]] = []
    for name, one in sorted(seen, key=lambda pair: (STATUSES.index(pair[1].status), pair[0])):
        if one.doc in used:
            one = _Seen("duplicate", f"{one.message} Another copy is used.", one.doc)
        elif one.doc:
            used[one.doc] = one
        rows.append((name, one.doc, one.status, one.message))
    rows.sort(key=lambda row: str(row[0]))
    for row in (row for row in known if row["doc"] not in used):
        said = f"No original of {row['doc']} ({row['original_file']}): {_where(folder, files)}."
        rows.append((None, row["doc"], "missing", said))
    report = table(rows, "file doc status message").astype({"status": pd.CategoricalDtype(list(STATUSES))})
    changed = {doc: one.text for doc, one in used.items() if one.status == "changed"}
    return Originals(report, {doc: one.text for doc, one in used.items() if doc not in changed}, changed)


def _recognised(path: Path, known: list[dict[str, Any]]) -> _Seen:
    if said := leftover(path):
        return _Seen("unreadable", f"Looks like {said}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        return _Seen("unreadable", f"Can't be read: {error.strerror}.")
    texts = dict(decodings(data))
    if not texts:
        return _Seen("unreadable", "Holds no text: its bytes are none in UTF-8, UTF-16 or Windows-1252.")
    digest, first = hashlib.sha256(data).hexdigest(), normalise(next(iter(texts.values())))
    if doc := next((row["doc"] for row in known if row["sha256"] == digest), None):
        return _Seen("identical", f"The original of {doc}.", doc, first)
    by_text = {row["sha256_normalised"]: row["doc"] for row in known if row["sha256_normalised"]}
    for encoding, text in texts.items():
        if doc := by_text.get(checksum(text)):
            said = f"The original of {doc}, saved differently: {_difference(encoding, text)}."
            return _Seen("normalised", said, doc, normalise(text))
    head = {" ".join(line.split()) for line in first[:2000].split("\n")[:20]}
    alike = [row["doc"] for row in known if row["title"] in head]
    alike += [row["doc"] for row in known if row["original_file"] == path.name]
    if not alike:
        return _Seen("unknown", "The original of none of the documents.")
    said = f"Has the title or name of {alike[0]}, but other text than its original; `verify` says where."
    return _Seen("changed", said, alike[0], first)


def decodings(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield every reading of the bytes as text; the checksum decides which of them is right, so no guess is needed."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-16-le", "utf-16-be"] if b"\0" in data else ["utf-8", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            yield encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":
            return  # other text is all but never valid UTF-8 by chance


def _difference(encoding: str, text: str) -> str:
    named = {"utf-8": "", "cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, encoding.upper())
    seen = [named, "a byte-order mark" * text.startswith("\ufeff"), "other line ends" * ("\r" in text)]
    return ", ".join(filter(None, seen)) or "the line end at the end of the file, most likely"


def _where(folder: Path | None, files: list[Path]) -> str:
    if folder is not None and not folder.is_dir():
        return f"there is no folder {folder.name}"
    if folder is None or not files:
        return f"pass originals=, set {VARIABLE}, or put the files under the folder of seeds"
    count = f"it is none of the {len(files)} text files in {folder.name}"
    return count if len(files) > 1 else "one other file is there"
