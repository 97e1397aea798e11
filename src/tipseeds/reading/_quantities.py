"""Quantities in English prose, by rules: numbers in digits and words, what joins two of them, and the hedges around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tipseeds.edition import quantity
from tipseeds.reading import _rules as rules


class Found(NamedTuple):
    """A quantity that a rule found in a text.

    Attributes
    ----------
    low, high, bound, convention, notation
        As in `tip.quantity.Quantity`.
    unit : str or None
        What it counts: percent, a currency, times, or the noun after it, in the text's words; None if nothing follows.
    wording : str
        The words it was read from, hedge and noun included: `text[start:end]`.
    start, end : int
        Where they stand in the text.
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
    """A number in the text, as the notation writes it, with the unit written on it."""

    start: int
    end: int
    kind: str  # number, ratio, magnitude or word; a word is a number that may be none, such as one
    text: str
    value: float
    before: str = ""  # a currency in front
    after: str = ""  # percent or a scale behind
    scale: float = 1


_SMALL = "|".join(sorted(rules.SMALL, key=len, reverse=True))
_TENS = "|".join(rules.TENS)
_WORD = rf"(?:(?:{_TENS})(?:[- ](?:{_SMALL}))?|(?:{_SMALL}))"
_BIG = "hundred|thousand|million|billion|trillion|dozen"
_WORDS = rf"\b(?:{_WORD}(?:[- ]and[- ]a[- ](?:half|quarter))?|an?(?=[- ](?:{_BIG})\b))(?:[- ](?:{_BIG})\b(?:(?: and)? {_WORD}\b)?)*(?![\w])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_CURRENCY = (
    r"(?:US|HK|NZ|A|C|S|R)?\s?[$€£¥₩₹]\s?(?:US|A|C)?|(?:USD|EUR|GBP|CNY|JPY|KRW|CHF|AUD|CAD|INR|RM|PS|Rs\.?|Y=)\s?"
)
_SCALE = rf"(?:[\s-](?:{_BIG}|mn|mln|bn|tn|trn)s?\b|(?:bn|mn|mln|tn|trn|k|M|K|B)\b|(?<=\d)m\b)"
_PERCENT = r"\s?%|[\s-](?:per ?cent(?:age)?|pct)\b(?:[\s-]points?)?|pc\b"
_FRACTION = "thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_MAGNITUDE = (
    r"(?:(?P<many>tens|dozens|scores|hundreds)(?: of (?P<many2>thousands|millions|billions|trillions))?|"
    r"(?P<many3>thousands|millions|billions|trillions))(?= of\b| \w+s\b|\s*[.,;)]|\s*$| more\b)|"
    r"(?:several|a few|many|a couple of|a couple|few) (?P<several>hundred|thousand|million|billion|trillion|dozen|score)s?\b"
)
_MASTER = re.compile(
    "|".join(f"(?P<label{n}>{pattern})" for n, pattern in enumerate(rules.LABELS)) + rf"|(?P<name>{rules.NAME})"
    rf"|(?P<ratio>\b(?i:(?P<part>{_WORD}|\d{{1,3}})(?: in| out of)(?: every)? (?P<whole>{_WORD}|\d[\d,]*))\b(?![.,]\d|\s?%|[ -](?i:{_BIG})))"
    rf"|(?P<fraction>\b(?i:(?P<count>{_WORD}|an?)[- ](?P<kind>{_FRACTION})(?:(?<=s)(?!-)|(?= (?:of|the|more|less|are|is|were|was|have)\b|[,.;]))|"
    rf"(?<!second )(?<!first )(?<!other )(?P<half>half)(?= of\b| the\b| a(?! (?:million|billion|dozen|hundred|thousand))\b| its\b| "
    rf"their\b| all\b| those\b| his\b| her\b))\b)"
    rf"|(?P<magnitude>\b(?i:{_MAGNITUDE}))"
    rf"|(?P<slash>(?<![\d/.])(?P<over>\d)[/⁄](?P<under>2|3|4|5|8|10|16|32|64|100|128)\b(?=\s|\W))"
    rf"|(?P<number>(?P<sign>(?:(?<![\w)%])-|(?<![\w)%])−|\b(?i:minus|negative)[- ])?)(?:(?P<currency>(?<![A-Za-z])(?:{_CURRENCY}))(?P<inner>-?)|(?<![\w.]))"
    rf"(?:(?P<digits>{_DIGITS})|(?P<words>(?i:half(?: an?)?(?= (?:{_BIG})\b)|{_WORDS}|a quarter of an?(?= (?:{_BIG})\b))))"
    rf"(?P<scale>(?:(?i:{_SCALE}))*)(?P<percent>(?:(?i:{_PERCENT}))?))"
)
N, X = "\ue000", "\ue001"
"""In the text that the rules about neighbours see, a number is one sign and a label another."""


