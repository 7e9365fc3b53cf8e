"""Speakers across documents: names, roles, bodies, states; order never matters; decisions can be taken back."""

from datetime import date, datetime, timedelta
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Article, Claim, ClaimsError, Span, SpeakerKind
from claims.track.speakers import Cast, Decision, Speaker, Speakers, Verdict, cast_of, near

PERSON, BODY, PLACE, UNNAMED = SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.UNNAMED
DAY = date(2024, 3, 1)


def told(name: str, language: str, *said: tuple[str, str, SpeakerKind], day: int = 0, about: str = "Tarqui y Lumbaqui") -> Cast:
    """Make an article of a story about two places, in which each source phrase says one thing."""
    text, claims = f"Esto pasa en {about}.\n", []
    for source, who, kind in said:
        start = len(text)
        text += f"{source}: llueve. "
        spans = (Span.of(text, start + len(source) + 2, len(text) - 2),), Span.of(text, start, start + len(source))
        claims.append(Claim(name, spans[0], source=spans[1], speakers=(who,), speaker_kind=kind))
    return cast_of(Article(name, text, language=language, published=DAY + timedelta(days=day)), claims)


def track(*casts: Cast, decisions: tuple[Decision, ...] = ()) -> Speakers:
    """Track some articles together."""
    speakers = Speakers(decisions)
    speakers.add_all(casts)
    return speakers


def named(speakers: Speakers, name: str) -> Speaker:
    """Give the one speaker of a name or alias."""
    [found] = [speaker for speaker in speakers.all() if name in (speaker.name, *speaker.aliases)]
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boris Yeltsin", "Borís Eltsin"),
        ("Kim Jong-un", "Kim Yong Un"),
        ("Yekaterina Orlova", "Ekaterina Orlova"),
        ("Nikita Khrushchev", "Nikita Jruschov"),
        ("Abdellatif Bouzidi", "Abdelatif Buzidi"),
        ("PETRA OMAÑA", "Petra Omana"),
        ("Abd al-Rahman Lamrani", "Abderramán Lamrani"),
    ],
)
def test_spellings_of_one_name_are_one_speaker(one: str, other: str) -> None:
    """Accents, case, hyphens and transliteration do not part a person, in no story together."""
    speakers = track(told("a", "es", (one, one, PERSON)), told("b", "en", (other, other, PERSON), about="Ambato y Sucre", day=300))
    assert len(speakers.all()) == 1


@pytest.mark.parametrize(("one", "other"), [("Mario Soler", "Maria Soler"), ("Rubén Díaz", "Rosa Díaz"), ("Juan Ríos", "Juana Ríos")])
def test_other_first_names_are_other_people(one: str, other: str) -> None:
    """One surname does not make one person, in one story neither."""
    assert len(track(told("a", "es", (one, one, PERSON)), told("b", "es", (other, other, PERSON))).all()) == 2


def test_a_surname_means_the_only_bearer_nearby() -> None:
    """A surname alone is its full name in its story, not in another, and nobody's where two bear it."""
    full, short = told("a", "es", ("Ana Quispe", "Ana Quispe", PERSON)), told("b", "es", ("Quispe", "Quispe", PERSON), day=3)
    assert [s.name for s in track(full, short).all()] == ["Ana Quispe"]
    far = told("c", "es", ("Quispe", "Quispe", PERSON), day=390, about="Ambato y Sucre")
    assert len(track(full, far).all()) == 2
    other = told("d", "es", ("Luis Quispe", "Luis Quispe", PERSON))
    assert len(track(full, other, short).all()) == 3


def test_role_and_gender_tell_two_bearers_of_a_surname_apart() -> None:
    """The prosecutor of that name is the one who is a prosecutor; what the extractor took her for does not count."""
    first = told("a", "es", ("La fiscal Ana Quispe", "Ana Quispe", PERSON), ("El alcalde Luis Quispe", "Luis Quispe", PERSON))
    second = told("b", "es", ("la fiscal Quispe", "Luis Quispe", PERSON), day=2)
    speakers = track(first, second)
    assert speakers.of("b")[0, 0] == named(speakers, "Ana Quispe").id


def test_a_role_means_who_bears_it_nearby_in_either_language() -> None:
    """The mayor is who was called the mayor in another article of the story."""
    first = told("a", "es", ("La alcaldesa, Ana Quispe", "Ana Quispe", PERSON), ("El juez Raúl Soto", "Raúl Soto", PERSON))
    second = told("b", "en", ("the mayor", "mayor", UNNAMED), day=2)
    speakers = track(first, second)
    assert speakers.of("b")[0, 0] == named(speakers, "Ana Quispe").id


