"""A track as a figure: when each telling came, and how sure it was."""

import textwrap
from collections import Counter
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.colors import qualitative

from claims.model import Certainty
from claims.reasons import level_name
from dashboard import data
from dashboard.highlight import escape
from dashboard.words import Words, whose

SYMBOLS = {"positive": "circle", "negative": "x", "unknown": "diamond-open"}
STEP = 0.17  # between tellings of one day and level, in levels
ARROW = "#b3541e"


def drift(tellings: pd.DataFrame, rises: pd.DataFrame, t: Words) -> go.Figure:
    """Show the tellings that have a date: certainty upwards, time to the right, a colour an outlet, an arrow where it rose.

    ``tellings`` is what ``find_claims`` gives, in order; ``rises`` what ``rises_of`` gives. The first of a point's custom data is its claim.
    """
    heights = _heights(tellings)
    rows = tellings.assign(height=heights, label=[o or t["no_outlet"] for o in tellings["outlet"].fillna("")])
    figure = go.Figure([
        go.Scatter(
            x=[str(day) for day in part["published"]], y=part["height"], mode="markers", name=escape(str(outlet)),
            marker={"size": 13, "color": colour, "symbol": [SYMBOLS[p] for p in part["polarity"]], "line": {"width": 1, "color": "#ffffff"}},
            customdata=[[row.claim_id, _hover(row, t)] for row in data.rows(part)], hovertemplate="%{customdata[1]}<extra></extra>",
        )
        for (outlet, part), colour in zip(rows.groupby("label", sort=False), _colours(rows["label"].nunique()), strict=True)
    ])  # fmt: skip
    where = {row.claim_id: (pd.Timestamp(row.published), row.height) for row in data.rows(rows)}
    for rise in data.rows(rises):
        _arrow(figure, where[rise.first], where[rise.second], _rise_label(rise, t))
    levels = sorted(map(int, Certainty))
    figure.update_yaxes(
        range=[-0.5, 4.5], tickvals=levels, ticktext=[level_name(t, level) for level in levels], zeroline=False, automargin=True
    )
    days = [day for day, _ in where.values()]
    margin = max((max(days) - min(days)) / 12, pd.Timedelta(days=1))
    figure.update_xaxes(range=[min(days) - margin, max(days) + margin], tickformat="%Y-%m-%d", showgrid=True)
    figure.update_layout(
        height=400, margin={"l": 8, "r": 8, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.16}, showlegend=True, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", clickmode="event+select", dragmode=False, hoverlabel={"align": "left"},
    )  # fmt: skip
    return figure


def _heights(tellings: pd.DataFrame) -> list[float]:
    """Put tellings of one day and level above one another, around their level, so that none hides another."""
    places = list(zip(tellings["published"], tellings["certainty"], strict=True))
    together, seen = Counter(places), Counter[Any]()
    heights = []
    for day, level in places:
        step = min(STEP, 0.8 / together[day, level])
        heights.append(level + step * (seen[day, level] - (together[day, level] - 1) / 2))
        seen[day, level] += 1
    return heights


def _colours(number: int) -> list[str]:
    return [qualitative.D3[n % len(qualitative.D3)] for n in range(number)]


def _hover(row: Any, t: Words) -> str:
    words = "<br>".join(escape(line) for line in textwrap.wrap(row.content, 70)[:6])
    return f"<b>{escape(row.label)}</b> · {row.published}<br>{escape(whose(t, row.canonical, row.form))}, {t[f'polarity_{row.polarity}']}<br>{words}"


def _rise_label(rise: Any, t: Words) -> str:
    return t["rise_vanished"].format(n=rise.levels, words=escape(rise.vanished)) if rise.vanished else t["rise_only"].format(n=rise.levels)


def _arrow(figure: go.Figure, first: tuple[Any, float], second: tuple[Any, float], label: str) -> None:
    (x, y), (to_x, to_y) = first, second
    figure.add_annotation(
        x=to_x, y=to_y, ax=x, ay=y, xref="x", yref="y", axref="x", ayref="y", text="", arrowhead=2, arrowwidth=1.6, arrowcolor=ARROW,
        standoff=9, startstandoff=9, opacity=0.8,
    )  # fmt: skip
    figure.add_annotation(
        x=x + (to_x - x) / 2,
        y=(y + to_y) / 2,
        text=label,
        showarrow=False,
        font={"size": 12, "color": ARROW},
        bgcolor="rgba(255,255,255,0.85)",
    )
