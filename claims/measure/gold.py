"""Read annotated files, each in the form its makers gave it, as documents with marks."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claims.measure.mark import Document, Mark, Offsets, to_mark, to_offsets
from claims.model import Article, ClaimsError

Record = Mapping[str, Any]
ROLES = ("content", "source", "cue")
OTHER_PART = "3LB-CAST"
DERIVED_RULES = frozenset({"clause", "quotation", "manner clause", "interpolated", "trailing", "closing", "according to", "learned"})
REQUESTS = frozenset({"pedir", "reclamar", "exigir", "solicitar", "desear", "proponer", "exhortar", "abogar", "comprometer", "amenazar"})
RELATIVE = re.compile(r",? (?:que|quien|quienes|a quien|cuyo|cuya) ")


def read_gold(path: Path, identify: Callable[[Article], Article]) -> list[Document]:
    """Read one gold file, whichever of three forms it has; ``identify`` tells an article's language.

    Claims, one JSON object a line, their articles beside the file or in a folder ``articles`` there; PolNeAR, one
    article with its attributions a line; attributions derived from a treebank, with the treebank beside them.

    Raises ClaimsError for a file that is missing or has another form, and for claims whose article is missing.
    """
    if not path.is_file():
        raise ClaimsError(f"{path} is not there: give a file of gold claims (JSON lines).")
    try:
        records = list(_read_lines(path))
    except (json.JSONDecodeError, UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
        raise ClaimsError(f"{path} is not a file of JSON lines: {error}.") from None
    first = records[0] if records and isinstance(records[0], dict) else {}
    if "attributions" in first:
        return list(_polnear(records))
    if "sent_id" in first:
        return list(_derived(path, records))
    if "article" in first:
        return list(_claims(path, records, identify))
    raise ClaimsError(f"{path} holds no gold claims: a line needs 'article', 'attributions' or 'sent_id'.")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from (json.loads(line) for line in content.decode("utf-8").split("\n") if line.strip())


def _claims(path: Path, records: Iterable[Record], identify: Callable[[Article], Article]) -> Iterator[Document]:
    by_article: dict[str, list[Mark]] = defaultdict(list)
    for record in records:
        by_article[record["article"]].append(to_mark(record))
    for name, marks in by_article.items():
        places = [path.parent / "articles" / f"{name}.txt", path.parent / f"{name}.txt"]
        file = next((place for place in places if place.is_file()), None)
        if file is None:
            raise ClaimsError(f"The article of {path.name} {name!r} is missing: put it at {places[0]}.")
        text = file.read_bytes().decode("utf-8")
        yield Document(name, text, identify(Article(name, text)).language or "", tuple(marks))


def _polnear(records: Iterable[Record]) -> Iterator[Document]:
    for record in records:
        marks = [_mark({role: to_offsets(found[role]) for role in ROLES}) for found in record["attributions"]]
        yield Document(record["id"], record["text"], "en", tuple(m for m in marks if m.content), scope="polnear")


def _mark(roles: Mapping[str, tuple[Offsets, ...]], kind: str = "") -> Mark:
    return Mark(content=roles["content"], source=roles["source"], cue=roles["cue"], kind=kind)


def _derived(path: Path, records: Iterable[Record]) -> Iterator[Document]:
    """Put the sentences of each document together again; what is irrealis or derived with little confidence is unsure.

    So are requests, wishes and proposals, which our guidelines do not mark. The derivation knows neither noun cues nor
    judgements, and few noun phrases: what else is found by rules of those is not counted. Of AnCora only the documents of the part CESS-CAST are given: those of 3LB-CAST are fiction and essays too.

    The derivation is made for the Spanish treebanks; content that goes back over earlier sentences is taken whole.
    """
    treebank = path.with_name(path.name.replace("attributions-", "").replace("cess", "cess-train").replace(".jsonl", ".conllu"))
    if not treebank.is_file():
        raise ClaimsError(f"The sentences of {path.name} are missing: put them at {treebank}.")
    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_document[record["doc_id"]].append(record)
    for name, sentences in _sentences(treebank):
        starts: dict[str, Offsets] = {}
        text = ""
        for sent_id, sentence in sentences:
            starts[sent_id] = (len(text), len(text) + len(sentence))
            text += sentence + " "
        gold: list[Mark] = []
        unsure: list[Mark] = []
        for record in by_document.get(name, []):
            sent_id = _plain_id(record["sent_id"])
            if sent_id not in starts:
                continue
            start = starts[sent_id][0]
            roles = {role: _moved(to_offsets(record[role]["spans"]), start) for role in ROLES}
            roles["source"] = tuple(_without_relative_clause(text, span) for span in roles["source"])
            roles["content"] = (
                *(starts[i] for i in map(_plain_id, record["content_extends_over"] or ()) if i in starts),
                *roles["content"],
            )
            sure = not record["irrealis"] and record["conf"] != "low" and record["cue"].get("lemma") not in REQUESTS
            (gold if sure else unsure).append(_mark(roles, record["construction"]))
        if gold and not name.startswith(OTHER_PART):
            yield Document(name, text, "es", tuple(gold), tuple(unsure), rules=DERIVED_RULES)


def _plain_id(sent_id: str) -> str:
    """Write a sentence's id without the *s* before its number that one of the two files has."""
    return re.sub(r"-s(\d+\w?)$", r"-\1", sent_id)


def _without_relative_clause(text: str, span: Offsets) -> Offsets:
    """Cut a source before its relative clause, which our guidelines leave out and the derivation takes in."""
    match = RELATIVE.search(text, *span)
    return (span[0], match.start()) if match else span


def _moved(offsets: Iterable[Offsets], by: int) -> tuple[Offsets, ...]:
    return tuple((start + by, end + by) for start, end in offsets)


def _sentences(treebank: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each document of a CoNLL-U file that is from the CAST part or all of it, as (sentence id, text) pairs."""
    documents: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    sent_id = ""
    with gzip.open(treebank, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                current = documents.setdefault(line.split(" = ", 1)[1].strip(), [])
            elif line.startswith("# sent_id = "):
                sent_id = _plain_id(line.split(" = ", 1)[1].strip())
            elif line.startswith("# text = "):
                current.append((sent_id, line.split(" = ", 1)[1].rstrip("\n")))
    yield from documents.items()
