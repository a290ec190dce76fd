### Texts of two-step verification: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-code-missing = コードを入力してください。
refusal-code-wrong = コードが正しくないか、古くなっています。アプリに今表示されているコードを入力してください。
refusal-code-used = このコードは使用済みです。次のコードが表示されるまで最大 30 秒お待ちください。
second-step-paused = 本日のコードの誤りが多すぎるため、約 { $hours } 時間コードを受け付けません。ログインしたことのあるブラウザーは別に数えられます。そちらからお試しください。
too-many-codes = コードの誤りが 5 回続きました。パスワードの入力からやり直してください。
sign-in-over = 時間切れか、ログインの手続きが終了しています。パスワードの入力からやり直してください。
factor-proof-due = 先にコードを入力するか、パスキーを使用してください。その後、変更できます。
factor-already = この認証アプリはすでに追加されています。
too-many-factors = 認証アプリ、パスキー、電話は合わせて { $most } 個まで追加できます。どれかを削除してから追加してください。
offer-over = この QR コードの有効期限が切れました。新しい QR コードを読み取ってください。
removals-too-often = リクエストが多すぎます。約 { $hours } 時間後にもう一度お試しください。
two-step-is-off = 2 要素認証はオフになっています。
removal-without-address = ログイン名がメールアドレスではないため、お知らせを送信できません。リカバリーコードでログインするか、サポートにお問い合わせください。

## The second step of a sign-in.

or = または
code = コード
code-title = コードの入力
code-lede = 認証アプリを開き、このポータルの 6 桁の数字を入力してください。
code-hint = アプリがお手元にない場合は、リカバリーコードを使用できます。
code-trust = このブラウザーを 30 日間信頼する
code-trust-hint = このブラウザーではコードの入力を省略します。共用のパソコンではチェックしないでください。
code-none = コードを使用できない場合
code-next = コードは 1 回だけ使用できます。次のコードが表示されるまで最大 30 秒お待ちください。
code-clock = コードは時刻をもとに作られます。スマートフォンの時刻を自動設定にしてください。
code-other-app = ほかの認証アプリを追加してある場合は、そのコードも使用できます。
code-recovery = リカバリーコードも同じ欄に入力できます。
start-over = 最初からやり直し
lost-way = 認証アプリもリカバリーコードもお持ちでない場合
lost-link = 2 要素認証をオフにする

## When everything is lost.

lost-title = 2 要素認証をオフにする
lost-lede = 認証アプリ、電話、パスキー、リカバリーコードのすべてをなくされた方のための手続きです。
lost-how = 手続きの流れ
lost-wait = 72 時間後に 2 要素認証をオフにします。それまではオンのままです。
lost-told = リクエストの直後と、その後毎日、メールでお知らせします。
lost-stop = メールのリンクから、いつでも中止できます。
lost-end = コードを使ってログインしても中止されます。
lost-button = 72 時間後にオフにする
lost-back = 戻る
lost-asked = リクエストを受け付けました。メールをお送りしました。
lost-waits = { $due } に 2 要素認証をオフにします。その後は、パスワードだけでログインできます。
lost-found = 認証アプリまたはリカバリーコードが見つかった場合は、それを使ってログインしてください。この手続きは中止されます。
keep-title = 2 要素認証を続けますか？
keep-lede = ボタンを押すと、2 要素認証はオンのままになります。
keep-button = 2 要素認証を続ける
kept-title = 2 要素認証はオンのままです
kept-text = 2 要素認証はオンのままです。オフにするリクエストにお心当たりがない場合は、すぐにパスワードを再設定してください。
kept-nothing-title = 中止するリクエストはありません
kept-nothing = 2 要素認証をオフにするリクエストは、すでに中止されたか、実行されました。

## The link in the email about the first factor.

undo-factor-title = 2 要素認証をオフにして、すべてログアウトしますか？
undo-factor-lede = 2 要素認証をオンにしたことにお心当たりがない場合の手続きです。その場合、パスワードがほかの人に知られています。
undo-factor-factors = 認証アプリ、電話、パスキー、リカバリーコードがすべて削除され、2 要素認証はオフになります。
undo-factor-services = 2 要素認証がオンになったあと、またはその前の 72 時間以内に連携されたログインサービスは、連携が解除されます。
undo-factor-address = その後にアカウントのメールアドレスが変更されている場合は、以前のアドレスに戻ります。
undo-factor-button = 自分ではありません
undo-factor-done = 2 要素認証をオフにし、すべてのセッションを終了しました。新しいパスワードを設定してください。
dead-undo-factor = リンクがすでに使用されたか、そのあとに 2 要素認証が設定し直されたか、7 日が過ぎています。パスワードはメールで再設定できます。アカウントのメールアドレスも変更されている場合は、先にその通知メールのリンクを使用してください。

