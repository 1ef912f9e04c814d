"""Writes an Arrow stream of the types that pandas never sends: sys.argv[1] is its path. 40 rows in batches of 17, 0 and 23."""

import decimal
import sys

import pyarrow as pa

ROWS = 40


def each(value):
    return [None if row % 7 == 3 else value(row) for row in range(ROWS)]


texts = each(lambda row: "é" * row)
lists = each(lambda row: [None, *range(row % 4)])
ids = pa.array([row % 2 for row in range(ROWS)], pa.int8())
numbers, words = pa.array(range(ROWS), pa.int32()), pa.array([f"w{row}" for row in range(ROWS)])
halves = [pa.array(range(ROWS // 2), pa.int32()), pa.array([f"w{row}" for row in range(ROWS // 2)])]

columns = {
    "row": pa.array(range(ROWS), pa.int32()),
    "string_view": pa.array(texts, pa.string_view()),
    "binary_view": pa.array([text and text.encode() for text in texts], pa.binary_view()),
    "large_string": pa.array(texts, pa.large_string()),
    "large_binary": pa.array([text and text.encode() for text in texts], pa.large_binary()),
    "fixed_size_binary": pa.array(each(lambda row: b"%03d" % row), pa.binary(3)),
    "list": pa.array(lists, pa.list_(pa.int16())),
    "large_list": pa.array(lists, pa.large_list(pa.int64())),
    "list_view": pa.array(lists, pa.list_view(pa.int32())),
    "large_list_view": pa.array(each(lambda row: ["x" * row]), pa.large_list_view(pa.string())),
    "fixed_size_list": pa.array(each(lambda row: [row, None]), pa.list_(pa.float32(), 2)),
    "map": pa.array(each(lambda row: [(f"k{row}", row)] * (row % 3)), pa.map_(pa.string(), pa.int8())),
    "struct": pa.array(each(lambda row: {"a": row, "b": lists[row]}), pa.struct([("a", pa.uint16()), ("b", pa.list_(pa.int8()))])),
    "dense_union": pa.UnionArray.from_dense(ids, pa.array([row // 2 for row in range(ROWS)], pa.int32()), halves),
    "sparse_union": pa.UnionArray.from_sparse(ids, [numbers, words]),
    "run_end_encoded": pa.RunEndEncodedArray.from_arrays(pa.array([5, 6, 39, 40], pa.int16()), pa.array(["a", None, "b", "c"])),
    "runs_of_numbers": pa.RunEndEncodedArray.from_arrays(pa.array([9, 40], pa.int64()), pa.array([1.5, 2.5])),
    "decimal256": pa.array(each(lambda row: decimal.Decimal(row) / 8), pa.decimal256(50, 3)),
    "month_day_nano": pa.array(each(lambda row: (row, 1, 2)), pa.month_day_nano_interval()),
    "halffloat": pa.array(each(float), pa.float16()),
    "boolean": pa.array(each(lambda row: row % 2 == 0)),
    "null": pa.nulls(ROWS),
    "dictionary": pa.array(each(lambda row: f"d{row % 3}")).dictionary_encode(),
    "time64": pa.array(each(lambda row: row), pa.time64("ns")),
    "duration": pa.array(each(lambda row: row), pa.duration("ms")),
}
table = pa.table(columns)
with pa.ipc.new_stream(sys.argv[1], table.schema) as writer:
    for start, length in [(0, 17), (17, 0), (17, 23)]:
        writer.write_batch(pa.record_batch([column.chunk(0).slice(start, length) for column in table.columns], schema=table.schema))
