"""Add: paste a text, upload files or give addresses; see what was understood, mend it, store it, and keep the report."""

import streamlit as st

from claims.model import Article
from claims.read import Failure, Found
from claims.store.filters import Filters
from dashboard import adding, data, words
from dashboard import adding_parts as parts
from dashboard.adding import Preview, Storing
from dashboard.jobs import Job

STAGE, ROUND, OPEN = "add_stage", "add_round", "add_open"  # what is going on; how many times the forms were emptied; are they open

t = words.current()


def go_to(stage: Job[Found] | Preview | Storing | None) -> None:
    """Turn to another stage at once."""
    st.session_state[STAGE] = stage
    st.session_state.pop(parts.EDITOR, None)
    st.rerun()


def look_at(found: list[Found], *, cut: bool = False) -> None:
    """Show what was read; where nothing was, there is the report already."""
    if any(isinstance(item, Article) for item in found):
        go_to(Preview.of(found, set(data.list_articles(Filters())["article_id"]) if data.database().exists() else (), cut=cut))
    go_to(Storing.of([], data.database(), [item for item in found if isinstance(item, Failure)]))


def show_preview(preview: Preview) -> None:
    """Show what was understood; it is stored when the person says so."""
    st.subheader(t["add_understood"])
    if preview.cut:
        st.warning(t["add_was_cut"].format(n=len(preview.articles)))
    st.caption(t["add_preview_hint"])
    parts.edit(preview, t)
    chosen = preview.chosen()
    with st.container(horizontal=True):
        label = t["add_store_one"] if len(chosen) == 1 else t["add_store_many"].format(n=len(chosen))
        if st.button(label, type="primary", disabled=not chosen, key="add_store"):
            go_to(Storing.of(chosen, data.database(), preview.failures))
        if st.button(t["add_discard"], key="add_discard"):
            go_to(None)
    if failed := len(preview.failures):
        st.warning(t["add_failed_one"] if failed == 1 else t["add_failed_many"].format(n=failed))
        parts.list_failures(preview.failures)
    if preview.doubts:
        st.warning(t["add_doubts"])
        parts.list_failures(preview.doubts)


def form_for_text(key: str) -> None:
    """Take a text with what is known of it: one press stores it."""
    with st.form(f"add_text_{key}", border=False):
        text = st.text_area(t["add_text"], height=300, key=f"add_text_area_{key}")
        left, right = st.columns(2)
        given: dict[str, str | None] = {
            "title": left.text_input(t["add_headline"], key=f"add_title_{key}"),
            "outlet": right.text_input(t["outlet"], key=f"add_outlet_{key}"),
        }
        day = left.date_input(t["column_published"], value=None, format="YYYY-MM-DD", key=f"add_day_{key}")
        given |= {"date": str(day) if day else None, "url": right.text_input("URL", key=f"add_url_{key}")}
        with st.container(horizontal=True):
            stored = st.form_submit_button(t["add_button"], type="primary")
            looked = st.form_submit_button(t["add_look"])
    if not (stored or looked):
        return
    if not text.strip():
        st.warning(t["add_nothing"])
        return
    found = adding.pasted(text, t["add_pasted"], **given)
    if isinstance(found, Article) and stored:
        go_to(Storing.of([found], data.database()))
    look_at([found])


def form_for_files(key: str) -> None:
    """Take files, of whatever name."""
    with st.form(f"add_files_{key}", border=False):
        files = st.file_uploader(t["add_files_label"], accept_multiple_files=True, key=f"add_uploads_{key}")
        st.caption(t["add_bound"].format(n=adding.MOST_ARTICLES))
        read = st.form_submit_button(t["add_read"], type="primary")
    if read and files:
        go_to(adding.reading_files([(file.name, file.getvalue()) for file in files]))
    elif read:
        st.warning(t["add_nothing"])


def form_for_addresses(key: str) -> None:
    """Take addresses of the public web."""
    with st.form(f"add_addresses_{key}", border=False):
        lines = st.text_area(t["add_addresses_label"], height=150, key=f"add_lines_{key}", placeholder="https://…")
        st.caption(t["add_bound"].format(n=adding.MOST_ARTICLES))
        read = st.form_submit_button(t["add_read"], type="primary")
    if read and (found := adding.addresses(lines)):
        go_to(adding.reading_addresses(found))
    elif read:
        st.warning(t["add_nothing"])


stage = st.session_state.get(STAGE)
is_busy = isinstance(stage, Job) or (isinstance(stage, Storing) and not stage.job.done)
top = st.container()
is_open = not is_busy and not isinstance(stage, Preview)
if st.session_state.get(OPEN) != is_open or "add_given" not in st.session_state:
    st.session_state[OPEN] = st.session_state["add_given"] = is_open
with st.expander(t["add_given"], key="add_given", on_change="rerun"):
    key = str(st.session_state.setdefault(ROUND, 0))
    text, files, lines = st.tabs([t["add_paste"], t["add_files"], t["add_addresses"]], key="add_tabs")
    with text:
        form_for_text(key)
    with files:
        form_for_files(key)
    with lines:
        form_for_addresses(key)

with top:
    st.title(t["add_title"])
    st.caption(t["add_hint"])
    if isinstance(stage, Job):
        parts.work_on(stage, t["add_reading"], t["add_stop"])
        look_at(stage.results, cut=stage.cut)
    elif isinstance(stage, Preview):
        show_preview(stage)
    elif isinstance(stage, Storing):
        if is_busy:
            parts.work_on(stage.job, t["add_storing"], t["add_stop"])
            st.session_state[ROUND] += set(stage.report()["status"]) <= {"added", "known"}  # what failed may be mended and tried again
            st.rerun()
        st.subheader(t["add_report"])
        parts.show_report(stage.report(), t, st.session_state["ui_language"])
