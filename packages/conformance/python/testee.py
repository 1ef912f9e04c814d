"""The real allye_data_connector, pandas and Orange behind JSON lines: README.md, "Wire format".

One request a line on stdin, {"id", "method", "params"}; one answer a line on stdout, {"id", "result"} or
{"id", "error": {"type", "message", "traceback"}}. The process ends with its stdin.
"""
import contextlib
import importlib.metadata
import json
import math
import os
import platform
import sys
import threading
import traceback
import uuid
import warnings


def versions():
    packages = ("allye_data_connector", "pandas", "pyarrow", "numpy", "Orange3")
    found = {name: _version(name) for name in packages}
    return {"python": platform.python_version(), **found}


def _version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def describe_frame(frame):
    from frame_specs import describe_frame, frame_from_spec

    return describe_frame(frame_from_spec(frame))


def describe_table(table):
    from orange_tables import describe_table, table_from_spec

    return describe_table(table_from_spec(table))


def send(secretDir, frame, tableName=None, compression=None, **options):
    from allye_data_connector import send_dataframe
    from frame_specs import frame_from_spec

    names = {
        "transport": "transport",
        "chunkRows": "chunk_rows",
        "ttlSec": "ttl_sec",
        "metadata": "metadata",
        "shmUnlinkOnRead": "shm_unlink_on_read",
        "maxShmBytes": "max_shm_bytes",
    }
    keywords = {names[key]: value for key, value in options.items()}
    data = frame_from_spec(frame)
    if compression is not None:
        os.environ["ALLYE_ARROW_COMPRESSION"] = "" if compression == "none" else compression
    try:
        name = send_dataframe(data, tableName, secret_dir=secretDir, notify_canvas=False, **keywords)
    finally:
        os.environ.pop("ALLYE_ARROW_COMPRESSION", None)
    return latest_ready(secretDir, name)


def get(secretDir, tableName, producer=None):
    from frame_specs import describe_frame

    return describe_frame(_get_dataframe(secretDir, tableName, producer))


def table_from_frame(secretDir, tableName, producer=None):
    from Orange.data import pandas_compat
    from orange_tables import describe_table

    return describe_table(pandas_compat.table_from_frame(_get_dataframe(secretDir, tableName, producer)))


def table_of_part(secretDir, tableName, rows, columns):
    """Of a table in a file: as if these rows and columns alone had been sent, in the Arrow types that they were sent in."""
    import pyarrow as pa
    from Orange.data import pandas_compat
    from orange_tables import describe_table

    with pa.memory_map(_store(secretDir).latest_ready(table_name=tableName).payload.locator, "r") as source:
        part = pa.ipc.open_file(source).read_all().select(columns).take(pa.array(rows, pa.int64()))
        return describe_table(pandas_compat.table_from_frame(part.to_pandas()))


def _get_dataframe(secretDir, tableName, producer):
    from allye_data_connector import get_dataframe

    return get_dataframe(tableName, secret_dir=secretDir, producer=producer)


def table_to_frame(table):
    from frame_specs import describe_frame

    return describe_frame(_table_to_frame(table))


def _table_to_frame(table):
    from Orange.data import pandas_compat
    from orange_tables import table_from_spec

    with _quiet_rounding():
        return pandas_compat.table_to_frame(table_from_spec(table), include_metas=True)


@contextlib.contextmanager
def _quiet_rounding():
    """pandas 2.3 rounds memory that it has never written where a time is missing, and raises where what lies there overflows."""
    import numpy

    numpy_round = numpy.round

    def quiet_round(*arguments, **keywords):
        with numpy.errstate(over="ignore"):
            return numpy_round(*arguments, **keywords)

    numpy.round = quiet_round
    try:
        yield
    finally:
        numpy.round = numpy_round


def compare(secretDir, tableName, table, producer=None):
    from differences import frame_differences

    return frame_differences(_get_dataframe(secretDir, tableName, producer), _table_to_frame(table))


