"""What tests of stated quantities share."""

from typing import Any

import pandas as pd

import tipseeds as tip


def made(*rows: Any) -> pd.DataFrame:
    """Return estimates that say what a test needs; rows are (doc, notation, unit) or with more columns."""
    kept = []
    for number, (doc, notation, unit, *more) in enumerate(rows):
        stated = tip.quantity.parse(notation)
        kept.append(
            {
                "doc": doc, "part": f"p{number}", "mark": f"m{number}", "topic": "prisoners", "population": "inmates",
                "place": "PRK", "period": "2008", "unit": unit, "notation": notation, "low": stated.low,
                "high": stated.high, "bound": stated.bound, "convention": stated.convention, "by": "somebody",
            } | (more[0] if more else {})
        )  # fmt: skip
    return pd.DataFrame(kept).astype({"low": "Float64", "high": "Float64"})
