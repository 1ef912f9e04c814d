"""Writes Arrow payloads of random values with pyarrow, and what is in them: python make-payloads.py DIRECTORY SEED

DIRECTORY/payloads.json lists them: {name, file, format, compression, batchRows, columns: {name: {type, values}}}; `values`
are all rows of the column as plain-value.ts spells them.
"""
import decimal
import json
import os
import random
import struct
import sys

import pyarrow as pa
import pyarrow.ipc as ipc

directory, seed = sys.argv[1], int(sys.argv[2])
rng = random.Random(seed)

WORDS = ["", "a", "東京", "🎉 emoji", "exactly 12 by", "longer than twelve bytes", "é", "x" * 300, "\ufeffbom", "nul\0in"]
I64 = [0, 1, -1, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63), 2**62 + 2**9, 9007199254740993 * 3]
ZONE = "Asia/Tokyo"


def integer(bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    return lambda: rng.choice([low, high, 0, 1, rng.randint(low, high), rng.randint(low, high)])


def time_of(unit, bits):
    per_day = 86400 * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    return lambda: rng.randrange(per_day)


def number():
    return rng.choice([0.0, -0.0, 1.5, float("inf"), float("-inf"), float("nan"), rng.gauss(0, 1e3), 5e-324])


def text():
    return rng.choice(WORDS) if rng.random() < 0.7 else "".join(rng.choices("abcü日🎈", k=rng.randrange(20)))


def digits(precision, scale):
    whole = rng.randrange(-(10**precision) + 1, 10**precision)
    return decimal.Decimal(whole).scaleb(-scale, decimal.Context(prec=100))


def raw(bits, type_):
    """Integers of `bits` seen as `type_`: pyarrow takes any value of them, unlike Python's datetime."""
    def make(count, null_share):
        make_one = {"date32": integer(32, True)}.get(str(type_), integer(bits, True))
        values = [None if rng.random() < null_share else make_one() for _ in range(count)]
        return pa.array(values, pa.int32() if bits == 32 else pa.int64()).view(type_)
    return make


def plain(type_, one):
    return lambda count, null_share: pa.array(
        [None if rng.random() < null_share else one() for _ in range(count)], type_)


def scaled(type_, one):
    """Of times, which must lie within the day."""
    def make(count, null_share):
        values = [None if rng.random() < null_share else one() for _ in range(count)]
        return pa.array(values, pa.int32() if type_.bit_width == 32 else pa.int64()).view(type_)
    return make


def some(make, most=4):
    return lambda: make(rng.randrange(most), 0.2).to_pylist()


def dictionary(index, value_type, values):
    def make(count, null_share):
        indices = [None if rng.random() < null_share else rng.randrange(len(values)) for _ in range(count)]
        return pa.DictionaryArray.from_arrays(pa.array(indices, index), pa.array(values, value_type))
    return make


def run_ends(run_type, values):
    def make(count, null_share):
        ends = sorted(rng.sample(range(1, count), min(count - 1, 5)) + [count]) if count > 0 else []
        return pa.RunEndEncodedArray.from_arrays(pa.array(ends, run_type), values(len(ends), null_share))
    return make


def union(mode):
    def make(count, null_share):
        ids = [rng.choice([5, 7]) for _ in range(count)]
        if mode == "sparse":
            children = [INTS(count, null_share), TEXT(count, null_share)]
            return pa.UnionArray.from_sparse(pa.array(ids, pa.int8()), children, ["i", "t"], [5, 7])
        children = [INTS(count + 3, null_share), TEXT(count + 3, null_share)]
        # Each child's offsets must rise. Source: Columnar.html, "Dense Union".
        offsets = [i + (i * 3) // max(1, count) for i in range(count)]
        return pa.UnionArray.from_dense(
            pa.array(ids, pa.int8()), pa.array(offsets, pa.int32()), children, ["i", "t"], [5, 7])
    return make


def struct_of(**makers):
    def make(count, null_share):
        mask = pa.array([rng.random() < null_share for _ in range(count)], pa.bool_())
        return pa.StructArray.from_arrays(
            [maker(count, null_share) for maker in makers.values()], list(makers), mask=mask)
    return make


def list_of(type_of, maker, view=None):
    """Lists over a child array of any type, also those that pa.array cannot build."""
    def make(count, null_share):
        sizes = [rng.randrange(4) for _ in range(count)]
        ends = [sum(sizes[:i]) for i in range(count + 1)]
        child = maker(ends[-1], null_share)
        large = type_of in (pa.LargeListArray, pa.LargeListViewArray)
        int_type = pa.int64() if large else pa.int32()
        if view:
            rows = list(range(count))
            rng.shuffle(rows)
            offsets = [ends[i] for i in rows]
            mask = pa.array([rng.random() < null_share for _ in rows], pa.bool_())
            return type_of.from_arrays(
                pa.array(offsets, int_type), pa.array([sizes[i] for i in rows], int_type), child, mask=mask)
        mask = pa.array([rng.random() < null_share for _ in sizes], pa.bool_())
        return type_of.from_arrays(pa.array(ends, int_type), child, mask=mask)
    return make


CATEGORY = pa.dictionary(pa.int8(), pa.string())
INTS = plain(pa.int32(), integer(32, True))
TEXT = plain(pa.string(), text)

COLUMNS = {
    "null": lambda count, _: pa.nulls(count),
    "bool": plain(pa.bool_(), lambda: rng.random() < 0.5),
    **{f"int{b}": plain(getattr(pa, f"int{b}")(), integer(b, True)) for b in (8, 16, 32)},
    **{f"uint{b}": plain(getattr(pa, f"uint{b}")(), integer(b, False)) for b in (8, 16, 32, 64)},
    "int64": plain(pa.int64(), lambda: rng.choice(I64)),
    "float16": plain(pa.float16(), lambda: rng.choice([0.0, -0.0, 1.5, 65504.0, 6e-8, float("inf"), float("nan")])),
    "float32": plain(pa.float32(), number),
    "float64": plain(pa.float64(), number),
    "decimal32": plain(pa.decimal32(9, 2), lambda: digits(9, 2)),
    "decimal64": plain(pa.decimal64(18, 0), lambda: digits(18, 0)),
    "decimal128": plain(pa.decimal128(38, 10), lambda: digits(38, 10)),
    "decimal128_negative": plain(pa.decimal128(5, -2), lambda: digits(5, -2)),
    "decimal256": plain(pa.decimal256(76, 40), lambda: digits(76, 40)),
    "date32": raw(32, pa.date32()),
    "date64": scaled(pa.date64(), lambda: rng.randrange(-(10**5), 10**5) * 86400000),
    "time_s": scaled(pa.time32("s"), time_of("s", 32)),
    "time_ms": scaled(pa.time32("ms"), time_of("ms", 32)),
    "time_us": scaled(pa.time64("us"), time_of("us", 64)),
    "time_ns": scaled(pa.time64("ns"), time_of("ns", 64)),
    **{f"timestamp_{u}": raw(64, pa.timestamp(u)) for u in ("s", "ms", "us", "ns")},
    "timestamp_zone": raw(64, pa.timestamp("ns", ZONE)),
    **{f"duration_{u}": raw(64, pa.duration(u)) for u in ("s", "ms", "us", "ns")},
    "interval": plain(pa.month_day_nano_interval(), lambda: pa.MonthDayNano([rng.randrange(-9, 9), 2, 10**15])),
    "string": TEXT,
    "large_string": plain(pa.large_string(), text),
    "string_view": plain(pa.string_view(), text),
    "binary": plain(pa.binary(), lambda: rng.randbytes(rng.randrange(30))),
    "large_binary": plain(pa.large_binary(), lambda: rng.randbytes(3)),
    "binary_view": plain(pa.binary_view(), lambda: rng.randbytes(rng.randrange(30))),
    "fixed_binary": plain(pa.binary(3), lambda: rng.randbytes(3)),
    "list": list_of(pa.ListArray, INTS),
    "large_list": list_of(pa.LargeListArray, TEXT),
    "list_view": list_of(pa.ListViewArray, TEXT, view=True),
    "large_list_view": list_of(pa.LargeListViewArray, INTS, view=True),
    "fixed_list": plain(pa.list_(pa.int16(), 3), lambda: [rng.randrange(99) for _ in range(3)]),
    "map": plain(pa.map_(pa.string(), pa.int64()), lambda: [(text(), 2**60) for _ in range(rng.randrange(3))]),
    "struct": struct_of(i=INTS, t=TEXT),
    "sparse_union": union("sparse"),
    "dense_union": union("dense"),
    "run_ends_16": run_ends(pa.int16(), TEXT),
    "run_ends_64": run_ends(pa.int64(), INTS),
    "category": dictionary(pa.int8(), pa.string(), WORDS),
    "category_64": dictionary(pa.int64(), pa.large_string(), WORDS),
    "category_u32": dictionary(pa.uint32(), pa.string_view(), WORDS),
    "category_int": dictionary(pa.int16(), pa.int64(), [3, 1, 2**60]),
    "category_float": dictionary(pa.uint8(), pa.float64(), [1.5, -2.0]),
    "category_null": dictionary(pa.int8(), pa.string(), ["b", None, "a"]),
    "category_twice": dictionary(pa.int8(), pa.string(), ["b", "a", "b"]),
    "list_of_lists": list_of(pa.ListArray, list_of(pa.LargeListArray, struct_of(t=TEXT))),
    "list_of_categories": list_of(pa.ListArray, dictionary(pa.int8(), pa.string(), WORDS)),
    "struct_of_everything": struct_of(
        v=list_of(pa.ListViewArray, TEXT, view=True), u=union("dense"), r=run_ends(pa.int32(), TEXT),
        s=plain(pa.string_view(), text)),
    # pyarrow writes the index 0 into a struct that is missing, of a dictionary that is empty.
    "missing_structs_of_category": lambda count, share: pa.nulls(count, pa.struct([("a", pa.struct([("b", CATEGORY)]))])),
    "fixed_lists_of_structs_of_category": lambda count, share: pa.array(
        [None if rng.random() < share else [None, {"b": None}] for _ in range(count)], pa.list_(pa.struct([("b", CATEGORY)]), 2)
    ),
    "category_of_structs": lambda count, share: pa.DictionaryArray.from_arrays(
        pa.array([rng.randrange(2) for _ in range(count)], pa.int8()),
        pa.array([{"a": 1, "b": "x"}, {"a": None, "b": "y"}])),
}


def value(scalar):
    """One value, as plain-value.ts spells it."""
    type_ = scalar.type
    if not pa.types.is_union(type_) and not pa.types.is_run_end_encoded(type_) and not scalar.is_valid:
        return None
    if pa.types.is_union(type_) or pa.types.is_dictionary(type_) or pa.types.is_run_end_encoded(type_):
        inner = scalar.value
        return None if inner is None else value(inner)
    if pa.types.is_null(type_):
        return None
    if pa.types.is_boolean(type_):
        return scalar.as_py()
    if pa.types.is_integer(type_):
        return f"{scalar.as_py()}n" if type_.bit_width == 64 else scalar.as_py()
    if pa.types.is_floating(type_):
        number = float(scalar.as_py())
        return "f:nan" if number != number else "f:" + struct.pack(">d", number).hex()
    if pa.types.is_decimal(type_):
        return "s:" + format(scalar.as_py(), "f")
    if pa.types.is_date32(type_) or pa.types.is_time32(type_):
        return scalar.value
    if pa.types.is_date64(type_) or pa.types.is_time64(type_) or pa.types.is_timestamp(type_):
        return f"{scalar.value}n"
    if pa.types.is_duration(type_):
        return f"{scalar.value}n"
    if pa.types.is_interval(type_):
        months, days, nanoseconds = scalar.value
        return {"months": months, "days": days, "nanoseconds": f"{nanoseconds}n"}
    if pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_):
        return "s:" + scalar.as_py()
    if hasattr(scalar, "as_buffer"):
        return "b:" + scalar.as_py().hex()
    if pa.types.is_map(type_):
        entries = scalar.values
        return [[value(entry["key"]), value(entry["value"])] for entry in entries]
    if pa.types.is_struct(type_):
        return {name: value(inner) for name, inner in scalar.items()}
    return [value(inner) for inner in scalar.values]


payloads = []


def write(name, schema, batches, format, compression, **options):
    file = os.path.join(directory, f"{len(payloads)}.arrow")
    new = ipc.new_file if format == "file" else ipc.new_stream
    with new(file, schema, options=ipc.IpcWriteOptions(compression=compression, **options)) as writer:
        for batch in batches:
            writer.write_batch(batch)
    columns = []
    for i, field in enumerate(schema):
        values = [value(scalar) for batch in batches for scalar in batch.column(i)]
        columns.append({"name": field.name, "type": str(field.type), "values": values})
    payloads.append({
        "name": name, "file": file, "format": format, "compression": compression,
        "batchRows": [batch.num_rows for batch in batches], "columns": columns,
    })


def batch_of(names, count, null_share):
    return pa.record_batch([COLUMNS[name](count, null_share) for name in names], names=names)


def all_types(format):
    """Every type, in a few layouts of batches; a file may not replace dictionaries, and these do not change."""
    for compression in (None, "zstd", "lz4"):
        for sizes, null_share in (([13], 0.0), ([0, 1, 40, 0, 9], 0.3), ([700, 300], 0.1)):
            names = list(COLUMNS)
            batches = [batch_of(names, size, null_share) for size in sizes]
            write(f"all types {sizes} {compression} {format}", batches[0].schema, batches, format, compression)
        whole = batch_of(names, 200, 0.2)
        slices = [whole.slice(offset, count) for offset, count in ((3, 50), (61, 9), (72, 128), (9, 0))]
        write(f"slices {compression} {format}", whole.schema, slices, format, compression)


def changing_dictionaries():
    def batch(values, indices, value_type=pa.string()):
        array = pa.DictionaryArray.from_arrays(pa.array(indices, pa.int8()), pa.array(values, value_type))
        return pa.record_batch([array, pa.array([[1]] * len(indices))], names=["c", "l"])

    for compression in (None, "zstd"):
        replaced = [batch(["b", "a"], [0, 1, None]), batch(["c", "b"], [0, 1, 1]), batch(["b", "a"], [1, 0])]
        write("dictionaries replaced", replaced[0].schema, replaced, "stream", compression)
        for value_type, values in (
            (pa.string(), WORDS), (pa.large_string(), WORDS), (pa.string_view(), WORDS), (pa.int64(), I64),
            (pa.bool_(), [True, False]), (pa.list_(pa.string()), [["a"], [], None, ["b", "c"]]),
            (pa.binary(3), [b"abc", b"def", b"ghi"]),
            (pa.struct([("x", pa.int8()), ("y", pa.bool_())]), [{"x": 1, "y": True}, None, {"x": None, "y": False}]),
        ):
            half = (len(values) + 1) // 2
            grown = [
                batch(values[:1], [0, 0], value_type),
                batch(values[:half], [half - 1, 0, None], value_type),
                batch(values, [len(values) - 1, 0, half - 1], value_type),
            ]
            for format in ("file", "stream"):
                write(f"dictionaries grown {value_type}", grown[0].schema, grown, format, compression,
                      emit_dictionary_deltas=True)
    nested = [
        pa.record_batch([list_of(pa.ListArray, dictionary(pa.int8(), pa.string(), values))(20, 0.2)], names=["n"])
        for values in (["a", "b"], ["c"], ["b", "a", "d"])
    ]
    write("nested dictionaries replaced", nested[0].schema, nested, "stream", None)


def degenerate():
    empty = pa.schema([])
    for format in ("file", "stream"):
        write("no columns, no batches", empty, [], format, None)
        write("no columns", empty, [pa.record_batch([], schema=empty)], format, None)
        names = list(COLUMNS)
        schema = batch_of(names, 1, 0).schema
        write("no batches", schema, [], format, "zstd")
        write("no rows", schema, [batch_of(names, 0, 0)], format, "zstd")
        whole = pa.record_batch([pa.array([1, 2]), pa.array(["a", "b"])], names=["same", "same"])
        write("names twice", whole.schema, [whole], format, None)
        write("no alignment", whole.schema, [whole], format, None, use_legacy_format=True)


all_types("file")
all_types("stream")
changing_dictionaries()
degenerate()
with open(os.path.join(directory, "payloads.json"), "w", encoding="utf-8") as out:
    json.dump(payloads, out)