def dataset(name):
    from datasets import dataset_table
    from orange_tables import describe_table

    return describe_table(dataset_table(name))


def dataset_names():
    from datasets import dataset_names

    return dataset_names()


def arrow_types(secretDir):
    """A ready table "arrow type N" for each type that pyarrow can write; [tableName, type id, type, why there is none]."""
    from pathlib import Path

    import arrow_types

    frame = {"columns": [{"name": "x", "dtype": "float64", "values": [1]}]}
    model = send(secretDir, frame, "model", transport="file")
    answers = []
    for number, type_ in enumerate(arrow_types.arrow_types()):
        name = f"arrow type {number}"
        path = Path(secretDir, "payloads", f"{number}.arrow")
        array = arrow_types.array_of(type_)
        error = arrow_types.write_payload(path, type_, array)
        if error is None:
            payload = {**model["payload"], "locator": str(path), "data_size": path.stat().st_size, "shape": [len(array), 1]}
            append(secretDir, {**model, "id": name, "table_name": name, "payload": payload})
        answers.append([name, arrow_types.name_of(type_), str(type_), error])
    return {"types": answers, "ids": arrow_types.type_names()}


def send_dictionaries(secretDir, tableName, columns, batches, transport, deltas, compression=None):
    """A ready table as pyarrow writes it: its batches add to their dictionaries (`deltas`) or replace them (streams only)."""
    from pathlib import Path

    import pyarrow as pa
    from allye_data_connector.util import now_iso
    from dictionary_batches import record_batches, write_batches

    made = list(record_batches(columns, batches))
    identifier = str(uuid.uuid4())
    if transport == "shm":
        from multiprocessing.shared_memory import SharedMemory

        sink = pa.BufferOutputStream()
        write_batches(sink, pa.ipc.new_stream, made, deltas, compression)
        content = sink.getvalue().to_pybytes()
        memory = SharedMemory(create=True, size=len(content))
        memory.buf[: len(content)] = content
        memory.close()
        locator, size, name = memory.name, len(content), "shm_arrow_stream_v1"
    else:
        path = Path(secretDir, "payloads", f"{identifier}.arrow")
        path.parent.mkdir(parents=True, exist_ok=True)
        with pa.OSFile(str(path), "wb") as sink:
            write_batches(sink, pa.ipc.new_file, made, deltas, compression)
        locator, size, name = str(path), path.stat().st_size, "file_arrow_ipc_v1"
    now = now_iso()
    payload = {"transport": name, "locator": locator, "data_size": size, "shape": [sum(map(len, made)), len(columns)],
               "schema_sha256": "", "created_at": now, "expires_at": None}  # fmt: skip
    event = {"version": 1, "id": identifier, "table_name": tableName, "producer": "python", "status": "ready",
             "created_at": now, "ttl_sec": None, "payload": payload, "metadata": {}}  # fmt: skip
    append(secretDir, event)


def list_tables(secretDir, producer=None):
    import allye_data_connector

    return allye_data_connector.list_tables(secret_dir=secretDir, producer=producer)


def gc(secretDir, dryRun=True):
    import allye_data_connector

    return allye_data_connector.gc(secret_dir=secretDir, dry_run=dryRun)


def _store(secretDir):
    from pathlib import Path

    from allye_data_connector.manifest import ManifestStore

    return ManifestStore(Path(secretDir))


def latest_ready(secretDir, tableName, producer=None):
    event = _store(secretDir).latest_ready(table_name=tableName, producer=producer)
    return None if event is None else _event(event)


def history(secretDir, tableName=None):
    events = _store(secretDir).iter_events()
    return [_event(event) for event in events if tableName in (None, event.table_name)]


def _event(event):
    """Python keeps whatever JSON stands for these texts of a payload; str() of it is what it means."""
    described = event.to_json()
    if event.payload:
        payload = described["payload"]
        payload["transport"], payload["locator"] = str(payload["transport"]), str(payload["locator"])
        if payload["expires_at"] is not None:
            payload["expires_at"] = str(payload["expires_at"])
    return described


