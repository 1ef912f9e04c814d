"""Whether a frame that Python received is the frame that Orange itself would have made."""
import pandas as pd

from frame_specs import describe_frame


def frame_differences(got, expected):
    """Empty where the frames are equal in every respect: order, names, dtypes, categories, index, and each value."""
    differences = []
    # Without columns there are no names whose type could differ.
    names = "equiv" if len(expected.columns) else False
    try:
        pd.testing.assert_frame_equal(
            got, expected, check_column_type=names, check_exact=True, check_categorical=True, check_freq=True
        )
    except AssertionError as error:
        differences.append(" ".join(str(error).split()))
    # assert_frame_equal takes -0.0 for 0.0, None for nan, and does not look at the types in an object column.
    ours, theirs = describe_frame(got), describe_frame(expected)
    if ours["rows"] != theirs["rows"]:
        differences.append(f"{ours['rows']} rows, expected {theirs['rows']}")
    for mine, wanted in zip(ours["columns"], theirs["columns"]):
        differences.extend(
            f"column {wanted['name']!r}: {aspect} {_first_difference(mine.get(aspect), wanted[aspect])}"
            for aspect in wanted
            if mine.get(aspect) != wanted[aspect]
        )
    return differences


def _first_difference(got, expected):
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        row = next(row for row, pair in enumerate(zip(got, expected)) if pair[0] != pair[1])
        return f"{got[row]!r} in row {row}, expected {expected[row]!r}"
    return f"{got!r}, expected {expected!r}"
