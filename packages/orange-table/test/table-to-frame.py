"""Answers each JSON line on stdin with one on stdout; what the Orange and pandas of this Python do."""

import base64
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc
from Orange.data import (
    ContinuousVariable,
    DiscreteVariable,
    Domain,
    StringVariable,
    Table,
    TimeVariable,
)
from Orange.data.pandas_compat import table_to_frame


def float64(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f8").copy()


def variable(spec):
    kind, name = spec["kind"], spec["name"]
    if kind == "continuous":
        return ContinuousVariable(name, number_of_decimals=spec["numberOfDecimals"])
    if kind == "discrete":
        return DiscreteVariable(name, values=tuple(spec["values"]))
    if kind == "time":
        return TimeVariable(name, have_date=spec["haveDate"], have_time=spec["haveTime"])
    return StringVariable(name)


def values(spec):
    """Numbers as float64; text as objects. Codes arrive as float64 too, NaN where missing."""
    return np.array(spec["text"], dtype=object) if "text" in spec else float64(spec["numbers"])


def stack(specs, rows, dtype):
    array = np.empty((rows, len(specs)), dtype=dtype)
    for position, spec in enumerate(specs):
        array[:, position] = values(spec)
    return array


def orange_table(request):
    attributes, class_vars, metas = request["attributes"], request["classVars"], request["metas"]
    rows = request["rows"]
    domain = Domain(*([variable(spec) for spec in specs] for specs in (attributes, class_vars, metas)))
    return Table.from_numpy(
        domain,
        stack(attributes, rows, float),
        stack(class_vars, rows, float) if class_vars else None,
        stack(metas, rows, object) if metas else None,
    )


def read(request):
    return ipc.open_stream(base64.b64decode(request["arrow"])).read_all()


def pandas_metadata(schema):
    return json.loads(schema.metadata[b"pandas"])


def compare(request):
    """Reads the payload and compares the frame with table_to_frame of the same Orange table: dtypes, categories, values."""
    want = table_to_frame(orange_table(request), include_metas=True)
    payload = read(request)
    payload.validate(full=True)
    got = payload.to_pandas()
    pd.testing.assert_frame_equal(got, want, check_exact=True, check_index_type=False, check_column_type=False)
    for name, dtype in want.dtypes.items():
        if isinstance(dtype, pd.CategoricalDtype):
            assert got[name].dtype.categories.tolist() == list(dtype.categories), name
            assert got[name].dtype.ordered, name
    # Values that compare equal but differ: -0.0 and 0.0.
    for name in want.columns[(want.dtypes == float).to_numpy()]:
        assert (np.signbit(got[name]) == np.signbit(want[name])).all(), name
    theirs = pandas_metadata(pa.Table.from_pandas(want, preserve_index=False).schema)
    ours = pandas_metadata(payload.schema)
    for text in theirs["columns"]:
        # pyarrow calls a text column "empty" where it has no rows.
        text["pandas_type"] = "unicode" if text["pandas_type"] == "empty" else text["pandas_type"]
    for metadata in (ours, theirs):
        metadata.pop("creator")
        metadata.pop("pandas_version")
    assert ours == theirs, (ours, theirs)
    return [[str(name), str(dtype)] for name, dtype in got.dtypes.items()]


def seconds(request):
    """Nanoseconds that to_datetime makes of float seconds, one text each; null is NaT, "error" where it raises."""
    answer = []
    # As Orange's metas hold them: Python's floats, which round other than numpy's.
    values = float64(request["numbers"]).astype(object if request["objects"] else float)
    for position in range(len(values)):
        array = values[position : position + 1]
        try:
            moment = pd.to_datetime(array, unit="s").asi8[0]
            answer.append(None if moment == pd.NaT.value else str(moment))
        except (pd.errors.OutOfBoundsDatetime, OverflowError):
            answer.append("error")
    return answer


def dtypes(request):
    """Names and dtypes of the frame that get_dataframe would return."""
    return [[str(name), str(dtype)] for name, dtype in read(request).to_pandas().dtypes.items()]


def values_of(request):
    """The frame as lists of text."""
    frame = read(request).to_pandas()
    return {str(name): [str(value) for value in frame[name]] for name in frame.columns}


OPERATIONS = {"start": bool, "compare": compare, "seconds": seconds, "dtypes": dtypes, "values": values_of}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"answer": OPERATIONS[request["operation"]](request)}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
