"""Reads, and rewrites, table files with Orange's own readers and writers.

stdin: lines, each a JSON array of {"path": ..., "rewrite": path or null}, or "datasets".
stdout: a line for each: a JSON array of tables, or {"error": text}, in the same order; for "datasets" Orange's own directory of them.
"""
import json
import math
import os
import sys

import Orange
from Orange.data import ContinuousVariable, DiscreteVariable, StringVariable, Table, TimeVariable
from Orange.data.io import CSVReader, TabReader

PROBE_SEQUENCE = "_TimeVariable__ISO_FORMATS_PROBE_SEQ"
FIRST_SEQUENCE = list(getattr(TimeVariable, PROBE_SEQUENCE))


def zone(variable):
    offset = variable.timezone.utcoffset(None)
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    return "%s%02d:%02d" % ("-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60)


def describe(variable):
    base = {"name": variable.name, "attributes": variable.attributes}
    if isinstance(variable, TimeVariable):
        dated = {"haveDate": bool(variable.have_date), "haveTime": bool(variable.have_time)}
        return {**base, "kind": "time", **dated, "timezone": zone(variable)}
    if isinstance(variable, ContinuousVariable):
        return {**base, "kind": "continuous", "numberOfDecimals": variable.number_of_decimals}
    if isinstance(variable, DiscreteVariable):
        return {**base, "kind": "discrete", "values": list(variable.values)}
    assert isinstance(variable, StringVariable)
    return {**base, "kind": "string"}


def value_of(variable, value):
    if isinstance(variable, StringVariable):
        return value if value != "" else None
    number = float(value)
    # Attributes cannot be infinite: Orange makes that missing. In metas it depends on their neighbours.
    if not math.isfinite(number):
        return None
    return variable.values[int(number)] if isinstance(variable, DiscreteVariable) else number


def read(path, rewrite):
    setattr(TimeVariable, PROBE_SEQUENCE, list(FIRST_SEQUENCE))
    try:
        reader = TabReader if path.endswith((".tab", ".tsv")) else CSVReader
        table = reader(path).read()
        if rewrite:
            TabReader.write_file(rewrite, table)
        domain = table.domain
        variables = list(domain.attributes) + list(domain.class_vars) + list(domain.metas)
        columns = [[value_of(var, value) for value in table.get_column(var)] for var in variables]
        return {
            "attributes": [describe(var) for var in domain.attributes],
            "classVars": [describe(var) for var in domain.class_vars],
            "metas": [describe(var) for var in domain.metas],
            "columns": columns,
            "rowCount": len(table),
        }
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}


for line in sys.stdin:
    request = json.loads(line)
    if request == "datasets":
        answer = os.path.join(os.path.dirname(Orange.__file__), "datasets")
    else:
        answer = [read(each["path"], each.get("rewrite")) for each in request]
    print(json.dumps(answer), flush=True)