@cache
def _sided(after: bool) -> re.Pattern[str]:
    hedges = rules.AFTER if after else rules.BEFORE
    ways = "|".join(f"(?P<h{n}>{words})" for n, words in enumerate(hedges.values()))
    return re.compile(rf"(?i:\s?(?:{ways}))" if after else rf"(?i:(?<![\w-])(?:{ways}))[\s-]*(?:(?:an?|another) )?$")


def quantities(text: str) -> list[Found]:
    """Read the quantities in an English text.

    Digits, number words, scales, currencies, percent, shares, ranges, changes, alternatives and orders of magnitude are read,
    each with the hedges before and after it. Years, dates, times, ordinals, addresses, provisions and the numbers in
    names are not quantities. Every quantity was read by rule: look before you quote.

    Parameters
    ----------
    text : str
        One paragraph, or a few sentences.

    Returns
    -------
    list of Found
        In the order of the text. Each begins with low, high, bound, convention and notation, as `tip.quantity.parse` gives.

    Examples
    --------
    >>> found = quantities("In 2009 the pond held between 60 and 65,000 ducks, at least one in eight of them ringed.")
    >>> [(one.notation, one.unit, one.wording) for one in found]
    [('60000..65000', 'ducks', 'between 60 and 65,000 ducks'), ('>=1 in 8', 'percent', 'at least one in eight')]
    """
    atoms, masked, places = _mask(text)
    found = _both_ends(text, list(_joined(text, atoms, masked, places)))
    return sorted([*found, *_not_known(text)], key=lambda one: one.start)


# --- Numbers ---


def _mask(text: str) -> tuple[list[_Atom], str, list[int]]:
    """Find the numbers, and return the text with one sign for each number or label, and where each of its signs stood."""
    atoms: list[_Atom] = []
    masked: list[str] = []
    places: list[int] = []
    at = 0

    def keep(until: int) -> None:
        masked.append(text[at:until])
        places.extend(range(at, until))

    for match in _MASTER.finditer(text):
        label = match["name"] or (match.lastgroup or "").startswith("label") or _is_year(text, match)
        atom = None if label else _atom(match)
        if not (atom or label):
            continue
        keep(match.start())
        masked.append(N if atom else X)
        places.append(match.start())
        at = match.end()
        if atom:
            atoms.append(atom)
    keep(len(text))
    places.append(len(text))
    return atoms, "".join(masked), places


