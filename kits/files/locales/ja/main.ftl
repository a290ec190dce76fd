### ファイルの文言

file-too-large = ファイルが大きすぎます。1 ファイルの上限は { $megabytes } MB です。
file-wrong-kind = この形式のファイルは使用できません。別の形式のファイルを選択してください。
file-cut-off = アップロードが中断されました。もう一度送信してください。
file-too-many-unfinished = 完了していないアップロードが多すぎます。明日もう一度お試しください。

event-leftovers-removed = 完了しなかったアップロードの残りを削除
event-missing = 保存先に見つからないファイルがあります
job-remove = ファイルの削除
job-scan = ファイルとデータベースの照合

upload-too-large = ファイルが大きすぎます。1 ファイルの上限は { $megabytes } MB です。
upload-too-many-files = 添付できるファイルは { $most } 個までです。
upload-too-much-unfinished = 完了していないアップロードが多すぎます。いずれかを完了または削除するか、しばらくしてからもう一度お試しください。
upload-off = 現在、このポータルではファイルをアップロードできません。
upload-unknown = このアップロードは存在しません。ファイルをもう一度選択してください。
upload-offset = アップロードは想定より先まで進んでいます。正しい位置から再開します。
upload-taken-over = このアップロードは別のウィンドウまたはデバイスで続行中です。
upload-beyond = ファイルのサイズが最初の情報より大きくなっています。ファイルをもう一度選択してください。
upload-checksum = 送信中にファイルの一部が破損しました。もう一度送信します。
upload-checked-too-long = チェックサム付きで送信できるのは、1 回につき { $megabytes } MB までです。
upload-too-many-parts = ファイルの分割数が多すぎます。このファイルを削除し、より安定した回線でもう一度送信してください。
upload-version = このバージョンのアップロードプロトコルには対応していません。tus 1.0.0 を使用してください。
upload-malformed = アップロードのヘッダーが不足しているか、読み取れません。
upload-wrong-type = application/offset+octet-stream として送信してください。
upload-unfinished = アップロード中のファイルがあります。完了するまで待つか、そのファイルを削除してください。
file-infected = このファイルからマルウェアが見つかりました。開くことはできません。
file-not-confirmed = このファイルはスキャンされていません。確認のチェックボックスをオンにしてください。
link-unknown = このアップロードリンクは存在しないか、有効期限が切れています。サポートに新しいリンクをご依頼ください。
link-bad-pin = PIN は 4～12 桁の数字です。
link-wrong-pin = PIN が正しくありません。
link-locked = PIN の誤入力が多すぎます。サポートに新しいリンクをご依頼ください。
link-ways = ファイルの送り方
link-too-large = アップロードリンクの上限は { $gigabytes } GB、{ $files } ファイルです。
event-infected = ファイル内のマルウェアの発見
event-opened-unscanned = スキャンされていないファイルの開封
event-vouched = スキャンされていないファイルを担当者の責任で送信
event-link-made = アップロードリンクの作成
event-link-ended = アップロードリンクの終了
job-inspect = アップロードされたファイルのスキャン
