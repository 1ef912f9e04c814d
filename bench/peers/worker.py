"""For each line of JSON on stdin, {"work", "args", "repeats"}, does one of the peers' works some times and prints how long each took.

A work is a function here that gets the arguments, prepares, and returns what is to be timed; where it returns a pair, the second is called
after each time, untimed. Prints {"ms": [...], "peakMB", "values"} or {"missing": why}.
"""

import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path


def payload_path(secretDir, tableName):
    # Without the package, whose imports would count as memory of peers that do not need it.
    with open(Path(secretDir) / "manifest.jsonl", encoding="utf-8") as manifest:
        events = [json.loads(line) for line in manifest]
    ready = [event for event in events if event["table_name"] == tableName and event["status"] == "ready"]
    return ready[-1]["payload"]["locator"]


def opener(table):
    """Opens a table's file, as often as it is called."""
    import pyarrow as pa
    import pyarrow.ipc as ipc

    path = payload_path(**table)
    return lambda: ipc.open_file(pa.memory_map(path, "r"))


def get_dataframe_table_from_frame(args):
    from allye_data_connector import get_dataframe
    from Orange.data.pandas_compat import table_from_frame

    return lambda: table_from_frame(get_dataframe(args["tableName"], secret_dir=args["secretDir"]))


def get_dataframe(args):
    from allye_data_connector import get_dataframe

    return lambda: get_dataframe(args["tableName"], secret_dir=args["secretDir"])


def pyarrow_to_pandas(args):
    import pandas  # noqa: F401 its import is not part of the work

    open_file = opener(args)
    return lambda: open_file().read_all().to_pandas()


def pyarrow_read_all(args):
    open_file = opener(args)
    return lambda: open_file().read_all()


def polars_read(args):
    import polars

    path = payload_path(**args)
    return lambda: polars.read_ipc(path)


def polars_head(args):
    import polars

    path = payload_path(**args["table"])
    return lambda: polars.scan_ipc(path).head(args["rows"]).collect()


def polars_column(args):
    import polars

    path = payload_path(**args["table"])
    return lambda: polars.scan_ipc(path).select(args["column"]).collect()


def pyarrow_first_batch(args):
    open_file = opener(args["table"])
    return lambda: open_file().get_batch(0).slice(0, args["rows"])


def pyarrow_column(args):
    import pyarrow as pa
    import pyarrow.ipc as ipc

    path = payload_path(**args["table"])

    def work():
        source = pa.memory_map(path, "r")
        index = ipc.open_file(source).schema.get_field_index(args["column"])
        opened = ipc.open_file(source, options=ipc.IpcReadOptions(included_fields=[index]))
        return opened.read_all().column(0).to_numpy()

    return work


def pyarrow_sample(args):
    import numpy as np
    import pyarrow as pa

    open_file = opener(args["table"])

    def work():
        opened = open_file()
        rows = min(args["rows"], args["totalRows"])
        chosen = np.sort(np.random.default_rng(1).choice(args["totalRows"], rows, replace=False))
        parts, first = [], 0
        for i in range(opened.num_record_batches):
            batch = opened.get_batch(i)
            inside = chosen[(chosen >= first) & (chosen < first + batch.num_rows)] - first
            parts.append(batch.take(pa.array(inside)))
            first += batch.num_rows
        return pa.Table.from_batches(parts)

    return work


def table_to_frame_send(args):
    from allye_data_connector import get_dataframe, send_dataframe
    from Orange.data.pandas_compat import table_from_frame, table_to_frame

    table = table_from_frame(get_dataframe(args["tableName"], secret_dir=args["secretDir"]))
    target = Path(args["scratch"])

    def work():
        frame = table_to_frame(table, include_metas=True)
        send_dataframe(frame, "sent", secret_dir=str(target), transport="file", notify_canvas=False)

    return work, lambda: [path.unlink() for path in (target / "payloads").iterdir()]


def list_tables(args):
    from allye_data_connector import list_tables

    return lambda: list_tables(secret_dir=args["secretDir"])


def small_frame(args):
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(3)
    return pd.DataFrame({f"c{i}": rng.standard_normal(args["rows"]) for i in range(args["columns"])})


def shm_get(args):
    from allye_data_connector import get_dataframe, send_dataframe

    send_dataframe(small_frame(args), "shared", secret_dir=args["scratch"], transport="shm", notify_canvas=False)
    return lambda: get_dataframe("shared", secret_dir=args["scratch"])


def shm_send(args):
    from allye_data_connector import get_dataframe, send_dataframe

    frame = small_frame(args)

    def work():
        send_dataframe(frame, "shared", secret_dir=args["scratch"], transport="shm", notify_canvas=False)
        return get_dataframe("shared", secret_dir=args["scratch"])

    return work


def node_send_get(args):
    """Of ours too: our Transmitter sends, in a process of its own, when it gets a line, and Python gets the table."""
    from allye_data_connector import get_dataframe

    script = str(Path(__file__).parents[1] / "ours" / "send-on-line.mjs")
    command = [os.environ["BENCH_NODE"], script, json.dumps(args)]
    sender = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    sender.stdout.readline()

    def work():
        sender.stdin.write("send\n")
        sender.stdin.flush()
        if not sender.stdout.readline():
            raise RuntimeError("the sender ended")
        return get_dataframe("shared", secret_dir=args["scratch"], producer="allye")

    return work


def peak_megabytes():
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        import resource

        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measured(work, args, repeats):
    try:
        made = globals()[work](args)
    except ImportError as error:
        return {"missing": f"{error.name} is not installed"}
    work, after = made if isinstance(made, tuple) else (made, lambda: None)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1000)
        del result
        after()
    return {"ms": times, "peakMB": peak_megabytes(), "values": {}}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(measured(**json.loads(line))), flush=True)
