"""Makes a manifest as the real package writes it: make_manifest.py SECRET_DIR LINES NAMES

Each table is sent again and again in turn, a writing and a ready line each time.
"""

import json
import random
import sys
import uuid
from pathlib import Path

from allye_data_connector.manifest import ManifestStore, ManifestWriteEvent
from allye_data_connector.storage import PayloadRef

MADE_AT = "2026-01-01T00:00:00+0000"


def main(secret_dir, lines, names):
    base = Path(secret_dir).absolute()
    base.mkdir(parents=True, exist_ok=True)
    rng = random.Random(5)
    with open(ManifestStore(base).manifest_path, "w", encoding="utf-8") as manifest:
        for i in range(int(lines) // 2):
            identity = str(uuid.UUID(int=rng.getrandbits(128), version=4))
            name = f"table {i % int(names):06d}"
            writing = ManifestWriteEvent(
                1, identity, name, "python", "writing", MADE_AT, None, None, {"shm_unlink_on_read": True}
            )
            locator = str(base / "payloads" / f"{identity}.arrow")
            payload = PayloadRef("file_arrow_ipc_v1", locator, 123_456, (1000, 20), "ab" * 32, MADE_AT, None)
            for event in (writing, writing.evolve(status="ready", payload=payload)):
                # As ManifestStore.append writes it, which takes the lock and opens the file for each line.
                manifest.write(json.dumps(event.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n")


main(*sys.argv[1:])