def test_the_president_of_a_state_is_who_held_the_office_near_that_date() -> None:
    """An office of state is known beyond its story, for half a year."""
    first = told("a", "es", ("La presidenta peruana, Ana Quispe", "Ana Quispe", PERSON))
    near = told("b", "en", ("The Peruvian president", "Peruvian president", UNNAMED), day=90, about="Ambato y Sucre")
    far = told("c", "en", ("The Peruvian president", "Peruvian president", UNNAMED), day=390, about="Loja y Zaruma")
    speakers = track(first, near, far)
    assert speakers.of("b")[0, 0] == named(speakers, "Ana Quispe").id != speakers.of("c")[0, 0]


def test_acronyms_are_their_expansions() -> None:
    """International bodies come from a table; others from the brackets or initials of their story."""
    speakers = track(
        told("a", "es", ("La OMS", "OMS", BODY), ("La Unión de Regantes del Tarqui (URT)", "Unión de Regantes del Tarqui", BODY)),
        told("b", "en", ("The World Health Organization", "World Health Organization", BODY), ("URT", "URT", BODY)),
    )
    assert {speaker.name for speaker in speakers.all()} == {"World Health Organization", "Unión de Regantes del Tarqui"}


def test_bodies_meet_across_languages_by_what_their_names_mean() -> None:
    """A ministry is one in Spanish and in English, and the one of another state is another."""
    speakers = track(
        told("a", "es", ("El Ministerio de Agricultura de Kenia", "Ministerio de Agricultura de Kenia", BODY)),
        told("b", "en", ("Kenya's agriculture ministry", "Kenya's agriculture ministry", BODY), ("the ministry", "ministry", BODY)),
        told("c", "en", ("The Peruvian agriculture ministry", "Peruvian agriculture ministry", BODY)),
    )
    assert sorted((len(s.articles), s.group) for s in speakers.all()) == [(1, "Peru"), (2, "Kenya")]


def test_voices_of_a_state_stay_apart_and_share_its_group() -> None:
    """Capital, seat and state are three speakers of one group, each one in both languages."""
    speakers = track(
        told("a", "es", ("Moscú", "Moscú", PLACE), ("El Kremlin", "Kremlin", BODY), ("Rusia", "Rusia", PLACE)),
        told(
            "b", "en", ("Moscow", "Moscow", PLACE), ("The Kremlin", "Kremlin", BODY), ("The Russian government", "Russian government", BODY)
        ),
    )
    assert [(s.name, s.group, len(s.articles)) for s in speakers.all()] == [(name, "Russia", 2) for name in ("Kremlin", "Moscow", "Russia")]


def test_people_without_a_name_are_one_within_a_story_only() -> None:
    """Analysts here are not analysts there."""
    speakers = track(
        told("a", "es", ("Varios pescadores", "Varios pescadores", UNNAMED)),
        told("b", "es", ("los pescadores", "pescadores", UNNAMED), day=1),
        told("c", "es", ("los pescadores", "pescadores", UNNAMED), about="Ambato y Sucre"),
    )
    assert sorted(len(speaker.articles) for speaker in speakers.all()) == [1, 2]


def test_whom_the_extractor_left_open_spoke_before() -> None:
    """A pronoun without a name means the last speaker whom its gender fits."""
    speakers = track(told("a", "es", ("La jueza Ana Quispe", "Ana Quispe", PERSON), ("Ella", "", UNNAMED)))
    assert speakers.of("a")[0, 0] == speakers.of("a")[1, 0]


def test_a_story_goes_on_through_an_article_between() -> None:
    """What the first and the third article of a story share only through the second is found, within weeks."""
    first = told("a", "es", ("La alcaldesa, Ana Quispe", "Ana Quispe", PERSON))
    between = told("b", "es", ("El juez Raúl Soto", "Raúl Soto", PERSON), day=2, about="Tarqui, Lumbaqui, Loja y Zaruma")
    third = told("c", "es", ("la alcaldesa", "alcaldesa", UNNAMED), day=4, about="Loja y Zaruma")
    late = told("d", "es", ("la alcaldesa", "alcaldesa", UNNAMED), day=50, about="Loja y Zaruma")
    speakers = track(first, between, third, late)
    assert speakers.of("c")[0, 0] == named(speakers, "Ana Quispe").id != speakers.of("d")[0, 0]


