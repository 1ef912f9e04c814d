/**
 * Where things are, under `http://127.0.0.1:PORT/t/TOKEN/`. The page is served from there and asks with relative paths, so that the token is in each.
 *
 * | path | |
 * | --- | --- |
 * | GET api/events | {@link ServerEvent}s |
 * | POST api/commands | {@link Command} → {@link CommandAnswer} |
 * | GET api/preview, api/preview/rows, api/preview/profile | of a table that is not loaded: {@link TablePreview}, {@link TableWindow}, {@link TableProfile} |
 * | GET api/tables/ID/window?start=&end=&columns=&view= | rows of a table: {@link TableWindow}; `columns` are positions, "0-9,12" |
 * | GET api/tables/ID/points?x=&y=&color=&size=&node= | {@link PlotPoints}; `picked` are those of the node. Of columns on disk a sample |
 * | GET api/tables/ID/distribution?column=&splitBy= | {@link Distribution} |
 * | GET api/tables/ID/profile | {@link TableProfile} |
 * | POST api/tables/ID/views | {@link RowView} → { view: ID, rowCount }: row numbers in that order, kept while it is among the last few (404 after that: ask again) |
 * | POST v1/data-receiver/load | Python's notification |
 *
 * Answers are 200; otherwise a {@link CommandAnswer} with `ok: false`: 400 for what makes no sense, 404 for a table or view that is not held (any more), 409
 * where a table cannot be read (the AllyeError's code says why). Binary ones are a binary-message. A window is of at most 200,000 cells.
 */
export const API = {
	events: "api/events",
	commands: "api/commands",
	preview: "api/preview",
	previewRows: "api/preview/rows",
	previewProfile: "api/preview/profile",
	window: (table: string) => `api/tables/${table}/window`,
	points: (table: string) => `api/tables/${table}/points`,
	distribution: (table: string) => `api/tables/${table}/distribution`,
	profile: (table: string) => `api/tables/${table}/profile`,
	views: (table: string) => `api/tables/${table}/views`,
} as const;
