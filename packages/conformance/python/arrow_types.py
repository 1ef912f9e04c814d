"""A payload for every type that pyarrow knows."""
import datetime
import decimal

import pyarrow as pa

UNITS = ("s", "ms", "us", "ns")
VALUES = (True, 7, 1.5, "text", b"bytes", decimal.Decimal("1.5"), datetime.date(2020, 2, 29), datetime.time(10, 11),
          datetime.datetime(2020, 2, 29, 10), datetime.timedelta(seconds=1), b"123")  # fmt: skip


def arrow_types():
    """Each type id of pyarrow with at least one type of it, and every parameter that changes a layout."""
    integers = [getattr(pa, f"{sign}int{bits}")() for bits in (8, 16, 32, 64) for sign in ("", "u")]
    plain = [pa.null(), pa.bool_(), pa.float16(), pa.float32(), pa.float64(), pa.date32(), pa.date64(),
             pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
             pa.binary(3), pa.time32("s"), pa.time32("ms"), pa.time64("us"), pa.time64("ns"),
             pa.month_day_nano_interval()]  # fmt: skip
    decimals = [pa.decimal32(9, 2), pa.decimal64(18, 2), pa.decimal128(38, 2), pa.decimal256(76, 2), pa.decimal128(5, -2)]
    moments = [pa.timestamp(unit, zone) for unit in UNITS for zone in (None, "UTC", "Asia/Tokyo", "+09:00", "No/Where")]
    simple = integers + plain + decimals + moments + [pa.duration(unit) for unit in UNITS]
    a = pa.field("a", pa.int32())
    unions = [pa.sparse_union([a, pa.field("b", pa.string())]), pa.dense_union([a, pa.field("b", pa.string())])]
    extensions = [pa.uuid(), pa.json_(), pa.bool8(), pa.fixed_shape_tensor(pa.int32(), [2]), pa.opaque(pa.int32(), "t", "v")]
    nested = [
        nest(inner)
        for inner in [pa.int64(), pa.string(), pa.dictionary(pa.int8(), pa.string()), pa.list_(pa.int8())]
        for nest in (pa.list_, pa.large_list, pa.list_view, pa.large_list_view, _pair, _struct, _map, _runs)
    ]
    dictionaries = [pa.dictionary(index, pa.string()) for index in integers]
    dictionaries += [pa.dictionary(pa.int8(), value, ordered=True) for value in simple]
    return simple + unions + extensions + nested + dictionaries


def _pair(inner):
    return pa.list_(inner, 2)


def _struct(inner):
    return pa.struct([pa.field("a", inner), pa.field("b", inner)])


def _map(inner):
    return pa.map_(pa.string(), inner)


def _runs(inner):
    return pa.run_end_encoded(pa.int32(), inner)


def array_of(type_):
    """A few values and a missing one, or missing ones only where pyarrow cannot make a value; null where not even those."""
    for value in _candidates():
        try:
            return pa.array([value, None, value], type_)
        except Exception:  # noqa: BLE001 - pyarrow raises whatever it likes
            continue
    try:
        return pa.nulls(2, type_)
    except Exception:  # noqa: BLE001
        return None


def _candidates():
    for value in VALUES:
        yield from (value, [value, value], {"a": value, "b": value}, {"a": [value], "b": [value]})
    for value in VALUES:
        yield from ([("key", value)], [("key", [value])], [[value], [value]])


def type_names():
    """Every type id: "INT8", "STRUCT"."""
    return sorted(name.removeprefix("Type_") for name in dir(pa.lib) if name.startswith("Type_") and name != "Type_MAX_ID")


def name_of(type_):
    ids = {getattr(pa.lib, f"Type_{name}"): name for name in type_names()}
    return ids.get(type_.id, "EXTENSION")  # pyarrow has no constant for that one


def write_payload(path, type_, array):
    """@returns the error where pyarrow cannot write it."""
    table = pa.table({"x": array}) if array is not None else None
    if table is None:
        return "no array of it"
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    except Exception as error:  # noqa: BLE001
        path.unlink(missing_ok=True)
        return str(error)
    return None