def _atom(match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    if match["ratio"] or match["fraction"]:
        if match["ratio"]:
            part, whole = _value(match["part"]), _value(match["whole"])
        elif match["half"]:
            part, whole = 1, 2
        else:
            part = 1 if match["count"].lower() in ("a", "an") else _value(match["count"])
            whole = rules.FRACTIONS[match["kind"].lower().rstrip("s").replace("fourth", "quarter")]
        if not 0 < part < whole or 1500 <= whole < 2200:
            return None
        return _Atom(start, end, "ratio", f"{part:.0f} in {whole:.0f}", 100 * part / whole, after="percent")
    if match["magnitude"]:
        if several := match["several"]:
            name = f"several-{several.lower()}s"
        else:
            name = "-of-".join(filter(None, (match["many"] or match["many3"], match["many2"]))).lower()
        return _Atom(start, end, "magnitude", name, quantity.MAGNITUDES[name])
    if match["slash"]:
        value = int(match["over"]) / int(match["under"])
        return _Atom(start, end, "number", quantity.plain(value), value) if value < 1 else None
    words, scales = match["words"], re.findall(r"[A-Za-z]+", match["scale"] or "")
    kind = "word" if words and not scales else "number"
    value = _value(words or match["digits"])
    scale = 1.0
    for name in scales:
        if name == "m" and not match["currency"]:  # metres
            end -= 1
            continue
        scale *= rules.SCALES[name.lower() if name.lower() in rules.SCALES else name.lower().rstrip("s")]
    if match["sign"] or match["inner"]:
        value = -value
    if abs(value * scale) > quantity.LARGEST:
        return None
    percent = "percent" if match["percent"] else ""
    currency = (match["currency"] or "").strip(" -")
    return _Atom(start, end, kind, words or match["digits"], value * scale, currency, percent, scale)


def _value(text: str) -> float:
    """Return the number that digits or words say."""
    text = text.lower().strip()
    if text[0].isdigit() or text[0] == ".":
        return float(text.replace(",", ""))
    if text.startswith(("half", "a quarter")):
        return 0.5 if text[0] == "h" else 0.25
    total = current = 0.0
    text = re.sub(r"[- ]and[- ]a[- ](half|quarter)", lambda m: " +" + m[1], text)
    for word in re.split(r"[- ]", text):
        if word in rules.SCALES:
            current = (current or 1) * rules.SCALES[word]
            if rules.SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in ("+half", "+quarter"):
            current += 0.5 if word == "+half" else 0.25
        elif word not in ("a", "an", "and"):
            current += rules.SMALL.get(word, rules.TENS.get(word, 0))
    return total + current


# --- What joins two numbers, and what is none ---

_BEGIN = re.compile(r"(?i)\b(?:(?:ranging|anywhere|somewhere|in) )?(?P<began>between|from|range from) $")
_LINK = re.compile(
    rf"(?i){N}(?P<noun>(?: (?:U\.S\.|[^\s,;:(){N}]*[^\s,.;:(){N}])){{0,6}}?)(?P<link>\s?[-–—−]\s?| to[- ]| and | or | through )(?:(?:about|some|nearly|even|just) )?{N}"
)
_NOUN = re.compile(r"[\s-]?((?:[A-Za-zµμ°€″′][\w’'°%/-]*[\s-]){0,3}?)([A-Za-zµμ°€″′][\w’'°/-]*)")
_STOP = frozenset(
    "a an the of in on at to for from by with and or but that which who whom when where while as than is are was were be been has "
    "have had will would can could may might must should do does did not per if so because since until after before about over "
    "under into onto through between among during against without within this these those it its they their he she his her we our "
    "you your i more less each every all both either neither up down out off such also then there here now still yet only just".split()
)


def _joined(text: str, atoms: list[_Atom], masked: str, places: list[int]) -> Iterator[Found]:
    spots = [at for at, sign in enumerate(masked) if sign == N]
    done, ended, inherited = -1, 0, ""
    for number, spot in enumerate(spots):
        if number <= done:
            continue
        atom = last = atoms[number]
        begin, end, core = spot, spot + 1, None
        began = _BEGIN.search(masked, max(0, spot - 24), spot)
        if match := _LINK.match(masked, spot):
            core = _pair(match, began["began"].lower() if began else "", atom, atoms[number + 1], masked)
            if core is not None:
                begin, end, last, done = began.start() if began else spot, match.end(), atoms[number + 1], number + 1
        if core == "":
            continue
        if core is None:
            if _is_none(atom, masked, spot):
                continue
            core = atom.text if atom.kind in ("ratio", "magnitude") else quantity.plain(atom.value)
            if re.match(r" times\b(?! (?:a|an|per|each|every)\b)", masked[end:]) and not atom.before:
                core += " times"
        again = inherited if re.fullmatch(r"(?: \w+){0,2} ?\(~?(?:[A-Z]+ ?)?|(?: \w+)? / ", masked[ended:begin]) else ""
        for found, ended, inherited in _hedged(text, core, atom, last, masked, (begin, end), places, again):
            yield found


def _pair(match: re.Match[str], began: str, one: _Atom, other: _Atom, masked: str) -> str | None:
    """Return two numbers as a range, a change or alternatives; None if they are two quantities, "" if they are none."""
    link, noun = match["link"].strip().lower(), match["noun"].strip()
    if {one.kind, other.kind} & {"ratio", "magnitude"} or (link == "and" and not began) or (noun and not began):
        return None
    if (one.after and not other.after and not noun) or (other.before and not one.before):
        return None
    if one.before and other.before and one.before[-1] != other.before[-1]:
        return None
    dash = link in "-–—−"
    if link == "or" and {one.kind, other.kind} == {"word", "number"}:
        return None
    before = masked[max(0, match.start() - 40) : match.start()]
    if re.search(r"(?i)\b(?:by|up|down|added|gained|lost)\s*$", before) and (one.before or one.after):
        return None
    low, high = one.value, other.value
    if other.scale > 1 and one.scale == 1 and low < high / other.scale:
        low *= other.scale
    if one.scale == 1 and other.scale == 1 and 1000 * low < high <= 2000 * low and high % 1000 == 0:
        low *= 1000  # 60-65,000
    if not began and not dash and link == "to" and low > high:
        return None
    plain = quantity.plain
    years = [value for value, atom in ((low, one), (high, other)) if atom.text.isdigit() and 1500 <= value < 2200]
    if len(years) == 2 and not (one.before or one.after or other.after):
        return ""
    if low == high or (dash and low > high):
        return "" if dash and not (one.after or other.after) else None
    changes = re.search(rf"(?i)\b(?:{rules.CHANGES})\w*\W(?:[^.;]*)$", before)
    if began == "from" and (changes or low > high or noun):
        return f"{plain(low)}->{plain(high)}"
    if low > high:
        return None
    if link == "or":
        return f"{plain(low)} or {plain(high)}"
    return f"{plain(low)}..{plain(high)}"


_ONE = re.compile(
    r"(?i)\s(?:of (?:the|these|those|my|our|his|her|their|its|your)\b|(?!(?:of|in|on|at|to|for|by|with|and|or|but|that|which|who|whose|when|"
    r"where|as|is|was|has|had|can|could|will|would|may|might|another|after|thing|day|more|they|we|he|she|you|i|it|the|a|an|up|out|"
    r"than|from|hopes?|might|should|if|not|side|way|wants?|needs?|sees?|thinks?|gets?)\b)[a-z])"
)
_NO_ONE = re.compile(
    r"(?i)(?:\b(?:no|any|every|each|this|that|the|another|some|which|same|only the|good|big|new|first|last|is|a)|-)[\s-]?$"
)


def _is_none(atom: _Atom, masked: str, at: int) -> bool:
    """Tell whether a number counts nothing: a year, a number in a name, the article one, a score, a list number."""
    before, after = masked[max(0, at - 32) : at], masked[at + 1 : at + 32]
    if atom.kind in ("ratio", "magnitude") or atom.before or atom.after:
        return False
    if atom.kind == "word" and atom.text.lower() in ("one", "zero"):
        if atom.text.lower() == "one":
            return not _ONE.match(after) or bool(_NO_ONE.search(before)) or (before[-1:] == "-")
    if (
        re.match(r"-[A-Za-z]", after)
        and atom.kind == "word"
        and not re.match(r"-(?:year|month|week|day)s?-?old|-(?:point|cylinder)", after)
    ):
        return True
    if atom.kind == "word" or atom.scale > 1:
        return False
    digits = atom.text
    if re.match(r"\w", after) and digits.isdigit() and re.match(r"[A-Z]\b", after) and after[0] not in "WVAMKCFGHNJ":
        return True
    if before[-1:] in ("/", "_", ":") or after[:1] in ("/", "_") or re.search(rf"[{N}{X}][-–]$", before):
        return True
    if re.match(rf"[-–]\s?{N}", after) and not re.match(r"[-–]", after):
        return True
    if re.search(r"^\s*\(?$", before) and re.match(r"[.)]\s", after):
        return True
    if before.endswith("(") and after.startswith(")"):
        return True
    name = re.search(r"(?:^|[\s(“\"'])([a-z]?[A-Z][\w&’']*[A-Za-z&]|[A-Z])\s$", before)
    if name and digits.replace(".", "").isdigit() and "," not in digits and name[1] not in rules.NOT_NAMES.split():
        counted = re.match(
            r"[\s-]?(?:inch|per\b|people|years?|months?|days?|times|miles|points?)|\s?[a-zµμ°]{1,3}\b", after
        )
        return not counted or re.match(r" (?:of|in|at|to|on|is|as|and|or|for|was|has|had|the)\b|s\b", after) is not None
    return False


def _is_year(text: str, match: re.Match[str]) -> bool:
    if not re.fullmatch("1[5-9]\\d\\d|2[01]\\d\\d", match[0]):
        return False
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 40]
    other = re.match(r"(?:\s?[-–]\s?| (?:to|and|or) )(\d[\d,.]*)", after)
    if re.match(r"\s?(?:sq|rpm|k[mg]|m[mlg]?|p|hp|pounds|people|workers|miles|USD)\b", after):
        return False
    numbers = after.startswith((" and", " or")) and not re.search(r"(?i)between $", before)
    if other and not numbers and not re.fullmatch(r"(?:1[5-9]|2[01])\d\d[.,]?|\d\d[.,]?", other[1]):
        return False
    if re.search(rf"(?i)(?:^|\b(?:{rules.YEAR_BEFORE})\s|\b{rules._MONTH},?\s|[(\[])$", before):
        return True
    return not re.match(r"\s(?:[a-z]+\s){0,2}?(?:[a-z]+s|men|women|children)\b|[a-z]{1,3}\b", after)


