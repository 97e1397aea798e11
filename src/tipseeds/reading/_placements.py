"""Who is placed in which tier, for which reports, and whether that is said or follows: placements by rule."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tipseeds.edition.reference import country_names
from tipseeds.reading._quantities import RULES, quantities

_RULES = {name: re.compile(rule) for name, rule in RULES["tiers"].items() if isinstance(rule, str)}
_DIGITS = {word: tier for tier, words in RULES["tiers"]["digits"].items() for word in words.split()}


class Placement(NamedTuple):
    """A statement that places a country in a tier, by rule.

    Attributes
    ----------
    iso3 : str or None
        The country's ISO 3166-1 alpha-3 code; None where no country is named in the sentence.
    tier : str
        1, 2, 2WL or 3.
    years : str or None
        Report years as a seed writes them, where the sentence names one.
    streak : int or None
        The number of reports in a row, where it is stated.
    basis : str
        stated or implied.
    wording, start, end
        The words that name the tier, and where they stand: `text[start:end]`.
    """

    iso3: str | None
    tier: str
    years: str | None
    streak: int | None
    basis: str
    wording: str
    start: int
    end: int


@cache
def _countries() -> tuple[dict[str, str], re.Pattern[str]]:
    codes = {name: iso3 for iso3, name in country_names().items()}
    codes |= {name: iso3 for iso3, names in RULES["tiers"]["countries"].items() for name in names.split("|")}
    return codes, re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, sorted(codes, key=len, reverse=True)))})(?:ns?|[’']s)?(?!\w)"
    )


def placements(text: str) -> list[Placement]:
    """Read placements in tiers; a definition of a tier and what would be so under a condition are none.

    Examples
    --------
    >>> placements("For the fifth consecutive year, the report of 2007 put Iceland in Tier 3.")[0][:5]
    ('ISL', '3', '2003..2007', 5, 'stated')
    >>> placements("A country is in Tier 3 if it makes no effort.")
    []
    """
    codes, countries = _countries()
    found = []
    for sentence in _RULES["sentence"].finditer(text):
        matches = [*_RULES["tier"].finditer(sentence[0]), *_RULES["implied"].finditer(sentence[0])]
        told = _RULES["streak"].search(sentence[0])
        near = min(matches, key=lambda match: abs(match.start() - told.start()), default=None) if told else None
        for match in matches:
            clause_start = max(sentence[0].rfind(sign, 0, match.start()) for sign in ";:") + 1
            before = sentence[0][clause_start : match.start()]
            named = [(codes[name[1]], name.start()) for name in countries.finditer(before)]
            if _RULES["hypothetical"].search(before) or (not named and _RULES["defines"].search(before)):
                continue
            if not named:
                after = countries.search(sentence[0], match.end(), match.end() + 40)
                named = [(codes[after[1]], after.start())] if after and match.re is _RULES["tier"] else []
            group = match.groupdict()
            word = (group.get("digit") or group.get("word") or "3").lower()
            tier = _DIGITS.get(word, "3") + ("WL" if group.get("watch") else "")
            years, streak = _years(sentence[0], told if match is near else None)
            start = sentence.start() + match.start()
            end = start + len(" ".join(match[0].split(" ")[:10]))
            basis = "stated" if match.re is _RULES["tier"] else "implied"
            subjects: list[str | None] = [code for code, _ in named[-1:]] or [None]
            if len(named) > 1 and re.search(r"(?:, | and )$", before[: named[-1][1]]):
                subjects = list(dict.fromkeys(code for code, _ in named))
            listed = list(countries.finditer(sentence[0], match.end()))
            if len(listed) > 2 and match.re is _RULES["tier"] and "," in sentence[0][match.end() :]:
                for name in listed:  # each of a list is marked by its own name
                    place = sentence.start() + name.start(), sentence.start() + name.end()
                    found.append(Placement(codes[name[1]], tier, years, None, basis, name[0], *place))
            found += [Placement(code, tier, years, streak, basis, text[start:end], start, end) for code in subjects]
    return found


def _years(sentence: str, match: re.Match[str] | None) -> tuple[str | None, int | None]:
    """Return the report years that a sentence names, and the streak."""
    streak, ordinals = None, RULES["words"]["ordinals"].split()
    if match and match["nth"]:
        nth = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", match["nth"].lower())
        streak = int(nth) if nth.isdigit() else ordinals.index(nth) if nth in ordinals else None
    elif match:
        numbers = quantities(match["count"] + " years")
        streak = int(numbers[0].low) if numbers and numbers[0].low else None
    report = _RULES["report"].search(sentence)
    if not report:
        return None, streak
    year = int(report[1] or report[2])
    first = year - streak + 1 if streak else year
    return (f"{first}..{year}" if 2001 <= first < year else str(year)), streak
