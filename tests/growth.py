"""How the work grows with what it is given: two amounts in one run, no clock on the wall and no number of seconds."""

import time
from collections.abc import Callable

#: Times more of it in the second run.
TIMES = 8
#: Below that nothing can be told of growth, seconds of the processor.
TELLABLE = 0.2


def grows_with_length_only(work: Callable[[int], object], size: int) -> bool:
    """Whether eight times as much of it takes less than four times what eight times would: with the square it would take eight.

    A machine that is busy with other things can take long once; what grows with the square does so each time.
    """
    work(size)  # what is loaded or worked out once
    return any(_grows_slowly(work, size) for _ in range(3))


def _grows_slowly(work: Callable[[int], object], size: int) -> bool:
    small, large = _spent(work, size), _spent(work, TIMES * size)
    return large < TELLABLE or large < 4 * TIMES * max(small, TELLABLE / TIMES)


def _spent(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began
