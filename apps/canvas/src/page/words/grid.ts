import { area } from "./area";

export const grid = area(
	{
		"grid.too-many-to-pick":
			"These are too many separate rows to select one by one. Filter the table, then select all that is shown.",
		"grid.too-many-to-copy": "More than 1,000,000 cells: mark fewer to copy them.",
		"grid.no-rows": "No rows.",
	},
	{
		"grid.too-many-to-pick":
			"個別に選択できる行数を超えています。フィルターで絞り込み、表示中の行をすべて選択してください。",
		"grid.too-many-to-copy": "1,000,000 セルを超えています。コピーする範囲を小さくしてください。",
		"grid.no-rows": "行がありません。",
	},
);
