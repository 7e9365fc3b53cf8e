"""Claims: filter them, see how sure they are, open one, take the table away."""

from time import sleep

import pandas as pd
import streamlit as st

from claims.reasons import level_name
from claims.store import queries
from claims.store.filters import Filters
from dashboard import charts, data, exports, filters, words
from dashboard.claim_card import show_claim

FIRST_PAINT = 0.7  # seconds

t = words.current()
st.title(t["claims_title"])


def open_row() -> None:
    """Put the claim of the selected row into the URL."""
    rows = st.session_state["claims_table"]["selection"]["rows"]
    filters.put("claim", st.session_state["claims_shown"][rows[0]] if rows else None)


def filter_speaker() -> None:
    """Filter by the speaker and the certainty of the bar that was clicked."""
    points = st.session_state["chart_speakers"]["selection"]["points"]
    if points:
        speaker, level = points[0]["customdata"]
        filters.put("speaker", [speaker])
        filters.put("certainty", [str(level)])


def filter_day() -> None:
    """Filter by the day of the bar that was clicked."""
    points = st.session_state["chart_days"]["selection"]["points"]
    if points:
        filters.put("since", points[0]["customdata"][0])
        filters.put("until", points[0]["customdata"][0])


def for_display(found: pd.DataFrame) -> pd.DataFrame:
    """Choose the columns to see; the level becomes a list of one name, which is shown as a coloured badge."""
    shown = found[["speaker", "content", "certainty", "polarity", "cue", "outlet", "published"]].copy()
    shown["certainty"] = [[level_name(t, level)] for level in found["certainty"]]
    shown["polarity"] = [t[f"polarity_{value}"] for value in found["polarity"]]
    return shown


data.stop_if_empty(t)

chosen = filters.show(t)
total = data.count_claims(chosen)
if not total:
    st.info(t["empty_result"])
    st.button(t["clear"], on_click=filters.clear, key="clear_here")
    st.stop()

overview = st.container(height=400, border=False)
head, order = st.columns([2, 3], vertical_alignment="bottom")
head.subheader(words.count_of(t, total, filtered=chosen != Filters()))
with order:
    column, descending = filters.sorting(t)
pages = data.pages_of(total)
found = data.claims_page(chosen, column, descending=descending, page=filters.page_number(pages))
st.session_state["claims_shown"] = list(found["claim_id"])
level_names = [level_name(t, level) for level in charts.COLOURS]
st.dataframe(
    for_display(found),
    key="claims_table",
    on_select=open_row,
    selection_mode="single-row",
    hide_index=True,
    height=charts.table_height(len(found)),
    column_config={
        "speaker": st.column_config.TextColumn(t["column_speaker"], width=150),
        "content": st.column_config.TextColumn(t["column_content"], width=270),
        "certainty": st.column_config.MultiselectColumn(
            t["column_certainty"], options=level_names, color=list(charts.COLOURS.values()), width=105
        ),
        "polarity": st.column_config.TextColumn(t["column_polarity"], width=75),
        "cue": st.column_config.TextColumn(t["column_cue"], width=85),
        "outlet": st.column_config.TextColumn(t["column_outlet"], width=130),
        "published": st.column_config.DateColumn(t["column_published"], width=90, format="YYYY-MM-DD"),
    },
)
filters.paging(pages)
st.caption(t["open_hint"])

exports.show(t, "claims", queries.find_claims, chosen, sort=column, descending=descending)

opened = data.get_claim(st.query_params["claim"]) if "claim" in st.query_params else None
if opened is not None:
    show_claim(opened, t)
elif "claim" in st.query_params:
    st.warning(t["claim_gone"])

# A browser needs more than a second to load what draws the charts, and would keep the table waiting: so on a session's
# first run the page goes out without them, and they follow.
is_first_run = not st.session_state.get("page_went_out")
with overview:
    if is_first_run:
        st.session_state["page_went_out"] = True
        st.caption(t["charts_follow"])
        sleep(FIRST_PAINT)
        st.rerun()
    left, right = st.columns(2)
    left.subheader(t["chart_speakers"])
    left.plotly_chart(
        charts.by_speaker(data.certainty_by_speaker(chosen), t),
        key="chart_speakers",
        on_select=filter_speaker,
        config={"displayModeBar": False},
    )
    right.subheader(t["chart_time"])
    right.plotly_chart(
        charts.over_time(data.claims_over_time(chosen), t),
        key="chart_days",
        on_select=filter_day,
        config={"displayModeBar": False},
    )
