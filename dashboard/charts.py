"""DataFrame -> plotly figure."""

import pandas as pd
import plotly.graph_objects as go

from claims.model import Certainty
from claims.reasons import level_name
from dashboard.highlight import escape
from dashboard.words import Words

# Ordered, and told apart by those who do not see all colours: dark blue is surest, grey is uncommitted.
COLOURS = {4: "#08306b", 3: "#2f7fbc", 2: "#8cc5e3", 1: "#f2a35e", 0: "#9a9a9a"}
INKS = {4: "#ffffff", 3: "#ffffff", 2: "#10222e", 1: "#2b1600", 0: "#111111"}


def by_speaker(frame: pd.DataFrame, t: Words) -> go.Figure:
    """Stack the claims of the most quoted speakers by certainty; one bar a speaker, the most quoted on top."""
    order = list(dict.fromkeys(frame["speaker"]))
    figure = go.Figure([
        go.Bar(
            y=part["speaker"], x=part["claims"], orientation="h", name=level_name(t, level), marker_color=COLOURS[level],
            customdata=[[speaker, level] for speaker in part["speaker"]], hovertemplate="%{y}: %{x}<extra>%{fullData.name}</extra>",
        )
        for level in sorted(map(int, Certainty), reverse=True)
        if not (part := frame[frame["certainty"] == level]).empty
    ])  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], tickfont_size=12, automargin=True)
    return _finish(figure)


def over_time(frame: pd.DataFrame, t: Words) -> go.Figure:
    """Stack the claims of each day by certainty."""
    figure = go.Figure([
        go.Bar(
            x=[str(day)[:10] for day in part["published"]], y=part["claims"], name=level_name(t, level), marker_color=COLOURS[level],
            customdata=[[str(day)[:10], level] for day in part["published"]], hovertemplate="%{x}: %{y}<extra>%{fullData.name}</extra>",
        )
        for level in sorted(map(int, Certainty), reverse=True)
        if not (part := frame[frame["certainty"] == level]).empty
    ])  # fmt: skip
    figure.update_xaxes(type="category", categoryorder="category ascending", nticks=6, tickangle=0)
    return _finish(figure)


def profile(frame: pd.DataFrame, name: str, t: Words) -> go.Figure:
    """Set the shares of a speaker's levels beside those of all others."""
    levels = [level_name(t, level) for level in frame["certainty"]]
    figure = go.Figure([
        go.Bar(x=levels, y=frame[column], name=label, marker_color=colour, hovertemplate="%{x}: %{y:.0%}<extra>%{fullData.name}</extra>")
        for column, label, colour in (("speaker", escape(name), "#1f5f8b"), ("others", t["all_others"], "#b9c4cc"))
    ])  # fmt: skip
    figure.update_yaxes(tickformat=".0%")
    _finish(figure).update_layout(barmode="group", clickmode="none")
    return figure


def _finish(figure: go.Figure) -> go.Figure:
    figure.update_layout(
        barmode="stack", height=320, margin={"l": 8, "r": 8, "t": 8, "b": 8}, legend={"orientation": "h", "y": -0.18, "traceorder": "normal"},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", clickmode="event+select", dragmode=False,
    )  # fmt: skip
    return figure


def table_height(rows: int) -> int:
    """Give the height in pixels of a table with so many rows, the longest of which scroll."""
    return min(38 + 35 * rows, 460)
