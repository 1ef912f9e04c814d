"""Reads a manifest with the real package again and again, for each line on stdin once, and prints how many events or which exception:
read-forever.py SECRET_DIR [--ids]; with --ids it prints the ids of all events, as JSON."""
import json
import pathlib
import sys

import real_package  # noqa: F401
from allye_data_connector.manifest import ManifestStore

store = ManifestStore(pathlib.Path(sys.argv[1]))
for _ in sys.stdin:
    try:
        ids = [event.id for event in store.iter_events()]
        print(json.dumps(ids if "--ids" in sys.argv else len(ids)), flush=True)
    except Exception as error:
        print(json.dumps(repr(error)), flush=True)
