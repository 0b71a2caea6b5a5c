"""What a worker process sees to once: a GPU of its own, and an end when its launcher ends."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from functools import cache
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout


def settle(launcher: int | None) -> None:
    """Makes this process a worker.

    Args:
        launcher: process that started this one, and without which it has nothing to do.
    """
    import torch

    if launcher is not None:
        _end_with(launcher)
    names = [str(torch.cuda.get_device_properties(i).uuid) for i in range(torch.cuda.device_count())]
    if names:
        torch.cuda.set_device(_own_gpu(tuple(names))[0])  # each time, because it counts for one thread only


@cache
def _end_with(launcher: int) -> None:
    """Workers of loky go on when their launcher was killed, with runs that another launcher may want."""

    def watch() -> None:
        while os.getppid() == launcher:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@cache
def _own_gpu(names: tuple[str, ...]) -> tuple[int, FileLock]:
    """Number of the GPU that the fewest processes have, and the lock that keeps it until this one ends.

    Args:
        names: unlike numbers, they mean the same in processes that see different GPUs.
    """
    folder = Path(tempfile.gettempdir()) / f"xling_utils-gpus-{getattr(os, 'getuid', int)()}"
    folder.mkdir(exist_ok=True)
    for turn in count():
        for number, name in enumerate(names):
            try:
                lock = FileLock(folder / f"{name}.{turn}.lock", timeout=0)
                lock.acquire()
            except Timeout:
                continue
            return number, lock
    raise AssertionError("count() never ends")
