"""Sends random DataFrames into sys.argv[1] and prints what pandas' describe and its kin say of each column, as one line of JSON."""

import json
import sys

import numpy as np
import pandas as pd
from allye_data_connector import send_dataframe

random = np.random.default_rng(int(sys.argv[2]))
frames = {}
for number in range(12):
    rows = int(random.integers(1, 3000))
    gaps = random.random(rows) < random.random() / 2
    words = np.array([f"語{k}" for k in range(int(random.integers(1, 2000)))], dtype=object)
    frame = pd.DataFrame(
        {
            "normal": np.where(gaps, np.nan, random.standard_normal(rows) * 10.0 ** random.integers(-5, 9)),
            "integer": random.integers(-(10**6), 10**6, rows),
            "nullable": pd.array(np.where(gaps, None, random.integers(0, 5, rows)), dtype="Int64"),
            "flag": random.random(rows) < 0.3,
            "class": pd.Categorical.from_codes(np.where(gaps, -1, random.integers(0, 3, rows)), ["a", "b", "c"]),
            "word": np.where(gaps, None, words[random.integers(0, len(words), rows)]),
            "moment": pd.Series(pd.to_datetime(random.integers(10**18, 2 * 10**18, rows) // 10**9 * 10**9)).mask(gaps),
            "empty": np.full(rows, np.nan),
        }
    )
    name = f"described {number}"
    send_dataframe(frame, name, secret_dir=sys.argv[1], transport="file", chunk_rows=997, notify_canvas=False)
    columns = {}
    for column in frame:
        values = frame[column]
        described = {"missing": int(values.isna().sum()), "distinct": int(values.nunique())}
        if column in ("class", "word"):
            counts = values.value_counts()
            described["top"] = {str(key): int(count) for key, count in counts[counts > 0].items()}
        elif values.notna().any():
            numbers = values.dropna()
            numbers = numbers.astype("int64") / 1e9 if column == "moment" else numbers.astype("float64")
            summary = numbers.describe()
            described |= {"minimum": summary["min"], "maximum": summary["max"], "mean": summary["mean"]}
        columns[column] = described
    frames[name] = {"rows": rows, "columns": columns}
print(json.dumps(frames))
