"""An Orange Table as JSON, both ways: README.md, "Tables"."""
import numpy as np
from pyarrow.lib import string_to_tzinfo, tzinfo_to_string

from exact_values import decode_float, encode_float

ROLES = {"attributes": "attributes", "classVars": "class_vars", "metas": "metas"}


def describe_table(table):
    domain = {role: [_describe_variable(v) for v in getattr(table.domain, ours)] for role, ours in ROLES.items()}
    parts = {"X": table.domain.attributes, "Y": table.domain.class_vars, "metas": table.domain.metas}
    described = {"rows": len(table), "domain": domain}
    for part, variables in parts.items():
        array = getattr(table, part).reshape(len(table), len(variables))
        described[part] = [_describe_values(variable, array[:, i]) for i, variable in enumerate(variables)]
    return described


def table_from_spec(spec):
    from Orange.data import Domain, Table

    rows = spec["rows"]
    domain = Domain(*([_variable(v) for v in spec["domain"][role]] for role in ROLES))
    x, y = (_matrix(spec[part], rows, float, decode_float) for part in ("X", "Y"))
    metas = np.empty((rows, len(domain.metas)), dtype=object)
    for i, (variable, values) in enumerate(zip(domain.metas, spec["metas"])):
        metas[:, i] = values if variable.is_string else [decode_float(value) for value in values]
    table = Table.from_numpy(domain, x.copy(), y.copy(), metas)
    with table.unlocked():  # from_numpy makes infinities missing, but a Table can hold them
        table.X[:] = x
        table.Y[:] = y.reshape(table.Y.shape)
        if spec.get("floatMetas"):  # as after Select Columns, where none is text
            table.metas = metas.astype(float)
    return table


def _matrix(columns, rows, dtype, decode):
    matrix = np.empty((rows, len(columns)), dtype=dtype)
    for i, values in enumerate(columns):
        matrix[:, i] = [decode(value) for value in values]
    return matrix


def _describe_values(variable, values):
    if variable.is_string:
        return [value if isinstance(value, str) else None for value in values]
    return [encode_float(value) for value in values]


def _describe_variable(variable):
    described = {"name": variable.name, "attributes": dict(variable.attributes)}
    if variable.is_discrete:
        return {"kind": "discrete", **described, "values": list(variable.values)}
    if variable.is_time:
        return {
            "kind": "time",
            **described,
            "haveDate": bool(variable.have_date),
            "haveTime": bool(variable.have_time),
            "timezone": tzinfo_to_string(variable.timezone),
        }
    if variable.is_continuous:
        return {"kind": "continuous", **described, "numberOfDecimals": variable.number_of_decimals}
    return {"kind": "string", **described}


def _variable(spec):
    from Orange.data import ContinuousVariable, DiscreteVariable, StringVariable, TimeVariable

    name, kind = spec["name"], spec["kind"]
    if kind == "discrete":
        variable = DiscreteVariable(name, spec["values"])
    elif kind == "time":
        variable = TimeVariable(name, have_date=spec["haveDate"], have_time=spec["haveTime"])
        variable.timezone = string_to_tzinfo(spec["timezone"])
    elif kind == "continuous":
        variable = ContinuousVariable(name, number_of_decimals=spec["numberOfDecimals"])
    else:
        variable = StringVariable(name)
    variable.attributes = dict(spec.get("attributes", {}))
    return variable
