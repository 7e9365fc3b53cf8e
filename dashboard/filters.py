"""Widgets <-> URL <-> Filters. What a widget shows is always what the URL says, so that a link reproduces the view.

In the URL stand codes ("1", "direct"), not the words a reader sees, which change with language and counts.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Certainty, Form, Polarity
from claims.reasons import level_name
from claims.store import details
from claims.store.filters import Filters
from dashboard import data
from dashboard.charts import table_height
from dashboard.words import Words

MANY = ("speaker", "identity", "certainty", "polarity", "form", "outlet", "language")
SINGLE = ("search", "since", "until", "confidence")
OPENED = {"page", "claim", "speaker_id", "track"}  # which row is looked at; all else changes what rows there are
SORTS = ("published", "speaker", "content", "certainty", "polarity", "cue", "outlet", "confidence")


def key(name: str) -> str:
    """Name the widget of a URL parameter."""
    return f"filter_{name}"


def from_url() -> Filters:
    """Read the filters that the URL asks for; what it cannot mean is left out."""
    get = st.query_params.get_all
    return Filters(
        speakers=tuple(get("speaker")),
        identities=tuple(get("identity")),
        certainties=tuple(Certainty(int(v)) for v in get("certainty") if v in {str(int(c)) for c in Certainty}),
        polarities=tuple(Polarity(v) for v in get("polarity") if v in set(Polarity)),
        forms=tuple(Form(v) for v in get("form") if v in set(Form)),
        outlets=tuple(get("outlet")),
        languages=tuple(get("language")),
        since=_date("since"),
        until=_date("until"),
        search=st.query_params.get("search", ""),
        confidence=_share("confidence"),
    )


def _share(name: str) -> float:
    try:
        return min(max(float(st.query_params.get(name, "0")), 0.0), 0.95)
    except ValueError:
        return 0.0


def _date(name: str) -> date | None:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None


def show(t: Words) -> Filters:
    """Show the filters in the sidebar and give what they say."""
    filters = from_url()
    with st.sidebar:
        st.subheader(t["filters"])
        st.text_input(t["search"], **_state("search", filters.search), placeholder=t["search_hint"])
        _many(t["speaker"], "speaker", filters.speakers, filters, str)
        if filters.identities:
            _one_speaker(t, filters)
        _many(
            t["certainty"],
            "certainty",
            [int(c) for c in filters.certainties],
            filters,
            lambda level: level_name(t, int(level)),
            sorted(map(int, Certainty), reverse=True),
        )
        _many(
            t["polarity"],
            "polarity",
            list(map(str, filters.polarities)),
            filters,
            lambda value: t[f"polarity_{value}"],
            list(map(str, Polarity)),
        )
        _many(t["form"], "form", [str(f) for f in filters.forms], filters, lambda form: t[f"form_{form}"])
        _many(t["outlet"], "outlet", filters.outlets, filters, str)
        _many(t["text_language"], "language", filters.languages, filters, str)
        first, last = data.date_range()
        left, right = st.columns(2)
        left.date_input(
            t["since"],
            value=None,
            **_state("since", filters.since),
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
        )
        right.date_input(
            t["until"],
            value=None,
            **_state("until", filters.until),
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
        )
        st.slider(t["confidence"], 0.0, 0.95, **_state("confidence", filters.confidence), step=0.05, help=t["confidence_help"])
        st.button(t["clear"], on_click=clear, disabled=filters == Filters(), width="stretch")
    return filters


def _state(name: str, value: Any) -> dict[str, Any]:
    """Tie a widget to its URL parameter: the URL's value goes in, a change goes back into the URL."""
    st.session_state[key(name)] = value
    return {"key": key(name), "on_change": _to_url, "args": (name,)}


def _one_speaker(t: Words, filters: Filters) -> None:
    """Show the speakers whom a link asks for by their ids, which are more exact than names: they can be taken away here, not added."""
    found = {key: data.ask(details.get_speaker, key) for key in filters.identities}
    names = {key: speaker["name"] if speaker else t["unknown_speaker"] for key, speaker in found.items()}
    st.multiselect(t["exact_speaker"], list(names), **_state("identity", list(names)), format_func=names.__getitem__, placeholder="")


