"""The real allye_data_connector's lock and manifest without what its other modules import, pandas, which takes a second in each process. Neither of
the two uses it."""
import importlib.util
import sys
import types

_package = types.ModuleType("allye_data_connector")
_package.__path__ = list(importlib.util.find_spec("allye_data_connector").submodule_search_locations)
sys.modules["allye_data_connector"] = _package
sys.modules["pandas"] = types.ModuleType("pandas")
