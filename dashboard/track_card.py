"""One track, whole: its sentence, its tellings along time and one by one, and what people decided of it."""

import html
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Stance
from claims.store import decide, details, queries
from claims.store.filters import Filters
from dashboard import data, deciding, exports, filters, highlight, timeline, words
from dashboard.claim_card import badge, show_claim
from dashboard.highlight import escape
from dashboard.links import article_link, claim_link, speaker_link
from dashboard.words import Words


def show(track: dict[str, Any], t: Words) -> None:
    """Show a track with all its tellings."""
    own = Filters(tracks=(track["track_id"],))
    st.button(t["all_tracks"], on_click=filters.put, args=("track", None), icon=":material/arrow_back:")
    deciding.show_notice()
    st.html(f'{highlight.STYLE}<h1 id="track" style="font-size: 1.7rem">{escape(track["sentence"])}</h1>')
    st.html(f'{highlight.STYLE}<div class="segun">{_facts(track, t)}</div>')
    tellings = data.ask(queries.find_claims, own, sort="published", descending=False)
    dated, undated = tellings[tellings["published"].notna()], tellings[tellings["published"].isna()]
    if not dated.empty:
        figure = timeline.drift(dated, data.ask(details.rises_of, track["track_id"]), t)
        st.plotly_chart(figure, key="track_timeline", on_select=_open_point, config={"displayModeBar": False})
        st.caption(t["timeline_hint"])
    opened = data.get_claim(st.query_params["claim"]) if "claim" in st.query_params else None
    if opened is not None:
        show_claim(opened, t)
    st.subheader(t["tellings_title"])
    speakers = data.ask(details.who_said, tuple(tellings["claim_id"]))
    _list(dated, track, speakers, t)
    if not undated.empty:
        st.subheader(t["undated"])
        _list(undated, track, speakers, t)
    exports.show(t, "tellings", queries.find_claims, own, sort="published", descending=False)
    join, standing = st.columns(2, gap="large")
    with join:
        _joining(track, t)
    with standing:
        deciding.show_standing(t, data.ask(decide.standing_on_track, track["track_id"]), lambda: _look_at(track["claim_id"]))


def show_lost(t: Words) -> None:
    """Say what came of a decision after which there is no track to show, or that a link leads nowhere."""
    if deciding.is_decided():
        deciding.show_notice()
    elif "track" in st.query_params:
        st.warning(t["track_gone"])


def _open_point() -> None:
    """Put the claim of the point that was clicked into the URL."""
    points = st.session_state["track_timeline"]["selection"]["points"]
    filters.put("claim", points[0]["customdata"][0] if points else None)


def _facts(track: dict[str, Any], t: Words) -> str:
    """Say in a line or two how it drifted."""
    days = " – ".join(dict.fromkeys(str(day) for day in (track["first_seen"], track["last_seen"]) if day))
    levels = " → ".join(badge(t, int(level)) for level in (track["first_certainty"], track["last_certainty"]) if level is not None)
    parts = [
        escape(days),
        levels,
        f"{html.escape(t['column_rise'])}: <b>+{track['rise']}</b>" if track["rise"] else "",
        f"{html.escape(t['column_vanished'])}: <b>{escape(track['vanished'])}</b>" if track["vanished"] else "",
        f"<b>{html.escape(t['is_contradicted'])}</b>" if track["contradicted"] else "",
    ]
    return " · ".join(part for part in parts if part) + f"<br>{escape(track['outlets'])}<br>{escape(track['speakers'])}"


def _list(tellings: pd.DataFrame, track: dict[str, Any], speakers: pd.DataFrame, t: Words) -> None:
    """Show tellings as rows, each with what a person may decide of it."""
    for row in data.rows(tellings):
        with st.container(border=True):
            said, act = st.columns([5, 1], vertical_alignment="center")
            said.html(
                f'{highlight.STYLE}<div class="segun telling">{_telling(row, speakers[speakers["claim_id"] == row.claim_id], t)}</div>'
            )
            if row.claim_id == track["claim_id"]:
                act.caption(t["stands_for_it"])
            else:
                with act:
                    act_on = partial(_part, track, row.claim_id, t)
                    deciding.button(t, t["another_claim"], f"part_{row.claim_id}", act_on, help=t["another_claim_help"])


def _telling(row: Any, speakers: pd.DataFrame, t: Words) -> str:
    """Show when, where, by whom, through whom and how surely a claim was told, and its words."""
    names = [f'<a href="{speaker_link(who.speaker_id)}" target="_self"><u>{escape(who.name)}</u></a>' for who in data.rows(speakers)]
    who = " · ".join(names) or escape(words.whose(t, row.canonical, row.form))
    head = [escape(str(part)) for part in (row.published, row.outlet) if part and not pd.isna(part)]
    relayed = [f"{html.escape(t['relays'])}: {escape(row.relays)}"] if row.relays else []
    stance = [html.escape(t[f"stance_{row.stance}"])] if row.stance != Stance.NEUTRAL else []
    marks = " · ".join([f"<b>{html.escape(t[f'polarity_{row.polarity}'])}</b>", *stance])
    links = [
        f'<a href="{address}" target="_self"><u>{html.escape(label)}</u></a>'
        for address, label in ((article_link(row.article_id, row.claim_id), t["open_article"]), (claim_link(row.claim_id), t["open_claim"]))
    ]
    return (
        f"{' · '.join([*head, f'<b>{who}</b>', *relayed])} {badge(t, row.certainty)} {marks}<br>«{escape(row.content)}»<br>"
        f"<small>{' · '.join(links)}</small>"
    )


def _part(track: dict[str, Any], claim_id: str, t: Words) -> str:
    """Take a claim out of the track, and stay with the track."""
    numbers = decide.take_out(data.database(), claim_id)
    _look_at(track["claim_id"])
    return t["parted"].format(n=", ".join(map(str, numbers)))


def _joining(track: dict[str, Any], t: Words) -> None:
    """Offer to join another claim, with all that is in its track."""
    st.subheader(t["join_title"])
    search = deciding.search(t["join_with"], "join_search", t["search_hint"])
    if not search:
        return
    found = data.ask(details.find_other_claims, track["claim_id"], search)
    if found.empty:
        st.caption(t["empty_result"])
        return
    labels = {row.claim_id: _label(row, t) for row in data.rows(found)}
    other = st.selectbox(t["join_choice"], list(labels), format_func=labels.__getitem__, key="join_choice")

    deciding.button(t, t["join"], "join", partial(_join, track, other, t))


def _join(track: dict[str, Any], other: str, t: Words) -> str:
    """Join a claim with the one that stands for the track, and say if an earlier decision is in the way."""
    number = decide.join_claims(data.database(), track["claim_id"], other)
    _look_at(track["claim_id"])
    after = data.ask(details.get_track, other)
    done = after is not None and after["track_id"] == st.query_params.get("track")
    return t["joined" if done else "not_joined"].format(n=number)


def _label(row: Any, t: Words) -> str:
    parts = (row.published, row.outlet, row.canonical, row.content[:90])
    known = " · ".join(str(part) for part in parts if part and not pd.isna(part))
    return f"{known} ({words.count_of(t, row.tellings, 'tellings')})"


def _look_at(claim_id: str) -> None:
    """Stay with the track of a claim, which may have another id after a decision; without one, go back to the list."""
    track = data.ask(details.get_track, claim_id)
    filters.put("track", track["track_id"] if track else None)
