"""Questions about a dependency tree (Universal Dependencies, spaCy's spelling)."""

from collections.abc import Container, Iterator

from spacy.tokens import Token

CLAUSE_LABELS = frozenset({"ROOT", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "advcl:relcl"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
RELATIVE_CLAUSES = frozenset({"acl:relcl", "acl", "advcl:relcl"})


def feature(token: Token, name: str) -> list[str]:
    """Give the values of a token's morphological feature, none if it has none."""
    return token.morph.get(name, [])


def children(token: Token, labels: Container[str]) -> Iterator[Token]:
    """Yield the children of a token that have one of these labels."""
    return (child for child in token.children if child.dep_ in labels)


def child(token: Token, labels: Container[str]) -> Token | None:
    """Give the first child with one of these labels, or None."""
    return next(children(token, labels), None)


def subtree(token: Token) -> set[int]:
    """Give the indices of a token and all that hangs on it."""
    return {t.i for t in token.subtree}


def is_finite(token: Token) -> bool:
    """Say whether a token is a finite verb, or carries one as auxiliary or copula."""
    if "Fin" in feature(token, "VerbForm") or any("Fin" in feature(c, "VerbForm") for c in children(token, {"aux", "aux:pass", "cop"})):
        return True
    return "Part" in feature(token, "VerbForm") and _has_own_subject(token)


def _has_own_subject(participle: Token) -> bool:
    """Say whether a past form taken for a participle has a subject before it and no auxiliary: *the rails buckled*."""
    subject = any(c.i < participle.i for c in children(participle, {"nsubj"}))
    return subject and not any(True for _ in children(participle, {"aux", "aux:pass", "cop"}))


def is_infinitive(token: Token) -> bool:
    """Say whether a verb is an infinitive with no finite auxiliary."""
    return "Inf" in feature(token, "VerbForm") and not is_finite(token)


def is_passive(token: Token) -> bool:
    """Say whether a verb is passive or impersonal."""
    return any(True for _ in children(token, {"aux:pass", "expl:pass", "expl:impers", "nsubj:pass"}))


def governing_clause(token: Token) -> Token:
    """Give the head of the smallest clause around a token (the token itself if it heads one)."""
    while token.dep_ not in CLAUSE_LABELS and not (token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and is_finite(token)):
        if token.head == token:
            break
        token = token.head
    return token


def own_subject(verb: Token) -> Token | None:
    """Give the subject that stands with a verb, or None."""
    return next((part for part in children(verb, SUBJECTS) if not part.is_space), None)


def first_conjunct(verb: Token) -> Token:
    """Give the verb that a chain of coordinated verbs begins with."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb


def is_clause(root: Token) -> bool:
    """Say whether a token heads a clause: a verb, or a predicate with a copula, a subject or a conjunction."""
    return is_finite(root) or root.pos_ in {"VERB", "AUX"} or child(root, {"cop", "nsubj", "mark"}) is not None
