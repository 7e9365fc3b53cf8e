"""Speakers: who speaks across all articles; one of them whole, with the names that were joined, and how sure they are."""

from typing import Any

import pandas as pd
import streamlit as st

from claims.model import SpeakerKind
from claims.store import details, tracked
from claims.store.filters import Filters
from dashboard import data, exports, filters, speaker_card, words

KINDS = [str(kind) for kind in SpeakerKind if kind not in {SpeakerKind.AUTHOR, SpeakerKind.NOBODY}]
SORTS = ("claims", "name", "kind", "state", "articles", "outlets", "certainty", "denied", "first_seen", "last_seen")

t = words.current()


def for_display(found: pd.DataFrame) -> pd.DataFrame:
    """Choose the columns to see, and name the kinds."""
    return found[list(COLUMNS)].assign(kind=[t[f"kind_{kind}"] for kind in found["kind"]], state=found["state"].fillna(""))


COLUMNS = {
    "name": st.column_config.TextColumn(t["column_name"], width=155),
    "kind": st.column_config.TextColumn(t["column_kind"], width=92),
    "state": st.column_config.TextColumn(t["column_state"], width=100),
    "claims": st.column_config.NumberColumn(t["column_claims"], width=92),
    "articles": st.column_config.NumberColumn(t["column_articles"], width=70),
    "outlets": st.column_config.NumberColumn(t["column_outlets"], width=66),
    "certainty": st.column_config.NumberColumn(t["column_certainty"], width=72, format="%.1f", help=t["mean_certainty_help"]),
    "denied": st.column_config.NumberColumn(t["column_denied"], width=84),
    "first_seen": st.column_config.DateColumn(t["column_first_seen"], width=84, format="YYYY-MM-DD"),
    "last_seen": st.column_config.DateColumn(t["column_last_seen"], width=84, format="YYYY-MM-DD"),
}

data.stop_if_empty(t, t["speakers_title"])

chosen = filters.show(t)
if "speaker_id" in st.query_params:
    speaker = data.ask(details.get_speaker, st.query_params["speaker_id"])
    if speaker is not None:
        speaker_card.show(speaker, chosen, t)
        st.stop()

st.title(t["speakers_title"])
if "speaker_id" in st.query_params:
    st.warning(t["speaker_gone"])
states = data.ask(tracked.state_counts)["state"]
name, kind, state = st.columns([2, 2, 2])
with name:
    search = filters.text(t["column_name"], "name", t["search_hint"])
with kind:
    kinds = filters.several(t["column_kind"], "kind", KINDS, lambda value: t[f"kind_{value}"])
with state:
    wanted = filters.several(t["column_state"], "state", list(states))
total = data.ask(tracked.count_speakers, chosen, search=search, kinds=kinds, states=wanted)
head, order = st.columns([2, 3], vertical_alignment="bottom")
head.subheader(words.count_of(t, total, "speakers", filtered=(chosen, search, kinds, wanted) != (Filters(), "", (), ())))
if not total:
    st.info(t["empty_speakers"])
    st.stop()
with order:
    column, descending = filters.sorting(t, SORTS, "claims")
pages = data.pages_of(total)
asked: dict[str, Any] = {"search": search, "kinds": kinds, "states": wanted, "sort": column, "descending": descending}
found = data.ask(tracked.find_speakers, chosen, **asked, **data.limits(filters.page_number(pages)))
filters.table("speakers", "speaker_id", for_display(found), list(found["speaker_id"]), COLUMNS)
filters.paging(pages)
st.caption(t["open_speaker_hint"])
exports.show(t, "speakers", tracked.find_speakers, chosen, **asked)
