"""The page list. Run with ``python -m streamlit run dashboard/app.py``."""

import streamlit as st

from dashboard import words
from dashboard.first_start import read_samples_once

st.set_page_config(page_title="Según", page_icon="🗣️", layout="wide")
st.html("<style>.stMainBlockContainer {padding: 3.5rem 2.5rem 4rem 2.5rem;}</style>")  # tables are wide, margins need not be
t = words.choose_language()
pages = [
    st.Page("views/claims.py", title=t["claims_page"], icon=":material/format_quote:", url_path="claims", default=True),
    st.Page("views/speakers.py", title=t["speakers_page"], icon=":material/record_voice_over:", url_path="speakers"),
    st.Page("views/tracks.py", title=t["tracks_page"], icon=":material/timeline:", url_path="tracks"),
    st.Page("views/article.py", title=t["article_page"], icon=":material/article:", url_path="article"),
    st.Page("views/add.py", title=t["add_page"], icon=":material/add:", url_path="add"),
]
page = st.navigation(pages)
read_samples_once(t)
page.run()
