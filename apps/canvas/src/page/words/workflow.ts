import { area } from "./area";

/** The nodes and links in the centre. */
export const workflow = area(
	{
		"workflow.empty": "Nothing here yet. Take a Receiver from the left, or send a table from Python.",
		"workflow.rename": "Rename (F2)",
		"workflow.rename.label": "New name of {title}",
		"workflow.open": "Open (Space)",
		"workflow.open-full": "Open in the full window (Enter)",
		"workflow.connect": "Connect {output} to",
		"workflow.disconnect": "Disconnect",
		"workflow.delete": "Delete (Del)",
		"workflow.closer": "Zoom in",
		"workflow.further": "Zoom out",
		"workflow.fit": "Show all of it",
		"workflow.aria.node":
			"Enter opens it in the full window, Space beside the workflow, M shows what can be done with it, arrow keys move it when it is selected, Delete removes it.",
		"workflow.aria.moved": "Moved to {x}, {y}",
		"workflow.aria.link": "Enter selects the link, Delete removes it.",
		"workflow.aria.handle": "Connection",
	},
	{
		"workflow.empty":
			"まだ何もありません。左からデータレシーバーを追加するか、Python からテーブルを送信してください。",
		"workflow.rename": "名前を変更(F2)",
		"workflow.rename.label": "{title} の新しい名前",
		"workflow.open": "開く(スペース)",
		"workflow.open-full": "全画面で開く(Enter)",
		"workflow.connect": "{output}の接続先",
		"workflow.disconnect": "接続を外す",
		"workflow.delete": "削除(Del)",
		"workflow.closer": "拡大",
		"workflow.further": "縮小",
		"workflow.fit": "全体を表示",
		"workflow.aria.node":
			"Enter で全画面、スペースでワークフローの横に開きます。M で操作メニュー、選択中は矢印キーで移動、Delete で削除します。",
		"workflow.aria.moved": "{x}, {y} に移動しました",
		"workflow.aria.link": "Enter でリンクを選択、Delete で削除します。",
		"workflow.aria.handle": "接続点",
	},
);
