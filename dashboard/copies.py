"""The other prints of an article's text, as a short list with links."""

import html

import pandas as pd

from dashboard.links import article_link
from dashboard.words import Words


def list_html(found: pd.DataFrame, t: Words) -> str:
    """Give the list as HTML, a line a print, in a box that scrolls; foreign text is escaped, and turns nothing around it."""
    lines = []
    for row in found.to_dict("records"):
        known = [str(row[name]) for name in ("title", "outlet", "published") if not pd.isna(row[name])]
        about = " · ".join(f"<bdi>{html.escape(part)}</bdi>" for part in known)
        alike = html.escape(t["copies_alike"].format(percent=round(100 * row["resemblance"])))
        link = html.escape(article_link(row["article_id"]))
        lines.append(f'<li><a href="{link}" target="_self"><u>{about}</u></a> <small>{alike}</small></li>')
    return f'<div class="segun" id="copies" style="max-height:15rem;overflow-y:auto"><ul>{"".join(lines)}</ul></div>'
