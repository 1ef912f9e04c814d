/** What Orange's readers take for a missing value (Orange 3.40, Orange.data.variable.MISSING_VALUES). */
export const MISSING_VALUES: ReadonlySet<string> = new Set(["?", "nan", ".", "", "NA", "~"]);
