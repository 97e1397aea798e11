"""The reader's own copies of the documents: which file is which.

Nothing else in the package needs them. Positions count the characters (Unicode code points) of the *normalised* text:
the decoded text without a byte-order mark, with line ends written as one line feed, and without line ends at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import pandas as pd

from tipseeds.edition.folder import leftover
from tipseeds.edition.tables import Tables

Status = Literal["identical", "normalised", "changed", "duplicate", "unknown", "unreadable", "missing"]

VARIABLE = "TIPSEEDS_ORIGINALS"
"""The environment variable that names the folder of originals."""


class Originals(NamedTuple):
    """What was found in a folder.

    Attributes
    ----------
    report : DataFrame
        One row a file, and one a document without a file: `file`, `doc`, `status`, `message`.
    texts : dict of str
        The normalised text of every recognised original, by document.
    changed : dict of str
        The same for copies that are recognised by title or name only: their text is another than the edition's.
    """

    report: pd.DataFrame
    texts: dict[str, str]
    changed: dict[str, str]


def normalise(text: str) -> str:
    r"""Return a text without what saving it elsewhere changes: byte-order mark, kind of line ends, last line end.

    Examples
    --------
    >>> normalise("\ufeffOne\r\n\r\nTwo\r\n")
    'One\n\nTwo'
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def checksum(text: str) -> str:
    r"""Return the SHA-256 of a normalised text, which a seed holds as `sha256-normalised`.

    Examples
    --------
    >>> checksum("One\r\n") == checksum("One")
    True
    """
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def originals_of(corpus: Tables) -> Originals:
    """Return what is found of the originals of a corpus, kept from the first call on."""
    return corpus._once(_find)


def _find(corpus: Tables) -> Originals:
    return find(corpus.originals_path, corpus.documents)


def find(folder: Path | None, documents: pd.DataFrame) -> Originals:
    """Recognise the originals of a table of documents among the text files of a folder.

    A file is recognised by its checksum, whatever it is called and however deep it lies. If it differs in line ends,
    byte-order mark, encoding or last line end, it is recognised by the checksum of its normalised text and said to be
    so. A file with the title or the name of a document but other text is no original: it is kept apart for `verify`.

    Parameters
    ----------
    folder : Path or None
        Where to look for `*.txt`; None if nobody said.
    documents : DataFrame
        With `doc`, `title`, `original_file`, `sha256` and `sha256_normalised`.

    Examples
    --------
    >>> import tipseeds as tip
    >>> find(None, tip.load().documents).report["status"].unique().tolist()
    ['missing']
    """
    found: list[tuple[int, str, str, Status, str, str]] = []
    rows: list[tuple[str | None, str | None, str, str]] = []
    texts: dict[str, dict[str, str]] = {"recognised": {}, "changed": {}}
    files = sorted(path for path in folder.rglob("*.txt") if not path.is_dir()) if folder else []
    known = [tuple(row) for row in documents[["doc", "title", "original_file", "sha256"]].itertuples(index=False)]
    by_sha256 = {sha256: doc for doc, _, _, sha256 in known}
    normalised = documents.dropna(subset="sha256_normalised")
    by_text = dict(zip(normalised["sha256_normalised"], normalised["doc"], strict=True))
    for path in files:
        assert folder
        name = path.relative_to(folder).as_posix()
        if said := leftover(path):
            rows.append((name, None, "unreadable", f"Looks like {said}."))
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            rows.append((name, None, "unreadable", f"Can't be read: {error.strerror}."))
            continue
        decoded = [(encoding, text, normalise(text)) for encoding, text in _decodings(data)]
        if not decoded:
            rows.append(
                (name, None, "unreadable", "Holds no text: its bytes are none in UTF-8, UTF-16 or Windows-1252.")
            )
            continue
        if doc := by_sha256.get(hashlib.sha256(data).hexdigest()):
            found.append((0, name, doc, "identical", f"The original of {doc}.", decoded[0][2]))
            continue
        for encoding, text, normal in decoded:
            if doc := by_text.get(hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()):
                said = f"The original of {doc}, saved differently: {_difference(encoding, text)}."
                found.append((1, name, doc, "normalised", said, normal))
                break
        else:
            normal = decoded[0][2]
            if doc := _resembled(path.name, normal, known):
                said = f"Has the title or name of {doc}, but other text than its original; `verify` says where."
                found.append((2, name, doc, "changed", said, normal))
            else:
                rows.append((name, None, "unknown", "The original of none of the documents."))
    for rank, name, doc, status, said, normal in sorted(found):
        if doc in texts["recognised"] or doc in texts["changed"]:
            rows.append((name, doc, "duplicate", f"{said} Another copy is used."))
        else:
            rows.append((name, doc, status, said))
            texts["changed" if rank == 2 else "recognised"][doc] = normal
    rows.sort(key=lambda row: str(row[0]))
    for doc, _, original, _ in known:
        if doc not in texts["recognised"] and doc not in texts["changed"]:
            rows.append((None, doc, "missing", f"No original of {doc} ({original}): {_where(folder, files)}."))
    report = pd.DataFrame(rows, columns=["file", "doc", "status", "message"]).astype("string")
    report["status"] = pd.Categorical(report["status"], categories=get_args(Status))
    return Originals(report, texts["recognised"], texts["changed"])


def _decodings(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield every reading of the bytes as text; the checksum decides which of them is right, so no guess is needed."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if wide:
        encodings = ["utf-16"]
    elif b"\0" in data:
        encodings = ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield encoding, text
        if encoding == "utf-8":
            return  # other text is all but never valid UTF-8 by chance


def _difference(encoding: str, text: str) -> str:
    seen = [
        (encoding != "utf-8", {"cp1252": "Windows-1252", "latin-1": "Latin-1"}.get(encoding, encoding.upper())),
        (text.startswith("\ufeff"), "a byte-order mark"),
        ("\r" in text, "other line ends"),
    ]
    return ", ".join(what for there, what in seen if there) or "the line end at the end of the file, most likely"


def _resembled(name: str, text: str, known: list[tuple[str, ...]]) -> str | None:
    head = {" ".join(line.split()) for line in text[:2000].split("\n")[:20]}
    for doc, title, _, _ in known:
        if title in head:
            return doc
    return next((doc for doc, _, original, _ in known if original == name), None)


def _where(folder: Path | None, files: list[Path]) -> str:
    if folder is not None and not folder.is_dir():
        return f"there is no folder {folder.name}"
    if folder is None or not files:
        return f"pass originals=, set {VARIABLE}, or put the files under the folder of seeds"
    return (
        f"it is none of the {len(files)} text files in {folder.name}" if len(files) > 1 else "one other file is there"
    )
