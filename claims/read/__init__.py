"""Input -> Article. So far: plain text and Markdown files, with front matter or without."""

from claims.read.files import collect_paths, read_article
from claims.read.text import read_text

__all__ = ["collect_paths", "read_article", "read_text"]
