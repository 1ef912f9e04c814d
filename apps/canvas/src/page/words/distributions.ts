import { area } from "./area";

export const distributions = area(
	{
		"bars.column": "Column",
		"bars.split-by": "Split by",
		"bars.label": "How often the values of {column} occur",
		"bars.range": "{low} – {high}",
		"bars.bar": "{value}: {rows:row|rows}",
		"bars.selected": "Selected Data: {picked} of {rows:row|rows}",
		"bars.none-selected": "Click a bar to select its rows; Shift or Ctrl select more.",
		"bars.clear": "Clear selection",
		"bars.missing": "Missing: {missing:row|rows}",
		"bars.others": "Other values: {others:row|rows}",
		"bars.failed": "The bars could not be counted: {reason}",
		"bars.counting": "Counting…",
		"bars.nothing": "There is nothing to count: every value is missing.",
		"bars.sample-all": "All {rows:row|rows}, which stay on disk. Load the table to select rows.",
		"bars.sample":
			"Counted in a random sample: {looked} of {rows:row|rows}, which stay on disk. Load the table to count all of it and to select rows.",
	},
	{
		"bars.column": "列",
		"bars.split-by": "分割",
		"bars.label": "{column} の値の度数",
		"bars.range": "{low} – {high}",
		"bars.bar": "{value}: {rows} 行",
		"bars.selected": "選択データ: {rows} 行中 {picked} 行",
		"bars.none-selected": "棒をクリックするとその行を選択します(Shift、Ctrl で追加)。",
		"bars.clear": "選択を解除",
		"bars.missing": "欠損: {missing} 行",
		"bars.others": "その他の値: {others} 行",
		"bars.failed": "集計できませんでした: {reason}",
		"bars.counting": "集計中…",
		"bars.nothing": "集計する値がありません。すべて欠損です。",
		"bars.sample-all":
			"ディスク上の {rows} 行すべての集計です。行を選択するには、テーブルを読み込んでください。",
		"bars.sample":
			"ディスク上の {rows} 行から無作為に選んだ {looked} 行の集計です。全体の集計や行の選択には、テーブルを読み込んでください。",
	},
);
