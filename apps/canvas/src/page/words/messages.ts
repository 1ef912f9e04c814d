import type { MessageKey } from "../../contract";
import { area } from "./area";

/** Codes of AllyeErrors whose values say all there is to say; of the others see {@link errors}. */
type KnownCode = "PAYLOAD_MISSING" | "OVER_LIMITS";

/**
 * What the server says by key: `message.` and the key, which is of {@link MessageKey} or an AllyeError's code.
 */
export const messages = area(
	{
		"message.table-shape": "{rows:row|rows} · {columns:column|columns}",
		"message.rows-picked": "{rows} of {ofRows:row|rows} selected",
		"message.loading": "Loading {name}…",
		"message.sending": "Sending {name}…",
		"message.keeping": "Copying {name} into a file…",
		"message.sent": "Sent {name} · {rows:row|rows}",
		"message.no-table": "No table chosen",
		"message.not-loaded": "{name}: not loaded",
		"message.no-input": "No input",
		"message.no-selection": "No rows selected",
		"message.no-data": "No data yet",
		"message.cancelled": "{name}: cancelled",
		"message.vanishes":
			"{name} is in shared memory and vanishes when Python exits. Keep it as a file if you need it longer.",
		"message.sender-failed": "A newer send of {name} failed: {error}",
		"message.newer-not-loaded":
			"A newer version of {name} is too large to be loaded by itself: all {rows:row|rows} need {size}; {free} is free. This is the one before.",
		"message.column-missing": "The input has no column {column}.",
		"message.breaks-widget":
			"{widget} needs the column {column}, which this version of {name} does not have.",
		"message.lazy-input":
			"This table is browsed on disk. Load it, or a sample of it, to select or send rows.",
		"message.load-warning": "{text}",
		"message.send-warning": "{text}",
		"message.failed": "{text}",
		"message.PAYLOAD_MISSING":
			"The payload file is missing: {path}. It may have been deleted or cleaned up; send the table again, then Retry.",
		"message.OVER_LIMITS":
			"All {rows} rows need {size}; {free} is free. With {cells:cell|cells} that is over the limits: load a sample or fewer columns.",
	} satisfies Record<`message.${MessageKey | KnownCode}`, string>,
	{
		"message.table-shape": "{rows} 行 · {columns} 列",
		"message.rows-picked": "{ofRows} 行中 {rows} 行を選択",
		"message.loading": "{name} を読み込み中…",
		"message.sending": "{name} を送信中…",
		"message.keeping": "{name} をファイルに保存中…",
		"message.sent": "{name} を送信しました · {rows} 行",
		"message.no-table": "テーブル未選択",
		"message.not-loaded": "{name}: 未読み込み",
		"message.no-input": "入力なし",
		"message.no-selection": "行の選択なし",
		"message.no-data": "データ待ち",
		"message.cancelled": "{name}: 中止しました",
		"message.vanishes":
			"{name} は共有メモリにあり、Python が終了すると消えます。残すにはファイルに保存してください。",
		"message.sender-failed": "{name} の新しい送信が失敗しました: {error}",
		"message.newer-not-loaded":
			"{name} の新しい版は大きいため自動では読み込まれません(全 {rows} 行に {size} が必要、空きは {free})。表示しているのは前の版です。",
		"message.column-missing": "入力に列 {column} がありません。",
		"message.breaks-widget": "{widget} に必要な列 {column} が、{name} のこの版にはありません。",
		"message.lazy-input":
			"このテーブルはディスク上で閲覧中です。行の選択や送信には、全体かサンプルを読み込んでください。",
		"message.load-warning": "読み込み時の注意: {text}",
		"message.send-warning": "送信時の注意: {text}",
		"message.failed": "エラーが発生しました: {text}",
		"message.PAYLOAD_MISSING":
			"ペイロードファイルが見つかりません: {path}。削除または gc された可能性があります。もう一度送信してから再試行してください。",
		"message.OVER_LIMITS":
			"全 {rows} 行の読み込みには {size} が必要で、空きは {free} です。{cells} セルで上限を超えています。サンプルか列の選択をご利用ください。",
	},
);
