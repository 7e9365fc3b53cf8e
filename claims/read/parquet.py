"""Parquet -> articles, a few rows at a time."""

from collections.abc import Iterator
from typing import BinaryIO

from claims.read.archives import Budget
from claims.read.source import Found, Source
from claims.read.tables import Columns

_ROWS = 64


def read_parquet(stream: BinaryIO, source: Source) -> Iterator[Found]:
    """Read the rows of a Parquet file; ClaimsError without a column of texts, and whatever pyarrow raises for a damaged one."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
    columns = Columns(file.schema_arrow.names, source)
    budget = Budget(stream.seek(0, 2), source.name)
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns.used, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            budget.spend(sum(len(str(value)) for value in row.values()))
            yield columns.read(row, number)
