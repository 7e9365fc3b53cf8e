"""Input -> Article: texts, pages, feeds, PDF and Word files, tables, archives of any of these, and addresses.

``read_inputs`` is the front door; ``inputs.py`` says which reader takes what.
"""

from claims.read.feeds import FeedEntry, FeedState, read_feed
from claims.read.fetch import Fetcher
from claims.read.files import collect_paths
from claims.read.inputs import collect_inputs, read_article, read_bytes, read_input, read_inputs
from claims.read.pages import check_feed, read_entry
from claims.read.source import Failure, Found
from claims.read.text import read_text

__all__ = [
    "Failure", "FeedEntry", "FeedState", "Fetcher", "Found", "check_feed", "collect_inputs", "collect_paths", "read_article", "read_bytes",
    "read_entry", "read_feed", "read_input", "read_inputs", "read_text",
]  # fmt: skip