def _many(
    label: str,
    name: str,
    chosen: Sequence[Any],
    filters: Filters,
    named: Callable[[Any], str],
    options: Sequence[Any] | None = None,
) -> None:
    counts = data.counts(name, filters)
    choices = list(dict.fromkeys([*(options or counts), *chosen]))
    st.multiselect(
        label,
        choices,
        **_state(name, list(chosen)),
        format_func=lambda value: f"{named(value)} ({counts.get(value, 0)})",
        placeholder="",
    )


def _to_url(name: str) -> None:
    put(name, st.session_state[key(name)])


def put(name: str, value: Any) -> None:
    """Write one parameter into the URL, and go back to the first page of the table."""
    if value in (None, "", [], 0.0, False):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = [str(v) for v in value] if isinstance(value, list) else str(value)
    if name not in OPENED:
        st.query_params.pop("page", None)
        st.query_params.pop("claim", None)


def clear() -> None:
    """Take all filters out of the URL."""
    for name in (*MANY, *SINGLE):
        put(name, None)


def text(label: str, name: str, hint: str = "") -> str:
    """Show a field for words that live in the URL, and give them."""
    said = st.query_params.get(name, "")
    st.text_input(label, **_state(name, said), placeholder=hint)
    return said


def toggle(label: str, name: str) -> bool:
    """Show a switch that lives in the URL (``?name=True``), and say whether it is on."""
    on = st.query_params.get(name) == "True"
    st.toggle(label, **_state(name, on))
    return on


def least(label: str, name: str, most: int) -> int:
    """Show a number from 1 to ``most`` that lives in the URL, and give it."""
    asked = st.query_params.get(name, "1")
    number = min(max(int(asked) if asked.isdigit() and len(asked) < 9 else 1, 1), most)
    st.number_input(label, 1, most, **_state(name, number))
    return number


def several(label: str, name: str, options: Sequence[str], named: Callable[[str], str] = str) -> tuple[str, ...]:
    """Show a choice of several values that lives in the URL, and give those chosen; what is no option is left out."""
    chosen = [value for value in st.query_params.get_all(name) if value in options]
    st.multiselect(label, options, **_state(name, chosen), format_func=named, placeholder="")
    return tuple(chosen)


def sorting(t: Words, columns: Sequence[str] = SORTS, usual: str = "published") -> tuple[str, bool]:
    """Show the choice of order and give (column, descending)."""
    asked = st.query_params.get("sort", usual)
    column = asked if asked in columns else usual
    left, right = st.columns([3, 2])
    st.session_state[key("sort")] = column
    left.selectbox(
        t["sort"],
        columns,
        format_func=lambda name: t[f"column_{name}"],
        key=key("sort"),
        on_change=_to_url,
        args=("sort",),
    )
    orders = ["desc", "asc"]
    order = st.query_params.get("order", "desc")
    st.session_state[key("order")] = order if order in orders else "desc"
    right.segmented_control(
        t["order"],
        orders,
        format_func=lambda name: t[f"order_{name}"],
        key=key("order"),
        on_change=_to_url,
        args=("order",),
        required=True,
    )
    return column, st.session_state[key("order")] == "desc"


def table(name: str, parameter: str, shown: pd.DataFrame, ids: Sequence[str], columns: Mapping[str, Any]) -> None:
    """Show a table of which a click on a row puts that row's id into the URL as ``parameter``.

    The widget is made anew each time, for a browser remembers which cell was clicked last.
    """
    widget = f"{key(name)}_{st.session_state.setdefault(key(name), 0)}"
    st.dataframe(
        shown,
        key=widget,
        on_select=partial(_open_row, name, widget, parameter, ids),
        selection_mode="single-cell",
        hide_index=True,
        height=table_height(len(shown)),
        column_config=columns,
    )


def _open_row(name: str, widget: str, parameter: str, ids: Sequence[str]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        st.session_state[key(name)] += 1
        put(parameter, ids[cells[0][0]])


def page_number(pages: int) -> int:
    """Give the page the URL asks for, from 1 to ``pages``."""
    asked = st.query_params.get("page", "1")
    return min(max(int(asked) if asked.isdigit() and len(asked) < 9 else 1, 1), max(pages, 1))


def paging(pages: int) -> None:
    """Show the page numbers, if there is more than one."""
    if pages > 1:
        now = page_number(pages)
        st.pagination(pages, default=now, key=f"{key('page')}_{now}_{pages}", on_change=_turn, args=(f"{key('page')}_{now}_{pages}",))


def _turn(widget: str) -> None:
    put("page", st.session_state[widget])
