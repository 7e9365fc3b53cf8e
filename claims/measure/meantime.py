"""Score speakers across documents on MEANTIME (Minard et al. 2016), Wikinews in several languages with coreference across documents.

What is scored are the claims found whose source phrase is one of the corpus' mentions of a person, an organisation or a
place: are two of one speaker where, and only where, the corpus has them in one chain? The measure is B³ (Bagga and Baldwin
1998) over these claims, on each language and on both together, beside the same by written names.
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import get_month_names

from claims.extract import extract
from claims.measure.pairing import fold_name
from claims.measure.stories import overlap
from claims.model import Article, ClaimsError
from claims.track.speakers import Speakers, cast_of

ENTITIES, TOKENS = "-entities.json.gz", "-conll.csv.gz"
SPEAK = frozenset({"PER", "ORG", "LOC"})
ENOUGH = 0.5
_CLOSING, _OPENING = frozenset(".,;:!?)%”’»'"), frozenset("(“‘«¿¡$")


@dataclass(frozen=True, slots=True)
class Source:
    """A claim's source that is a mention of the corpus: its chain, and who it is by tracking and as written."""

    article: str
    words: str
    chain: str
    tracked: Hashable
    written: Hashable


def is_meantime(path: Path) -> bool:
    """Say whether a path is a folder with the corpus' mentions and tokens, one file of each a language."""
    return path.is_dir() and any((path / file.name.replace(ENTITIES, TOKENS)).is_file() for file in path.glob(f"*{ENTITIES}"))


def read_articles(path: Path) -> list[Article]:
    """Read the articles of a folder of MEANTIME, each under its language and name; a text in two languages is two articles."""
    return _read(path)[0]


def b_cubed(items: Sequence[tuple[Hashable, Hashable]]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of clusters (second) against those of gold (first).

    >>> [round(score, 2) for score in b_cubed([("a", 1), ("a", 1), ("b", 1)])]
    [0.56, 1.0, 0.71]
    """
    both, gold, found = Counter(items), Counter(g for g, _ in items), Counter(f for _, f in items)
    precision = sum(both[item] / found[item[1]] for item in items) / len(items) if items else 0.0
    recall = sum(both[item] / gold[item[0]] for item in items) / len(items) if items else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_meantime(path: Path, *, errors: bool = False, pipeline: str | None = None) -> Iterator[str]:
    """Yield the lines of the report on a folder of MEANTIME; with ``errors``, each chain that tracking parts or mixes before.

    Raises ClaimsError for files that are not as expected.
    """
    try:
        articles, mentions = _read(path)
    except (OSError, KeyError, ValueError) as error:
        raise ClaimsError(f"{path} is not MEANTIME as *{ENTITIES} and *{TOKENS}: {error!r}.") from None
    sources = _find(articles, mentions, pipeline)
    if errors:
        yield from _errors(sources)
    yield f"{path} ({len(articles)} articles)"
    languages = sorted({source.article.partition("/")[0] for source in sources})
    for name in [*languages, "all"]:
        mine = [s for s in sources if name in {"all", s.article.partition("/")[0]}]
        yield _line(f"speakers, B³, {name} ({len(mine)} claims)", b_cubed([(s.chain, s.tracked) for s in mine]))
        yield _line("  the same by written names", b_cubed([(s.chain, s.written) for s in mine]))


def _line(name: str, scores: tuple[float, float, float]) -> str:
    return f"{name:34} F1 {scores[2]:.3f}  P {scores[0]:.3f}  R {scores[1]:.3f}"


def _find(articles: list[Article], mentions: dict[str, list[tuple[frozenset[int], str]]], pipeline: str | None) -> list[Source]:
    claims = {article.name: extract(article, pipeline=pipeline) for article in articles}
    speakers = Speakers()
    speakers.add_all(cast_of(article, claims[article.name]) for article in articles)
    ids = speakers.ids()
    found = []
    for name, told in claims.items():
        for number, claim in enumerate(told):
            if claim.source is None or (number, 0) not in ids[name] or len(claim.speakers) > 1:
                continue
            place = frozenset(range(claim.source.start, claim.source.end))
            score, chain = max(((overlap(place, at), chain) for at, chain in mentions[name]), default=(0.0, ""))
            if score > ENOUGH:
                written = tuple(sorted(map(fold_name, claim.speakers), key=sorted))
                found.append(Source(name, claim.source.text, chain, ids[name][number, 0], written or (name, number)))
    return found


def _read(path: Path) -> tuple[list[Article], dict[str, list[tuple[frozenset[int], str]]]]:
    articles: list[Article] = []
    mentions: dict[str, list[tuple[frozenset[int], str]]] = defaultdict(list)
    for file in sorted(path.glob(f"*{ENTITIES}")):
        language = file.name.removesuffix(ENTITIES)
        sentences: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        with gzip.open(path / f"{language}{TOKENS}", "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                sentences[row["topic/subtopic_name"]][int(row["sent_id"])].append(row["token"])
        places: dict[str, dict[tuple[int, int], range]] = {}
        for name, parts in sentences.items():
            text, places[name] = _spell(parts)
            articles.append(Article(f"{language}/{name}", text, language=language, published=_date(text, language)))
        with gzip.open(file, "rt", encoding="utf-8") as entities:
            for entity in json.load(entities):
                if entity["mention_type"] in SPEAK:
                    name = entity["topic/subtopic_name"]
                    at = frozenset(
                        i for n in entity["tokens_number"] for i in places[name].get((int(entity["sent_id"]), n), range(0))
                    )  # fmt: skip
                    chain = re.sub(r"^(?:cross_|intra_)+", "", entity["coref_chain"])
                    mentions[f"{language}/{name}"].append((at, chain))
    return articles, mentions


def _spell(sentences: dict[int, list[str]]) -> tuple[str, dict[tuple[int, int], range]]:
    """Write tokens as a text, each sentence a paragraph up to the date, and say which characters each token is."""
    text, places = "", {}
    for number, tokens in sorted(sentences.items()):
        text = f"{text}\n" if number < 3 and text else f"{text} " if text else text
        for n, token in enumerate(tokens):
            glued = not text or text[-1] in {"\n", " "} or token[0] in _CLOSING or text[-1] in _OPENING
            start = len(text) + (not glued)
            text = f"{text}{'' if glued else ' '}{token}"
            places[number, n] = range(start, start + len(token))
    return text, places


def _date(text: str, language: str) -> date | None:
    """Read the date that every article of Wikinews begins with."""
    months = {name.casefold(): number for number, name in get_month_names("wide", locale=language).items()}
    for found in re.finditer(r"(?:(\d{1,2})(?: de)? )?([^\W\d]+)(?: (\d{1,2}),)?(?: de)? (\d{4})", text[:400]):
        day = found[1] or found[3]
        if found[2].casefold() in months and day:
            return date(int(found[4]), months[found[2].casefold()], int(day))
    return None


def _errors(sources: Sequence[Source]) -> Iterator[str]:
    names: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for source in sources:
        names[source.tracked][source.chain] += 1
    for source in sources:
        rest = Counter(s.tracked for s in sources if s.chain == source.chain)
        parted = rest.most_common(1)[0][0] != source.tracked
        mixed = names[source.tracked].most_common(1)[0][0] != source.chain
        if parted or mixed:
            yield f"{source.article}: {source.words} | {'parted from its chain ' if parted else ''}{'with others' if mixed else ''} | {source.chain} | {source.tracked}"
