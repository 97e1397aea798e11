"""Who is placed in which tier, for which reports, and whether that is said or follows: placements by rule."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tipseeds.edition.reference import country_names
from tipseeds.reading._quantities import RULES

_RULES = {name: re.compile(rule) for name, rule in RULES["tiers"].items() if isinstance(rule, str)}
_DIGITS = {word: tier for tier, words in RULES["tiers"]["digits"].items() for word in words.split()}


class Placement(NamedTuple):
    """A statement that places a country in a tier, by rule.

    `iso3` is the country's ISO 3166-1 alpha-3 code, None where the sentence names none; `tier` 1, 2, 2WL or 3; `years`
    the report years as a seed writes them (`2003..` goes on to the latest report) and `streak` the number of reports in
    a row, where they are stated; `basis` stated or implied; `wording` the words that name the tier, or one country of a
    list: `text[start:end]`; `before` says that it is about the report before the one in question.
    """

    iso3: str | None
    tier: str
    years: str | None
    streak: int | None
    basis: str
    wording: str
    start: int
    end: int
    before: bool = False


@cache
def _countries() -> tuple[dict[str, str], re.Pattern[str]]:
    codes = {name: iso3 for iso3, name in country_names().items()}
    codes |= {name: iso3 for iso3, names in RULES["tiers"]["countries"].items() for name in names.split("|")}
    names = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    return codes, re.compile(rf"(?<!\w)({names})(?:ns?|[’']s)?(?!\w)")


def placements(text: str) -> list[Placement]:
    """Read placements in tiers; a definition of a tier and what would be so under a condition are none.

    Examples
    --------
    >>> tip.reading.placements("For the fifth consecutive year, the report of 2007 put Iceland in Tier 3.")[0][:5]
    ('ISL', '3', '2003..2007', 5, 'stated')
    >>> tip.reading.placements("A country is in Tier 3 if it makes no effort.")
    []
    """
    codes, countries = _countries()
    found: list[Placement] = []
    for sentence in _RULES["sentence"].finditer(text):
        said, begin = sentence[0], sentence.start()
        names = [(codes[name[1]], name) for name in countries.finditer(said)]
        matches = [match for rule in ("tier", "implied") for match in _RULES[rule].finditer(said)]
        told = _RULES["streak"].search(said)
        near = min(matches, key=lambda match: abs(match.start() - told.start()), default=None) if told else None
        listed = names if found and not matches and _RULES["same"].search(said) else []
        for match in matches:
            stated = match.re is _RULES["tier"]
            clause = max(said.rfind(sign, 0, match.start()) for sign in ";:") + 1
            lead, group = said[clause : match.start()], match.groupdict()
            before = [(code, name) for code, name in names if clause <= name.start() < match.start()]
            after = [(code, name) for code, name in names if match.end() <= name.start()]
            if _RULES["hypothetical"].search(lead) or (not before and _RULES["defines"].search(lead)):
                continue
            before = [] if group.get("active") else before
            follows = stated or group["active"]
            subjects = before[-1:] or [one for one in after[:1] if follows and one[1].end() <= match.end() + 40]
            if len(before) > 1 and re.search(r"(?:, | and )$", said[: before[-1][1].start()]):
                subjects = before
            word = (group.get("digit") or group.get("word") or "3").lower()
            tier = "2WL" if group.get("alone") else _DIGITS.get(word, "3") + ("WL" if group.get("watch") else "")
            years, streak = _years(said, told if match is near else None)
            wording = " ".join(match[0].split(" ")[:10])
            stays = None if streak or ".." in (years or "") else _RULES["stays"].search(lead)
            start, basis = begin + match.start(), "stated" if stated else "implied"
            for code in dict.fromkeys(code for code, _ in subjects) or [None]:
                if stays:  # it was there in the report before
                    year, at = str(int(years) - 1) if years else None, begin + clause + stays.start(1)
                    ends = at, at + len(stays[1])
                    found.append(Placement(code, tier, year, None, "implied", stays[1], *ends, before=True))
                found.append(Placement(code, tier, years, streak, basis, wording, start, start + len(wording)))
            if follows and len(after) > 2 and "," in said[match.end() :]:
                listed = after
        for code, name in listed if len(listed) > 1 else ():  # each of a list is marked by its own name
            place = name[0], begin + name.start(), begin + name.end()
            found.append(found[-1]._replace(iso3=code, streak=None, wording=place[0], start=place[1], end=place[2]))
    return found


def _years(sentence: str, match: re.Match[str] | None) -> tuple[str | None, int | None]:
    """Return the report years that a sentence names, and the streak."""
    streak, since, report = None, _RULES["since"].search(sentence), _RULES["report"].search(sentence)
    if match:
        word, words = (match["nth"] or match["count"]).lower(), RULES["words"]["ordinals" if match["nth"] else "small"]
        digits, known = re.match(r"\d+", word), words.split()
        streak = int(digits[0]) if digits else known.index(word) if word in known else None
    last = (report[1] or report[2]) if report else ""
    if not (since or last):
        return None, streak
    first = since[1] if since else str(int(last) - (streak or 1) + 1)
    return (f"{first}..{last}" if "2001" <= first < (last or "9") else last), streak
