"""Which country a wrong code may mean: a name, a code of another list."""

from __future__ import annotations

from collections.abc import Mapping

from tipseeds.edition.words import did_you_mean

# fmt: off
FORMER = {
    "ANT": "Netherlands Antilles", "CSK": "Czechoslovakia", "DDR": "East Germany", "SCG": "Serbia and Montenegro",
    "SUN": "Soviet Union", "XKX": "Kosovo", "YMD": "South Yemen", "YUG": "Yugoslavia",
}
"""States that are no more (ISO 3166-3), and the code that Kosovo has by agreement of those who need one."""
_MEANT = {
    "ARE": "UAE", "BIH": "BOS", "CHE": "SUI", "CHN": "PRC", "COD": "ZAR DRC", "DEU": "GER", "DNK": "DEN", "ESP": "SPA",
    "GBR": "UK GB ENG", "GRC": "GRE", "HRV": "CRO", "IDN": "INA", "KHM": "CAM", "KOR": "ROK SK", "KWT": "KUW",
    "MMR": "BUR MYA", "MYS": "MAS", "NLD": "NED HOL", "PHL": "PHI", "PRK": "DPRK NK", "PRT": "POR", "ROU": "ROM",
    "SAU": "KSA", "TLS": "TMP", "TWN": "ROC", "USA": "US", "VNM": "VIE", "XKX": "KOS RKS XKK UNK", "ZAF": "RSA",
}
# fmt: on
"""Codes of other lists, and former ones of states that were renamed, by the code that is meant."""


def meant_country(code: str, names: Mapping[str, str]) -> str:
    """Return what to write for a code that is none.

    Parameters
    ----------
    code : str
        What was written.
    names : mapping
        Country names by code.

    Examples
    --------
    >>> names = {"GBR": "United Kingdom", "UKR": "Ukraine", "XKX": "Kosovo"}
    >>> meant_country("UK", names)
    'UK is GBR, United Kingdom. Write an ISO 3166-1 alpha-3 code.'
    >>> meant_country("ukraine", names)
    'Ukraine is UKR. Write an ISO 3166-1 alpha-3 code.'
    """
    end = "Write an ISO 3166-1 alpha-3 code."
    said = code.strip().upper()
    if said in names:
        return f"Write it in capitals: {said}, {names[said]}."
    for iso3, others in _MEANT.items():
        if said in others.split() and iso3 in names:
            return f"{said} is {iso3}, {names[iso3]}. {end}"
    by_name = {name.casefold(): iso3 for iso3, name in names.items()}
    if iso3 := by_name.get(code.strip().casefold(), ""):
        return f"{names[iso3]} is {iso3}. {end}"
    if len(said) > 3:
        close = did_you_mean(code, names.values()).removeprefix("Did you mean ").rstrip("? ")
        return f"Did you mean {by_name[close.casefold()]}, {close}? {end}" if close else end
    return f"{did_you_mean(code, names)}{end}"
