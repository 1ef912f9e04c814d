"""Appends events with the real package until it is killed, and prints the id of each once that has returned:
append-forever.py SECRET_DIR LABEL

Its text is ASCII: half a character of a killed Python writer makes Python's reader fail for good, which would hide what others cause.
"""
import itertools
import pathlib
import random
import sys
import time

import real_package  # noqa: F401
from allye_data_connector.manifest import ManifestStore, ManifestWriteEvent

store = ManifestStore(pathlib.Path(sys.argv[1]))
for number in itertools.count():
    identity = f"python-{sys.argv[2]}-{number}"
    text = "s" * (300_000 if number % 10 == 9 else 200)
    store.append(
        ManifestWriteEvent(
            version=1, id=identity, table_name="shared", producer="python", status="writing", created_at="", ttl_sec=None, payload=None,
            metadata={"text": text},
        )
    )
    print(identity, flush=True)
    time.sleep(random.random() / 100)
