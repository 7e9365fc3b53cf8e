"""Add: paste a text, and its claims are stored."""

import streamlit as st

from dashboard import data, words

t = words.current()
st.title(t["add_title"])
st.write(t["add_hint"])

with st.form("add_text"):
    text = st.text_area(t["add_text"], height=300, key="add_text_area")
    left, right = st.columns(2)
    title = left.text_input(t["add_headline"])
    outlet = right.text_input(t["outlet"])
    day = left.date_input(t["column_published"], value=None, format="YYYY-MM-DD")
    url = right.text_input("URL")
    sent = st.form_submit_button(t["add_button"], type="primary")

if sent:
    from claims.add import add_articles
    from claims.model import ClaimsError
    from claims.read import read_text

    with st.spinner(t["add_working"]):
        try:
            article = read_text(text, title or t["add_pasted"], title=title, outlet=outlet, date=str(day) if day else None, url=url)
            outcome = next(add_articles([article], data.database()))
        except ClaimsError as error:
            data.stop_with(error)
    if outcome.status == "failed":
        st.error(outcome.reason or "")
        st.stop()
    st.success(t["added"].format(n=outcome.claims) if outcome.status == "added" else t["known"])
    st.page_link(
        "views/article.py",
        label=t["open_article"],
        icon=":material/article:",
        query_params={"article": outcome.article_id or ""},
    )
