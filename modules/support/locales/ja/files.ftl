### サポートが送信するファイル

vouch-answer-files = お客様に送るファイル
vouch-note-files = 内部メモのファイル（担当者のみ）
vouch-confirm = これらは当社のファイルで、安全に開けることを確認しました
vouch-confirm-hint = ここではスキャンできません。確認がないとお客様は開けません。確認したことは監査ログに残ります。
vouch-button = お客様が開けるようにする
vouch-given = お客様がこのファイルを開けるようになりました。
vouch-missing = サポートが送信したファイルのうち、検査されていないためお客様が開けないものがあります。

### 公開フォームのファイル

pub-files-add = ファイルを追加
# $files (Number) - the most files; $size (String) - the most of all
pub-files-text = 1 時間以内であれば、{ $files } 個まで、合計 { $size } までのファイルを追加できます。その後は、当社からのメールへの返信に添付してください。
event-files-added = お問い合わせへのファイルの追加

### アカウントのない方へのファイル

mailed-title = サポートからのファイル
mailed-lede = この回答に添えられたファイルです。リンクを他の方に渡さないでください。
# $files (Number) - how many
mailed-line = ファイルが { $files } 個添えられています。14 日以内に下のボタンから入手してください。
mailed-button = ファイルを入手
mailed-dead = ファイルが必要な場合は、メールに返信して再送をご依頼ください。
