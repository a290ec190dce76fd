mail-not-failed = このメールは、処理できなかったメールの一覧にありません。別の担当者が再実行または破棄しました。

mail-too-large = メールのサイズが { $megabytes } MB を超えています。大きなファイルの送信先: { $page }

failed-title = 受信メールを処理できませんでした
failed-lead = 受信メールを 1 通処理できませんでした。メールは保管されており、ほかのメールは通常どおり処理されます。
failed-next = 処理できなかったメールの一覧で内容を確認してください。アップデート後などに再実行するか、破棄できます。1 時間以内にほかのメールが処理できなかった場合、このお知らせは再送されません。
failed-button = 処理できなかったメールを確認する
failed-reason = お問い合わせの担当者のため、このメールをお送りしています。

left-title = メールボックスに残っているメールがあります
left-too-large = サポートのメールボックスに 30 MB を超えるメールがあり、取り込めませんでした。
left-stuck = サポートのメールボックスにあるメールを、繰り返し試しても取得できませんでした。以降のメールは通常どおり取り込まれます。
left-mailbox = メールボックス
left-uid = 番号（UID）
left-next = メールソフトでメールボックスを開き、送信者に直接返信してください。大きなファイルはアップロードページから送ってもらってください。

event-failed = 受信メールの処理の失敗
event-retried = 処理できなかった受信メールの再実行
event-discarded = 処理できなかった受信メールの破棄
event-left = メールボックスから取り込めなかった受信メール
event-dropped = このポータルが送信した受信メールの破棄

job-read = 受信メールの処理
job-fetch = メールボックスからの受信

data-mails = サポートへのメール
data-came = 受信日時
data-size = サイズ（バイト）
data-read = 処理日時

record-mail = 受信メール

failure-no-mail = メールの形式ではない
failure-too-much = 大きすぎる、または複雑すぎる
failure-broken = 読み取りの失敗
failure-given-up = お問い合わせへの追加の失敗
