### Texts of a change of address: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-email-same = このアカウントのメールアドレスと同じです。
no-address-change = 確認待ちのメールアドレスの変更はありません。
address-taken = このメールアドレスはすでに別のアカウントで使用されているため、変更できませんでした。
address-elsewhere = 新しいメールアドレスを使うには、アカウントにログインした状態でボタンを押してください。何も変更されていません。

## In the account.

email-title = メールアドレスの変更
email-lede = 現在、{ $email } でログインしています。
email-new = 新しいメールアドレス
email-button = リンクを送信
email-change = 変更
email-how = 変更の流れ
email-how-link = 新しいアドレスにリンクをお送りします。リンクを開いてボタンを押すまで、何も変わりません。
email-how-old = これまでのアドレスにもお知らせします。パスワード、セッション、ライセンスはそのままです。
email-how-undo = これまでのアドレスに届くリンクから、72 時間以内なら変更を元に戻せます。そのアドレスは 30 日間、ほかの方は使用できません。
email-waits-title = 確認待ち
email-waits = { $email } にメールを送信しました。{ $until } までにメールのリンクを開くと、アドレスが変更されます。
email-typing = アドレスに入力ミスがないかご確認ください。誤りがある場合は、下の欄にもう一度入力してください。
email-cancel = 変更を取りやめる
email-cancelled = メールアドレスは変更されていません。

## The link in the email to the new address.

new-address-title = 新しいメールアドレスの確認
new-address-lede = ボタンを押すと、今後は { $email } でログインします。
new-address-elsewhere-title = ログインして確認してください
new-address-elsewhere = このメールアドレスをアカウントで使うには、まず現在のメールアドレスでログインし、そのあとボタンを押してください。お心当たりがない場合は、何もする必要はありません。
new-address-elsewhere-other = このブラウザーでは別のアカウントにログインしています。メールアドレスを変更するアカウントにログインしているブラウザーでリンクを開いてください。お心当たりがない場合は、何もする必要はありません。
new-address-done-title = メールアドレスを変更しました
new-address-done = 今後は { $email } でログインしてください。パスワードは変わりません。
new-address-on = アカウントへ
dead-address = メールアドレスの変更をご希望の場合は、ログインし、プロフィールから新しいリンクをリクエストしてください。

## The link in the email to the old address.

undo-address-title = メールアドレスの変更を元に戻しますか？
undo-address-lede = アカウントのメールアドレスの変更にお心当たりがない場合の手続きです。
undo-address-then = 元に戻すと
undo-address-back = 再び { $email } でログインするようになります。
undo-address-sessions = すべてのセッションが終了し、信頼済みのブラウザーはなくなります。
undo-address-password = 現在のパスワードは使用できなくなります。次のページで新しいパスワードを設定してください。
undo-address-services = 変更後、または変更前の 72 時間以内に連携されたログインサービスは、連携が解除されます。
undo-address-factors = 変更後にオンにされた 2 要素認証はオフになります。
undo-address-button = 元に戻してすべてログアウトする
undo-address-done = メールアドレスを元に戻し、すべてのセッションを終了しました。新しいパスワードを設定してください。
dead-undo = 変更がすでに元に戻されたか、72 時間が過ぎています。元に戻されている場合は、メールでパスワードを再設定できます。

## Emails.

mail-change-address-title = 新しいメールアドレスの確認のお願い
mail-change-address-lead = { $brand } のアカウントで、今後このメールアドレスでログインするための変更がリクエストされました。
mail-change-address-term = リンクは 24 時間有効です。
mail-change-address-other = お心当たりがない場合は、ボタンを押さないでください。押さないかぎり、何も変わりません。
mail-change-address-reason = { $brand } のアカウントの新しいメールアドレスとしてこのアドレスが入力されたため、このメールをお送りしています。
mail-address-wanted-title = お客様のアドレスが別のアカウントで入力されました
mail-address-wanted-lead = { $brand } の別のアカウントで、メールアドレスをお客様のアドレスに変更する操作がありました。このアドレスのアカウントがあるため、変更はできません。
mail-address-wanted-yours = どちらもご自身のアカウントである場合は、先に一方のアカウントを削除するか、別のアドレスをご使用ください。
mail-address-reserved-title = このメールアドレスはまだ使用できません
mail-address-reserved-lead = { $brand } でこのメールアドレスが入力されました。このアドレスは最近まで、現在は別のアドレスを使用しているアカウントのものでした。変更後 30 日間は、どなたも使用できません。
mail-address-reserved-until = { $until } から再び使用できます。ご自身のアカウントであれば、新しいアドレスでログインしてください。
mail-address-reserved-reason = { $brand } のフォームにこのアドレスが入力されたため、このメールをお送りしています。
mail-address-changed-title = アカウントのメールアドレスが変更されました
mail-address-changed-lead = このアドレスは、アカウントで使用されなくなりました。日時：{ $when }、確認元：{ $device }。今後、このアドレスではログインできません。
mail-address-changed-yours = ご自身による変更であれば、何もする必要はありません。
mail-address-changed-other = お心当たりがない場合は、すぐに元に戻してください。このアドレスに戻り、すべてログアウトされ、新しいパスワードを設定できます。
mail-address-changed-term = リンクは 72 時間有効です。

# Events of the audit log, one sentence for every reader.
event-account-address-change-asked = メールアドレスの変更のリクエスト
event-account-address-change-cancelled = メールアドレスの変更の取りやめ
event-account-address-changed = メールアドレスの変更
event-account-address-restored = メールアドレスの変更の取り消しとすべてのログアウト

## The export of a person's data.

data-former-addresses = 以前のメールアドレス
data-address-changed = 変更日時
data-address-undone = 変更の取り消し日時
address-of-company = 会社のユーザーのため、ここではメールアドレスを変更できません。変更する方法は、会社のページで確認できます。
