"""Single values as JSON without loss: README.md, "Values"."""
import base64
import datetime
import decimal
import math

import numpy as np
import pandas as pd


def encode_float(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == 0 and math.copysign(1, value) < 0:
        return "-0"
    return value


def decode_float(value):
    return float(value)  # float() takes "nan", "inf", "-inf" and "-0" too


def encode_value(value):
    """A value of an object column, or of anything nested in one."""
    if value is None:
        return None
    if value is pd.NA:
        return {"na": True}
    if value is pd.NaT:
        return {"nat": True}
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return value
    if isinstance(value, (int, np.integer)) and not isinstance(value, np.timedelta64):
        return {"int": str(value)}
    if isinstance(value, (float, np.floating)):
        return {"float": encode_float(value)}
    if isinstance(value, complex):
        return {"complex": [encode_float(value.real), encode_float(value.imag)]}
    if isinstance(value, pd.Timestamp):
        return {"timestamp": [str(value.value), None if value.tz is None else str(value.tz)]}
    if isinstance(value, pd.Timedelta):
        return {"timedelta": str(value.value)}
    if isinstance(value, np.datetime64):
        return encode_value(pd.Timestamp(value))
    if isinstance(value, np.timedelta64):
        return encode_value(pd.Timedelta(value))
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat()}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, np.ndarray):
        return {"array": [encode_value(item) for item in value]}
    if isinstance(value, (list, tuple)):
        return {"list": [encode_value(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[encode_value(key), encode_value(item)] for key, item in value.items()]}
    raise TypeError(f"no encoding for a {type(value).__name__}: {value!r}")


def decode_value(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    ((tag, content),) = value.items()
    return DECODERS[tag](content)


DECODERS = {
    "na": lambda _: pd.NA,
    "nat": lambda _: pd.NaT,
    "int": int,
    "float": decode_float,
    "complex": lambda parts: complex(*map(decode_float, parts)),
    "timestamp": lambda parts: pd.Timestamp(int(parts[0]), tz=parts[1]),
    "timedelta": lambda nanoseconds: pd.Timedelta(int(nanoseconds)),
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "decimal": decimal.Decimal,
    "bytes": base64.b64decode,
    "array": lambda items: np.array([decode_value(item) for item in items]),
    "list": lambda items: [decode_value(item) for item in items],
    "dict": lambda items: {decode_value(key): decode_value(item) for key, item in items},
}
