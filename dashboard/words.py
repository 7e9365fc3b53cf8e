"""Every word the interface shows, from ``text/*.toml``; the reader's choice of language lives in the URL (``?ui=es``)."""

import tomllib
from functools import cache
from pathlib import Path

import streamlit as st

from claims import reasons
from claims.model import Form

FOLDER = Path(__file__).with_name("text")
DEFAULT = "en"
Words = dict[str, str]


@cache
def load(language: str) -> Words:
    """Load the words of one language, flat: ``{"claims_page": "Claims", …}``, those of ``claims.reasons`` with them."""
    return {**reasons.load(language), **tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))}


def languages() -> list[str]:
    """List the languages of the interface."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def current() -> Words:
    """Give the words of the language that the reader chose."""
    return load(st.session_state.get("ui_language", DEFAULT))


def choose_language() -> Words:
    """Show the choice of language in the sidebar, keep it in session and URL, and give its words."""
    options = languages()
    if "ui_language" not in st.session_state:
        asked = st.query_params.get("ui", DEFAULT)
        st.session_state["ui_language"] = asked if asked in options else DEFAULT
    with st.sidebar:
        chosen = st.radio(
            "Language · Idioma", options, index=options.index(st.session_state["ui_language"]), horizontal=True,
            format_func=lambda code: load(code)["language_name"], key="ui_choice",
        )  # fmt: skip
    st.session_state["ui_language"] = chosen
    if chosen != DEFAULT:
        st.query_params["ui"] = chosen
    elif "ui" in st.query_params:
        del st.query_params["ui"]
    return load(chosen)


def whose(t: Words, names: str, form: str) -> str:
    """Name who makes a claim of this form: the names, *the author*, or *nobody*."""
    return t["author"] if form == Form.AUTHOR else names or t["nobody"]


def count_of(t: Words, n: int, what: str = "", *, filtered: bool = False) -> str:
    """Say how many there are of claims, or of ``what`` is called so in the keys: *1 claim*, *5 speakers with these filters*."""
    return t["count" + (f"_{what}" if what else "") + ("_one" if n == 1 else "") + ("_filtered" if filtered else "")].format(n=n)
