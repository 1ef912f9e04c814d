/** What the page and the server say to each other. Imports neither of them, nor Node, nor the DOM. */
export * from "./api-paths";
export * from "./column-reason";
export * from "./command";
export * from "./default-settings";
export * from "./distribution";
export * from "./message-key";
export * from "./node-state";
export * from "./plot-points";
export * from "./receiver-settings";
export * from "./row-pick";
export * from "./server-event";
export * from "./table-preview";
export * from "./table-window";
export * from "./widget-ports";
export * from "./workflow";