# --- Hedges, units, wordings ---


def _hedged(
    text: str, core: str, one: _Atom, last: _Atom, masked: str, span: tuple[int, int], places: list[int], again: str
) -> Iterator[tuple[Found, int, str]]:
    start, end = span
    hedge = about = status = ""
    keys = list(rules.BEFORE)
    for _ in range(3):
        match = _sided(False).search(masked[max(0, start - 45) : start].replace(X, "x"))
        if not match:
            break
        sign = keys[int((match.lastgroup or "h0")[1:])]
        if sign == "~" and not about:
            about = "~"
        elif sign in ("estimated ", "reported ") and not status:
            status = sign
        elif sign not in ("~", "estimated ", "reported ") and hedge in ("", "nearly "):
            hedge, about = sign, "~" if hedge else about  # up to nearly 30
        else:
            break
        start -= len(match[0])
    unit, end = _unit(text, one, last, masked, end, core)
    keys = list(rules.AFTER)
    for at in dict.fromkeys((span[1], end)):
        match = _sided(True).match(masked, at)
        if match and not (hedge and about):
            sign = keys[int((match.lastgroup or "h0")[1:])]
            if sign == "~":
                about = "~"
            elif not hedge:
                hedge = sign
            end = max(end, match.end())
            break
    if not hedge and not about:
        hedge, about = again.rstrip("~"), "~" * again.endswith("~")
    if hedge in ("nearly ", "just under ", "just over "):
        about = ""
    again = f"{hedge}{about}"
    if "->" in core:
        if hedge or about:
            core = f"{hedge}{about}{core}"
        hedge = about = ""
    try:
        read = quantity.parse(f"{status}{hedge}{about}{core}")
    except ValueError:
        try:
            read = quantity.parse(core)
        except ValueError:
            return
    begin, finish = places[start], places[end] if end < len(places) else len(text)
    begin = min(begin, one.start)
    finish = max(finish if masked[end - 1] != N else last.end, last.end)
    yield Found(*read, unit, text[begin:finish], begin, finish), end, again


