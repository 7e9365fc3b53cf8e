"""Article: one text with all its claims in it; beside it where else it was printed, and the list of the claims."""

import html

import streamlit as st

from claims import reasons
from claims.store.filters import Filters
from dashboard import copies, data, highlight, words
from dashboard.claim_card import badge, role_names
from dashboard.links import claim_link

t = words.current()
st.title(t["article_title"])

data.stop_if_empty(t)

articles = data.list_articles(Filters())
labels = {
    row.article_id: " · ".join(str(part) for part in (row.title, row.outlet, str(row.published)[:10]) if part and str(part) != "NaT")
    for row in articles.itertuples()
}


def choose() -> None:
    """Put the chosen article into the URL."""
    st.query_params["article"] = st.session_state["article_choice"]
    st.query_params.pop("claim", None)


asked = st.query_params.get("article", "")
if asked and asked not in labels:
    st.warning(t["article_gone"])
st.session_state["article_choice"] = asked if asked in labels else next(iter(labels))
st.selectbox(t["article_choice"], list(labels), format_func=labels.__getitem__, key="article_choice", on_change=choose)
article = data.get_article(st.session_state["article_choice"])
if article is None:
    st.stop()
claims = data.article_claims(article.id)
prints = data.copies_of(article.id)
opened = st.query_params.get("claim", "")

text, beside = st.columns([3, 2], gap="large")
with text:
    st.html(highlight.legend(role_names(t)))
    marks = [mark for n, stored in enumerate(claims) for mark in highlight.marks_of(stored.claim, n)]
    marks += [highlight.Mark(s.start, s.end, "open") for stored in claims if stored.id == opened for s in stored.claim.content]
    st.html(f'{highlight.STYLE}<div class="segun" id="whole-article">{highlight.to_html(article.text, marks)}</div>')
with beside:
    if not prints.empty:
        st.subheader(t["copies_title"])
        st.html(copies.list_html(prints, t))
    st.subheader(words.count_of(t, len(claims)))
    if not claims:
        st.info(t["no_claims_here"])
    for n, stored in enumerate(claims):
        claim = stored.claim
        speaker = words.whose(t, " · ".join(claim.speakers), claim.form)
        content = claim.statement
        st.html(
            f'<div class="segun"><p><a href="#claim-{n}">▸</a> <b>{html.escape(speaker)}</b> {badge(t, int(claim.certainty))}<br>'
            f"{html.escape(content[:220] + ('…' if len(content) > 220 else ''))}<br><small>{html.escape(reasons.reason(claim, t))}</small> "
            f'<a href="{claim_link(stored.id)}" target="_self"><u>{html.escape(t["open_claim"])}</u></a></p></div>'
        )
