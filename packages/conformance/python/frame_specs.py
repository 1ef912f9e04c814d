"""A DataFrame as JSON, both ways: README.md, "Frames"."""
import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api import types

from exact_values import decode_float, decode_value, encode_float, encode_value

NAT = np.iinfo(np.int64).min
# By names that pandas itself gives, and cannot read.
ARROW_TYPES = {
    "dictionary<values=string, indices=int32, ordered=0>[pyarrow]": pa.dictionary(pa.int32(), pa.string()),
    "list<item: int64>[pyarrow]": pa.list_(pa.int64()),
}


def frame_from_spec(spec):
    if "dataset" in spec:
        from datasets import dataset_frame

        return dataset_frame(spec["dataset"])
    columns = [_series(column) for column in spec["columns"]]
    rows = len(columns[0]) if columns else spec.get("rows", 0)
    # By position: names may be equal.
    frame = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(rows))
    frame.columns = pd.Index([column["name"] for column in spec["columns"]], dtype=object)
    return frame


def describe_frame(frame):
    columns = [_describe_column(name, frame.iloc[:, i]) for i, name in enumerate(frame.columns)]
    return {"rows": len(frame), "columns": columns}


def _series(column):
    if column["dtype"] == "category":
        categories = pd.Index(_series(column["categories"]))
        return pd.Series(pd.Categorical.from_codes(column["codes"], categories=categories, ordered=column["ordered"]))
    values = column["values"]
    if column["dtype"] in ARROW_TYPES:
        array = pa.array([decode_value(value) for value in values], ARROW_TYPES[column["dtype"]])
        return pd.Series(pd.arrays.ArrowExtensionArray(array))
    dtype = types.pandas_dtype(column["dtype"])
    if types.is_object_dtype(dtype):
        array = np.empty(len(values), dtype=object)
        array[:] = [decode_value(value) for value in values]
        return pd.Series(array, dtype=object)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return _moments(values, f"datetime64[{dtype.unit}]").dt.tz_localize("UTC").dt.tz_convert(dtype.tz)
    if types.is_datetime64_dtype(dtype) or types.is_timedelta64_dtype(dtype):
        return _moments(values, str(dtype))
    if isinstance(dtype, pd.IntervalDtype):
        bounds = [None if pair is None else pd.Interval(*map(_number, pair), closed=dtype.closed) for pair in values]
        return pd.Series(pd.arrays.IntervalArray(bounds, dtype=dtype))
    if types.is_complex_dtype(dtype):
        return pd.Series([complex(*map(decode_float, pair)) for pair in values], dtype=dtype)
    if types.is_integer_dtype(dtype):
        return pd.Series(_integers(values, dtype))
    if types.is_float_dtype(dtype):
        return pd.Series(pd.array([None if value is None else decode_float(value) for value in values], dtype=dtype))
    return pd.Series(pd.array(values, dtype=dtype))  # bool, boolean, string, period


def _integers(values, dtype):
    # Not by pd.array: that of pandas 3 makes 0 of 2**64 - 1.
    numbers = np.array([0 if value is None else int(value) for value in values], dtype=str(dtype).lower())
    if isinstance(dtype, np.dtype):
        return numbers
    return pd.arrays.IntegerArray(numbers, np.array([value is None for value in values], dtype=bool))


def _moments(values, dtype):
    return pd.Series(np.array([NAT if value is None else int(value) for value in values], dtype=np.int64).view(dtype))


def _number(text):
    return int(text) if isinstance(text, str) and text.lstrip("-").isdigit() else decode_float(text)


def _describe_column(name, series):
    dtype = series.dtype
    described = {"name": name, "dtype": str(dtype)}
    if isinstance(dtype, pd.CategoricalDtype):
        categories = _describe_column("", series.cat.categories.to_series())
        codes = series.cat.codes.tolist()
        return {**described, "categories": categories, "ordered": bool(dtype.ordered), "codes": codes}
    return {**described, "values": _describe_values(series)}


def _describe_values(series):
    dtype = series.dtype
    if types.is_datetime64_any_dtype(dtype):
        return _describe_moments(pd.DatetimeIndex(series))
    if types.is_timedelta64_dtype(dtype):
        return _describe_moments(pd.TimedeltaIndex(series))
    encode = _encoder(dtype)
    if types.is_extension_array_dtype(dtype):
        return [None if value is pd.NA or value is pd.NaT or value is None else encode(value) for value in series.array]
    return [encode(value) for value in series.to_numpy()]


def _describe_moments(index):
    return [None if value == NAT else str(value) for value in index.asi8.tolist()]


def _encoder(dtype):
    if isinstance(dtype, pd.IntervalDtype):
        bound = encode_float if types.is_float_dtype(dtype.subtype) else str
        return lambda value: None if pd.isna(value) else [bound(value.left), bound(value.right)]
    if isinstance(dtype, pd.PeriodDtype):
        return str
    if isinstance(dtype, pd.StringDtype):
        return lambda value: value if isinstance(value, str) else None  # pandas 3 has nan there
    if types.is_bool_dtype(dtype):
        return bool
    if types.is_integer_dtype(dtype):
        return lambda value: str(int(value))
    if types.is_float_dtype(dtype):
        return encode_float
    if types.is_complex_dtype(dtype):
        return lambda value: [encode_float(value.real), encode_float(value.imag)]
    return encode_value
