import { area } from "./area";

export const scatterPlot = area(
	{
		"plot.x": "X axis",
		"plot.y": "Y axis",
		"plot.color": "Colour",
		"plot.size": "Size",
		"plot.tool": "What dragging does",
		"plot.lasso": "Lasso",
		"plot.rectangle": "Rectangle",
		"plot.move": "Move",
		"plot.whole": "Show all points",
		"plot.selected": "Selected Data: {picked} of {rows}",
		"plot.none-selected": "Drag round some points.",
		"plot.clear": "Clear selection",
		"plot.missing": "{missing:row|rows} without a value on both axes: left out.",
		"plot.sampled":
			"{drawn} of {rows} points are drawn, chosen at random. A selection takes all rows inside it.",
		"plot.label": "{y} against {x}: {points:point|points}",
		"plot.no-columns": "Nothing to plot: a column of numbers, times or categories is needed.",
		"plot.no-webgl":
			"This browser has no WebGL, so the points can neither be moved nor lassoed. Select by ranges below.",
		"plot.failed": "The points could not be fetched: {reason}",
		"plot.by-ranges": "Select by ranges",
		"plot.from": "{column} from",
		"plot.to": "{column} to",
		"plot.select": "Select",
		"plot.other": "Other values",
		"plot.drawing": "Drawing…",
		"plot.sample":
			"A random sample: {looked} of {rows:row|rows}, which stay on disk. Load the table to plot all of it and to select rows.",
	},
	{
		"plot.x": "X 軸",
		"plot.y": "Y 軸",
		"plot.color": "色",
		"plot.size": "大きさ",
		"plot.tool": "ドラッグの動作",
		"plot.lasso": "投げ縄",
		"plot.rectangle": "四角形",
		"plot.move": "移動",
		"plot.whole": "全体を表示",
		"plot.selected": "選択データ: {rows} 行中 {picked} 行",
		"plot.none-selected": "点を囲むようにドラッグしてください。",
		"plot.clear": "選択を解除",
		"plot.missing": "軸の値がない {missing} 行は表示していません。",
		"plot.sampled":
			"{rows} 点から無作為に選んだ {drawn} 点を描いています。選択は囲んだすべての行に及びます。",
		"plot.label": "{x} と {y} の散布図: {points} 点",
		"plot.no-columns": "描ける列がありません。数値、日時、カテゴリのいずれかの列が必要です。",
		"plot.no-webgl":
			"このブラウザーでは WebGL を使えないため、点の移動や投げ縄はできません。下の範囲指定で選択してください。",
		"plot.failed": "点を取得できませんでした: {reason}",
		"plot.by-ranges": "範囲で選択",
		"plot.from": "{column} の下限",
		"plot.to": "{column} の上限",
		"plot.select": "選択",
		"plot.other": "その他の値",
		"plot.drawing": "描画中…",
		"plot.sample":
			"ディスク上の {rows} 行から無作為に選んだ {looked} 行です。全体の描画や行の選択には、テーブルを読み込んでください。",
	},
);
