/**
 * Where things are, under `http://127.0.0.1:PORT/t/TOKEN/`. The page is served from there and asks with relative paths, so that the token is in each.
 *
 * | path | |
 * | --- | --- |
 * | GET api/events | {@link ServerEvent}s |
 * | POST api/commands | {@link Command} → {@link CommandAnswer} |
 * | GET api/preview, api/preview/rows, api/preview/profile | of a table that is not loaded |
 * | GET api/tables/ID/window?start=&end=&columns=&view= | rows of a table: {@link TableWindow}; `columns` are positions, "0-9,12" |
 * | GET api/tables/ID/points?x=&y=&color=&size= | {@link PlotPoints} |
 * | GET api/tables/ID/distribution?column=&splitBy= | {@link Distribution} |
 * | GET api/tables/ID/profile | {@link TableProfile} |
 * | POST api/tables/ID/views | {@link RowView} → { view: ID, rowCount }: row numbers in that order, kept while it is among the last few |
 * | POST v1/data-receiver/load | Python's notification |
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
