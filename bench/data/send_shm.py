"""Sends ROWS x COLUMNS floats by shared memory and keeps it until stdin ends: send_shm.py SECRET_DIR NAME ROWS COLUMNS"""

import sys

import numpy as np
import pandas as pd
from allye_data_connector import send_dataframe

secret_dir, name, rows, columns = sys.argv[1:]
rng = np.random.default_rng(3)
frame = pd.DataFrame({f"c{i}": rng.standard_normal(int(rows)) for i in range(int(columns))})
send_dataframe(frame, name, secret_dir=secret_dir, transport="shm", notify_canvas=False)
print("sent", flush=True)
sys.stdin.read()
