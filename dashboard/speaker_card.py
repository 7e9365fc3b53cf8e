"""One speaker, whole: what they say and how surely, who relays them, what they deny, whom they speak with, and what they are called."""

import html
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Polarity
from claims.store import decide, details, tracked
from claims.store.filters import Filters
from dashboard import charts, data, deciding, filters, highlight, relays, words
from dashboard.claim_card import badge
from dashboard.highlight import escape, plain
from dashboard.links import claim_link, claims_link, speaker_link, speakers_link
from dashboard.words import Words

MOST = 30  # names to choose from


def show(speaker: dict[str, Any], chosen: Filters, t: Words) -> None:
    """Show a speaker in the claims that the filters let through."""
    own = replace(chosen, identities=(speaker["speaker_id"],))
    st.button(t["all_speakers"], on_click=filters.put, args=("speaker_id", None), icon=":material/arrow_back:")
    deciding.show_notice()
    st.html(f'{highlight.STYLE}<h1 id="speaker">{escape(speaker["name"])}</h1>')
    total = data.count_claims(own)
    st.html(_facts(speaker, own, t))
    if total:
        _charts(speaker, own, chosen, t)
        _denials(speaker, own, t)
        relays.show(t, own)
    else:
        st.info(t["empty_result"])
    if speaker["state"]:
        _group(speaker, chosen, t)
    names, standing = st.columns(2, gap="large")
    with names:
        _names(speaker, t)
    with standing:
        deciding.show_standing(t, data.ask(decide.standing_on_speaker, speaker["speaker_id"]), lambda: _look_at(speaker))


def _facts(speaker: dict[str, Any], own: Filters, t: Words) -> str:
    """Say in a line what they are, and in how many claims they speak, with a link to these."""
    rows = data.ask(tracked.find_speakers, own)
    counted = rows[rows["speaker_id"] == speaker["speaker_id"]].to_dict("records")
    columns = ("claims", "articles", "outlets", "certainty", "denied", "first_seen", "last_seen")
    known = [(column, row[column]) for row in counted for column in columns if not pd.isna(row[column])]
    link = claims_link(identity=speaker["speaker_id"])
    facts = [
        escape(" · ".join(part for part in (t[f"kind_{speaker['kind']}"], speaker["state"]) if part)),
        " · ".join(f"{html.escape(t[f'column_{column}'])}: <b>{value}</b>" for column, value in known),
        f'<a href="{link}" target="_self"><u>{html.escape(t["their_claims"])}</u></a>',
    ]
    return f'{highlight.STYLE}<div class="segun">{"<br>".join(fact for fact in facts if fact)}</div>'


def _charts(speaker: dict[str, Any], own: Filters, chosen: Filters, t: Words) -> None:
    """Show their claims by day, and how sure they are beside all others."""
    left, right = st.columns(2, gap="large")
    left.subheader(t["chart_time"])
    left.plotly_chart(charts.over_time(data.claims_over_time(own), t), key="speaker_days", config={"displayModeBar": False})
    right.subheader(t["chart_profile"])
    frame = data.ask(tracked.certainty_profile, speaker["speaker_id"], chosen)
    right.plotly_chart(charts.profile(frame, speaker["name"], t), key="speaker_profile", config={"displayModeBar": False})


def _denials(speaker: dict[str, Any], own: Filters, t: Words) -> None:
    """List the newest of what they deny, each with a link."""
    denied = replace(own, polarities=(Polarity.NEGATIVE,))
    frame = data.claims_page(denied, "published", descending=True, page=1)
    if frame.empty:
        return
    st.subheader(t["what_they_deny"])
    items = [
        f'<li>{badge(t, row.certainty)} <a href="{claim_link(row.claim_id)}" target="_self"><u>{escape(row.content)}</u></a> '
        f"<small>{escape(' · '.join(str(part) for part in (row.outlet, row.published) if part and not pd.isna(part)))}</small></li>"
        for row in data.rows(frame)
    ]
    link = claims_link(identity=speaker["speaker_id"], polarity=str(Polarity.NEGATIVE))
    more = f'<a href="{link}" target="_self"><u>{html.escape(words.count_of(t, data.count_claims(denied), "denials"))}</u></a>'
    st.html(f'{highlight.STYLE}<div class="segun" id="denials"><ul>{"".join(items)}</ul>{more}</div>')


