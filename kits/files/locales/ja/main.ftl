### ファイルの文言

file-too-large = ファイルが大きすぎます。1 ファイルの上限は { $megabytes } MB です。
file-wrong-kind = この形式のファイルは使用できません。別の形式のファイルを選択してください。
file-cut-off = アップロードが中断されました。もう一度送信してください。
file-too-many-unfinished = 完了していないアップロードが多すぎます。明日もう一度お試しください。

event-leftovers-removed = 完了しなかったアップロードの残りを削除
event-missing = 保存先に見つからないファイルがあります
job-remove = ファイルの削除
job-scan = ファイルとデータベースの照合
