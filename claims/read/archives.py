"""Archives -> their members, unpacked in memory under a budget; nothing is ever written, so a name is only a name."""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO

from claims.model import ClaimsError
from claims.read import limits
from claims.read.kinds import SUFFIXES
from claims.read.source import Failure, Source

_LOCKED = 0x1


class Budget:
    """How many bytes may still come out of an archive and all archives in it.

    >>> budget = Budget(packed=1_000, name="a.zip"); budget.spend(4_000_000)
    >>> budget.spend(4_000_000)
    Traceback (most recent call last):
    ...
    claims.read.archives.BudgetError: a.zip: this archive unpacks to more than 5 MB, 100 times its size or more; it may be made to do harm, and is not read further.
    """

    def __init__(self, packed: int, name: str) -> None:
        self.most = min(limits.LARGEST_ARCHIVE, max(limits.FREE_OF_RATIO, packed * limits.HIGHEST_RATIO))
        self.left, self.members, self.name = self.most, limits.MOST_MEMBERS, name

    def spend(self, size: int) -> None:
        """Take bytes off; ClaimsError (``BudgetError``) when there are none left."""
        self.left -= size
        if self.left < 0:
            why = f", {limits.HIGHEST_RATIO} times its size or more" if self.most < limits.LARGEST_ARCHIVE else ""
            raise BudgetError(
                f"{self.name}: this archive unpacks to more than {self.most // limits.MB:,} MB{why}; it may be made to do harm, and is not read further."
            )

    def count(self) -> None:
        """Take one member off; ClaimsError (``BudgetError``) when there are too many."""
        self.members -= 1
        if self.members < 0:
            raise BudgetError(
                f"{self.name}: this archive has more than {limits.MOST_MEMBERS:,} members; the first are read, pack the rest anew."
            )


class BudgetError(ClaimsError):
    """The budget of an archive is used up: nothing more of it is read."""


class Unpacked(io.RawIOBase):
    """A stream that takes what is read from it off a budget; ClaimsError for damaged data."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, budget: Budget, name: str) -> None:
        self._stream, self._budget, self._name = stream, budget, name

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack a little."""
        try:
            data = self._stream.read(min(len(buffer), 1 << 16))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise ClaimsError(f"{self._name}: this cannot be unpacked ({error}); the archive may be damaged: get it again.") from None
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def open_gzip(stream: BinaryIO, source: Source, budget: Budget) -> tuple[BinaryIO, Source]:
    """Unpack a gzip file, as it is read."""
    inner = source.stem if "." in source.stem else f"{source.stem}.txt"
    unpacked = io.BufferedReader(Unpacked(gzip.GzipFile(fileobj=stream), budget, source.name), 1 << 16)
    return unpacked, source.inside(inner, depth=source.depth + 1)


def open_zip(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open a ZIP archive; ClaimsError for a damaged one, or one with a table of contents larger than any real one."""
    try:
        return zipfile.ZipFile(_Careful(stream, name))
    except ClaimsError:
        raise
    except Exception as error:  # noqa: BLE001  (zipfile raises many kinds for a damaged directory)
        raise ClaimsError(f"{name}: this ZIP archive cannot be opened ({error}); it may be damaged: get it again.") from None


def is_word(archive: zipfile.ZipFile, name: str) -> bool:
    """Say whether an archive is a Word file; ClaimsError for another kind of document or a bomb."""
    names = set(archive.NameToInfo)
    if "[Content_Types].xml" not in names:
        if "mimetype" in names and names & {"content.xml", "META-INF/container.xml"}:
            raise ClaimsError(f"{name}: this is an OpenDocument file or an e-book; save it as .docx or text.")
        return False
    if "xl/workbook.xml" in names:
        raise ClaimsError(f"{name}: this is an Excel file; save the sheet as CSV.")
    size = sum(info.file_size for info in archive.infolist())
    packed = sum(info.compress_size for info in archive.infolist())
    if (
        size > limits.LARGEST_FILE
        or len(names) > limits.MOST_MEMBERS // 100
        or size > max(limits.FREE_OF_RATIO, packed * limits.HIGHEST_RATIO)
    ):
        raise ClaimsError(
            f"{name}: this Word file unpacks to {size // limits.MB:,} MB in {len(names):,} parts; it may be made to do harm, and is not read."
        )
    return True


def open_members(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[tuple[BinaryIO, Source] | Failure]:
    """Open each member that can be a text, in order; members of other kinds (pictures, styles) are passed over."""
    any_text = False
    for info in archive.infolist():
        if (
            not info.filename
            or info.is_dir()
            or PurePosixPath(info.filename).suffix.lower() not in SUFFIXES
            or "__MACOSX/" in info.filename
        ):
            continue
        any_text = True
        budget.count()
        inner = source.inside(harmless(info.filename), depth=source.depth + 1)
        reason = _trap(info)
        if reason:
            yield Failure(inner.name, f"{inner.name}: {reason}.")
            continue
        try:
            member = archive.open(info)
        except Exception as error:  # noqa: BLE001  (a header that contradicts the directory, an unknown method)
            yield Failure(inner.name, f"{inner.name}: this cannot be unpacked ({error}); the archive may be damaged: get it again.")
            continue
        with member:
            yield io.BufferedReader(Unpacked(member, budget, inner.name), 1 << 16), inner
    if not any_text:
        yield Failure(source.name, f"{source.name}: there are no texts in this archive; texts are files that end in {', '.join(SUFFIXES)}.")


def harmless(name: str) -> str:
    r"""Make a member's name one that is inside the archive and fits a line.

    >>> harmless("../../etc/passwd.txt"), harmless("C:\\a\\b.txt"), harmless("/a\n.txt")
    ('etc/passwd.txt', 'a/b.txt', 'a.txt')
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..") and not part.endswith(":")]
    return "".join(c for c in "/".join(parts) if c.isprintable())[-200:] or "member"


def _trap(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _LOCKED:
        return "this is locked with a password; pack it without one"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "this is a link to another file, and links in archives are not followed; pack the file itself"
    return None


class _Careful:
    """A file that gives no more than ``LARGEST_DIRECTORY`` at once: zipfile reads the whole table of contents in one go."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self.seek, self.tell, self.seekable, self.close = stream.seek, stream.tell, stream.seekable, stream.close

    def read(self, size: int = -1) -> bytes:
        """Read, but not too much."""
        if size > limits.LARGEST_DIRECTORY:
            raise ClaimsError(
                f"{self._name}: this archive's table of contents is larger than {limits.LARGEST_DIRECTORY // limits.MB} MB; pack fewer files."
            )
        return self._stream.read(size)
