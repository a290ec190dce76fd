### お問い合わせの関係者とメールの停止

people-open = 関係者とメール
people-part = 役割
people-leave = このお問い合わせから抜ける
people-muted = メール停止中
# $email (String) - an address
people-add-this = { $email } を追加
people-proposed = 貴社の次の方から、このお問い合わせについてメールが届いています。
people-add = 追加
people-add-email = メールアドレスで追加
people-add-hint = 貴社のユーザー、または確認済みドメインのアドレスを入力してください。追加された方はこのお問い合わせを閲覧でき、メールを受け取ります。
people-by-support = 関係者を追加するには、回答欄でサポートにご依頼ください。
people-mails = このお問い合わせのメール
people-mails-on = 回答があるたびにメールが届きます。
people-mails-off = このお問い合わせのメールは届きません。引き続きこのページで閲覧と回答ができます。
people-mails-stop = メールを停止
people-mails-begin = メールを再開
people-mails-stopped = このお問い合わせのメールを停止しました。
people-mails-begun = このお問い合わせのメールを再開しました。
people-added = お問い合わせに追加しました。
people-removed = お問い合わせから外しました。
people-left = お問い合わせから抜けました。
# $link (String) - the address of a page
mail-stop = このお問い合わせのメールを停止する: { $link }
stop-title = このお問い合わせのメールを停止
stop-lede = サインインせずにここで停止できます。回答はお問い合わせに残ります。
stop-button = 停止
stop-done = メールを停止しました
stop-done-lede = このお問い合わせのメールは今後届きません。誤って停止した場合は再開してください。
stop-begun = メールを再開しました
stop-begun-lede = 回答が再びメールで届きます。
stop-home = ホーム
stop-dead = このリンクは使えません
refusal-people-support = このお問い合わせに関係者を追加できるのはサポートだけです。
refusal-people-company = 貴社のユーザー、または確認済みドメインのアドレスを入力してください。
# $most (Number) - the most people
refusal-people = お問い合わせの関係者は { $most } 人までです。
refusal-people-author = 依頼者を外すことはできません。
event-person-added = お問い合わせへの関係者の追加
event-person-removed = お問い合わせからの関係者の削除
event-mails-stopped = お問い合わせのメールの停止
event-mails-begun = お問い合わせのメールの再開
