"""What pyarrow's full validation says of payloads: one path a line on stdin, one JSON line each on stdout, {"ok": bool, "error": text | null}.

Each is read in a process of its own with 10 s and 2 GiB: some of them hang or kill it ("error": "ended by ...").
"""
import json
import os
import resource
import signal
import sys

import pyarrow as pa
import pyarrow.ipc as ipc


def verdict(path, out):
    with pa.memory_map(path) as source:
        is_file = source.read(6) == b"ARROW1"
        source.seek(0)
        opened = (ipc.open_file if is_file or "arrow-ipc-file" in path else ipc.open_stream)(source)
        opened.read_all().validate(full=True)
    os.write(out, json.dumps({"ok": True, "error": None}).encode())


for line in sys.stdin:
    path = line.rstrip("\n")
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(10)
        resource.setrlimit(resource.RLIMIT_AS, (2**31 + 2**32, 2**31 + 2**32))
        try:
            verdict(path, into)
        except BaseException as error:
            os.write(into, json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"[:300]}).encode())
        os._exit(0)
    os.close(into)
    text = b""
    while chunk := os.read(out, 65536):
        text += chunk
    os.close(out)
    _, status = os.waitpid(pid, 0)
    print(text.decode() or json.dumps({"ok": False, "error": f"ended by {status}"}), flush=True)
