import { columnReason } from "../column-reason";
import { pandasRule } from "../pandas-rules";
import { convertCategory } from "./category-conversion";
import type { Converted, Task } from "./conversion";
import { convertDate } from "./date-conversion";
import { convertDescribedText, convertJson } from "./described-text-conversion";
import { convertInferredText, convertPlainText } from "./inferred-text-conversion";
import { convertNumber } from "./number-conversion";
import { convertText } from "./object-text-conversion";
import { convertTimestamp } from "./timestamp-conversion";

/** Makes an Orange column of an Arrow column, as the rule says that holds for it. */
export function convertColumn(task: Task): Promise<Converted> {
	const rule = pandasRule(task.facts);
	switch (rule.conversion) {
		case "number":
			return convertNumber(task, rule);
		case "category":
			return convertCategory(task);
		case "inferred_text":
			return convertInferredText(task);
		case "text":
			return convertPlainText(
				task,
				columnReason("pandas-dtype", { dtype: task.facts.pandas?.numpyType ?? "string" }),
			);
		case "timestamp":
			return convertTimestamp(task);
		case "date":
			return convertDate(task);
		case "object_text":
			return convertText(task);
		case "described_text":
			return convertDescribedText(task);
		case "json":
			return convertJson(task);
	}
}
