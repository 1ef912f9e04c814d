"""Sends a table of numbers, categories and text with the real package: make_mid.py SECRET_DIR NAME zstd|none ROWS COLUMNS BATCH_ROWS

Of every five columns two are normal floats, one is integers below 1000, one has five categories, one is text of 5,000 distinct tokens of seven characters.
"""

import os
import sys

import numpy as np
import pandas as pd
from allye_data_connector import send_dataframe

TOKENS = np.array([f"tok{k:04d}" for k in range(5000)], dtype=object)


def column(kind, rng, rows):
    if kind < 2:
        return rng.standard_normal(rows)
    if kind == 2:
        return rng.integers(0, 1000, rows)
    if kind == 3:
        return pd.Categorical.from_codes(rng.integers(0, 5, rows), list("abcde"))
    return TOKENS[rng.integers(0, len(TOKENS), rows)]


def main(secret_dir, name, compression, rows, columns, batch_rows):
    os.environ["ALLYE_ARROW_COMPRESSION"] = "" if compression == "none" else compression
    rng = np.random.default_rng(7)
    frame = pd.DataFrame({f"c{i}": column(i % 5, rng, int(rows)) for i in range(int(columns))})
    send_dataframe(
        frame, name, secret_dir=secret_dir, transport="file", chunk_rows=int(batch_rows), notify_canvas=False
    )


main(*sys.argv[1:])