## Two-step verification in the account.

two-step = 2 要素認証
two-step-add = 認証アプリを追加
two-step-off = オフ。オンにすると、ログインにパスワードと、パスキーまたはスマートフォンのコードが必要になり、パスワードだけを知られてもログインされません。
two-step-on = オン。ログインにはパスワードのほかにパスキーまたはコードが必要です。
factor-app = 認証アプリ
factor-added-on = 追加日
factor-used-on = 最終使用日
factor-remove = 削除
factor-name = 名前
factor-name-hint = アプリを見分けるための名前です。例：仕事用のスマートフォン
factor-removed = 削除しました。
factor-last-removed = 削除しました。2 要素認証はオフです。
factor-last-removed-codes = 削除しました。2 要素認証はオフです。リカバリーコードは引き続き有効です。秘密の質問の答えと合わせて、パスワードを再設定できます。
removal-notice = { $due } にオフになります。お心当たりがない場合は、2 要素認証を続け、パスワードを変更してください。
app-title = 認証アプリの追加
app-lede = 認証アプリで QR コードを読み取り、表示された 6 桁のコードを入力してください。2 要素認証がオフの場合は、追加するとオンになり、ほかのセッションはすべて終了します。
app-qr = アプリに登録するキー
app-code-hint = 30 秒ごとに変わる 6 桁の数字です。
app-button = 追加
app-done = 認証アプリを追加しました。
codes-title = リカバリーコード
codes-lede = 各コードは、認証アプリの代わりに 1 回だけ使用できます。パスワードマネージャーや金庫など、ご本人だけが取り出せる場所に保管してください。
codes-once = コードが表示されるのは今だけです。以前のコードは使用できません。
codes-kept = コードを保管しました
codes-print = 印刷
codes-left = { $count ->
    [0] 未使用のリカバリーコードがありません。再作成してください。
   *[other] 未使用のリカバリーコードが { $count } 個あります。
}
codes-renew = リカバリーコードを再作成
codes-renew-text = 以前のコードは使用できなくなります。
step-up-code = コードを入力するか、パスキーを使用してください。その後 10 分間、ログインの方法を変更できます。
step-up-either = コードまたはパスワードを入力するか、パスキーを使用してください。その後 10 分間、重要な設定を変更できます。
browsers-trusted = { $until } まで信頼済み
browsers-distrust = 信頼を解除
browsers-distrusted = このブラウザーでは、次回からコードの入力が必要です。

## Staff console.

staff-two-step-on = オン
staff-two-step-off = オフ
staff-removal = 2 要素認証がオフになる日時
staff-help = ログイン
staff-sign-out = すべてからログアウトさせる
staff-sign-out-text = このお客様のすべてのセッションを終了し、信頼済みのものを含むすべてのブラウザーの登録を削除します。第三者がアカウントを使用しているおそれがある場合に使用します。お客様にはメールでお知らせします。
staff-signed-out = すべてのセッションを終了し、お客様にメールでお知らせしました。
staff-remove-factors = 72 時間後に 2 要素認証をオフにする
staff-remove-factors-text = 認証アプリ、リカバリーコード、パスワードのすべてをなくされたお客様のための操作です。ご本人からのご依頼であることを必ず確認してください。お客様には 3 日間毎日メールでお知らせし、お客様はいつでも中止できます。
staff-removal-begun = { $due } に 2 要素認証をオフにします。お客様にはメールでお知らせします。

## Emails.

