"""The form that a student fills in: a menu for each question and device, with the codebook's rules."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from tipseeds.edition.fields import coded_columns
from tipseeds.edition.scheme import Scheme
from tipseeds.pages.html import escape

OPEN = "not coded"
OTHERS = ("the settled coding", "the first coder", "the second coder", "classmates")


def rules(scheme: Scheme, name: str) -> str:
    """Return the rules of a question or device as markup, folded away."""
    if name in scheme.questions:
        asks, values = scheme.questions[name].asks, scheme.questions[name].values
    else:
        asks = f"Does the comment use it: {scheme.devices[name].rule}?"
        values = {"yes": "uses it", "no": "doesn't"}
    said = "; ".join(f"<strong>{escape(value)}</strong>: {escape(rule)}" for value, rule in values.items())
    return f'<details style="max-width:44em"><summary>{escape(asks)}</summary>{said}</details>'


def controls(comments: pd.DataFrame) -> dict[str, widgets.ValueWidget]:
    """Return the controls of the panel, by name."""
    wide: dict[str, Any] = {"style": {"description_width": "initial"}}
    fixed: dict[str, Any] = {"style": {"description_width": "7em"}, "layout": widgets.Layout(width="18em")}
    options = [f"{doc} {part}" for doc, part in zip(comments["doc"], comments["part"], strict=True)]
    return {
        "coder": widgets.Text("me", description="Coder (initials will do)", continuous_update=False, **wide),
        "comment": widgets.Dropdown(options=options, value=options[0], description="Comment", **wide),
        **{
            name: widgets.Dropdown(options=[OPEN, *allowed], value=OPEN, description=name, **fixed)
            for name, allowed in coded_columns(comments).items()
        },
        "others": widgets.Dropdown(options=OTHERS, value=OTHERS[0], description="Compare with", **wide),
        "folder": widgets.Text(
            "classmates", description="Folder of classmates’ files", continuous_update=False, **wide
        ),
    }
