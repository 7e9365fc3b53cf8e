"""The page list. Run with ``python -m streamlit run dashboard/app.py``."""

import streamlit as st

from dashboard import words
from dashboard.first_start import read_samples_once

st.set_page_config(page_title="Según", page_icon="🗣️", layout="wide")
t = words.choose_language()
pages = [
    st.Page("views/claims.py", title=t["claims_page"], icon=":material/format_quote:", url_path="claims", default=True),
    st.Page("views/article.py", title=t["article_page"], icon=":material/article:", url_path="article"),
    st.Page("views/add.py", title=t["add_page"], icon=":material/add:", url_path="add"),
]
page = st.navigation(pages)
read_samples_once(t)
page.run()
