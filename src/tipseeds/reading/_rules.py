"""The rules by which prose is read, as data: words for numbers and hedges, and what is a label and no quantity."""

from __future__ import annotations

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL = {word: number for number, word in enumerate(_SMALL.split())}
TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    **{"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0},
    **{"mn": 1e6, "mln": 1e6, "m": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "b": 1e9, "t": 1e12},
}
FRACTIONS = {
    word: number for number, word in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), 2)
}

BEFORE = {
    "~": "about|around|approximately|approx\\.?|roughly|some|circa|ca?\\.|~|≈|in the (?:region|order|neighbou?rhood) of|"
    "barely|perhaps|maybe|more or less|something like|an estimated average of",
    "nearly ": "nearly|almost|close to|closing in on|approach(?:ing|es|ed)|not quite|virtually",
    "up to ": "up to|as (?:many|much|high|long|far|late) as|a potential",
    "<=": "at (?:the )?most|(?:less|fewer|smaller|lower) (?:than )?or equal (?:than|to)|no(?:t)? (?:more|greater|higher|longer|later) than|(?:a )?maximum(?: of)?|within|not exceeding|"
    "limited to|capped at|≤",
    "just under ": "(?:just|slightly|a (?:little|bit|shade|touch)) (?:under|below|less than|fewer than|short of|shy of)",
    "<": "(?:(?:far|much|significantly|well) )?(?:less|fewer|lower|smaller|shorter|younger|cheaper) than|"
    "(?:well )?(?:under|below)|sub|short of|shy of|<",
    "just over ": "(?:just|slightly|marginally|a (?:little|bit|shade|touch)) (?:over|above|more than|higher than|higher at)",
    ">=": "at (?:the (?:very )?)?least|(?:greater|more|larger|bigger|higher) (?:than )?or equal (?:than|to)|no(?:t)? (?:less|fewer|lower) than|(?:a )?minimum(?: of)?|upwards? of|as (?:few|little|low) "
    "as|≥",
    ">": "(?:(?:far|much|significantly|well) )?(?:more|greater|higher|larger|bigger|longer|older) than|(?:well |far )?"
    "(?:over|above)(?: than)?|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|in excess of|north of|beyond|>",
    "estimated ": "an estimated|estimated(?: (?:at|to be))?|(?:is|are|was|were) put at",
    "reported ": "reportedly|(?:is|are|was|were) said to be|a reported",
}
"""Hedges that stand before a number, by what the notation makes of them."""

AFTER = {
    ">=": "(?:or|and) (?:more|over|above|older|longer|higher|greater)|(?:and|or) (?:up|upwards?|over|above)|-?plus\\b|\\+|at (?:the )?least|"
    "and counting|minimum",
    "<=": "or (?:less|fewer|under|below|younger|lower)|at (?:the )?most|and (?:under|below)|maximum|max\\b|tops",
    "~": "or so|or thereabouts|or there ?abouts|,? give or take|,? more or less|approximately|-?ish\\b|on average, roughly",
}
"""Hedges that stand after a number, or after what it counts."""

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:1[5-9]|2[01])\d\d"
_HEADS = (
    "Tiers?|Articles?|Resolutions?|Sections?|Chapters?|Title|Parts?|Pages?|Table|Figure|Annex|Appendix|Phase|Level|Levels|"
    "Category|Game|Week|Day|Act|Episode|Season|Round|Grade|Route|Highway|Flight|Room|Unit|Channel|Form|Version|Type|Class|"
    "Series|Stage|Volume|Vol|Issue|Item|Rule|Note|Footnote|Number|No|Nos|Pub|Law|Principle|Step|Question|Option|Bus|Line|Gate|"
    "Platform|Area|Zone|District|Division|Group|Lot|Block|Comment|Post|Paragraphs?|Para|Protocol|Convention|ISO|WP"
)
LABELS = (
    r"https?://\S+|www\.\S+|\S+@\S+|#\d+\b|§+\s?[\d.,–-]+(?:\([a-z\d]+\))*",
    rf"\b{_DAY}(?:\s?[-–]\s?{_DAY})?(?: of)? {_MONTH}(?:,? {_YEAR}\b)?",
    rf"\b{_MONTH} {_DAY}(?:\s?(?:[-–]|to|and)\s?{_DAY}(?!\s?%))?(?!,\d{{3}})(?:,? {_YEAR}\b)?(?![.,]?\d)",
    rf"\b{_MONTH}(?: of)?,? (?:{_YEAR})\b|\b{_MONTH} ['’]\d\d\b",
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\b\d{1,2}/\d{4}\b",
    r"\b\d{1,2}[:.]\d\d\s?(?i:[ap]\.?m\b\.?)|\b\d{1,2}:\d\d(?::\d\d)?\b(?:\s?(?:GMT|UTC|h\b))?|\b\d{1,2}\s?(?i:[ap]\.?m\b\.?)",
    r"\b(?:9/11|24/7|50[/-]50|20/20)\b",
    rf"(?:\b(?:FY|CY|Q[1-4] ?)|(?<![\w.,$£€-]))['’]?{_YEAR}s?\s?[-–/]\s?(?:{_YEAR}|\d\d)\b(?!\s?%)",
    rf"\b(?:FY|CY|mid-|pre-|post-|late-|early-)\s?{_YEAR}s?\b|\b{_YEAR}\s?['’′]?s\b|['’]\d0s\b|\b\d0s\b",
    r"\+?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\+\d[\d ()-]{7,}\d\b",
    r"\b\d{1,3}(?:,\d{3})+(?:st|nd|rd|th)\b|\b\d+(?:st|nd|rd|th)\b(?:[- ][a-z]+\b)?",
    r"\b\d+(?:-\d+)?(?:\s[NSEW]\.?)?\s(?:\d+\w*\s|(?:[A-Z][\w’'-]*\s){1,3})(?:Street|St|Road|Rd|Way|Ave|Avenue|Lane|Drive|Boulevard|Square)\b",
    r"\b\d+\s(?:Ave|Rue|Via)\s[A-Z]\w+",
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\w*\b",
    r"\b\d+\s(?:U\.?S\.?C|C\.?F\.?R|U\.N\.T\.S)\b\.?(?:\s§*\s?[\d-]+)?|\bP\.?L\.?\s\d+-\d+|\b[A-Z](?:/[\w.]+)+\b",
    r"\b(?:pp?|No|Nos|Vol|Ch|Art|Sec)\.\s?\d+(?:\s?[-–]\s?\d+)?",
    rf"\b(?i:{_HEADS})\.?\s(?:\d+|[IVX]+)\b(?![.,]\d)(?:\s?(?:-|–|,|and|or|to)\s?\d+\b)*(?!\s?(?:%|per ?cent))(?:\([a-z\d]+\))*",
    r"\b\d+\s?(?:ZIP|BC|AD|BCE|CE)\b",
    r"\[\d+\]|\b\d+(?:\.\d+)?\s?[×x]\s?10[−^-]?\d+\b",
)
"""What holds a number and is no quantity: addresses, dates, times, years, telephone numbers, provisions, numbered things."""

