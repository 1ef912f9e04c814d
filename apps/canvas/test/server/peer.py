"""Runs the programs that it gets, a JSON line each, and answers what they print and raise. They share their names, and the real package's."""
import contextlib
import io
import json
import os
import sys
import traceback
import warnings

warnings.simplefilter("ignore")

import pandas as pd
from allye_data_connector import get_dataframe, list_tables, send_dataframe

names = {"pd": pd, "send_dataframe": send_dataframe, "get_dataframe": get_dataframe, "list_tables": list_tables}
for line in sys.stdin:
    request = json.loads(line)
    os.environ["ALLYE_CANVAS_API_URL"] = request["canvas"] or "http://127.0.0.1:9"
    printed, raised = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            exec(request["program"], names)
        except Exception:
            raised = traceback.format_exc()
    print(json.dumps({"printed": printed.getvalue(), "raised": raised}), flush=True)