def _unit(text: str, one: _Atom, last: _Atom, masked: str, end: int, core: str) -> tuple[str | None, int]:
    """Return what a quantity counts, and where its words end."""
    if one.after or last.after:
        return "percent", end
    per = re.compile(r"(?i)(?: (?:a|per|each) (?:year|month|day|week|hour)| annually| monthly)").match
    if one.before:
        match = per(masked, end)
        name = rules.CURRENCIES.get(one.before.replace(" ", ""), one.before)
        return name + (match[0] if match else ""), match.end() if match else end
    if match := re.compile(rf"\s?(?:{rules.CURRENCY_WORDS})\b").match(masked, end):
        return match[0].strip(), match.end()
    at = end + 3 if masked.startswith(" of ", end) and "magnitude" in (one.kind, last.kind) else end
    words: list[str] = []
    stop = at
    for match in re.finditer(r"[\s-]?([A-Za-zµμ°€″′][\w’'°/-]*)", masked[at : at + 60]):
        if match.start() != stop - at or match[1].lower() in _STOP or len(words) == 4:
            break
        words.append(match[1])
        stop = at + match.end()
        if (len(match[1]) > 3 and match[1].endswith("s") and not match[1].endswith("ss")) or match[
            1
        ] in rules.PEOPLE.split():
            return " ".join(words), stop
    if not words:
        return None, end
    first = re.match(r"[\s-]?\S+", masked[at:])
    return words[0], at + (first.end() if first else 0)


def _both_ends(text: str, found: list[Found]) -> list[Found]:
    """Join a lower and an upper limit of one number: at least 5 but fewer than 10 ducks."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and re.fullmatch(r",?(?: \w+)? ?(?:but|and|yet)(?: \w+)? ?", text[before.end : one.start]):
            ends = sorted((before.notation, one.notation), key=lambda notation: notation[0] == "<")
            notation = f"{'>' * (ends[0][:2] != '>=')}{ends[0].lstrip('>=')}..{'<' * (ends[1][:2] != '<=')}{ends[1].lstrip('<=')}"
            if (
                ends[0][0] == ">"
                and ends[1][0] == "<"
                and re.fullmatch(r"[\d.<>-]+", notation)
                and (before.low or one.low or 0) < (before.high or one.high or 0)
            ):
                joined[-1] = Found(
                    *quantity.parse(notation),
                    one.unit or before.unit,
                    text[before.start : one.end],
                    before.start,
                    one.end,
                )
                continue
        joined.append(one)
    return joined


def _not_known(text: str) -> Iterator[Found]:
    for pattern, notation in ((rules.NONE_KNOWN, "0 known"), (rules.UNKNOWN, "?")):
        for match in re.finditer(rf"(?i)\b(?:{pattern})", text):
            yield Found(*quantity.parse(notation), None, match[0], match.start(), match.end())
