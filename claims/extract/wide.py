"""Attributions in PolNeAR's scope, which is wider than ours: decisions, intentions, support, and the outermost layer only.

Networks say of each token how likely it is a cue. Another one is shown every place that may be one, together with how
likely the words around it are cues of their own; it says whether it is one, and marks its borders, its source and its content.
The network that marks sources and contents of any cue (``learned.ROLES``) has its say in those too.
Of what the rules found only signed quotations are taken over, which have no verb: *“A” — Ana Ruiz*.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy
from spacy.strings import get_string_id

from claims.extract.attribution import Attribution, Tokens
from claims.extract.columns import RELATIVE, TOKEN, paragraphs, relative_columns, token_columns, window
from claims.extract.learned import ROLES, Roles, index_by_cue, of_cue, to_attribution, to_roles
from claims.extract.reading import Reading
from claims.extract.tagger import Tagger, Task, load_tagger
from claims.model import ClaimsError

CUES = Task("cues", TOKEN, ("cue",), steps=(1, 1, 2, 1), costs=(-0.4,), width=160, networks=3)
JOINT = Task(
    "wide", (*TOKEN, *RELATIVE, ("chance of a cue", 16, 40)), ("source", "content", "cue"),
    steps=(1, 2, 4, 8, 1), costs=(1.0, 2.0, 0.0), width=160,
)  # fmt: skip
WIDE = "wide"
LANGUAGES = frozenset({"en"})
_UNLIKELY = 0.25
_SHARES = {"source": 0.7, "content": 0.5}


def find_wide(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Find all that PolNeAR's guidelines call an attribution; ``attributions`` are those that the rules found.

    Raises ClaimsError for a language in which nothing was learned of that scope.
    """
    cues_tagger, joint_tagger, roles_tagger = load_tagger(CUES), load_tagger(JOINT), load_tagger(ROLES)
    if reading.language.code not in LANGUAGES or cues_tagger is None or joint_tagger is None or roles_tagger is None:
        raise ClaimsError(
            f"The wide scope is learned for {', '.join(sorted(LANGUAGES))} and this text is in {reading.language.code}: leave out --wide."
        )
    columns, pars = token_columns(reading, attributions), paragraphs(reading.doc)
    chances = cues_tagger.chances([columns[start:end] for start, end in pars])
    places = find_candidates(pars, chances, cues_tagger)
    rows = joint_rows(reading, attributions, places, columns, spread(pars, chances, len(reading.doc)))
    by_roles = roles_tagger.chances([row[:, : len(ROLES.columns)] for row in rows])
    found: dict[Tokens, Attribution] = {}
    for place, joint, given in zip(places, joint_tagger.chances(rows), by_roles, strict=True):
        start = window(pars, place)[0]
        roles = _read(reading, start, joint, given, joint_tagger)
        own = next((s for s in joint_tagger.spans(joint) if s.label == "cue"), None)
        cue = (start + own.start, start + own.end) if own else place
        doubtful = joint[place[0] - start : place[1] - start, 0].mean() > 1 - _UNLIKELY
        if roles.content and not doubtful:
            found.setdefault(cue, to_attribution(reading, cue, roles, rule=WIDE))
    cued = {i for cue in found for i in range(*cue)}
    signed = [a for a in attributions if a.rule == "label" and a.content[-1][0] < a.cue[0] and cued.isdisjoint(range(*a.cue))]
    return sorted([*found.values(), *signed], key=lambda attribution: (attribution.content[0], attribution.cue))


def _read(reading: Reading, start: int, joint: Any, given: Any, tagger: Tagger) -> Roles:
    """Read source and content off what both networks say, each with its share."""
    source, content = (to_roles(reading, start, blend(joint, given, _SHARES[label]), tagger) for label in ("source", "content"))
    return replace(content, source=source.source)


def blend(joint: Any, given: Any, share: float) -> Any:
    """Mix in what is said of sources and contents by a network that takes the cue for given; what is said of cues stays.

    >>> joint, given = numpy.array([[0.4, 0.4, 0.0, 0.0, 0.0, 0.1, 0.1]]), numpy.array([[0.0, 0.0, 0.0, 1.0, 0.0]])
    >>> blend(joint, given, 0.5).round(1).tolist()
    [[0.2, 0.2, 0.0, 0.4, 0.0, 0.1, 0.1]]
    """
    width = given.shape[1]
    mixed = joint.copy()
    mixed[:, :width] = (1 - share) * joint[:, :width] + share * given * joint[:, :width].sum(axis=1, keepdims=True)
    return mixed


def find_candidates(pars: Sequence[Tokens], chances: Sequence[Any], tagger: Tagger) -> list[Tokens]:
    """Give the places that may be cues, from the probabilities in each paragraph."""
    return [(start + s.start, start + s.end) for (start, _), found in zip(pars, chances, strict=True) for s in tagger.spans(found)]


def spread(pars: Sequence[Tokens], chances: Sequence[Any], length: int) -> Any:
    """Give the probability of each token of an article to be part of a cue, 0.0 to 1.0, none for line breaks.

    >>> [round(float(chance), 1) for chance in spread([(1, 3)], [numpy.array([[0.9, 0.1, 0.0], [0.3, 0.5, 0.2]])], 4)]
    [0.0, 0.1, 0.7, 0.0]
    """
    likely = numpy.zeros(length)
    for (start, end), found in zip(pars, chances, strict=True):
        likely[start:end] = 1 - found[:, 0]
    return likely


def joint_rows(reading: Reading, attributions: Sequence[Attribution], cues: Sequence[Tokens], columns: Any, likely: Any) -> list[Any]:
    """Describe the tokens around each cue; ``columns`` are the article's ``token_columns``, ``likely`` what ``spread`` gives."""
    by_token, pars = index_by_cue(attributions), paragraphs(reading.doc)
    rows = []
    for cue in cues:
        start, end = window(pars, cue)
        relative = relative_columns(reading, of_cue(by_token, cue), cue, (start, end))
        grades = [("self" if cue[0] <= i < cue[1] else "") + _grade(likely[i]) for i in range(start, end)]
        chance = numpy.array([[get_string_id(grade)] for grade in grades], dtype="uint64")
        rows.append(numpy.concatenate([columns[start:end], relative, chance], axis=1))
    return rows


def _grade(chance: float) -> str:
    """Name a probability by its tenths, one under a twentieth by a dash.

    >>> _grade(0.04), _grade(0.57)
    ('-', '5')
    """
    return str(int(chance * 10)) if chance >= 0.05 else "-"
