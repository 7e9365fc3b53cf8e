"""Who carried whose statements: a table, and the files to take it away."""

import streamlit as st

from claims.store import tracked
from claims.store.filters import Filters
from dashboard import charts, data, exports
from dashboard.words import Words


def show(t: Words, chosen: Filters) -> None:
    """Show the relays in the claims that the filters let through."""
    st.subheader(t["who_relayed"])
    found = data.ask(tracked.find_relays, chosen)
    if found.empty:
        st.caption(t["no_relays"])
        return
    st.dataframe(
        found.drop(columns="articles"),
        key="relays_table",
        hide_index=True,
        height=charts.table_height(len(found)),
        column_config={
            "carrier": st.column_config.TextColumn(t["column_carrier"], width=190),
            "holder": st.column_config.TextColumn(t["column_holder"], width=190),
            "tellings": st.column_config.NumberColumn(t["column_relayed"], width=75),
            "outlets": st.column_config.TextColumn(t["column_outlets"], width=240),
            "first_seen": st.column_config.DateColumn(t["column_first_seen"], width=90, format="YYYY-MM-DD"),
            "last_seen": st.column_config.DateColumn(t["column_last_seen"], width=90, format="YYYY-MM-DD"),
        },
    )
    exports.show(t, "relays", tracked.find_relays, chosen, formats=(*exports.OF_TABLES, "graphml"))
