"""One claim, whole: what was said, by whom, how sure, why, and where it stands."""

import html

import streamlit as st

from claims import reasons
from claims.reasons import level_name
from claims.store import details
from claims.store.queries import StoredClaim
from dashboard import charts, data, filters, highlight
from dashboard.highlight import escape
from dashboard.links import article_link, speaker_link, track_link
from dashboard.words import Words, whose


def badge(t: Words, level: int) -> str:
    """Show a level as a coloured badge with its name, as HTML."""
    style = f"background:{charts.COLOURS[level]};color:{charts.INKS[level]};padding:0.15rem 0.6rem;border-radius:0.8rem;font-size:0.85rem;font-weight:600"
    return f'<span style="{style}">{html.escape(level_name(t, level))}</span>'


def show_claim(stored: StoredClaim, t: Words) -> None:
    """Show a claim with its reason and the words around it."""
    claim = stored.claim
    article = data.get_article(stored.article_id)
    if article is None:
        return
    with st.container(border=True, key="claim_card"):
        title, close = st.columns([6, 1])
        title.subheader(t["claim_title"])
        close.button(t["close"], on_click=filters.put, args=("claim", None), width="stretch")
        speaker = whose(t, " · ".join(claim.speakers), claim.form)
        content = claim.statement
        st.html(
            f'{highlight.STYLE}<div class="segun"><p><b>{html.escape(speaker)}</b> ({html.escape(t[f"kind_{claim.speaker_kind}"])}) '
            f"{badge(t, int(claim.certainty))}</p><p>{highlight.to_html(content, [])}</p></div>"
        )
        st.html(_elsewhere(stored, t))
        st.html(f'<div class="segun"><b>{html.escape(t["why"])}</b> {html.escape(reasons.reason(claim, t))}</div>')
        facts = [
            *reasons.notes(claim, t),
            f"{t['form']}: {t[f'form_{claim.form}']}",
            f"{t['source_words']}: {claim.source.text if claim.source else t['unexpressed']}",
            *([f"{t['relays']}: {' · '.join(span.text for span in claim.relays)}"] if claim.relays else []),
            *([f"{t['probability_is']}: {claim.probability:g} %"] if claim.probability is not None else []),
            f"{t['rule']}: {claim.rule}",
            *([f"{t['confidence_is']}: {claim.confidence:.0%}"] if claim.confidence is not None else []),
        ]
        st.html("<ul>" + "".join(f"<li>{html.escape(fact)}</li>" for fact in facts) + "</ul>")
        st.html(highlight.legend(role_names(t)))
        start, end = highlight.passage(article.text, claim)
        st.html(
            f'{highlight.STYLE}<div class="segun" id="passage">{highlight.to_html(article.text, highlight.marks_of(claim), start, end)}</div>'
        )
        about = " · ".join(str(part) for part in (article.title or article.name, article.outlet, article.published) if part)
        st.html(
            f'<a href="{article_link(stored.article_id, stored.id)}" target="_self">{html.escape(t["open_article"])}: {html.escape(about)}</a>'
        )


def _elsewhere(stored: StoredClaim, t: Words) -> str:
    """Link to who speaks, as all articles know them, and to the same claim told elsewhere."""
    who = data.ask(details.who_said, (stored.id,))
    links = [f'<a href="{speaker_link(row.speaker_id)}" target="_self"><u>{escape(row.name)}</u></a>' for row in data.rows(who)]
    parts = [f"{html.escape(t['across_articles'])} {' · '.join(links)}"] if links else []
    track = data.ask(details.get_track, stored.id)
    if track is not None:
        told = html.escape(t["told_times"].format(n=track["tellings"]))
        parts.append(f'<a href="{track_link(track["track_id"])}" target="_self"><u>{told}</u></a>')
    return f'{highlight.STYLE}<div class="segun">{"<br>".join(parts)}</div>'


def role_names(t: Words) -> dict[str, str]:
    """Name each role of the legend."""
    return {role: t[f"role_{role}"] for role in ("source", "cue", "content", "evidence", "relay")}
