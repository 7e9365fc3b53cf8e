"""Arguments -> files, and files -> bytes."""

import glob
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path

from claims.model import ClaimsError
from claims.read.kinds import SUFFIXES


def collect_paths(arguments: Iterable[str]) -> list[Path]:
    """List the files that arguments name: files, folders with texts in them at any depth, patterns with ``*``.

    Raises ClaimsError for one that does not exist, a folder without texts, a pattern without a match.

    >>> [path.name for path in collect_paths(["requirements.txt"])]
    ['requirements.txt']
    """
    found: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        try:
            is_folder = path.is_dir()
        except OSError as error:
            raise ClaimsError(f"{argument[:120]}: this is no name of a file ({error.strerror}); check it.") from None
        if is_folder:
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not inside:
                raise ClaimsError(f"{argument}: there are no texts in this folder; texts are files that end in {', '.join(SUFFIXES)}.")
            found += inside
        elif any(mark in argument for mark in "*?[") and not path.exists():
            matches = sorted(Path(match) for match in glob.glob(argument, recursive=True))  # noqa: PTH207
            if not matches:
                raise ClaimsError(f"{argument}: no file matches this pattern.")
            found += [match for match in matches if match.is_file()]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def open_file(path: Path) -> BufferedReader:
    """Open a file to read its bytes; ClaimsError for one that is missing, not to be read, or no file (a pipe, a device)."""
    try:
        if path.exists() and not path.is_file():
            raise ClaimsError(f"{path}: this is no file but a folder, pipe or device; give files.")
        return path.open("rb")
    except FileNotFoundError:
        raise ClaimsError(f"{path}: there is no such file; check its name.") from None
    except PermissionError:
        raise ClaimsError(f"{path}: this file may not be read; ask for the right to, or copy it.") from None
    except (OSError, ValueError) as error:
        raise ClaimsError(f"{path}: this file cannot be read ({getattr(error, 'strerror', None) or error}).") from None
