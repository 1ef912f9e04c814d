"""What real Orange makes of columns: one JSON request a line on stdin, one JSON answer a line on stdout.

Request {"columns": [{"name", "make", ...}], "path": str | null, "chunkRows": int, "rows": [start, end] | null}: makes a DataFrame (or, for "make": "arrow", an
Arrow column), writes it to path as an Arrow file as send_dataframe does, and answers for each column what
table_from_frame(get_dataframe(...)) gives: {"role", "kind", "values", "decimals", "haveDate", "haveTime", "timezone", "data"}, numbers
as hex floats, or {"error"} where Orange refuses the column. The first line, before any request, says that it is ready.
"""
import datetime as dt
import decimal
import json
import sys
import warnings

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc
from Orange.data.pandas_compat import _is_datetime, table_from_frame

warnings.filterwarnings("ignore")


def day(n):
    return None if n is None else dt.date(1970, 1, 1) + dt.timedelta(days=n)


def clock(us):
    return None if us is None else (dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=us)).time()


def number(text):
    return None if text is None else float(text)


def whole(text):
    return None if text is None else int(text)


def instants(spec):
    """Integers since 1970 (UTC) as datetime64[unit], with a zone where one is given."""
    raw = [np.iinfo("int64").min if v is None else int(v) for v in spec["values"]]
    array = np.array(raw, dtype="int64").view(f"M8[{spec['unit']}]")
    series = pd.Series(array)
    return series if spec.get("zone") is None else series.dt.tz_localize("UTC").dt.tz_convert(zone(spec["zone"]))


def zone(name):
    if name[0] not in "+-":
        return name
    minutes = int(name[1:3]) * 60 + int(name[4:6])
    return dt.timezone(dt.timedelta(minutes=-minutes if name[0] == "-" else minutes))


MAKERS = {
    "float64": lambda s: np.array([np.nan if v is None else float(v) for v in s["values"]], dtype="float64"),
    "float32": lambda s: np.array([np.nan if v is None else float(v) for v in s["values"]], dtype="float32"),
    "float16": lambda s: np.array([np.nan if v is None else float(v) for v in s["values"]], dtype="float16"),
    "int": lambda s: np.array([int(v) for v in s["values"]], dtype=s["dtype"]),
    "nullable": lambda s: pd.array([whole(v) for v in s["values"]], dtype=s["dtype"]),
    "bool": lambda s: np.array(s["values"], dtype=bool),
    "boolean": lambda s: pd.array(s["values"], dtype="boolean"),
    "object": lambda s: pd.Series(s["values"], dtype=object),
    "string": lambda s: pd.array(s["values"], dtype=s.get("dtype", "string")),
    "category": lambda s: pd.Categorical(s["values"], categories=s["categories"], ordered=s.get("ordered", False)),
    "floatCategory": lambda s: pd.Categorical([number(v) for v in s["values"]]),
    "intCategory": lambda s: pd.Categorical([whole(v) for v in s["values"]]),
    "boolCategory": lambda s: pd.Categorical(s["values"]),
    "datetimeCategory": lambda s: pd.Categorical(instants(s)),
    "timedeltaCategory": lambda s: pd.Categorical(pd.to_timedelta([whole(v) for v in s["values"]], unit="ns")),
    "dateCategory": lambda s: pd.Categorical([day(v) for v in s["values"]]),
    "timeCategory": lambda s: pd.Categorical([clock(v) for v in s["values"]]),
    "decimalCategory": lambda s: pd.Categorical([v if v is None else decimal.Decimal(v) for v in s["values"]]),
    "bytesCategory": lambda s: pd.Categorical([v if v is None else v.encode() for v in s["values"]]),
    "datetime": instants,
    "date": lambda s: pd.Series([day(v) for v in s["values"]], dtype=object),
    "time": lambda s: pd.Series([clock(v) for v in s["values"]], dtype=object),
    "timedelta": lambda s: np.array(
        [np.iinfo("int64").min if v is None else int(v) for v in s["values"]], dtype="int64"
    ).view(f"m8[{s['unit']}]"),
    "decimal": lambda s: pd.Series([v if v is None else decimal.Decimal(v) for v in s["values"]], dtype=object),
    "bytes": lambda s: pd.Series([v if v is None else v.encode() for v in s["values"]], dtype=object),
    "hex": lambda s: pd.Series([v if v is None else bytes.fromhex(v) for v in s["values"]], dtype=object),
    "period": lambda s: pd.PeriodIndex.from_ordinals(
        [np.iinfo("int64").min if v is None else int(v) for v in s["values"]], freq=s["freq"]
    ),
    "interval": lambda s: pd.arrays.IntervalArray.from_tuples(
        [v if v is None else tuple(map(float if s.get("float") else int, v)) for v in s["values"]], closed=s["closed"]
    ),
    "null": lambda s: pd.Series([None] * len(s["values"]), dtype=object),
    "json": lambda s: pd.Series(s["values"], dtype=object),
}


