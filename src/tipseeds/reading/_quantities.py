"""Quantities in English prose, by rules: numbers in digits and words, what joins two of them, hedges around them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from math import prod
from pathlib import Path
from typing import NamedTuple

from tipseeds.edition import quantity
from tipseeds.originals.layouts import RULES as LAYOUTS
from tipseeds.originals.layouts import filled

RULES = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
_WORDS, _SCALES = {name: words.split() for name, words in RULES["words"].items()}, RULES["scales"]
_VALUES = {word: float(number) for number, word in enumerate(_WORDS["small"])} | {"half": 0.5, "quarter": 0.25}
_VALUES |= {word: 10.0 * number for number, word in enumerate(_WORDS["tens"], 2)}
# What rules about neighbours see in the place of a number (with more of it behind), a label and the number at hand.
_N, _MORE, _X, _O = "\ue000\ue001\ue002\ue003"
_NAMES = {"N": f"{_N}{_MORE}*", "X": _X, "O": _O} | LAYOUTS["names"] | RULES["number"] | RULES["label"]
_NAMES |= {name.upper(): "|".join(reversed(words)) for name, words in _WORDS.items()}


class Found(NamedTuple):
    """A quantity that a rule found in a text: what `tip.quantity.Quantity` holds, what it counts and where it stands.

    `unit` is percent, a currency, or the noun after the number in the text's words, None if nothing follows; `wording`
    the words it was read from, hedge and noun included: `text[start:end]`.
    """

    low: float | None
    high: float | None
    bound: str
    convention: bool
    notation: str
    unit: str | None
    wording: str
    start: int
    end: int


class _Atom(NamedTuple):
    """A number in the text: its place, its kind (number, word, ratio, magnitude), its text and what is joined to it."""

    start: int
    end: int
    kind: str
    text: str
    value: float
    before: str = ""
    after: str = ""
    scale: float = 1


@cache
def _rule(name: str) -> re.Pattern[str]:
    """Return a rule as a pattern: one around a number, or those of a kind at once."""
    kinds = "|".join(f"(?P<h{n}>{words})" for n, words in enumerate(RULES.get(name, {}).values()))
    if name == "number":
        both = [(kind, key, rule) for kind in ("label", "number") for key, rule in RULES[kind].items()]
        kinds = "|".join(f"(?P<{kind}_{key}>{rule})" for kind, key, rule in both if key.islower())
    rule = {"after": rf"(?i:\s?(?:{kinds}))", "before": rf"(?i:(?<![\w-])(?:{kinds}))[\s-]*(?:(?:an?|another) )?$"}
    return re.compile(filled(RULES["around"].get(name) or rule.get(name, kinds), _NAMES))


def _kind(name: str, match: re.Match[str] | None) -> str:
    """Return which of the rules of a kind a match is of."""
    return list(RULES[name])[int(str(match.lastgroup)[1:])] if match else ""


def coded_unit(noun: str) -> str:
    """Return the unit of a seed that a noun or currency names; nothing if there is none."""
    return _kind("units", _rule("units").fullmatch(noun))


def quantities(text: str) -> list[Found]:
    """Read the quantities in an English text.

    Digits, number words, scales, currencies, percent, shares, ranges, changes, alternatives and orders of magnitude are
    read, each with the hedges before and after it. Years, dates, times, ordinals, addresses, provisions and the numbers
    in names are not quantities. Every quantity was read by rule: look before you quote.

    Parameters
    ----------
    text : str, a paragraph or a few sentences

    Returns
    -------
    list of Found, in the order of the text; each begins as what `tip.quantity.parse` gives

    Examples
    --------
    >>> found = tip.reading.quantities("The pond held 60 to 65,000 ducks, at least one in eight of them ringed.")
    >>> [(one.notation, one.unit, one.wording) for one in found]
    [('60000..65000', 'ducks', '60 to 65,000 ducks'), ('>=1 in 8', 'percent', 'at least one in eight')]
    """
    found = list(_joined(text))
    for rule, notation in (("none_known", "0 known"), ("unknown", "?")):
        matches = _rule(rule).finditer(text)
        found += [Found(*quantity.parse(notation), None, match[0], *match.span()) for match in matches]
    return sorted(found, key=lambda one: one.start)


def _mask(text: str) -> tuple[list[_Atom], str]:
    """Find the numbers; return them, and the text with signs in the place of numbers and labels."""
    atoms: list[_Atom] = []
    masked, at = "", 0
    while match := _rule("number").search(text, at):
        label = str(match.lastgroup).startswith("label") or _is_year(text, match)
        atom = None if label else _atom(match)
        length = (atom.end if atom else match.end()) - match.start()
        masked += text[at : match.start()]
        masked += _X * length if label else _N + _MORE * (length - 1) if atom else match[0]
        at = len(masked)
        atoms += [atom] if atom else []
    return atoms, masked + text[at:]


def _atom(match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    if match["number_ratio"] or match["number_fraction"]:
        if match["number_ratio"]:
            part, whole = _value(match["part"]), _value(match["whole"])
        else:
            kind = (match["kind"] or "half").lower().rstrip("s").replace("fourth", "quarter")
            part, whole = _value(match["count"] or "a") or 1, _WORDS["fractions"].index(kind) + 2.0
        if 0 < part < whole and not 1500 <= whole < 2200:
            return _Atom(start, end, "ratio", f"{part:.0f} in {whole:.0f}", 100 * part / whole, after="percent")
        written = match["part"]  # 5 in two hours
        kind = "number" if written and written[0].isdigit() else "word"
        return _Atom(start, match.end("part"), kind, written, part) if written else None
    if match["number_magnitude"]:
        names = filter(None, (match["many"] or match["plain"], match["of"]))
        name = (f"several-{match['several']}s" if match["several"] else "-of-".join(names)).lower()
        return _Atom(start, end, "magnitude", name, quantity.MAGNITUDES[name])
    if match["number_slash"]:
        value = int(match["over"]) / int(match["under"])
        return _Atom(start, end, "number", quantity.plain(value), value) if value < 1 else None
    written, scales = match["words"] or match["digits"], re.findall("[a-z]+", match["scale"].lower())
    scale = prod(_SCALES[name if name in _SCALES else name.rstrip("s")] for name in scales)
    value = _value(written) * scale * (-1 if match["sign"] or match["inner"] else 1)
    if abs(value) > quantity.LARGEST:
        return None
    kind = "word" if match["words"] and scale == 1 else "number"
    before, after = (match["currency"] or "").strip(" -"), "percent" * bool(match["percent"])
    return _Atom(start, end, kind, written, value, before, after, scale)


def _value(text: str) -> float:
    """Return the number that digits or words say."""
    text = text.lower().strip()
    if text[0] in "0123456789.":
        return float(text.replace(",", ""))
    total = current = 0.0
    for word in re.split("[- ]", text):
        current = (current or 1) * _SCALES[word] if word in _SCALES else current + _VALUES.get(word, 0)
        if word in _SCALES and current >= 1000:
            total, current = total + current, 0.0
    return total + current


def _is_year(text: str, match: re.Match[str]) -> bool:
    if not _rule("a_year").fullmatch(match[0]):
        return False
    window = text[max(0, match.start() - 20) : match.start()] + _O + text[match.end() : match.end() + 40]
    if _rule("counted_year").search(window):
        return False
    if span := _rule("year_span").search(window):
        return bool(span["other"])
    return match[0][:2] in ("19", "20") or bool(_rule("year").search(window))


def _joined(text: str) -> Iterator[Found]:
    atoms, masked = _mask(text)
    done, ended, inherited = 0, 0, ""
    for number, atom in enumerate(atoms):
        if atom.start < done:
            continue
        begin, done, core, last = atom.start, atom.end, None, atom
        began = _rule("begin").search(masked, max(0, begin - 24), begin)
        if match := _rule("link").match(masked, begin):
            core = _pair(match, began["began"].lower() if began else "", atom, atoms[number + 1], masked)
        if match and core is not None:
            core = "~" * bool(core and began and began["about"]) + core  # from about 60 to 65
            begin, done, last = began.start() if began else begin, match.end(), atoms[number + 1]
        elif not _is_none(atom, masked):
            core = atom.text if atom.kind in ("ratio", "magnitude") else quantity.plain(atom.value)
            core += " times" * bool(not atom.before and _rule("times").match(masked, done))
        if not core:
            continue
        again = inherited if _rule("same_again").fullmatch(masked[ended:begin]) else ""
        unit, ended = _unit(atom, last, masked, done)
        begin, ended, status, hedge = _hedges(masked, begin, done, ended)
        unit, ended = _unit(atom, last, masked, ended) if not unit else (unit, ended)  # 10 or more years
        if match and ".." in core and match["link"].strip()[:3] in ("but", "and", "yet"):
            hedge = hedge.removeprefix(">=")  # at least 5 but fewer than 10
        inherited = hedge or again
        for notation in (f"{status}{inherited}{core}", core):
            try:
                read = quantity.parse(notation)
            except ValueError:
                continue
            yield Found(*read, unit, text[begin:ended], begin, ended)
            break


def _pair(match: re.Match[str], began: str, one: _Atom, other: _Atom, masked: str) -> str | None:
    """Return two numbers as a range, a change or alternatives; None if they are two quantities, "" if they are none."""
    link, noun = match["link"].strip().lower(), match["noun"].strip()
    before, dash = masked[max(0, match.start() - 40) : match.start()], link in "-–—−"
    two = (
        {one.kind, other.kind} & {"ratio", "magnitude"}
        or ((link == "and" or noun) and not began)
        or (one.after and not other.after and not noun)
        or (other.before and not one.before)
        or (one.before and other.before and one.before[-1] != other.before[-1])
        or (link == "or" and {one.kind, other.kind} == {"word", "number"})
        or ((one.before or one.after) and _rule("by").search(before))
    )
    if two:
        return None
    low, high, bare = one.value, other.value, not (one.before or one.after or other.after)
    if one.scale == 1 < other.scale and low < high / other.scale:
        low *= other.scale
    if one.scale == other.scale == 1 and 1000 * low < high <= 2000 * low and high % 1000 == 0:
        low *= 1000  # 60-65,000
    if low == high or (dash and (low > high or (bare and _rule("score").search(before)))):
        return "" if dash and bare else None
    if began == "from" and (low > high or noun or _rule("change").search(before)):
        return f"{quantity.plain(low)}->{quantity.plain(high)}"
    joined = " or " if link == "or" else "..<" if link.endswith(" than") and " no" not in link else ".."
    return None if low > high else quantity.plain(low) + joined + quantity.plain(high)


def _is_none(atom: _Atom, masked: str) -> bool:
    """Tell whether a number counts nothing: the article one, one in a name or a compound, a score, a list number."""
    if atom.kind in ("ratio", "magnitude") or atom.before or atom.after:
        return False
    rules = ["compound"] if atom.kind == "word" else ["in_label"] if "," in atom.text else ["in_label", "named"]
    if atom.text.lower() == "one":
        rules = ["article"]
    elif atom.scale > 1:
        rules = []
    window = masked[max(0, atom.start - 32) : atom.start] + _O + masked[atom.end : atom.end + 32]
    return any(_rule(rule).search(window) for rule in rules)


def _hedges(masked: str, begin: int, number: int, end: int) -> tuple[int, int, str, str]:
    """Return where the words of a quantity begin and end with its hedges, whether it is an estimate, and the hedge."""
    said = {"hedge": "", "about": "", "status": ""}
    slots = {"~": "about", "estimated ": "status", "reported ": "status"}
    for _ in range(3):
        match = _rule("before").search(masked[max(0, begin - 45) : begin].replace(_X, "x"))
        sign = _kind("before", match)
        slot = slots.get(sign, "hedge")
        if not match or said[slot] not in ("", "nearly "):
            break
        said["about"] = "~" if said[slot] else said["about"]  # up to nearly 30
        said[slot] = sign
        begin -= len(match[0])
    if match := _rule("after").match(masked, number) or _rule("after").match(masked, end):
        sign, end = _kind("after", match), max(end, match.end())
        slot = slots.get(sign, "hedge")
        said[slot] = said[slot] or sign
    about = "" if said["hedge"] in ("nearly ", "just under ", "just over ") else said["about"]
    return begin, end, said["status"], said["hedge"] + about


def _unit(one: _Atom, last: _Atom, masked: str, end: int) -> tuple[str | None, int]:
    """Return what a quantity counts, and where its words end."""
    if one.after or last.after:
        return "percent", end
    match = _rule("currency_word").match(masked, end)
    if one.before or match:
        name, end = (match[0].strip(), match.end()) if match and not one.before else (one.before, end)
        per = _rule("per").match(masked, end)
        return name + (per[0] if per else ""), per.end() if per else end
    words: list[str] = []
    first = None
    stop = end + 3 * (masked.startswith(" of ", end) and "magnitude" in (one.kind, last.kind))
    while match := re.compile(r"[\s-]?([A-Za-zµμ°€″′][\w’'°/-]*)").match(masked, stop):
        if match[1].lower() in _WORDS["stop"] or len(words) == 4:
            break
        stop = match.end()
        words.append(match[1])
        first = first or (match[1], stop)
        if re.fullmatch(r"\w{2,}[^s\W]s", match[1]) or match[1] in _WORDS["people"]:
            return " ".join(words), stop
    return first or (None, end)
