"""What the page *Add* shows of its work: progress, the table of what was understood, failures, the report. Words from outside are escaped."""

import html
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from claims.languages import codes
from claims.read import Failure
from claims.store.export import to_csv
from dashboard.adding import Preview
from dashboard.highlight import to_html
from dashboard.jobs import Job
from dashboard.words import Words

T = TypeVar("T")
EDITOR = "add_preview"
STATUSES = {"added": st.success, "known": st.info, "failed": st.error, "left": st.warning}
STYLE = """<style>
.told {max-height: 26rem; overflow: auto; overflow-wrap: anywhere; unicode-bidi: isolate;}
.told p {margin: 0;}
.told ul {margin: 0; padding-left: 1.2rem;}
.told table {border-collapse: collapse; width: 100%;}
.told th, .told td {border-bottom: 1px solid rgba(128, 128, 128, 0.35); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top;}
.told td:nth-child(2) {min-width: 12rem;}
.told a {color: inherit; text-decoration: underline;}
.told th, .told td:first-child {white-space: nowrap;}
</style>"""


def work_on(job: Job[T], sentence: str, stop: str) -> None:
    """Do a job to its end, or until somebody stops it, with a bar that says how much is done, and the name of what is being done."""
    bar, name = st.progress(0.0), st.empty()
    if st.button(stop, key="add_stop"):
        job.stop()
    while True:
        of = len(job.tasks)
        bar.progress(job.finished / of, text=sentence.format(at=min(job.finished + 1, of), of=of, n=len(job.results)))
        name.html(_box(to_html(job.name, [])))
        if not job.step():
            return


def edit(preview: Preview, t: Words) -> None:
    """Let a person mend what was understood; what is in the cells is kept in the preview, so that it outlives the table."""
    if EDITOR not in st.session_state and preview.edited is not None:
        preview.frame = preview.edited
    hidden = () if preview.frame["known"].any() else ("known",)
    column = st.column_config
    preview.edited = st.data_editor(
        preview.frame,
        key=EDITOR,
        hide_index=True,
        placeholder="",
        column_order=[name for name in preview.frame.columns if name not in hidden],
        disabled=["begins", "name", "known"],
        column_config={
            "take": column.CheckboxColumn(t["add_take"], width=90),
            "title": column.TextColumn(t["add_headline"], width=230),
            "outlet": column.TextColumn(t["outlet"], width=120),
            "published": column.DateColumn(t["column_published"], width=105, format="YYYY-MM-DD"),
            "language": column.SelectboxColumn(t["add_language"], width=100, options=codes()),
            "begins": column.TextColumn(t["add_begins"], width=260),
            "name": column.TextColumn(t["add_name"], width=110),
            "known": column.CheckboxColumn(t["add_there"], width=95),
        },
    )


def list_failures(failures: Sequence[Failure]) -> None:
    """List what failed, each with its reason, which names it."""
    items = "".join(f"<li>{to_html(failure.reason, [])}</li>" for failure in failures)
    st.html(_box(f"<ul>{items}</ul>"))


def show_report(report: pd.DataFrame, t: Words, language: str) -> None:
    """Say what became of each article, with links to those that are stored, and offer it as a file."""
    counts = report["status"].value_counts()
    for status, show in STATUSES.items():
        if status in counts:
            show(t[f"sum_{status}"].format(n=counts[status], claims=report["claims"].sum()))
    heads = "".join(f"<th>{html.escape(t[key])}</th>" for key in ("add_status", "article_page", "add_claims", "add_reason"))
    rows = "".join(_row(row, t, language) for row in report.to_dict("records"))
    st.html(_box(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"))
    stored = report["article_id"].dropna()
    with st.container(horizontal=True):
        if len(stored) == 1:
            st.page_link(
                "views/article.py", label=t["open_article"], icon=":material/article:", query_params={"article": stored.iloc[0]}
            )  # fmt: skip
        st.download_button(
            t["add_download"], to_csv(report), file_name="report.csv", mime="text/csv", on_click="ignore", icon=":material/download:"
        )


def _row(row: dict[Hashable, Any], t: Words, language: str) -> str:
    name = to_html(str(row["title"] if isinstance(row["title"], str) else row["name"]), [])
    if isinstance(row["article_id"], str):
        name = f'<a href="./article?article={html.escape(row["article_id"])}&amp;ui={html.escape(language)}" target="_blank">{name}</a>'
    reason = to_html(row["reason"], []) if isinstance(row["reason"], str) else ""
    claims = str(row["claims"]) if row["status"] == "added" else ""
    status = html.escape(t["status_" + row["status"]])
    return f"<tr><td>{status}</td><td>{name}</td><td>{claims}</td><td>{reason}</td></tr>"


def _box(inside: str) -> str:
    return f'{STYLE}<div class="told">{inside}</div>'
