"""A draft seed from a saved page: what rules can read is in it and says so, the rest is open."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path

from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import OPEN, TABLES, attributes_of
from tipseeds.edition.format import MOST_WORDS, Mark, Part, Seed, read_seed
from tipseeds.edition.reference import release_dates
from tipseeds.edition.scheme import Scheme, read_scheme
from tipseeds.originals.annotations import occurrences
from tipseeds.originals.files import checksum
from tipseeds.originals.layouts import around, replies, split, stated_count
from tipseeds.originals.saved import Page, read_page
from tipseeds.reading._placements import Placement, placements
from tipseeds.reading._quantities import Found, coded_unit, quantities

TEXTS = "originals"
"""The folder beside drafts in which the texts are kept; git ignores what is in it."""


def draft(path: str | PathLike[str], folder: str | PathLike[str] | None = None) -> Path:
    r"""Read a saved page by rule, as in `tip.draft("page.html")`, and write a draft seed that loads at once.

    The draft has every paragraph and comment with its word count, comment heads and what they answer, quantities with
    their hedges, and placements, each `read=rule` until somebody confirms it; what a rule can't know (of whom, of what
    topic, whose figure, the summary) is `open`. The text goes into the folder `originals` beside it, which git ignores.

    Parameters
    ----------
    path : path-like, a text, HTML or Markdown file
    folder : path-like, optional, where the draft goes; else a folder `drafts` beside the file

    Returns
    -------
    Path : the draft; `tip.load(draft.parent)` reads it, `tip.reading.still_open(draft)` lists what is open

    Raises
    ------
    SeedError
        If the file holds no text, or no paragraph, or if there is such a draft already: nothing is written over.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "ducks.txt").write_text("About ducks\n\nAs many as 40 ducks live here.\n")
    >>> made = tip.draft(place / "ducks.txt")
    >>> made.name, tip.load(made.parent).estimates[["notation", "wording", "read"]].values.tolist()
    ('ducks.md', [['up to 40', 'As many as 40 ducks', 'by rule']])
    """
    path = Path(path)
    page = read_page(path)
    folder = path.parent / "drafts" if folder is None else Path(folder)
    seed = folder / f"{identifier(path.stem)}.md"
    text = folder / TEXTS / f"{seed.stem}.txt"
    for there in (seed, text):
        if there.exists():
            raise SeedError(there, None, "is there already.", "Move it, or name another folder; nothing was written.")
    data = (page.text + "\n").encode()
    made = _seed_text(path, text.name, page, data, read_scheme(folder))
    text.parent.mkdir(parents=True, exist_ok=True)
    (text.parent / ".gitignore").write_text("# The reader's own copies are nobody else's.\n*\n", encoding="utf-8")
    text.write_bytes(data)
    seed.write_text(made, encoding="utf-8")
    return seed


def read_by_rule(path: Path, scheme: Scheme, taken: Sequence[str] = ()) -> Seed:
    """Return the seed of a text as rules read it, written nowhere; its name is none of those taken."""
    name = identifier(path.stem)
    name = next(one for one in (name, *(f"{name}-{n}" for n in range(2, 10_000))) if one not in taken)
    made = _seed_text(path, path.name, read_page(path), path.read_bytes(), scheme)
    return read_seed(path.parent / f"{name}.md", made)


def identifier(name: str) -> str:
    """Return a name as the name of a seed, as in d-2009-report-final."""
    made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "document"
    return made if made[0].isalpha() else f"d-{made}"


def _seed_text(path: Path, original: str, page: Page, data: bytes, scheme: Scheme) -> str:
    passages = split(page.text, page.title, page.author)
    if not passages:
        fix = "A paragraph ends in a full stop or is longer than twelve words; put a blank line between paragraphs."
        raise SeedError(path, None, "no paragraph was found in it.", fix)
    count = stated_count(around(page.text, passages)[1])
    basis, reason = "unknown", "A rule found no date."
    if page.date:
        basis, reason = "stated", "The head of the page states it; read by rule."
    front = {"title": page.title, "author": page.author, "genre": OPEN, "published": page.date}
    front |= {"published-basis": basis, "published-reason": reason, "stance": OPEN, "stance-reason": OPEN}
    front |= {"comments-stated": None if count is None else str(count), "original-file": original}
    front |= {"sha256": hashlib.sha256(data).hexdigest(), "sha256-normalised": checksum(page.text), "read": "rule"}
    lines = ["---", *(f"{key}: {in_yaml(value)}" for key, value in front.items() if value)]
    lines += ["notes:", f"  - {in_yaml(f'Drafted by rule from {path.name}.')}"]
    lines += [] if page.english else ["  - The text is not English, so no quantities and placements were read."]
    lines, answers = [*lines, "---"], replies(passages, page.author)
    numbers = {"estimate": 0, "tier": 0}
    for passage in passages:
        given = {"words": str(len(passage.text.split())), "section": passage.section, "read": "rule"}
        if passage.part in answers:
            given |= {"by": passage.author, "author-basis": None if passage.author else "unknown"}
            given |= {"place": passage.place, "date": passage.date}
            given |= dict(zip(("replies-to", "evidence"), answers[passage.part], strict=True))
        marks = ";\n".join(_marks(passage.text, page, numbers, scheme)) if page.english else ""
        summary = f"{OPEN}:\n{marks}" if marks else OPEN
        lines += ["", f"{{{written(given)}}}", f"## {passage.part}", "", summary]
    return "\n".join(lines) + "\n"


def in_yaml(text: str) -> str:
    """Return a value as front matter writes it."""
    return text if re.fullmatch(r"[A-Za-z0-9][\w .;,-]*", text) else json.dumps(text, ensure_ascii=False)


def written(given: Mapping[str, str | None]) -> str:
    """Return attributes as a seed writes them between braces; those without a value are left out."""
    told = []
    for key, value in given.items():
        escaped = re.sub(r'["\\{}]', r"\\\g<0>", " ".join(str("" if value is None else value).split()))
        quote = "" if re.fullmatch(r"[A-Za-z0-9-]+", escaped) else '"'
        told += [f"{key.replace('_', '-')}={quote}{escaped}{quote}"] if escaped else []
    return " ".join(told)


def _marks(text: str, page: Page, numbers: dict[str, int], scheme: Scheme) -> Iterator[str]:
    """Yield the marks of a passage as the seed writes them, in the order of the text."""
    placed = list({(one.iso3, one.tier, one.before): one for one in reversed(placements(text)) if one.iso3}.values())
    none = re.compile(r"(?is)one\b(?! in| out)|.*\b(?:in a row|running|consecutive|straight)\b")  # an article, a streak
    figures = [
        figure
        for figure in quantities(text)
        if not none.match(text, figure.start, figure.end + 12)
        and not any(one.start < figure.end and figure.start < one.end for one in placed)
    ]
    taken: set[str | None] = {None}
    found: list[Found | Placement] = [*placed, *figures]
    for one in sorted(found, key=lambda one: one.start):
        wording = _wording(text, one.start, one.end)
        if wording in taken:
            continue
        taken.add(wording)
        given = _tier(one, page) if isinstance(one, Placement) else _estimate(one, scheme)
        holder = "tier" if isinstance(one, Placement) else "estimate"
        numbers[holder] += 1
        name = f"#{'t' if holder == 'tier' else 'q'}{numbers[holder]} .{holder}"
        needed = [name for name, must in attributes_of(holder, TABLES).items() if must and name not in given]
        yield f"[{wording}]{{{name} {written({**given, **dict.fromkeys(needed, OPEN), 'read': 'rule'})}}}"


def _wording(text: str, start: int, end: int) -> str | None:
    """Return the words from start to end that can be marked: on one line, at most ten, found once; None if none can."""
    while "\n" in text[start:end]:
        cut = text.index("\n", start, end)
        start, end = (cut + 1, end) if re.search(r"\d", text[cut:end]) else (start, cut)
    line = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
    for _ in range(MOST_WORDS):
        wording = text[start:end].strip()
        if re.search(r"[][{}\\]|  ", wording) or not 1 <= len(wording.split()) <= MOST_WORDS:
            return None
        if len(occurrences(text, wording)) == 1:
            return wording
        if after := re.compile(r"[ ]?\S*\w").match(text, end, line[1]):
            end = after.end()
        elif before := re.search(r"\S+\s*$", text[line[0] : start]):
            start = line[0] + before.start()
    return None


def _estimate(found: Found, scheme: Scheme) -> dict[str, str | None]:
    noun = (found.unit or "").lower()
    unit = coded_unit(noun)
    counted = noun if unit in ("", "people") and noun != "people" else None
    unit = unit if unit in scheme.units else OPEN
    return {"topic": OPEN, "of": OPEN, "population": counted, "n": found.notation, "unit": unit}


def _tier(found: Placement, page: Page) -> dict[str, str | None]:
    told, released = re.search(r"\b20[0-2]\d\b(?=.*\b[Rr]eport)", page.title), release_dates()
    out = released.loc[released["released"] <= (page.date or ""), "report_year"]  # of the day of writing
    latest, years = int(told[0] if told else out.max() if len(out) else 0) - found.before, found.years or ""
    if latest > 0 and (not years or years.endswith("..")):
        first = int(years[:4] or latest - (found.streak or 1) + 1)
        years = f"{first}..{latest}" if first < latest else str(latest)
    years = years if years[-1:].isdigit() else ""
    fits = years and found.streak == (int(years[-4:]) - int(years[:4]) + 1)
    streak = str(found.streak) if fits else None
    return {"country": found.iso3, "tier": found.tier, "years": years or OPEN, "streak": streak, "basis": found.basis}


def still_open(path: str | PathLike[str]) -> list[tuple[int, str, str]]:
    """List what nobody has given yet in a draft, as in `tip.reading.still_open("drafts/ducks.md")`.

    Returns
    -------
    list of tuple : line (from 1); mark, part or front matter; names of what is open, or `unconfirmed` if nothing is
    """
    seed = read_seed(Path(path))
    found = [(entry.line, "front matter", key) for key, entry in seed.front.items() if entry.value == OPEN]
    for part in seed.parts:
        holders: list[Part | Mark] = [part, *part.marks]
        for one in (one for one in holders if "read" in one.attributes):
            names = [key for key, value in one.attributes.items() if value == OPEN]
            names += ["summary"] if isinstance(one, Part) and one.digest.startswith(OPEN) else []
            found.append((one.line, one.id, ", ".join(names) or "unconfirmed"))
    return found
