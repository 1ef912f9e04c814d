"""The data sets that Orange and scikit-learn carry in their packages: "iris", "sklearn.wine"."""
from pathlib import Path

SKLEARN = ("breast_cancer", "diabetes", "digits", "iris", "linnerud", "wine")


def dataset_names():
    import Orange

    files = (Path(Orange.__file__).parent / "datasets").glob("*.tab")
    return sorted(path.stem for path in files) + [f"sklearn.{name}" for name in SKLEARN]


def dataset_table(name):
    """As an Orange Table: with its classes, metas and decimals; scikit-learn's targets are its classes."""
    from Orange.data import ContinuousVariable, DiscreteVariable, Domain, Table

    if not name.startswith("sklearn."):
        return Table(name)
    bunch = _bunch(name)
    attributes = [ContinuousVariable(str(feature)) for feature in bunch.feature_names]
    if "target_names" not in bunch:
        classes = [ContinuousVariable("target")]
    elif bunch.target.ndim > 1:
        classes = [ContinuousVariable(target) for target in bunch.target_names]
    else:
        classes = [DiscreteVariable("target", [str(target) for target in bunch.target_names])]
    return Table.from_numpy(Domain(attributes, classes), bunch.data.to_numpy(), bunch.target.to_numpy())


def dataset_frame(name):
    """As a DataFrame: Orange's through table_to_frame, scikit-learn's as it comes."""
    from Orange.data.pandas_compat import table_to_frame

    if name.startswith("sklearn."):
        return _bunch(name).frame
    return table_to_frame(dataset_table(name), include_metas=True)


def _bunch(name):
    import sklearn.datasets

    return getattr(sklearn.datasets, f"load_{name.removeprefix('sklearn.')}")(as_frame=True)
