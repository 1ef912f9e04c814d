"""The Python side of the command's tests: sends frames, gets tables and reads files with the real packages.

stdin: one JSON object a line, {"op": ..., ...}; stdout: one JSON value a line. Shared memory that it sent lives until it ends.
"""
import json
import math
import os
import pty
import sys
import warnings

import numpy as np
import pandas as pd
import pyarrow as pa

warnings.simplefilter("ignore")
from allye_data_connector import get_dataframe, send_dataframe  # noqa: E402
from Orange.data import Table  # noqa: E402
from Orange.data.pandas_compat import table_to_frame  # noqa: E402


def mixed(rows):
    index = np.arange(rows)
    return pd.DataFrame(
        {
            "数": index / 7,
            "count": index * 3,
            "flag": index % 2 == 0,
            "text": [None if i % 5 == 4 else '東京 "%d", 🍣' % i for i in index],
            "grade": pd.Categorical([["low", "high", None][i % 3] for i in index], categories=["low", "high"]),
            "day": pd.to_datetime("2024-02-28") + pd.to_timedelta(index, unit="D"),
            "moment": pd.date_range("2024-01-31 10:00:00.25", periods=rows, freq="h", tz="Asia/Tokyo"),
            "gaps": [None if i % 2 else i / 2 for i in index],
        }
    )


def frame_of(request):
    if request["frame"] == "iris":
        return table_to_frame(Table("iris"))
    if request["frame"] == "unsendable":
        return pd.DataFrame({"x": [1, "a"]})
    if request["frame"] == "wide":
        return pd.DataFrame({"c%d" % i: np.random.default_rng(i).normal(size=request["rows"]) for i in range(8)})
    if request["frame"] == "cells":
        column = pd.Categorical.from_codes(np.zeros(request["rows"], "int8"), ["same"])
        return pd.DataFrame({"c%d" % i: column for i in range(101)})
    return mixed(request.get("rows", 30))


def plain(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def describe(frame):
    return {
        "columns": [str(name) for name in frame.columns],
        "dtypes": [str(dtype) for dtype in frame.dtypes],
        "rows": [[plain(value) for value in row] for row in zip(*(frame[name].tolist() for name in frame.columns))],
    }


def send(request):
    arguments = {"ttl_sec": request.get("ttl"), "metadata": request.get("metadata")}
    try:
        return send_dataframe(
            frame_of(request),
            request["name"],
            secret_dir=request["dir"],
            transport=request["transport"],
            notify_canvas=False,
            **arguments,
        )
    except Exception as error:
        return repr(error)


def get(request):
    try:
        return describe(get_dataframe(request["name"], secret_dir=request["dir"], producer=request.get("producer")))
    except Exception as error:
        return {"error": repr(error)}


def read(request):
    path = request["path"]
    if path.endswith(".csv"):
        return describe(pd.read_csv(path, keep_default_na=False, na_values=[""], float_precision="round_trip"))
    if path.endswith(".tab"):
        return describe(table_to_frame(Table(path), include_metas=True))
    with pa.memory_map(path) as source:
        return describe(pa.ipc.open_file(source).read_all().to_pandas())


def terminal(request):
    """Runs a command in a terminal of 80 columns, types the answer to its question; returns all that it shows, and its exit code."""
    pid, descriptor = pty.fork()
    if pid == 0:
        for name in request["without"]:
            os.environ.pop(name, None)
        os.environ.update({"TERM": "xterm-256color", **request["env"]})
        os.system("stty cols 80")
        os.execvp(request["argv"][0], request["argv"])
    shown = b""
    answer = request.get("answer", "").encode()
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
        if answer and b"[y/N]" in shown:
            os.write(descriptor, answer)
            answer = b""
    return {"shown": shown.decode(), "code": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}


OPERATIONS = {"send": send, "get": get, "read": read, "terminal": terminal}
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(OPERATIONS[request["op"]](request)), flush=True)
