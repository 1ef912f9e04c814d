"""Sends texts in every shape that Arrow has for them: sample-texts.py SECRET_DIR NAME zstd|lz4|none

Record batches that are slices of longer arrays, one of them empty; missing and empty texts, of one to four bytes a character.
"""

import sys
import uuid
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc as ipc
from allye_data_connector.manifest import ManifestStore, ManifestWriteEvent
from allye_data_connector.storage import PayloadRef

ROWS = 21_000
SLICES = [(0, 12_000), (12_000, 0), (12_000, 9_000)]
MADE_AT = "2026-01-01T00:00:00+0000"


def texts(distinct):
    words = ["", "a", "é", "日本", "𝄞 clef", "a longer text than a view holds itself"]
    return [None if row % 11 == 3 else f"{words[row % 6]}{row * 7 % distinct if row % 6 else ''}" for row in range(ROWS)]


many, few = texts(ROWS), texts(40)
columns = {
    "utf8": pa.array(many),
    "few": pa.array(few),
    "large_utf8": pa.array(many, pa.large_string()),
    "utf8_view": pa.array(many, pa.string_view()),
    "dictionary": pa.array(few).dictionary_encode(),
    "large_dictionary": pa.array(many, pa.large_string()).dictionary_encode(),
    "times": pa.array([f"2026-01-01T00:{row % 60:02d}:00" for row in range(ROWS)]),
    "missing": pa.nulls(ROWS, pa.string()),
    "all_empty": pa.array([""] * ROWS),
}
secret_dir, name, compression = sys.argv[1:]
identity = str(uuid.uuid4())
path = Path(secret_dir).absolute() / "payloads" / f"{identity}.arrow"
path.parent.mkdir(parents=True, exist_ok=True)
schema = pa.schema([(name, array.type) for name, array in columns.items()])
options = ipc.IpcWriteOptions(compression=None if compression == "none" else compression)
with ipc.new_file(str(path), schema, options=options) as writer:
    for start, length in SLICES:
        writer.write_batch(pa.record_batch([array.slice(start, length) for array in columns.values()], schema=schema))
payload = PayloadRef("file_arrow_ipc_v1", str(path), path.stat().st_size, (ROWS, len(columns)), "", MADE_AT, None)
ManifestStore(Path(secret_dir)).append(ManifestWriteEvent(1, identity, name, "python", "ready", MADE_AT, None, payload, {}))
