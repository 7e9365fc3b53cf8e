"""Average-link clustering."""

from claims.track import cluster as clustering
from claims.track.cluster import cluster


def test_a_chain_of_unlike_claims_is_not_one() -> None:
    """What only its neighbours connect stays apart."""
    assert cluster("abcd", {("a", "b"): 0.9, ("b", "c"): 0.6, ("c", "d"): 0.9}) == [("a", "b"), ("c", "d")]


def test_what_is_too_large_is_parted_at_closer_links(monkeypatch: object) -> None:
    """Above the largest size only closer links connect."""
    monkeypatch.setattr(clustering, "_LARGEST", 2)
    assert cluster("abc", {("a", "b"): 0.95, ("b", "c"): 0.6}) == [("a", "b"), ("c",)]
