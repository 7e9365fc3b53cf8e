"""A dependency tree that conversions from one treebank's conventions to another's can rebuild."""

from collections.abc import Iterable

Rows = list[list[str]]
HEAD, LABEL = 6, 7


class Tree:
    """A sentence's rows with heads as indices (-1: the root), and what conversions ask for."""

    def __init__(self, rows: Rows) -> None:
        """Copy the rows, which number their words from 1 without gaps; ranges and empty nodes are no words."""
        self.all = [list(row) for row in rows]
        self.rows = [row for row in self.all if row[0].isdigit()]
        self.heads = [int(row[HEAD]) - 1 for row in self.rows]
        self.labels = [row[LABEL] for row in self.rows]
        self.forms = [row[1] for row in self.rows]
        self.tags = [row[3] for row in self.rows]

    def children(self, head: int, labels: Iterable[str] | None = None) -> list[int]:
        """List a word's dependents, all or those with one of the labels, from left to right."""
        return [i for i, h in enumerate(self.heads) if h == head and (labels is None or self.labels[i] in labels)]

    def attach(self, word: int, head: int, label: str) -> None:
        """Give a word another head and label."""
        self.heads[word], self.labels[word] = head, label

    def replace(self, old: int, new: int, label: str) -> None:
        """Put ``new``, a dependent of ``old``, in its place with all its dependents; ``old`` becomes its ``label``."""
        self.attach(new, self.heads[old], self.labels[old])
        for child in self.children(old):
            if child != new:
                self.heads[child] = new
        self.attach(old, new, label)

    def result(self) -> Rows:
        """Return all rows with the present heads and labels."""
        for row, head, label in zip(self.rows, self.heads, self.labels, strict=True):
            row[HEAD], row[LABEL] = str(head + 1), "root" if head < 0 else label
        return self.all
