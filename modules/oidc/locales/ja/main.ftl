### Oidc: 画面、エラー、監査ログ、API キーの権限。

nav = Oidc
lede = 担当者が追加した項目を新しい順に表示します。
entry-title = タイトル
entry-created = 追加日時
entry-add = 項目を追加
entry-added = 項目を追加しました。
entries-none = 項目はまだありません
entries-none-text = 担当者が追加した項目がここに表示されます。

refusal-title-missing = タイトルを入力してください。
refusal-title-too-long = { $most } 文字以内で入力してください。
refusal-title-unprintable = 保存できない文字（{ $character }）が含まれています。目に見えないか、文字の並び順を変える文字です。

event-entry-added = 項目の追加
audit-record-entry = 項目
scope-read = 項目の参照（Oidc）
