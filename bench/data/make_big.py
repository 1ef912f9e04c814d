"""Makes a table that is larger than memory may be: make_big.py SECRET_DIR NAME ROWS COLUMNS

Batch by batch, but laid out as send_dataframe lays it out (schema of the first 50,000 rows, 500,000 rows a batch, zstd), and
announced with the package's own ManifestStore. Of every ten columns four are floats of two decimals, two integers, one each of text
(20,000 distinct), categories, times and booleans.
"""

import sys
import uuid
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc
from allye_data_connector.manifest import ManifestStore, ManifestWriteEvent
from allye_data_connector.storage import PayloadRef

BATCH_ROWS = 500_000
KINDS = "ffiisctffb"
USERS = np.array([f"user {k:05d}" for k in range(20_000)], dtype=object)
MADE_AT = "2026-01-01T00:00:00+0000"


def column(kind, rng, first, rows):
    if kind == "f":
        return np.round(rng.standard_normal(rows), 2)
    if kind == "i":
        return rng.integers(0, 1000, rows)
    if kind == "s":
        return USERS[rng.integers(0, len(USERS), rows)]
    if kind == "c":
        return pd.Categorical.from_codes(rng.integers(0, 5, rows), list("abcde"))
    if kind == "t":
        return pd.to_datetime(np.arange(first, first + rows) + 1_700_000_000, unit="s").astype("datetime64[ns]")
    return rng.integers(0, 2, rows).astype(bool)


def frame(columns, rng, first, rows):
    kinds = [KINDS[i % len(KINDS)] for i in range(columns)]
    return pd.DataFrame({f"c{i:03d}_{kind}": column(kind, rng, first, rows) for i, kind in enumerate(kinds)})


def main(secret_dir, name, rows, columns):
    rows, columns = int(rows), int(columns)
    rng = np.random.default_rng(11)
    identity = str(uuid.uuid4())
    path = Path(secret_dir).absolute() / "payloads" / f"{identity}.arrow"
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = pa.Schema.from_pandas(frame(columns, rng, 0, min(rows, 50_000)), preserve_index=False)
    with pa.OSFile(str(path), "wb") as sink:
        with ipc.new_file(sink, schema, options=ipc.IpcWriteOptions(compression="zstd")) as writer:
            for first in range(0, rows, BATCH_ROWS):
                batch = frame(columns, rng, first, min(BATCH_ROWS, rows - first))
                writer.write_table(pa.Table.from_pandas(batch, preserve_index=False, schema=schema, safe=False))
    payload = PayloadRef(
        "file_arrow_ipc_v1", str(path), path.stat().st_size, (rows, columns), "", MADE_AT, None
    )
    event = ManifestWriteEvent(1, identity, name, "python", "ready", MADE_AT, None, payload, {})
    ManifestStore(Path(secret_dir)).append(event)


main(*sys.argv[1:])