def _group(speaker: dict[str, Any], chosen: Filters, t: Words) -> None:
    """Name the others who speak for the same state: they stay speakers of their own, and can be looked at together."""
    frame = data.ask(tracked.find_speakers, chosen, states=(speaker["state"],))
    others = [row for row in data.rows(frame) if row.speaker_id != speaker["speaker_id"]]
    if not others:
        return
    with st.expander(t["group"].format(state=plain(speaker["state"]), n=len(others)), expanded=len(others) <= MOST):
        items = [
            f'<li><a href="{speaker_link(row.speaker_id)}" target="_self"><u>{escape(row.name)}</u></a> '
            f"<small>{html.escape(words.count_of(t, row.claims))}</small></li>"
            for row in others
        ]
        as_table = f'<a href="{speakers_link(state=speaker["state"])}" target="_self"><u>{html.escape(t["group_table"])}</u></a>'
        all_claims = claims_link(identity=[str(key) for key in frame["speaker_id"]])
        claims = f'<a href="{all_claims}" target="_self"><u>{html.escape(t["group_claims"])}</u></a>'
        st.html(f'{highlight.STYLE}<div class="segun" id="group"><ul>{"".join(items)}</ul>{as_table} · {claims}</div>')


def _names(speaker: dict[str, Any], t: Words) -> None:
    """List the names, each to be taken out, and offer to put another speaker to them."""
    st.subheader(t["names"])
    for row in data.rows(data.ask(tracked.aliases_of, speaker["speaker_id"])):
        said, out = st.columns([3, 2], vertical_alignment="center")
        said.html(f"<b>{escape(row.alias)}</b> <small>{html.escape(words.count_of(t, row.claims))}</small>")
        if not row.own:
            with out:
                deciding.button(t, t["somebody_else"], f"split_{row.alias}", partial(_split, speaker, row.alias, t))
    search = deciding.search(t["merge_with"], "merge_search", t["merge_hint"])
    if not search:
        return
    found = data.ask(tracked.find_speakers, Filters(), search=search, limit=MOST)
    others = {row.speaker_id: row for row in data.rows(found) if row.speaker_id != speaker["speaker_id"]}
    if not others:
        st.caption(t["empty_speakers"])
        return
    other = st.selectbox(
        t["merge_choice"],
        list(others),
        format_func=lambda key: f"{others[key].name} ({words.count_of(t, others[key].claims)})",
        key="merge_choice",
    )
    deciding.button(t, t["merge"], "merge", partial(_merge, speaker, others[other].name, t))


def _split(speaker: dict[str, Any], alias: str, t: Words) -> str:
    decide.split_speaker(data.database(), alias, speaker["name"])
    _look_at(speaker)
    return t["decided_split"].format(first=alias, second=speaker["name"])


def _merge(speaker: dict[str, Any], other: str, t: Words) -> str:
    decide.merge_speakers(data.database(), speaker["name"], other)
    _look_at(speaker)
    return t["decided_merge"].format(first=speaker["name"], second=other)


def _look_at(speaker: dict[str, Any]) -> None:
    """Stay with the speaker, who may have another id after a decision: the same while there is one, else who has the name now."""
    same = data.ask(details.get_speaker, speaker["speaker_id"])
    found = [] if same else list(data.ask(tracked.match_identities, speaker["name"])["speaker_id"])
    filters.put("speaker_id", speaker["speaker_id"] if same else next(iter(found), None))
