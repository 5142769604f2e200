"""A limit for the processor time of one call, which a busy machine does not shorten.

The system ends the process when the time is used up, even within a loop that never lets Python's interpreter go. Where
it cannot count a process's processor time (Windows), only the parent's patience limits a call.
"""

from __future__ import annotations

import signal

EXHAUSTED = int(getattr(signal, "SIGPROF", 0))


def start(seconds: float) -> None:
    """Let the process end after ``seconds`` more of processor time, of all its threads; 0 takes the limit away."""
    if EXHAUSTED:
        signal.signal(EXHAUSTED, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