def test_the_text_s_own_full_name_comes_before_another_of_its_surname() -> None:
    """What the extractor took for the other bearer of a surname is who the phrase says."""
    speakers = track(told("a", "en", ("Ranger Joseph Mwansa", "Joseph Mwansa", PERSON), ("Precious Mwansa", "Joseph Mwansa", PERSON)))
    assert [speaker.name for speaker in speakers.all()] == ["Joseph Mwansa", "Precious Mwansa"]


@pytest.mark.parametrize(
    ("full", "called", "kind"),
    [
        ("Veltrix", "the carmaker", BODY),
        ("Almazora Unión Deportiva", "el club", BODY),
        ("Millworkers Local 88", "the union", BODY),
        ("Partido Liberal Renovado", "los liberales", UNNAMED),
    ],
)
def test_a_body_is_called_by_its_trade_or_kind(full: str, called: str, kind: SpeakerKind) -> None:
    """The one body of a story that can be called so is meant, though its name does not say so."""
    language = "en" if called.startswith("the") else "es"
    speakers = track(told("a", language, (full, full, BODY)), told("b", language, (called, called.split(" ", 1)[1], kind), day=1))
    assert len(speakers.all()) == 1


def test_a_role_of_the_other_gender_is_somebody_else() -> None:
    """The spokeswoman is not he whom the extractor took her for, but who is called so nearby."""
    first = told("a", "es", ("La portavoz, Ana Quispe", "Ana Quispe", PERSON), ("El juez Raúl Soto", "Raúl Soto", PERSON))
    second = told("b", "es", ("El juez Soto", "Soto", PERSON), ("la portavoz", "Soto", PERSON), day=1)
    speakers = track(first, second)
    assert speakers.of("b")[1, 0] == named(speakers, "Ana Quispe").id


SOURCES = [
    ("Ana Quispe", "Ana Quispe", PERSON),
    ("La alcaldesa Ana Quispe Roa", "Ana Quispe Roa", PERSON),
    ("Luis Quispe", "Luis Quispe", PERSON),
    ("Quispe", "Quispe", PERSON),
    ("la alcaldesa", "alcaldesa", UNNAMED),
    ("El presidente ruso, Iván Petrov", "Iván Petrov", PERSON),
    ("el presidente ruso", "presidente ruso", UNNAMED),
    ("La Unión de Regantes (UDR)", "Unión de Regantes", BODY),
    ("UDR", "UDR", BODY),
    ("el sindicato", "sindicato", BODY),
    ("los vecinos", "vecinos", UNNAMED),
    ("Moscú", "Moscú", PLACE),
    ("Ella", "", UNNAMED),
]
articles = st.lists(
    st.tuples(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3), st.integers(0, 300), st.sampled_from(["Tarqui y Lumbaqui", "Lumbaqui, Tarqui, Loja y Zaruma", "Loja y Zaruma", "Zaruma, Loja, Ambato y Sucre"])),
    min_size=1,
    max_size=8,
)  # fmt: skip


@patch.multiple(near, RARE=4, FEW=2)
@settings(max_examples=100, deadline=None)
@given(articles, st.randoms(use_true_random=False))
def test_one_article_at_a_time_in_any_order_is_a_rebuild(
    parts: list[tuple[list[tuple[str, str, SpeakerKind]], int, str]], random: Random
) -> None:
    """Adding, replacing and removing give what all articles together give, and so does going on from what was kept."""
    casts = [told(f"a{n}", "es", *said, day=day, about=about) for n, (said, day, about) in enumerate(parts)]
    rebuilt = track(*casts)
    shuffled = list(casts)
    random.shuffle(shuffled)
    speakers, kept = Speakers(), dict[str, str]()
    known: dict[str, dict[tuple[int, int], str]] = {}
    for cast in shuffled:
        speakers = Speakers.from_records(kept.values())
        changed = speakers.add(cast)
        kept.update({article: speakers.record_of(article) for article in changed})
        assert kept == {article: speakers.record_of(article) for article in speakers.ids()}
        now = speakers.ids()
        assert {article for article in now if now[article] != known.get(article)} <= changed
        known = now
    assert speakers.all() == rebuilt.all()
    assert speakers.ids() == rebuilt.ids()
    speakers.add(told(shuffled[0].article, "es", *SOURCES[:3]))
    speakers.add(shuffled[0])
    extra = told("extra", "es", *SOURCES)
    speakers.add(extra)
    speakers.remove("extra")
    assert speakers.all() == rebuilt.all()


