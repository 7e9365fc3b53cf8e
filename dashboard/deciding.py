"""What a person decides on a page: a button that does it at once, what came of it, and what stands, to be taken back."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from claims.model import ClaimsError
from claims.store import decide
from claims.store.decide import Standing
from dashboard import data, highlight
from dashboard.highlight import escape, plain
from dashboard.words import Words

NOTICE, TURN = "decided", "decisions_made"


def button(t: Words, label: str, name: str, act: Callable[[], str], help: str | None = None) -> None:
    """Show a button that decides something: ``act`` does it, puts into the URL what is to be looked at next, and says what came of it."""
    if st.button(label, key=name, help=help):
        try:
            with st.spinner(t["deciding"]):
                st.session_state[NOTICE] = ("success", act())
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        except ClaimsError as error:
            st.session_state[NOTICE] = ("error", str(error))
        st.rerun()


def search(label: str, name: str, hint: str) -> str:
    """Show a field for words that find what to decide on, and give them; it is empty again after each decision."""
    return st.text_input(label, key=f"{name}_{st.session_state.get(TURN, 0)}", placeholder=hint)


def show_notice() -> None:
    """Show once what came of the last decision."""
    kind, sentence = st.session_state.pop(NOTICE, ("", ""))
    if kind:
        (st.success if kind == "success" else st.error)(plain(sentence))


def is_decided() -> bool:
    """Say whether there is something for ``show_notice`` to show."""
    return NOTICE in st.session_state


def show_standing(t: Words, standing: Sequence[Standing], after: Callable[[], None]) -> None:
    """List the decisions that stand, each with a button that takes it back; ``after`` puts into the URL what is to be looked at then."""
    st.subheader(t["decisions"])
    if not standing:
        st.caption(t["no_decisions"])
    for decision in standing:
        said, undo = st.columns([4, 2], vertical_alignment="center")
        what = t[f"decided_{decision.kind}"].format(first=f"<b>{escape(decision.first)}</b>", second=f"<b>{escape(decision.second)}</b>")
        said.html(
            f'{highlight.STYLE}<div class="segun"><small>{decision.number} · {decision.made_at:%Y-%m-%d %H:%M} UTC</small><br>{what}</div>'
        )
        with undo:
            button(t, t["undo"], f"undo_{decision.number}", partial(_undo, t, decision.number, after))


def _undo(t: Words, number: int, after: Callable[[], None]) -> str:
    decide.undo(data.database(), number)
    after()
    return t["undone"].format(n=number)
