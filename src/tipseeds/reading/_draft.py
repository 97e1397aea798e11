"""A draft seed from a saved page: what rules can read is in it and says so, the rest is open."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path

from tipseeds.edition.attributes import OPEN
from tipseeds.edition.errors import SeedError
from tipseeds.edition.format import MOST_WORDS, Seed, read_seed
from tipseeds.edition.reference import release_dates
from tipseeds.originals.annotations import occurrences
from tipseeds.originals.files import checksum
from tipseeds.originals.layouts import Passage, split, stated_count
from tipseeds.reading._pages import Page, read_page
from tipseeds.reading._placements import Placement, placements
from tipseeds.reading._quantities import RULES, Found, quantities
from tipseeds.reading._threads import replies

TEXTS = "originals"
"""The folder beside drafts in which the texts are kept; git ignores what is in it."""


def draft(path: str | PathLike[str], folder: str | PathLike[str] | None = None) -> Path:
    r"""Read a saved page by rule, and write a draft seed that loads at once.

    The draft has every paragraph and comment with its word count, comment heads and what they answer, quantities with
    their hedges, and placements. Each says `read=rule` until somebody confirms it; what a rule can't know (of whom, of
    what topic, whose figure, the summary) is `open`. The text itself goes into the folder `originals` beside the
    draft, which git ignores.

    Parameters
    ----------
    path : path-like
        A text, HTML or Markdown file.
    folder : path-like, optional
        Where the draft goes; a folder `drafts` beside the file if it is left out.

    Returns
    -------
    Path
        The draft: `tip.load(draft.parent)` reads it, `tip.reading.still_open(draft)` lists what is open.

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
    name = identifier(path.stem)
    seed, text = folder / f"{name}.md", folder / TEXTS / f"{name}.txt"
    for there in (seed, text):
        if there.exists():
            raise SeedError(there, None, "is there already.", "Move it, or name another folder; nothing was written.")
    data = (page.text + "\n").encode()
    made = seed_text(path, text.name, page, hashlib.sha256(data).hexdigest())
    text.parent.mkdir(parents=True, exist_ok=True)
    (text.parent / ".gitignore").write_text("# The reader's own copies are nobody else's.\n*\n", encoding="utf-8")
    text.write_bytes(data)
    seed.write_text(made, encoding="utf-8")
    return seed


def read_by_rule(path: Path, taken: Sequence[str] = ()) -> Seed:
    """Return the seed of a text as rules read it, written nowhere; its name is none of those taken."""
    name = identifier(path.stem)
    name = next(made for made in (name, *(f"{name}-{n}" for n in range(2, 10_000))) if made not in taken)
    made = seed_text(path, path.name, read_page(path), hashlib.sha256(path.read_bytes()).hexdigest())
    return read_seed(path.parent / f"{name}.md", made)


def identifier(name: str) -> str:
    """Return a name as the name of a seed.

    >>> identifier("2009 Report (final)"), identifier("Ducks")
    ('d-2009-report-final', 'ducks')
    """
    made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "document"
    return made if made[0].isalpha() else f"d-{made}"


def seed_text(path: Path, original: str, page: Page, sha256: str) -> str:
    """Return the text of a draft seed of a page.

    Raises
    ------
    SeedError
        If there is no paragraph in it.
    """
    passages = split(page.text, page.title, page.author)
    if not passages:
        fix = "A paragraph ends in a full stop or is longer than twelve words; put a blank line between paragraphs."
        raise SeedError(path, None, "no paragraph was found in it.", fix)
    body = [passage for passage in passages if passage.part[0] == "p"]
    comments = [passage.start for passage in passages if passage.part[0] == "c"]
    count = stated_count(page.text[body[-1].end if body else 0 : comments[0] if comments else len(page.text)])
    record = {
        "title": page.title,
        "author": page.author,
        "genre": OPEN,
        "published": page.date,
        "published-basis": "stated" if page.date else "unknown",
        "published-reason": "The head of the page states it; read by rule." if page.date else "A rule found no date.",
        "stance": OPEN,
        "stance-reason": OPEN,
        "comments-stated": None if count is None else str(count),
        "original-file": original,
        "sha256": sha256,
        "sha256-normalised": checksum(page.text),
        "read": "rule",
    }
    lines = ["---", *(f"{key}: {_yaml(value)}" for key, value in record.items() if value)]
    lines += ["notes:", f"  - {_yaml(f'Drafted by rule from {path.name}.')}"]
    if not page.english:
        lines.append("  - The text is not English, so no quantities and placements were read.")
    lines.append("---")
    answers = replies(passages, page.author)
    numbers = {"q": 0, "t": 0}
    for passage in passages:
        given = {"words": str(len(passage.text.split())), "section": passage.section, "read": "rule"}
        if passage.part in answers:
            target, evidence = answers[passage.part]
            given |= {"by": passage.author, "author-basis": None if passage.author else "unknown"}
            given |= {"place": passage.place, "date": passage.date, "replies-to": target, "evidence": evidence}
        marks = list(_marks(passage, page, numbers)) if page.english else []
        summary = OPEN + (":\n" if marks else "") + ";\n".join(marks)
        lines += ["", "{" + _attributes(given) + "}", f"## {passage.part}", "", summary]
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9][\w .;,-]*", text) else json.dumps(text, ensure_ascii=False)


