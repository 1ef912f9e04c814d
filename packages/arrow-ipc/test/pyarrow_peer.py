"""Answers JSON requests, one a line on stdin, with what the real pyarrow makes of (or writes as) an Arrow payload.

{"do": "read", "path", "format"}: {"schema", "metadata", "rows", "batches": [[cells of a column, ...], ...], "aligned"};
    aligned: every buffer begins at a multiple of 64 bytes of the file, where it is not compressed
{"do": "compress", "codec", "size", "seed", "path"}: writes `size` compressible bytes to path.raw, and compressed to path
{"do": "pandas", "path", "format"}: {"dtypes": {name: dtype}, "values": {name: [repr of each value]}}
Cells are as in cells-of.ts.
"""

import json
import random
import sys
import traceback

import pyarrow as pa


def fixed_cells(array):
    width = array.type.bit_width // 8
    data = array.buffers()[1].to_pybytes()
    start = array.offset
    return [data[(start + i) * width : (start + i + 1) * width].hex() for i in range(len(array))]


def list_cells(array):
    child = map_entries(array) if pa.types.is_map(array.type) else cells(array.values)
    offsets = array.offsets.to_pylist()
    return [child[offsets[i] : offsets[i + 1]] for i in range(len(array))]


def map_entries(array):
    return [list(pair) for pair in zip(cells(array.keys), cells(array.items))]


def union_cells(array):
    children = [cells(array.field(i)) for i in range(array.type.num_fields)]
    place = {code: i for i, code in enumerate(array.type.type_codes)}
    codes = array.type_codes.to_pylist()
    rows = array.offsets.to_pylist() if array.type.mode == "dense" else range(len(array))
    return [[code, children[place[code]][row]] for code, row in zip(codes, rows)]


def cells(array):
    kind = array.type
    if len(array) == 0:
        return []  # pyarrow 26 dies of type_codes of an empty union
    if isinstance(array, pa.ExtensionArray):
        return cells(array.storage)
    if pa.types.is_null(kind):
        return [None] * len(array)
    if pa.types.is_union(kind):
        return union_cells(array)
    if pa.types.is_dictionary(kind):
        values = cells(array.dictionary)
        return [None if i is None else values[i] for i in array.indices.to_pylist()]
    if pa.types.is_boolean(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return array.to_pylist()
    if pa.types.is_string_view(kind):
        return array.to_pylist()
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
        return [None if v is None else v.hex() for v in array.to_pylist()]
    if pa.types.is_struct(kind):
        found = [list(row) for row in zip(*(cells(array.field(i)) for i in range(kind.num_fields)))]
        found = found or [[] for _ in range(len(array))]
    elif pa.types.is_fixed_size_list(kind):
        child, size = cells(array.values), kind.list_size
        found = [child[i * size : (i + 1) * size] for i in range(len(array))]
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_map(kind):
        found = list_cells(array)
    else:
        found = fixed_cells(array)
    valid = array.is_valid().to_pylist()
    return [value if ok else None for value, ok in zip(found, valid)]


def text(metadata):
    return {k.decode(): v.decode() for k, v in (metadata or {}).items()}


def read(request):
    source = pa.memory_map(request["path"])
    if request["format"] == "file":
        reader = pa.ipc.open_file(source)
        batches = [reader.get_batch(i) for i in range(reader.num_record_batches)]
    else:
        reader = pa.ipc.open_stream(source)
        batches = list(reader)
    for batch in batches:
        batch.validate(full=True)
    return {
        "schema": [
            [field.name, str(field.type), field.nullable, text(field.metadata)] for field in reader.schema
        ],
        "metadata": text(reader.schema.metadata),
        "rows": [batch.num_rows for batch in batches],
        "batches": [[cells(column) for column in batch.columns] for batch in batches],
        "aligned": all(
            buffer is None or buffer.address % 64 == 0
            for batch in batches
            for column in batch.columns
            for buffer in column.buffers()
        ),
    }


def pandas(request):
    source = pa.OSFile(request["path"])
    opened = pa.ipc.open_file(source) if request["format"] == "file" else pa.ipc.open_stream(source)
    frame = opened.read_all().to_pandas()
    return {
        "dtypes": {name: str(dtype) for name, dtype in frame.dtypes.items()},
        "categories": {
            name: list(frame[name].cat.categories) for name in frame if str(frame[name].dtype) == "category"
        },
        "values": {name: [repr(value) for value in frame[name]] for name in frame},
    }


def compress(request):
    randomness = random.Random(request["seed"])
    words = [bytes(randomness.randbytes(randomness.randrange(1, 40))) for _ in range(200)]
    data = bytearray()
    while len(data) < request["size"]:
        data += randomness.choice(words)
    data = bytes(data[: request["size"]])
    with open(request["path"] + ".raw", "wb") as file:
        file.write(data)
    with open(request["path"], "wb") as file:
        file.write(pa.Codec(request["codec"]).compress(data, asbytes=True))
    return {}


ANSWERS = {"read": read, "compress": compress, "pandas": pandas}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = ANSWERS[request["do"]](request)
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), flush=True)