mail-security-button = セキュリティを確認する
mail-not-you = お心当たりがない場合は、すぐにパスワードを変更し、ほかのすべてからログアウトしてください。
mail-undo-factor-yours = ご自身による設定であれば、何もする必要はありません。
mail-undo-factor-other = お心当たりがない場合は、パスワードがほかの人に知られています。ボタンを押すと、2 要素認証のために設定されたものがすべて削除され、すべてログアウトされ、新しいパスワードを設定できます。
mail-undo-factor-term = リンクは、この 2 要素認証がオンである間、7 日間有効です。すぐに取り消す方法はこのリンクだけです。このメールをほかの人に見せないでください。
mail-undone-title = 2 要素認証をオフにし、すべてログアウトしました
mail-undone-lead = 2 要素認証についてのメールのリンクが使用されました。日時：{ $when }、使用元：{ $device }。認証アプリ、電話、パスキー、リカバリーコードをすべて削除し、すべてのセッションを終了しました。以前のパスワードは使用できません。
mail-undone-next = 新しいパスワードをまだ設定していない場合は、すぐに設定してください。その後、ログインして 2 要素認証をもう一度設定してください。
mail-factor-added-title = 認証アプリを追加しました
mail-factor-added-lead = アカウントに認証アプリ「{ $name }」が追加されました。日時：{ $when }、追加元：{ $device }
mail-factor-first = 2 要素認証がオンになりました。今後は、ログインにパスワードとコードが必要です。ほかのセッションはすべて終了しました。
mail-factor-removed-title = 認証アプリを削除しました
mail-factor-removed-lead = アカウントから認証アプリ「{ $name }」が削除されました。日時：{ $when }、削除元：{ $device }
mail-factor-last = 2 要素認証はオフです。パスワードだけでログインできます。
mail-codes-title = リカバリーコードを再作成しました
mail-codes-lead = アカウントのリカバリーコードが再作成されました。日時：{ $when }、作成元：{ $device }。以前のコードは使用できません。
mail-code-used-title = リカバリーコードが使用されました
mail-code-used-lead = アカウントのリカバリーコードが使用されました。日時：{ $when }、使用元：{ $device }
mail-paused-title = 2 要素認証を一時停止しました
mail-paused-lead = 1 日のうちに、正しいパスワードに続いて誤ったコードが 20 回入力されました。最後の入力元：{ $device }。今後 24 時間、そこからのコードを受け付けません。パスワードが第三者に知られているおそれがあります。
mail-paused-ways = ログインしたことのあるブラウザーからのコードは別に数えられるため、引き続きログインできます。
mail-paused-other = ご自身による入力で、認証アプリもリカバリーコードもお持ちでない場合は、パスワードでログインし、2 要素認証をオフにする手続きをお選びください。お心当たりがない場合は、すぐにパスワードを再設定してください。
mail-removal-title = 2 要素認証がオフになります
mail-removal-by-you = { $asked } に、パスワードを知る方（おそらくご本人）から、アカウントの認証アプリ、パスキー、リカバリーコードをすべてなくしたとの届け出がありました。
mail-removal-by-support = アカウントの認証アプリ、パスキー、リカバリーコードをすべてなくされたとのことで、{ $asked } にサポート担当者がこの手続きを開始しました。
mail-removal-due = { $due } に 2 要素認証をオフにします。その後は、パスワードだけでログインできます。
mail-removal-yours = ご希望のとおりであれば、何もする必要はありません。
mail-removal-other = お心当たりがない場合は、2 要素認証を続け、パスワードを再設定してください。コードを使ってログインしても中止されます。
mail-stopped-title = 2 要素認証はオンのままです
mail-stopped-lead = 2 要素認証をオフにするリクエストは中止されました。日時：{ $when }、中止元：{ $device }
mail-stopped-after = 認証アプリとリカバリーコードを本当になくされた場合は、ログイン時にもう一度リクエストしてください。
mail-removed-title = 2 要素認証をオフにしました
mail-removed-lead = リクエストから 72 時間が過ぎたため、アカウントの 2 要素認証をオフにしました。パスワードだけでログインできます。
mail-removed-next = ログインし、新しいスマートフォンでもう一度設定してください。
mail-signed-out-title = すべてからログアウトしました
mail-signed-out-lead = { $when } に、サポート担当者がすべてのログアウトを行いました。アカウントのすべてのセッションが終了し、信頼済みのブラウザーはなくなりました。
mail-signed-out-next = パスワードとライセンスは変わりません。使用中のデバイスは引き続き動作します。
mail-signed-out-other = ご依頼のお心当たりがない場合は、次のページからお問い合わせください：{ $link }

job-factor-removals = 2 要素認証をオフにする前のお知らせと、その実行

# Events of the audit log, one sentence for every reader.
event-account-password-passed = パスワードの入力（コードは未入力）
event-account-code-failed = 2 要素認証のコードの誤り
event-account-second-step-paused = コードの誤りによる 2 要素認証の一時停止
event-account-proved-by-code = コードによる本人確認
event-account-factor-added = 認証アプリの追加
event-account-factor-removed = 認証アプリの削除
event-account-recovery-codes-renewed = リカバリーコードの再作成
event-account-recovery-code-used = リカバリーコードの使用
event-account-browser-trusted = ブラウザーを 30 日間信頼済みに設定
event-account-browser-distrusted = ブラウザーの信頼の解除
event-account-removal-asked = 2 要素認証をオフにするリクエスト
event-account-removal-stopped = 2 要素認証をオフにするリクエストの中止
event-account-removal-done = 待ち時間後の 2 要素認証の解除
event-account-first-factor-undone = メールのリンクによる 2 要素認証の取り消しとすべてのログアウト
event-account-signed-out-everywhere = サポートによるすべてのログアウト

audit-detail-factor = 方法
audit-factor-app = 認証アプリ
audit-factor-recovery-code = リカバリーコード
