"""Según: who said what, and how sure.

The way a text goes: ``read`` makes an Article, ``extract`` finds its Claims, ``store`` keeps them. This module imports
nothing, so that a page can use ``claims.store`` without loading spaCy.
"""
