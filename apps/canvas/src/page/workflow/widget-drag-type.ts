/** The type under which a widget is dragged from the toolbox into the workflow. */
export const WIDGET_DRAG_TYPE = "application/x-allye-widget";
