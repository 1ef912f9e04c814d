"""Answers JSON requests, one a line on stdin, with what the real allye_data_connector and Python do.

{"do": "events", "path"}: the events of the manifest in that directory, as canonical text (see canonical), or the error's name
{"do": "answers", "path", "producers"}: the ids that latest_ready and latest_ready_per_table give, for all producers and for each
{"do": "times", "texts"}: seconds since 1970 that each manifest timestamp means, or null
{"do": "stamp", "seconds"}: each moment as Python writes it to the manifest
{"do": "append", "path", "count", "text"}: appends events, ids python-<pid>-<n>
{"do": "hold", "path", "seconds"}: takes the lock, answers, gives it up after that time
{"do": "lock", "path"}: takes the lock, gives it up; the seconds it took
"""

import json
import os
import pathlib
import sys
import threading
import time
from datetime import datetime

from allye_data_connector.lock import FileLock
from allye_data_connector.manifest import ManifestStore, ManifestWriteEvent

TIME_FORMAT = "%Y-%m-%dT%H:%M:%S%z"


def canonical(value):
    """A value as text and lists only, so that nothing is lost on the way: integers and floats that are equal are the same."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 2**53):
        return f"f:{value!r}"
    if isinstance(value, (int, float)):
        return f"n:{int(value)}"
    if isinstance(value, str):
        return f"s:{value}"
    if isinstance(value, (list, tuple)):
        return ["list", *map(canonical, value)]
    return ["dict", *sorted([json_key(key), canonical(item)] for key, item in value.items())]


def json_key(key):
    return key if isinstance(key, str) else next(iter(json.loads(json.dumps({key: 0}))))


def rounded(integer):
    """As our own reader has version, data_size and shape: a double."""
    try:
        return float(integer)
    except OverflowError:
        return float("inf") if integer > 0 else float("-inf")


def canonical_event(event):
    payload = event.payload and [
        str(event.payload.transport),
        str(event.payload.locator),
        canonical(rounded(event.payload.data_size)),
        [canonical(rounded(size)) for size in event.payload.shape],
        event.payload.schema_sha256,
        event.payload.created_at,
        None if event.payload.expires_at is None else str(event.payload.expires_at),
    ]
    texts = [event.id, event.table_name, event.producer, event.status, event.created_at]
    return [canonical(rounded(event.version)), *texts, canonical(event.ttl_sec), payload, canonical(event.metadata)]


def events(path):
    try:
        return [canonical_event(event) for event in ManifestStore(pathlib.Path(path)).iter_events()]
    except UnicodeDecodeError as error:
        return type(error).__name__


def answers(path, producers):
    store = ManifestStore(pathlib.Path(path))
    found = {}
    for producer in [None, *producers]:
        latest = store.latest_ready_per_table(producer=producer)
        for name, event in latest.items():
            found[f"{producer}/{name}"] = [event.id, store.latest_ready(table_name=name, producer=producer).id]
    return found


def times(texts):
    def seconds(text):
        try:
            moment = datetime.strptime(text, TIME_FORMAT)
            return (moment - datetime.fromisoformat("1970-01-01T00:00:00+00:00")).total_seconds()
        except Exception:
            return None

    return [seconds(text) for text in texts]


def stamp(seconds):
    return [time.strftime(TIME_FORMAT, time.localtime(each)) for each in seconds]


def append(path, count, text):
    store = ManifestStore(pathlib.Path(path))
    for number in range(count):
        store.append(
            ManifestWriteEvent(
                version=1,
                id=f"python-{os.getpid()}-{number}",
                table_name="shared",
                producer="python",
                status="writing",
                created_at="",
                ttl_sec=None,
                payload=None,
                metadata={"text": text},
            )
        )
    return count


def hold(path, seconds):
    lock = FileLock(pathlib.Path(path) / "manifest.lock")
    lock.__enter__()
    threading.Timer(seconds, lock.__exit__, (None, None, None)).start()
    return True


def lock(path):
    start = time.monotonic()
    with FileLock(pathlib.Path(path) / "manifest.lock"):
        return time.monotonic() - start


REQUESTS = {
    each.__name__: each for each in (events, answers, times, stamp, append, hold, lock)
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"answer": REQUESTS[request.pop("do")](**request)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
