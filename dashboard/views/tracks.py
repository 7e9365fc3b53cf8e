"""Tracks: the same claim told again; one of them whole, along its time, with what became of its hedges."""

from typing import Any

import pandas as pd
import streamlit as st

from claims.reasons import level_name
from claims.store import details, tracked
from claims.store.filters import Filters
from dashboard import charts, data, exports, filters, relays, track_card, words

SORTS = ("outlet_count", "rise", "contradicted", "first_seen", "last_seen", "tellings")
MANY_OUTLETS = 100

t = words.current()


def for_display(found: pd.DataFrame) -> pd.DataFrame:
    """Choose the columns to see; the first and the last level stand together, as two badges."""
    levels = zip(found["first_certainty"], found["last_certainty"], strict=True)
    drift: Any = [
        [f"{sign}{level_name(t, int(level))}" for sign, level in zip(SIGNS, pair, strict=True) if not pd.isna(level)] for pair in levels
    ]
    return found.assign(drift=drift, rise=[f"+{rise}" if rise else "" for rise in found["rise"]])[list(COLUMNS)]


SIGNS = ("", "→ ")
COLUMNS = {
    "sentence": st.column_config.TextColumn(t["column_content"], width=207),
    "tellings": st.column_config.NumberColumn(t["column_tellings"], width=52),
    "outlet_count": st.column_config.NumberColumn(t["column_outlets"], width=62),
    "drift": st.column_config.MultiselectColumn(
        t["column_drift"],
        options=[f"{sign}{level_name(t, level)}" for sign in SIGNS for level in charts.COLOURS],
        color=[*charts.COLOURS.values()] * 2,
        width=183,
    ),
    "rise": st.column_config.TextColumn(t["column_rise"], width=56, help=t["rise_help"], alignment="right"),
    "vanished": st.column_config.TextColumn(t["column_vanished"], width=100),
    "contradicted": st.column_config.CheckboxColumn(t["column_contradicted"], width=66),
    "first_seen": st.column_config.DateColumn(t["column_first_seen"], width=84, format="YYYY-MM-DD"),
    "last_seen": st.column_config.DateColumn(t["column_last_seen"], width=84, format="YYYY-MM-DD"),
}

data.stop_if_empty(t, t["tracks_title"])

if "track" in st.query_params:
    track = data.ask(details.get_track, st.query_params["track"])
    if track is not None:
        track_card.show(track, t)
        st.stop()

chosen = filters.show(t)
st.title(t["tracks_title"])
track_card.show_lost(t)
words_asked, only, outlets = st.columns([3, 3, 1], vertical_alignment="bottom")
with words_asked:
    search = filters.text(t["search_tracks"], "told", t["search_hint"])
with only.container(horizontal=True):
    contradicted = filters.toggle(t["only_contradicted"], "contradicted")
    risen = filters.toggle(t["only_risen"], "risen")
with outlets:
    many = filters.least(t["least_outlets"], "outlets", MANY_OUTLETS)
asked: dict[str, Any] = {"search": search, "contradicted": contradicted, "risen": risen, "outlets": many}
total = data.ask(tracked.count_tracks, chosen, **asked)
head, order = st.columns([3, 3], vertical_alignment="bottom")
head.subheader(words.count_of(t, total, "tracks", filtered=(chosen, *asked.values()) != (Filters(), "", False, False, 1)))
if total:
    with order:
        column, descending = filters.sorting(t, SORTS, "outlet_count")
    pages = data.pages_of(total)
    asked |= {"sort": column, "descending": descending}
    found = data.ask(tracked.find_tracks, chosen, **asked, **data.limits(filters.page_number(pages)))
    filters.table("tracks", "track", for_display(found), list(found["track_id"]), COLUMNS)
    filters.paging(pages)
    st.caption(t["open_track_hint"])
    exports.show(t, "tracks", tracked.find_tracks, chosen, **asked)
else:
    st.info(t["empty_tracks"])
relays.show(t, chosen)
