"""Jobs: every task once, whoever presses on."""

import threading
import time
from collections.abc import Iterator

import pytest

from dashboard.jobs import Job, Task


def slow(n: int) -> Iterator[int]:
    """Give two results, slowly."""
    for part in (2 * n, 2 * n + 1):
        time.sleep(0.001)
        yield part


def test_two_at_once_do_each_task_once() -> None:
    """Runs of a page that work on one job at once share it out, and none does what another did."""
    job = Job([Task(str(n), lambda n=n: slow(n)) for n in range(20)])

    def press_on() -> None:
        while job.step():
            pass

    threads = [threading.Thread(target=press_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert job.results == list(range(40))
    assert (job.finished, job.done) == (20, True)


def test_enough_is_enough() -> None:
    """A job that has enough takes no more, and says that there was more."""
    job = Job([Task("a", lambda: range(10**9))], is_enough=lambda found: len(found) == 3)
    while job.step():
        pass
    assert (job.results, job.cut) == ([0, 1, 2], True)


def test_a_task_that_raises_ends_the_job() -> None:
    """A mistake of ours is raised once and does not go round for ever."""
    job = Job([Task("a", lambda: [1 // n for n in (1, 0)])])
    assert job.step()
    with pytest.raises(ZeroDivisionError):
        job.step()
    assert not job.step()


def test_a_step_under_way_is_not_the_end() -> None:
    """A run of a page that begins in the middle of a step sees that there is more to do; who stops the job waits for the step."""
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> Iterator[int]:
        begun.set()
        go_on.wait(10)
        yield 1

    job = Job([Task("a", wait), Task("b", lambda: [2])])
    job.step()
    first = threading.Thread(target=job.step)
    first.start()
    begun.wait(10)
    assert not job.done
    second = threading.Thread(target=job.stop)
    second.start()
    go_on.set()
    first.join()
    second.join()
    assert (job.results, job.done) == ([1], True)
