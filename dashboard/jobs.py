"""Work in steps. Streamlit may begin a new run of a page while the last one is still at work: each goes on where the other stopped."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """A part of a job: what a person calls it, and a function that gives its results, which may be many."""

    name: str
    run: Callable[[], Iterable[T]]


@dataclass
class Job(Generic[T]):
    """Tasks done one after the other, each once, however many runs of a page press on.

    ``finished`` tasks are wholly done, the next one is called ``name``. ``is_enough`` may end the job before the next result,
    which then is ``cut``. ``done`` says that there is nothing more to do.

    >>> job = Job([Task("a", lambda: [1, 2]), Task("b", lambda: [3])])
    >>> while job.step():
    ...     print(job.finished, job.name)
    0 a
    0 a
    0 a
    1 b
    1 b
    >>> job.results, job.finished
    ([1, 2, 3], 2)
    """

    tasks: Sequence[Task[T]]
    is_enough: Callable[[list[T]], bool] = lambda _: False
    results: list[T] = field(default_factory=list)
    finished: int = 0
    name: str = ""
    cut: bool = False
    done: bool = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._steps = self._walk()

    def step(self) -> bool:
        """Do a little more, unless all is done; say whether there may be more to do. A task's name is known before its first result."""
        with self._lock:
            if not self.done:
                try:
                    self.done = next(self._steps, None) is None
                except BaseException:
                    self.done = True
                    raise
            return not self.done

    def stop(self) -> None:
        """Begin nothing more; what has begun is waited for."""
        with self._lock:
            self.done = True

    def _walk(self) -> Iterator[bool]:
        for task in self.tasks:
            self.name = task.name
            yield True
            for result in task.run():
                if self.is_enough(self.results):
                    self.cut = True
                    return
                self.results.append(result)
                yield True
            self.finished += 1
