import { area } from "./area";

/** What each AllyeError means and what to do about it: above the server's English, which says where. "FAILED" is whatever is none of Allye's. */
export const errors = area(
	{
		"error.TABLE_NOT_FOUND": "There is no such table. Send it, and it can be loaded.",
		"error.PAYLOAD_MISSING": "The payload file is missing. Send the table again, then Retry.",
		"error.SHM_GONE":
			'The shared memory is gone: its sender has probably exited. Send again with transport="file" to keep it.',
		"error.PAYLOAD_CORRUPT": "The payload is damaged. Send the table again.",
		"error.PAYLOAD_REFUSED":
			"The manifest points to where no payload may lie, so it was not opened. See who wrote that line.",
		"error.TYPE_UNSUPPORTED": "A column has a type that cannot be read. Leave the column out, or convert it.",
		"error.TRANSPORT_UNKNOWN": "The table came by a transport that is not installed here. Send it as a file.",
		"error.SHM_TOO_LARGE": "The table is too large for shared memory. Send it as a file, or raise the limit.",
		"error.OVER_LIMITS": "That is over the limits, so nothing was loaded. Load a sample or fewer columns.",
		"error.OUT_OF_MEMORY":
			"There is not enough memory. Load a sample or fewer columns, or close other programs.",
		"error.LOCK_TIMEOUT": "Another process holds the manifest. Wait until it is done, then Retry.",
		"error.NO_SPACE": "The disk, or shared memory, is full. Make room, then Retry.",
		"error.NATIVE_UNAVAILABLE": "Allye's native addon is not there, and this needs it.",
		"error.PERMISSION": "The operating system refused access. See to whom the file belongs.",
		"error.INVALID_ARGUMENT": "This cannot be done as it was asked for.",
		"error.ABORTED": "It was cancelled. Start it again when you like.",
		"error.CLOSED": "It was closed meanwhile. Open it again.",
		"error.EXPIRED": "The table's time to live is over. Send it again.",
		"error.FAILED": "Something went wrong.",
	},
	{
		"error.TABLE_NOT_FOUND": "テーブルが見つかりません。送信すると読み込めるようになります。",
		"error.PAYLOAD_MISSING": "ペイロードファイルが見つかりません。もう一度送信してから再試行してください。",
		"error.SHM_GONE":
			'共有メモリが存在しません。送信側のプロセスが終了した可能性があります。transport="file" で送信し直してください。',
		"error.PAYLOAD_CORRUPT": "ペイロードが壊れています。もう一度送信してください。",
		"error.PAYLOAD_REFUSED":
			"マニフェストが、ペイロードを置けない場所を指しているため、開きませんでした。その行の書き込み元を確認してください。",
		"error.TYPE_UNSUPPORTED": "読み込めない型の列があります。その列を外すか、変換してください。",
		"error.TRANSPORT_UNKNOWN":
			"ここに導入されていない転送方式で送信されています。ファイルで送信し直してください。",
		"error.SHM_TOO_LARGE":
			"共有メモリには大きすぎるテーブルです。ファイルで送信するか、上限を上げてください。",
		"error.OVER_LIMITS": "上限を超えるため、読み込みませんでした。サンプルか列の選択をご利用ください。",
		"error.OUT_OF_MEMORY":
			"メモリが足りません。サンプルか列の選択を利用するか、ほかのプログラムを終了してください。",
		"error.LOCK_TIMEOUT": "別のプロセスがマニフェストを使用中です。終わるのを待ってから再試行してください。",
		"error.NO_SPACE": "ディスクまたは共有メモリに空きがありません。空きを作ってから再試行してください。",
		"error.NATIVE_UNAVAILABLE": "この操作に必要な Allye のネイティブアドオンがありません。",
		"error.PERMISSION": "OS にアクセスを拒否されました。ファイルの所有者を確認してください。",
		"error.INVALID_ARGUMENT": "指定された内容では実行できません。",
		"error.ABORTED": "中止しました。いつでもやり直せます。",
		"error.CLOSED": "途中で閉じられました。もう一度開いてください。",
		"error.EXPIRED": "テーブルの有効期限が過ぎています。もう一度送信してください。",
		"error.FAILED": "エラーが発生しました。",
	},
);
