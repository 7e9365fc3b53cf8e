"""Learning what the reasons for and against a pair weigh."""

import numpy as np

from claims.train.track_weights import fit


def test_a_fit_far_from_its_prior_still_comes_to_rest() -> None:
    """Steps that would overshoot are halved: a rare reason that always speaks for a pair gets a large, finite weight."""
    rows = np.array([[0.0]] * 4000 + [[5.0]] * 40)
    weights = fit(rows, (rows[:, 0] > 0).astype(float), np.array([-40.0, 30.0]), np.array([0.1, 1.0]))
    assert np.isfinite(weights).all()
    assert weights[0] > 0 > weights[1]
