### 購入時に作成されたアカウント（ACC-3）

staff-state-invited = パスワード未設定
staff-invite-again = リンクを再送信
staff-invited-text = このアカウントは購入時に作成され、最初のパスワードの設定を待っています。リンクは { $when } まで有効です。期限を過ぎるとアカウントは削除されますが、注文は残ります。
staff-invited-again = リンクを送信しました。
invite-has-password = このアカウントは最初のパスワードの設定を待っていません。
event-account-invited = 購入によるアカウントの作成
event-account-invited-again = パスワード設定リンクの再送信
event-account-invited-erased = パスワード未設定のアカウントの削除
