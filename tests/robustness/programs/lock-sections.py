"""As lock-sections.mjs, by the real package's lock: lock-sections.py LOCK COUNTER COUNT TIMES"""
import array
import pathlib
import sys
import time

import real_package  # noqa: F401
from allye_data_connector.lock import FileLock

lock, counter, count, times = sys.argv[1:]
print("ready", flush=True)
sys.stdin.read()
sections = array.array("q")
for _ in range(int(count)):
    with FileLock(pathlib.Path(lock)):
        cpu = time.process_time_ns()
        sections.append(time.monotonic_ns())
        with open(counter) as file:
            number = int(file.read())
        with open(counter, "w") as file:
            file.write(str(number + 1))
        sections.append(time.monotonic_ns())
        sections.append(time.process_time_ns() - cpu)
pathlib.Path(times).write_bytes(sections.tobytes())
