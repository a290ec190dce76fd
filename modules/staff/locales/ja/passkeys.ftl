### Texts of passkeys and security keys of the team.

refusal-passkey-missing = ブラウザーからパスキーが送信されませんでした。パスキーには JavaScript と対応ブラウザーが必要です。
refusal-passkey-over = 時間切れか、すでに完了した操作です。もう一度お試しください。
refusal-passkey-wrong = このパスキーは使用できません。削除された可能性があります。別の方法をお使いください。
refusal-passkey-not-verified = デバイスまたはセキュリティキーで本人確認が行われませんでした。指紋、顔認証、PIN のいずれかで確認するか、別の方法をお使いください。
refusal-passkey-copied = 複製されたおそれがあるため、このパスキーは受け付けられませんでした。別の方法をお使いになり、このパスキーを削除してください。
refusal-passkey-already = このパスキーはすでに追加されています。
refusal-too-many-passkeys = パスキーは { $most } 個まで追加できます。どれかを削除してから追加してください。

passkey = パスキー
passkeys = パスキー
passkeys-text = パスキーがあれば、デバイスの指紋、顔認証、PIN、またはこれらに対応したセキュリティキーでログインできます。パスワードと認証アプリもこれまでどおり使用できます。
passkey-sign-in = パスキーでログイン
passkey-use = パスキーを使用
passkey-add = パスキーを追加
passkey-create = パスキーを作成
passkey-added = パスキーを追加しました。
passkey-name = 名前
passkey-name-hint = パスキーを見分けるための名前です。例：仕事用のノートパソコン
passkey-since = 追加日
passkey-used = 最終使用日
passkey-remove = 削除
passkey-removed = パスキーを削除しました。

mail-passkey-added-title = パスキーを追加しました
mail-passkey-added-lead = 管理画面へのログイン用に、パスキー「{ $name }」が追加されました。このパスキーがあれば、パスワードなしでログインできます。
mail-passkey-removed-title = パスキーを削除しました
mail-passkey-removed-lead = 管理画面へのログイン用のパスキー「{ $name }」が削除されました。
mail-passkey-copied-title = パスキーが複製されたおそれがあります
mail-passkey-copied-lead = パスキー「{ $name }」は、カウンターの値から複製のおそれがあるため受け付けませんでした。別の方法でログインし、このパスキーを削除して、新しく作成してください。

event-staff-passkey-added = パスキーの追加
event-staff-passkey-removed = パスキーの削除
event-staff-passkey-failed = パスキーを受け付けませんでした
event-staff-passkey-copied = 複製のおそれがあるため、パスキーを受け付けませんでした

audit-factor-passkey = パスキー
