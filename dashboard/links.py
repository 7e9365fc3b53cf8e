"""Addresses of what the pages show, with the language of the interface kept."""

from urllib.parse import urlencode

import streamlit as st


def article_link(article_id: str, claim_id: str | None = None) -> str:
    """Give the address of an article, or of a claim in it."""
    return _address("article", article=article_id, **({"claim": claim_id} if claim_id else {}))


def claim_link(claim_id: str) -> str:
    """Give the address of a claim on the page of claims."""
    return _address("./", claim=claim_id)


def claims_link(**filters: str | list[str]) -> str:
    """Give the address of the page of claims under some filters, named as in the URL."""
    return _address("./", **filters)


def speaker_link(speaker_id: str) -> str:
    """Give the address of a speaker."""
    return _address("speakers", speaker_id=speaker_id)


def speakers_link(**filters: str | list[str]) -> str:
    """Give the address of the page of speakers under some filters, named as in the URL."""
    return _address("speakers", **filters)


def track_link(track_id: str) -> str:
    """Give the address of a track."""
    return _address("tracks", track=track_id)


def _address(page: str, **parameters: str | list[str]) -> str:
    kept = {"ui": st.query_params["ui"]} if "ui" in st.query_params else {}
    return f"{page}?{urlencode(parameters | kept, doseq=True)}"