def _attributes(given: dict[str, str | None]) -> str:
    written = []
    for key, value in given.items():
        told = " ".join(re.sub(r'[\\{}"]', " ", value or "").split())
        if told:
            written.append(f"{key}={told}" if re.fullmatch(r"[A-Za-z0-9-]+", told) else f'{key}="{told}"')
    return " ".join(written)


def _marks(passage: Passage, page: Page, numbers: dict[str, int]) -> Iterator[str]:
    """Yield the marks of a passage as the seed writes them, in the order of the text."""
    placed_once = {(placed.iso3, placed.tier): placed for placed in reversed(placements(passage.text)) if placed.iso3}
    tiers = list(placed_once.values())
    figures = [
        figure
        for figure in quantities(passage.text)
        if not re.match(r"(?i)one\b(?! in| out)", figure.wording)  # an article, most of the time
        and not any(placed.start < figure.end and figure.start < placed.end for placed in tiers)
        and not re.search(
            r"(?i)\b(?:in a row|running|consecutive|straight)\b", passage.text[figure.start : figure.end + 12]
        )
    ]
    taken: set[str] = set()
    found: Sequence[Found | Placement] = sorted([*tiers, *figures], key=lambda one: one.start)
    for one in found:
        wording = _wording(passage.text, one.start, one.end)
        if wording is None or wording in taken:
            continue
        taken.add(wording)
        kind = "t" if isinstance(one, Placement) else "q"
        numbers[kind] += 1
        given = _tier(one, page) if isinstance(one, Placement) else _estimate(one)
        marked = ".tier" if kind == "t" else ".estimate"
        yield f"[{wording}]{{#{kind}{numbers[kind]} {marked} {_attributes({**given, 'by': OPEN, 'read': 'rule'})}}}"


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
        places = list(occurrences(text, wording))
        if len(places) == 1:
            return wording
        if after := re.compile(r"[ ]?\S*\w").match(text, end, line[1]):
            end = after.end()
        elif before := re.search(r"\S+\s*$", text[line[0] : start]):
            start = line[0] + before.start()
        else:
            return None
    return None


def _estimate(found: Found) -> dict[str, str | None]:
    noun = (found.unit or "").lower()
    last = noun.split(" ")[-1]
    money = re.match(r"(us\$|usd|£|gbp|€|eur)|.*(?:[$¥₩₹]|dollar|pounds|won|yen|yuan)", noun)
    unit = OPEN
    if money:
        code = {"us$": "USD", "£": "GBP", "€": "EUR", None: ""}.get(money[1], str(money[1]).upper())
        year, alone = noun.endswith(("year", "annually", "yearly")), noun in ("€", "eur", "euro", "euros")
        unit = "EUR" if alone else f"{code} per year" if year and code in ("USD", "GBP") else OPEN
    elif noun == "percent":
        unit = noun
    elif last in ("hours", "years", "hour", "year"):
        unit = last.rstrip("s") + "s"
    else:
        kinds = ("people", "countries", "organisations", "cases")
        unit = next((kind for kind in kinds if last in RULES["words"][kind].split()), OPEN)
    counted = noun if noun and not money and unit in (OPEN, "people") and noun != "people" else None
    return {"topic": OPEN, "of": OPEN, "population": counted, "n": found.notation, "unit": unit}


def _tier(found: Placement, page: Page) -> dict[str, str | None]:
    years = found.years
    if not years and (told := re.search(r"\b20[0-2]\d\b(?=.*\b[Rr]eport)", page.title)):
        years = told[0]
    if not years and page.date:  # the latest report that was out
        released = release_dates()
        out = released.loc[released["released"] <= page.date, "report_year"]
        if len(out):
            first = int(out.max()) - (found.streak or 1) + 1
            years = f"{first}..{out.max()}" if first < out.max() else str(out.max())
    fits = years and found.streak == (int(years[-4:]) - int(years[:4]) + 1)
    streak = str(found.streak) if found.streak and fits else None
    return {"country": found.iso3, "tier": found.tier, "years": years or OPEN, "streak": streak, "basis": found.basis}


def still_open(path: str | PathLike[str]) -> list[tuple[int, str, str]]:
    """List what nobody has given yet in a draft: the line, the mark or part, and what is open there.

    Returns
    -------
    list of tuple
        Line (from 1), mark, part or front matter, and the names of what is open, or `unconfirmed` if nothing is.
    """
    seed = read_seed(Path(path))
    entries = {key: entry for key, entry in seed.front.items() if entry.value == OPEN}
    found = [(entry.line, "front matter", key) for key, entry in entries.items()]
    for part in seed.parts:
        holders = [
            (part.line, part.id, part.attributes),
            *((mark.line, mark.id, mark.attributes) for mark in part.marks),
        ]
        for line, name, attributes in holders:
            names = [key for key, value in attributes.items() if value == OPEN]
            names += ["summary"] if name == part.id and part.digest.startswith(OPEN) else []
            if "read" in attributes:
                found.append((line, name, ", ".join(names) or "unconfirmed"))
    return found