def arrow_type(text):
    """A type by its Python expression, such as timestamp("us", "Asia/Tokyo")."""
    return eval(text, {"__builtins__": {}}, vars(pa))  # noqa: S307 - from our own tests


def arrow_column(spec):
    values = spec["values"]
    if spec.get("of") == "int":
        values = [whole(v) for v in values]
    if spec.get("of") == "decimal":
        values = [v if v is None else decimal.Decimal(v) for v in values]
    if spec.get("of") == "pairs":
        values = [v if v is None else [tuple(pair) for pair in v] for v in values]
    if spec.get("dictionary"):
        indices = pa.array(values, arrow_type(spec["type"]))
        return pa.DictionaryArray.from_arrays(indices, arrow_column(spec["dictionary"]))
    return pa.array(values, arrow_type(spec["type"]))


def write(specs, path, chunk_rows):
    pandas = [s for s in specs if s["make"] != "arrow"]
    if len(pandas) == len(specs):
        df = pd.concat([pd.Series(MAKERS[s["make"]](s), name=s["name"]) for s in specs], axis=1)
        schema = pa.Table.from_pandas(df.iloc[:50_000], preserve_index=False).schema
        chunks = [df.iloc[i : i + chunk_rows] for i in range(0, len(df), chunk_rows)] or [df]
        tables = [pa.Table.from_pandas(c, preserve_index=False, schema=schema, safe=False) for c in chunks]
    else:
        table = pa.table({s["name"]: arrow_column(s) for s in specs})
        schema = table.schema
        tables = [table.slice(i, chunk_rows) for i in range(0, len(table), chunk_rows)] or [table]
    if path is None:
        return pa.concat_tables(tables)
    with pa.OSFile(path, "wb") as sink, ipc.new_file(sink, schema) as writer:
        for table in tables:
            writer.write_table(table)
    with pa.memory_map(path, "r") as source:
        return ipc.open_file(source).read_all()


def zone_text(value):
    offset = value.utcoffset(None) if str(value).startswith(("pytz.FixedOffset", "UTC+", "UTC-")) else None
    if offset is None:
        return str(value)
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def plain(value):
    if isinstance(value, str):
        return value
    return None if np.isnan(value) else float(value).hex()


def describe(frame):
    try:
        table = table_from_frame(frame)
    except Exception as error:  # noqa: BLE001 - the answer is that Orange refuses
        return {"error": repr(error)[:200]}
    domain = table.domain
    attribute = bool(domain.attributes)
    var = (domain.attributes or domain.metas)[0]
    kind = "time" if var.is_time else "continuous" if var.is_continuous else "discrete" if var.is_discrete else "string"
    data = (table.X if attribute else table.metas)[:, 0]
    answer = {"role": "attribute" if attribute else "meta", "kind": kind, "data": [plain(v) for v in data]}
    if kind == "discrete":
        answer["values"] = list(var.values)
    if kind == "continuous":
        answer["decimals"] = var.number_of_decimals
    if kind == "time":
        answer |= {"haveDate": bool(var.have_date), "haveTime": bool(var.have_time), "timezone": zone_text(var.timezone)}
    return answer


def moments(series):
    """Nanoseconds of a text column where Orange takes it for a time: before it decides between date and time."""
    if not _is_datetime(series):
        return {"role": "meta", "kind": "string", "data": []}
    raw = pd.to_datetime(series, utc=True).astype("int64")
    data = [None if v == np.iinfo("int64").min else str(v) for v in raw]
    return {"role": "attribute", "kind": "time", "data": data}


def answer(request):
    if request["columns"][0]["make"] == "moments":
        return [moments(pd.Series(spec["values"], dtype=object)) for spec in request["columns"]]
    table = write(request["columns"], request.get("path"), request.get("chunkRows", 500_000))
    start, end = request.get("rows") or (0, len(table))
    frame = table.slice(start, end - start).to_pandas()
    return [describe(frame[[name]]) for name in frame.columns]


print(json.dumps({"columns": []}), flush=True)
for line in sys.stdin:
    try:
        reply = {"columns": answer(json.loads(line))}
    except Exception as error:  # noqa: BLE001 - the test shows it
        reply = {"failure": repr(error)}
    print(json.dumps(reply), flush=True)
