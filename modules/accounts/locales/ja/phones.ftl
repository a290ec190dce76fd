### Texts of codes by text message: pages, refusals, the message, emails, events.

## Why something wasn’t done.

refusal-number-missing = 電話番号を入力してください。
refusal-number-invalid = この電話番号は存在しません。+ と国番号から入力してください。例：+1 201 555 0123
refusal-number-not-mobile = この番号は SMS を受信できません。携帯電話の番号を入力してください。
refusal-number-country = この国の番号には SMS を送信していません。認証アプリまたはパスキーを追加してください。
refusal-text-code-wrong = コードが正しくありません。最新の SMS に記載のコードを入力してください。
text-code-over = このコードは使用できなくなりました。コードをもう一度送信してください。
texts-enough = 1 つのアカウントで 1 日に送信できる回数に達しました。約 { $hours } 時間後に、もう一度送信できます。それまでは、ほかの方法を使用してください。
texts-off = 現在、この番号にはコードを送信していません。ほかの方法を使用してください。
phone-already = この電話はすでに追加されています。

## The message. Its last line, which names the site, is the same in all languages.

text-code = { $brand } のコード：{ $code }（照合用の文字：{ $reference }）。誰にも教えないでください。

## Pages that send codes.

text-send = 末尾が { $ending } の電話にコードを送信
text-send-again = 末尾が { $ending } の電話にコードを再送信
text-sent = 末尾が { $ending } の電話にコードを送信しました。SMS に記載の照合用の文字は { $reference } です。コードの有効期限は 10 分で、この画面でのみ使用できます。
text-lede = SMS に記載の 6 桁のコードを入力してください。
text-offer-lede = 電話に SMS でコードを送信し、ここに入力してください。
text-gone-lede = 現在、お使いの電話にはコードを送信していません。リカバリーコードを入力してください。
text-hint = 電話が手元にない場合は、リカバリーコードを使用してください。
text-code-hint = SMS に記載の 6 桁の数字です。
text-none = SMS が届かない場合
text-none-again = 1 分ほど待ってから、コードを再送信してください。使用できるのは最新のコードだけです。
text-none-phone = 電話の電源が入っていて、電波が届いていることを確認してください。
text-instead = SMS のコードを使用
text-recover-lede = SMS のコードを入力すると、新しいパスワードをすぐに使用できます。
text-recover-none = リカバリーコードも使用できます。最初からやり直し、答えの下の欄に入力してください。入力しない場合、新しいパスワードは 72 時間後から使用できます。

## In the account.

number = 電話番号
number-hint = + と国番号から入力してください。このコードの送信以外には使用しません。
number-button = コードを送信
phone-add = 電話を追加
phone-lede = ログインのときに、この電話に SMS でコードを送信します。2 要素認証の最初の設定になる場合は、ほかのセッションがすべて終了します。
phone-stronger = SMS は第三者に読まれたり、転送されたりするおそれがあるため、認証アプリやパスキーのほうが安全です。電話に加えて、または電話の代わりに追加してください。
phone-other-number = 別の番号を使用
phone-name-hint = 電話を見分けるための名前です。例：仕事用のスマートフォン
phone-button = 追加
phone-done = 電話を追加しました。
phone-named = 末尾が { $ending } の電話
phone-kind = SMS（末尾が { $ending } の電話）

## Emails.

mail-phone-added-title = 電話を追加しました
mail-phone-added-lead = アカウントに電話「{ $name }」が追加されました。日時：{ $when }、追加元：{ $device }。SMS のコードはこの電話に送信されます。
mail-phone-number = 番号の末尾：{ $ending }
mail-phone-removed-title = 電話を削除しました
mail-phone-removed-lead = アカウントから電話「{ $name }」が削除されました。日時：{ $when }、削除元：{ $device }

# Events of the audit log, one sentence for every reader.
event-account-phone-added = SMS のコードを受け取る電話を追加
event-account-phone-removed = SMS のコードを受け取る電話を削除
event-account-text-code-sent = SMS でコードを送信

audit-factor-phone = SMS
