/**
 * Keys of {@link Message}s, besides the codes of AllyeErrors. Numbers in `values` are bare: bytes, rows, milliseconds.
 *
 * | key | values | |
 * | --- | --- | --- |
 * | table-shape | rows, columns | summary of what has a table |
 * | rows-picked | rows, ofRows | summary of what has rows picked |
 * | loading, sending, keeping | name | summaries of what is at work |
 * | sent | name, rows | summary of a Transmitter |
 * | no-table, not-loaded (name) | | nothing is chosen, or chosen and not loaded |
 * | no-input, no-selection, no-data | | nothing is linked; no rows are selected in what is; it has no data yet |
 * | cancelled | name | |
 * | vanishes | name | the table lies in shared memory and goes with its sender |
 * | sender-failed | name, error | a newer send of the table loaded ended with an error |
 * | newer-not-loaded | name, rows, size, free | a newer version came and was not loaded by itself |
 * | column-missing | column | a column that the settings name is not in the input |
 * | breaks-widget | widget, column, name | the version loaded has not a column that a widget further on needs |
 * | lazy-input | | the input's columns stay on disk: nothing can be picked or sent |
 * | load-warning, send-warning | text | said by the library, in English |
 * | failed | text | an error that is none of Allye's */
export type MessageKey =
	| "table-shape"
	| "rows-picked"
	| "loading"
	| "sending"
	| "keeping"
	| "sent"
	| "no-table"
	| "not-loaded"
	| "no-input"
	| "no-selection"
	| "no-data"
	| "cancelled"
	| "vanishes"
	| "sender-failed"
	| "newer-not-loaded"
	| "column-missing"
	| "breaks-widget"
	| "lazy-input"
	| "load-warning"
	| "send-warning"
	| "failed";
