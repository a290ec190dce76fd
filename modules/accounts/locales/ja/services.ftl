### Texts of signing in with accounts elsewhere: pages, refusals, emails, events.

## Why something wasn’t done.

proof-due = 先にご本人の確認を行ってください。その後、変更できます。
service-over = 時間切れか、別のブラウザーで開始されています。最初からやり直してください。
service-taken = このアカウントは、すでに別のアカウントに連携されています。
too-many-services = 連携できるログインサービスは { $most } 個までです。どれかの連携を解除してから追加してください。
service-address-known = このメールアドレスのアカウントはすでにあります。ご本人のものであることを確認してください。
service-address-reserved = このメールアドレスはまだ使用できません。最近まで、別のメールアドレスに変わったアカウントのものでした。ご自身のアカウントの場合は、新しいメールアドレスでログインしてください。
last-way-in = ログインの方法がこれだけです。先にパスワードを設定してください。
service-other = 連携されていないアカウントです。ここでのログインに使用しているアカウントを選択してください。
service-two-step = このアカウントでは 2 要素認証がオンになっています。まずパスワードと 2 要素認証でログインし、「ログインサービス」で連携してください。

## At sign-in.

service-button = { $service } で続ける
service-failed-title = { $service } でログインできませんでした
service-declined = { $service } でキャンセルされました。何も変更されていません。
service-away = { $service } が応答していません。数分後にもう一度お試しいただくか、メールアドレスとパスワードでログインしてください。
service-wrong = { $service } からの応答を受け付けられませんでした。もう一度お試しいただくか、メールアドレスとパスワードでログインしてください。
service-back = 戻る
service-new-title = アカウントを作成しますか？
service-new = メールアドレス { $email } が { $service } により確認されました。このメールアドレスのアカウントはまだありません。
service-new-button = アカウントを作成
service-new-other = 別のメールアドレスのアカウントをお持ちの場合
service-registered = アカウントを作成しました。
service-known-title = { $service } との連携
service-known = メールアドレス { $email } のアカウントはすでにあります。そのパスワードを 1 回入力すると、次回から { $service } でログインできます。
service-known-button = 連携してログイン
service-mail-button = リンクをメールで受け取る
service-prove-title = メールアドレスの確認
service-prove = { $service } でログインするには、{ $email } がご本人のメールアドレスであることを確認してください。リンクをメールでお送りします。
service-mailed = { $email } にリンクをお送りしました。このブラウザーで開いてください。
service-no-address-title = メールアドレスがありません
service-no-address = { $service } からメールアドレスを受け取れませんでした。メールアドレスでアカウントを作成するか、ログインしてください。その後、アカウントの設定で { $service } を連携できます。
attach-link-text = { $email } がご本人のメールアドレスであることを確認してください。
attach-link-done = メールアドレスを確認し、ログインサービスを連携しました。
attach-elsewhere-title = 元のブラウザーでリンクを開いてください
attach-elsewhere = ログインサービスを連携するには、手続きを始めたブラウザーでリンクを開いてください。何も変更されていません。お心当たりがない場合は、何もする必要はありません。
dead-attach = 新しいリンクを受け取るには、もう一度そのサービスでログインしてください。

## In the account.

services-title = ログインサービス
services-lede = ここでのログインに使用できる、ほかのサービスのアカウントです。
services-attached = 連携中
services-none = 連携しているサービスはありません。
service = サービス
service-attach = { $service } を連携
service-attach-text = { $service } の { $who } でログインできるようになります。ご本人のアカウントの場合にだけ連携してください。
service-attach-button = 連携
service-attached = { $service } でログインできるようになりました。
service-detach = 連携を解除
service-detached = 連携を解除しました。
service-set-password = パスワードを設定
service-password-lede = メールアドレスとこのパスワードでもログインできるようになります。
service-password-set = パスワードを設定しました。
service-delete = アカウントの削除にはパスワードが必要ですが、まだ設定されていません。先にパスワードを設定してください。
step-up-service = アカウントにパスワードが設定されていません。連携しているサービスでもう一度ログインしてください。その後 10 分間、重要な設定を変更できます。
step-up-mailed = メールでパスワードを設定

## Emails.

mail-service-attached-title = { $service } が連携されました
mail-service-attached-lead = { $service } がアカウントに連携されました。日時：{ $when }、連携元：{ $device }。今後は { $service } でもログインできます。
mail-service-detached-title = { $service } の連携が解除されました
mail-service-detached-lead = { $service } とアカウントの連携が解除されました。日時：{ $when }、解除元：{ $device }。今後は { $service } でログインできません。
mail-service-not-you = お心当たりがない場合は、ログインサービスを確認し、パスワードを変更して、ほかのすべてからログアウトしてください。
mail-attach-title = { $service } でのログイン
mail-attach-lead = { $service } とこのメールアドレスを使った { $brand } へのログインが行われようとしています。ご本人のメールアドレスであることを確認してください。
mail-attach-here = リンクは、手続きを始めたブラウザーで開いてください。
mail-attach-button = メールアドレスを確認
mail-attach-other = お心当たりがない場合は、何もする必要はありません。リンクを開かないかぎり、{ $service } は連携されません。
mail-attach-reason = このメールアドレスが { $service } による { $brand } へのログインに使用されたため、このメールをお送りしています。

event-account-service-passed = ログインサービスでの確認（コードは未入力）
event-account-service-attached = ログインサービスの連携
event-account-service-detached = ログインサービスの連携の解除
event-account-proved-by-service = ログインサービスによる本人確認

audit-detail-service = サービス
