"""The Python side of the story that `npm start` tells: story.py SECRET_DIR.

Does what each line on stdin names, prints what a person should see, and then a line with a single dot. It stays alive in between: Python
removes the shared memory that a process made when that process ends.
"""
import sys

import pandas as pd
from allye_data_connector import get_dataframe, send_dataframe
from Orange.data import Table
from Orange.data.pandas_compat import table_from_frame, table_to_frame

SECRET_DIR = sys.argv[1]
SELECTED = ["Iris-setosa", "Iris-versicolor"]
OPTIONS = {"secret_dir": SECRET_DIR, "notify_canvas": False}


def send_file():
    print('>>> frame = table_to_frame(Table("iris"))')
    print('>>> send_dataframe(frame, "iris", transport="file")')
    print(repr(send_dataframe(table_to_frame(Table("iris")), "iris", transport="file", **OPTIONS)))


def send_shm():
    print('>>> send_dataframe(frame, "iris_shm", transport="shm", shm_unlink_on_read=False)')
    frame = table_to_frame(Table("iris"))
    print(repr(send_dataframe(frame, "iris_shm", transport="shm", shm_unlink_on_read=False, **OPTIONS)))


def receive():
    print('>>> frame = get_dataframe("iris_setosa_versicolor", producer="allye")')
    frame = get_dataframe("iris_setosa_versicolor", secret_dir=SECRET_DIR, producer="allye")
    with pd.option_context("display.width", 100, "display.max_columns", None):
        print(">>> frame.head()", frame.head(), ">>> frame.dtypes", frame.dtypes.to_string(), sep="\n")
    table = table_from_frame(get_dataframe("iris", secret_dir=SECRET_DIR))
    values = table.domain["iris"].values
    selected = [row for row in range(len(table)) if values[int(table[row]["iris"])] in SELECTED]
    expected = table_to_frame(table[selected], include_metas=True)
    pd.testing.assert_frame_equal(frame, expected, check_exact=True)
    print(f"Equal to Orange's own table_to_frame of the same {len(frame)} rows: values, dtypes, categories, column order.")


SCENES = {scene.__name__: scene for scene in (send_file, send_shm, receive)}

for line in sys.stdin:
    SCENES[line.strip()]()
    print(".", flush=True)
