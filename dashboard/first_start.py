"""With no database yet, read the samples, once, with a progress bar that is true."""

import threading
from pathlib import Path

import streamlit as st

from dashboard.data import database
from dashboard.words import Words

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
_ONE_AT_A_TIME = threading.Lock()


def read_samples_once(t: Words) -> None:
    """Fill a database that does not exist yet from the samples; later sessions wait for the first to end.

    The samples are read into a file beside it, which takes its name when it is complete: a start that is killed leaves
    nothing behind that looks like a database, and the next one begins again.
    """
    db = database()
    if db.exists():
        return
    samples = sorted(SAMPLES.glob("*.md"))
    if not samples:
        return
    bar = st.progress(0.0, text=t["first_start"])
    with _ONE_AT_A_TIME:
        if not db.exists():
            from claims.add import add_articles  # loads spaCy, here and on the page that adds a text only

            fresh = db.with_name(db.name + ".first")
            fresh.unlink(missing_ok=True)
            for n, outcome in enumerate(add_articles(samples, fresh), start=1):
                bar.progress(n / len(samples), text=f"{t['first_start']} {Path(outcome.name).stem}")
                if outcome.reason:
                    st.warning(outcome.reason)
            if fresh.exists() and not db.exists():
                fresh.replace(db)
    bar.empty()
