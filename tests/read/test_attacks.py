"""Every file made to do harm is refused with a sentence, or read, in bounded time and memory."""

import re
from pathlib import Path

import pytest

from tests.read.attacks import ATTACKS, MANY, Attack, run


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attacks_do_no_harm(attack: Attack, tmp_path: Path) -> None:
    """What must be said is said, what can be read is read, and neither process grows nor lingers."""
    _, outcome = run(attack, tmp_path)
    late = any("more than 3 seconds" in reason for reason in outcome.reasons)
    assert late or attack.articles in (MANY, outcome.articles)
    assert late or not attack.said or any(re.search(attack.said, reason) for reason in outcome.reasons)
    assert outcome.failures + outcome.articles > 0
    assert not any("Please report it" in reason or "root:" in reason for reason in outcome.reasons)
    reading, parsing = outcome.peak
    assert reading < 400, "megabytes"
    assert parsing < 1_100, "megabytes"
    assert outcome.seconds < 30
