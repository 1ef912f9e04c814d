"""Payloads whose record batches add to their dictionaries, or replace them: send_dataframe writes none, other writers do."""
import pyarrow as pa

from exact_values import decode_value


def record_batches(columns, batches):
    """Each batch has for each column its own {"dictionary", "codes"}; code -1 is missing."""
    schema = None
    for batch in batches:
        arrays = [_array(column, values) for column, values in zip(columns, batch)]
        schema = schema or pa.schema([pa.field(column["name"], array.type) for column, array in zip(columns, arrays)])
        yield pa.record_batch(arrays, schema=schema)


def _array(column, values):
    type_ = pa.type_for_alias(column["values"])
    dictionary = pa.array([decode_value(value) for value in values["dictionary"]], type_)
    codes = pa.array([None if code < 0 else code for code in values["codes"]], pa.type_for_alias(column["indices"]))
    return pa.DictionaryArray.from_arrays(codes, dictionary, ordered=column["ordered"])


def write_batches(sink, make_writer, batches, deltas, compression):
    options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=deltas, compression=compression)
    with make_writer(sink, batches[0].schema, options=options) as writer:
        for batch in batches:
            writer.write_batch(batch)