NAME = (
    r"\b(?!(?:USD|EUR|GBP|CNY|JPY|KRW|CHF|AUD|CAD|INR|RM|PS|Rs)\d|(?:minus|sub|now|non|over|under|to)-)"
    r"(?:[A-Za-z]+(?:&[A-Z]+)?-?\d+[\w-]*|[A-Z]+\d*/[A-Z]*\d+)"
)
"""A name that ends in a number, written in one: X6, COVID-19, TA-35."""

NOT_NAMES = (
    "A About Above Additionally After All Almost An And Another Approximately Around As At Average Barely Because Before Being "
    "Below Between But By Down During Each Even Every Exactly Fewer For From Had Half Has Have He Her His I If In Into Is It Its "
    "Just Last Less Like Maybe More Most My Near Nearly Next No Not Of Off On Only Or Other Our Out Over Perhaps Plus Roughly "
    "She Since So Some Than That The Their Then There These They This Those Through To Under Until Up Was We Were What When "
    "Where Which While Who With Within Yet You Your Reportedly Estimated Some Fully Another First Last Past "
)
"""Words that may begin with a capital before a number without naming anything with it."""

YEAR_BEFORE = (
    "in|since|by|until|till|from|during|of|before|after|to|through|for|and|or|the|a|an|early|late|mid|year|season|summer|"
    "winter|spring|autumn|fall|between|this|that|new|election|report|world|cup|olympics|back|around|circa|about|around"
)
"""What stands before a bare number from 1500 to 2099 that is a year."""

UNKNOWN = (
    r"no (?:reliable |official |precise |exact )?(?:information|figures?|data|estimates?|statistics|numbers?) (?:exists? |is available |are "
    r"available )?(?:on|of|for|about)(?: how many| the number)?|(?:it is |it's )?(?:un|not )(?:known|clear) how (?:many|much)|"
    r"(?:an|the) (?:unknown|unspecified|undisclosed) (?:number|amount|sum|share)|nobody knows how (?:many|much)|"
    r"(?:number|total|extent)s? (?:\w+ ){0,6}?(?:is|are|remains?) (?:unknown|not known|unclear)"
)
NONE_KNOWN = r"no known(?= (?:\w+ ){0,2}?[a-z]{3,})"

CURRENCIES = {"$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "euro": "EUR", "£": "GBP", "GBP": "GBP"}
CURRENCY_WORDS = "(?:US |U\\.S\\. |American )?dollars?|US\\$|USD|euros?|EUR|€|pounds sterling|GBP|(?:South Korean |North Korean )?won|yen|yuan"
PEOPLE = (
    "people persons person men women children girls boys workers labourers laborers prisoners inmates refugees defectors victims "
    "migrants citizens individuals families? soldiers officials students members residents users employees survivors escapees"
)
"""Nouns that count people."""

CHANGES = (
    "ris|rose|increas|grow|grew|climb|jump|gain|fall|fell|drop|declin|decreas|slow|shrink|shrank|cut|lower|rais|went|go(?:es|ing)?|chang|"
    "mov|plummet|plung|slid|slip|surg|soar|up|down|inch|creep|bring|brought|expand|reduc|tighten|eas|improv|widen|narrow"
)
"""Beginnings of verbs after which "from … to" is a change."""
