"""Read a word list: TOML tables with one entry a line, every key checked, every error naming file and key."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims.model import ClaimsError


class WordListError(ClaimsError):
    """A language's file is not as ``claims/languages/README.md`` says."""


def read_toml(path: Path, sections: frozenset[str]) -> dict[str, Any]:
    """Read a TOML file that holds exactly these sections, none of them empty.

    Raises WordListError for a missing file, a syntax error (a duplicate key is one), an unknown, a missing or an
    empty section.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WordListError(f"{path} is missing: every language has one; see claims/languages/README.md.") from None
    except tomllib.TOMLDecodeError as error:
        raise WordListError(f"{path} is not valid TOML: {error}.") from None
    for name in table.keys() - sections:
        raise WordListError(f"{path}: unknown section [{name}]; allowed are {', '.join(sorted(sections))}.")
    for name in sections - table.keys():
        raise WordListError(f"{path}: the section [{name}] is missing.")
    for name, entries in table.items():
        if not entries:
            raise WordListError(f"{path}: [{name}] is empty.")
    return table


def check_entry(path: Path, key: str, entry: Any, fields: Mapping[str, type], required: frozenset[str]) -> dict[str, Any]:
    """Check one entry against the type of each field; give it back.

    Raises WordListError for an unknown, a missing or an empty field and for a value of another type.
    """
    if not isinstance(entry, dict):
        raise WordListError(f"{path}: {key} must be a table like {{ {', '.join(sorted(required))} }}, not {entry!r}.")
    for name in entry.keys() - fields.keys():
        raise WordListError(f"{path}: {key} has the unknown field {name!r}; allowed are {', '.join(sorted(fields))}.")
    for name in required - entry.keys():
        raise WordListError(f"{path}: {key} lacks the field {name!r}.")
    for name, value in entry.items():
        if type(value) is not fields[name]:
            raise WordListError(f"{path}: {name!r} of {key} must be {fields[name].__name__}, not {value!r}.")
        if value in ("", [], {}):
            raise WordListError(f"{path}: {name!r} of {key} is empty.")
    return entry


def check_choice(path: Path, key: str, name: str, value: str, allowed: frozenset[str]) -> str:
    """Give back a value that is one of those allowed; WordListError otherwise."""
    if value not in allowed:
        raise WordListError(f"{path}: {name!r} of {key} is {value!r}; allowed are {', '.join(sorted(allowed))}.")
    return value
