"""The judge of attributions and the vectors of clusters, on data small enough to see through."""

import json
from pathlib import Path

import pytest
import spacy

from claims.extract.confidence import Judge, load_judge
from claims.model import ClaimsError
from claims.train import clusters, judge
from claims.train.clusters import cluster_vectors, paths_to_rows
from claims.train.judge import Case, calibrate, fit, score


def test_it_learns_which_fact_decides() -> None:
    """A fact that is always right gets a positive weight, one that is always wrong a negative one."""
    cases = [Case(["good", "both"], True, "a"), Case(["bad", "both"], False, "b")] * 20
    weights = fit(cases)
    assert weights["good"] > 0.5 > -0.5 > weights["bad"]
    assert score(weights, cases[0]) > 0 > score(weights, cases[1])


def test_rare_facts_are_not_learned() -> None:
    """A fact that was seen once or twice says nothing."""
    assert "once" not in fit([Case(["often"], True, "a")] * 5 + [Case(["often", "once"], False, "b")])


def test_calibration_makes_scores_log_odds() -> None:
    """Where scores of +4 are right three times of four, the calibrated chance there is three of four."""
    slope, shift = calibrate([4.0] * 40 + [-4.0] * 40, ([True] * 30 + [False] * 10) + ([False] * 30 + [True] * 10))
    assert Judge({"bias": 4 * slope + shift}, 0.0).confidence([]) == pytest.approx(0.75, abs=0.01)


def test_without_a_file_nothing_is_judged(tmp_path: Path) -> None:
    """No weights, no judge; with a file, its weights and threshold."""
    assert load_judge(tmp_path / "none.json") is None
    (tmp_path / "some.json").write_text(
        json.dumps({"threshold": 0.2, "rates": {"learned": 0.7}, "weights": {"rule=clause": 1.5}}), encoding="utf-8"
    )
    assert load_judge(tmp_path / "some.json") == Judge({"rule=clause": 1.5}, 0.2, {"learned": 0.7})


def test_missing_corpora_are_named(tmp_path: Path) -> None:
    """Calibration without the corpora is refused in a sentence."""
    with pytest.raises(ClaimsError, match="polnear-train"):
        judge.learn(tmp_path, tmp_path / "out.json")


def test_neighbouring_clusters_have_like_vectors() -> None:
    """The longer the path that two leaves share, the closer their rows."""
    near, same_branch, far = paths_to_rows(["0000", "0001", "1111"], 8)
    assert near @ same_branch > near @ far


def test_words_of_a_cluster_share_a_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    """A capitalised form borrows the vector of its lower-case word unless it has a cluster of its own."""
    tables = {
        "lexeme_cluster": {"dijo": 6, "afirmó": 6, "Ana": 5, "ana": 6},
        "lexeme_prob": {"dijo": -5, "afirmó": -6, "Ana": -7, "ana": -8},
    }
    monkeypatch.setattr(clusters, "read_table", lambda _language, name: tables[name])
    nlp = spacy.blank("es")
    nlp.vocab.vectors = cluster_vectors(nlp, words=10, width=4)
    vocab = nlp.vocab
    assert (vocab["dijo"].vector == vocab["Afirmó"].vector).all()
    assert not (vocab["Ana"].vector == vocab["ana"].vector).all()
    assert not vocab["nunca"].has_vector


def test_only_what_was_judged_in_a_language_is_left_out() -> None:
    """An unlikely attribution falls by a rule that was learned in its language, and stays by one that never was."""
    judge_of_es = Judge({"bias": -5.0, "es:rule=clause": 0.5}, 0.05)
    for facts, kept in ((["es:rule=clause"], False), (["es:rule=opinion"], True), (["rule=clause"], True)):
        assert judge_of_es.keeps(facts, judge_of_es.confidence(facts)) is kept
