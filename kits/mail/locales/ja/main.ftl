### すべてのメールに共通する文言

letter-left-alone = このメールが多すぎる場合は、こちらから 24 時間停止できます：{ $link }
letter-greeting = { $name } 様
letter-security = { $brand } のアカウントのセキュリティに関わるお知らせのため、このメールをお送りしています。このお知らせは停止できません。
letter-security-staff = { $brand } の管理画面へのアクセスのセキュリティに関わるお知らせのため、このメールをお送りしています。

## gatehouse mail test のメール

trial-title = { $brand } からのテストメール
trial-lead = このメールが届いていれば、ポータルからのメール送信は正常です。
trial-reason = { $brand } の運用担当者が、このアドレス宛てにテストを送信したため、お送りしています。

## What a person gets of their mails in the export of their data.

data-mails = お客様に送信したメール
data-mail = メール
data-lang = 言語
data-queued = 作成日時
data-sent = 送信日時
letter-switch = このメールの配信をオフにする：{ $link }
