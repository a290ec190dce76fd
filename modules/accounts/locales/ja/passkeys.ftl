### Texts of passkeys and security keys: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-passkey-missing = ブラウザーからパスキーが送信されませんでした。パスキーには JavaScript と対応ブラウザーが必要です。
refusal-passkey-over = 時間切れか、すでに完了した操作です。もう一度お試しください。
refusal-passkey-wrong = このパスキーは使用できません。削除された可能性があります。別の方法をお使いください。
refusal-passkey-not-verified = デバイスまたはセキュリティキーで本人確認が行われませんでした。指紋、顔認証、PIN のいずれかで確認するか、別の方法をお使いください。
refusal-passkey-copied = 複製されたおそれがあるため、このパスキーは受け付けられませんでした。別の方法をお使いになり、このパスキーを削除してください。
passkey-already = このパスキーはすでに追加されています。

## Pages.

passkey = パスキー
passkey-sign-in = パスキーでログイン
passkey-use = パスキーを使用
passkey-or-code-lede = 認証アプリのコードを入力するか、パスキーまたはセキュリティキーを使用してください。
passkey-add = パスキーを追加
passkey-create = パスキーを作成
passkey-added = パスキーを追加しました。
passkey-lede = パスキーがあれば、デバイスの指紋、顔認証、PIN、またはセキュリティキーでログインできます。2 要素認証がオフの場合は、追加するとオンになり、ほかのセッションはすべて終了します。
passkey-name-hint = パスキーを見分けるための名前です。例：仕事用のノートパソコン
factor-kind = 種類
factor-rename = 名前を変更
factor-renamed = 名前を変更しました。

## Emails.

mail-passkey-added-title = パスキーを追加しました
mail-passkey-added-lead = アカウントにパスキー「{ $name }」が追加されました。日時：{ $when }、追加元：{ $device }
mail-passkey-opens = このパスキーがあれば、パスワードなしでログインできます。
mail-passkey-first = 2 要素認証がオンになりました。今後は、パスワードだけではログインできません。ほかのセッションはすべて終了しました。
mail-passkey-not-you = お心当たりがない場合は、すぐにこのパスキーを削除してパスワードを変更し、ほかのすべてからログアウトしてください。
mail-passkey-removed-title = パスキーを削除しました
mail-passkey-removed-lead = アカウントからパスキー「{ $name }」が削除されました。日時：{ $when }、削除元：{ $device }
mail-passkey-copied-title = パスキーが複製されたおそれがあります
mail-passkey-copied-lead = パスキー「{ $name }」が使用されましたが、カウンターの値から複製のおそれがあるため受け付けませんでした。日時：{ $when }、使用元：{ $device }
mail-passkey-copied-next = 別の方法でログインし、このパスキーを削除して、新しく作成してください。

# Events of the audit log, one sentence for every reader.
event-account-factor-renamed = 認証アプリまたはパスキーの名前の変更
event-account-passkey-added = パスキーの追加
event-account-passkey-removed = パスキーの削除
event-account-passkey-failed = 受け付けなかったパスキー
event-account-passkey-copied = 複製のおそれがあるパスキーの拒否
event-account-proved-by-passkey = パスキーによる本人確認

audit-factor-passkey = パスキー