def test_a_merge_and_a_split_can_be_taken_back() -> None:
    """Decisions are applied over the result, in any order, survive new articles and leave no trace when withdrawn."""
    casts = [told("a", "es", ("Ana Quispe", "Ana Quispe", PERSON)), told("b", "es", ("Anita Q. Roa", "Anita Q. Roa", PERSON))]
    merge = Decision(Verdict.MERGE, "Anita Q. Roa", "Ana Quispe", datetime(2024, 5, 1))
    speakers = track(*casts)
    before = speakers.all()
    speakers.decide(merge)
    assert len(speakers.all()) == 1
    speakers.add(told("c", "es", ("Ana Quispe", "Ana Quispe", PERSON)))
    assert [len(s.articles) for s in speakers.all()] == [3]
    split = Decision(Verdict.SPLIT, "Ana Quispe", "Anita Q. Roa", datetime(2024, 5, 2))
    speakers.decide(split)
    assert len(speakers.all()) == 2
    speakers.withdraw(split)
    speakers.withdraw(merge)
    speakers.remove("c")
    assert speakers.all() == before


def test_a_split_of_one_name_can_be_of_some_articles_only() -> None:
    """Two people of the same full name are told apart by a person, article by article."""
    casts = [told(name, "es", ("Ana Quispe", "Ana Quispe", PERSON), ("Quispe", "Quispe", PERSON)) for name in ("a", "b")]
    split = Decision(Verdict.SPLIT, "Ana Quispe", "Quispe", datetime(2024, 5, 1), frozenset({"b"}))
    assert len({*track(*casts, decisions=(split,)).of("a").values(), *track(*casts, decisions=(split,)).of("b").values()}) == 2


ALL_OF_THEM = [
    told(f"a{n}", "es", *SOURCES[n : n + 4], day=n * 9, about="Tarqui y Lumbaqui" if n % 3 else "Loja y Zaruma") for n in range(9)
]
NAMES = sorted({name for _, name, _ in SOURCES if name})
decisions = st.builds(
    Decision,
    st.sampled_from(Verdict),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.integers(1, 28).map(lambda day: datetime(2024, 5, day)),
    st.sampled_from([frozenset[str](), frozenset({"a1", "a3"})]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(decisions, max_size=4), decisions, st.sets(st.sampled_from([cast.article for cast in ALL_OF_THEM]), min_size=1))
def test_decisions_give_the_articles_that_they_change(given_before: list[Decision], decision: Decision, some: set[str]) -> None:
    """What a decision does not give as changed stays, speakers and ids; a speaker is whole whichever of its articles is asked about."""
    speakers = track(*ALL_OF_THEM, decisions=tuple(given_before))
    ids, rows = speakers.ids(), {speaker.id: speaker for speaker in speakers.all()}
    changed = speakers.decide(decision)
    now, everybody = speakers.ids(), {speaker.id: speaker for speaker in speakers.all()}
    assert {article for article in ids if ids[article] != now[article]} <= changed
    for key in rows.keys() & everybody.keys():
        assert rows[key] == everybody[key] or changed & set(everybody[key].articles)
    assert {s.id: s for s in speakers.speakers_of(some)} == {k: s for k, s in everybody.items() if some & set(s.articles)}
    assert speakers.ids(some) == {article: now[article] for article in some}


def test_what_is_no_record_is_refused() -> None:
    """A sentence says that the speakers must be built anew."""
    with pytest.raises(ClaimsError, match="Build the speakers anew"):
        Speakers.from_records(["{}"])


def test_a_name_cut_to_an_initial_is_its_bearer_wherever_the_full_name_comes_later() -> None:
    """A full name told in another story is found by its short form, whichever came first."""
    short, full = (
        told("a", "es", ("L. Quispe", "L. Quispe", PERSON)),
        told("b", "es", ("Luis Quispe", "Luis Quispe", PERSON), about="Loja", day=300),
    )
    speakers = Speakers()
    for cast in (short, full):
        speakers.add(cast)
    assert speakers.ids() == track(full, short).ids()
    assert speakers.of("a") == {(0, 0): named(speakers, "Luis Quispe").id}