def observe(secretDir, producers, tableName=None):
    """In one call what would be many: the events; for each producer the list, and the Orange Table of `tableName`, or null."""
    tables = {}

    def table_of(producer):
        event = _store(secretDir).latest_ready(table_name=tableName, producer=producer)
        if event is None:
            return None
        key = json.dumps(event.to_json())
        if key not in tables:
            try:
                tables[key] = table_from_frame(secretDir, tableName, producer)
            except Exception:  # noqa: BLE001 - there is none, whatever the reason
                tables[key] = None
        return {"event": _event(event), "table": tables[key]}

    return {
        "events": history(secretDir),
        "listed": [list_tables(secretDir, producer) for producer in producers],
        "latest": [None if tableName is None else table_of(producer) for producer in producers],
    }


def schema_sha256(columns):
    """The hash that the manifest has of a frame with these columns, each [name, dtype]."""
    import pandas as pd
    from allye_data_connector.storage import _schema_sha256

    series = {number: pd.Series([], dtype=dtype) for number, (_, dtype) in enumerate(columns)}
    frame = pd.DataFrame(series)
    frame.columns = [name for name, _ in columns]
    return _schema_sha256(frame)


def append(secretDir, event):
    from allye_data_connector.manifest import ManifestWriteEvent

    _store(secretDir).append(ManifestWriteEvent.from_json(event))


def append_many(secretDir, count, tableName, producer="python"):
    """Appends `count` writing events as fast as it can; returns their ids."""
    from allye_data_connector.manifest import ManifestWriteEvent
    from allye_data_connector.util import now_iso

    store = _store(secretDir)
    ids = [str(uuid.uuid4()) for _ in range(count)]
    for identifier in ids:
        store.append(ManifestWriteEvent(1, identifier, tableName, producer, "writing", now_iso(), None, None, {}))
    return ids


def hold_lock(secretDir, seconds):
    """Answers once the manifest's lock is held; gives it up by itself after `seconds`."""
    lock = _store(secretDir).lock_path
    held = threading.Event()
    threading.Thread(target=_hold_lock, args=(lock, seconds, held), daemon=True).start()
    held.wait()


def _hold_lock(path, seconds, held):
    from allye_data_connector.lock import FileLock

    with FileLock(path):
        held.set()
        threading.Event().wait(seconds)


METHODS = {
    method.__name__: method
    for method in (versions, describe_frame, describe_table, send, get, table_from_frame, table_of_part, table_to_frame, compare, arrow_types, send_dictionaries, dataset, dataset_names, list_tables, gc,
                   latest_ready, history, observe, schema_sha256, append, append_many, hold_lock)
}  # fmt: skip


def _strict_json(value):
    """Values of a manifest that JSON does not have, or that a double cannot hold, as README.md tags them."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if isinstance(value, int) and abs(value) > 2**53:
        return {"int": str(value)}
    if isinstance(value, dict):
        return {_json_key(key): _strict_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strict_json(item) for item in value]
    return value


def _json_key(key):
    """What json.dumps makes of a key that is no text."""
    return key if isinstance(key, str) else next(iter(json.loads(json.dumps({key: 0}))))


def _answer(request):
    try:
        result = METHODS[request["method"]](**request["params"])
        with _deep_stack():
            return json.dumps({"id": request["id"], "result": _strict_json(result)}, allow_nan=False)
    except Exception as error:  # noqa: BLE001 - whatever the packages raise is the answer
        failure = {"type": type(error).__name__, "message": str(error), "traceback": traceback.format_exc()}
        return json.dumps({"id": request["id"], "error": failure})


@contextlib.contextmanager
def _deep_stack():
    """What Python could parse, however deeply nested, can be written too."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10 * limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def main():
    warnings.simplefilter("ignore")
    # What the packages print must not get between the answers: they print to stderr.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        answers.write(_answer(json.loads(line)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
