### Texts of accounts: pages, refusals, mails.

## What can be wrong with a form.

refusal-email-taken = このメールアドレスのアカウントはすでにあります。
refusal-login-wrong = このアカウントのメールアドレスと一致しません。
refusal-passwords-differ = パスワードが一致しません。新しいパスワードをもう一度入力してください。
refusal-current-missing = 現在のパスワードを入力してください。
refusal-current-wrong = 現在のパスワードが正しくありません。
refusal-country-missing = 国を選択してください。
refusal-country-unknown = 一覧から国を選択してください。
refusal-region-missing = 地域（都道府県、州など）を入力してください。
refusal-lang-unknown = 一覧から言語を選択してください。
refusal-zone-unknown = 一覧からタイムゾーンを選択してください。
refusal-phone-invalid = 電話番号は数字で入力してください。例：+81 3 1234 5678
refusal-too-long = 長すぎます。{ $most } 文字以内で入力してください。
refusal-unprintable = 保存できない文字（{ $character }）が含まれています。目に見えないか、文字の並び順を変える文字です。その前後を削除して、入力し直してください。
refusal-not-ticked = 確認のチェックを入れてください。まだ何も削除されていません。
wrong-credentials = メールアドレスまたはパスワードが正しくありません。登録したばかりの場合は、先に確認メールのリンクを開いてください。
slowed = パスワードの誤りが続きました。{ $seconds } 秒後にもう一度お試しください。
link-unknown = このリンクは使用済みか、新しいメールのリンクに置き換えられたか、途中で切れています。
link-used = このリンクは使用済みです。
link-expired = このリンクの有効期限が切れています。
not-found = 見つかりませんでした。すでに削除された可能性があります。
owns-company = 会社のオーナーであるため、アカウントを削除できません。サポートに依頼してオーナーを変更するか、先に会社を削除してください。
not-allowed = この操作を行う権限がありません。

## Words of several pages.

email = メールアドレス
password = パスワード
password-new = 新しいパスワード
password-again = パスワード（確認）
password-new-again = 新しいパスワード（確認）
password-current = 現在のパスワード
sign-in = ログイン
sign-in-title = ログイン
register = アカウントを作成
register-title = アカウントの作成
save = 保存
cancel = キャンセル
continue = 続行
account = アカウント

## Sign-in.

sign-in-kept = このデバイスでログインしたままにする
sign-in-kept-hint = 共用のパソコンではチェックしないでください。
sign-in-forgot = パスワードをお忘れですか？
sign-in-company = 会社のログインサービスでログイン
sign-in-company-of = { $domain } のログインサービスでログイン
sign-in-new = 初めてご利用ですか？
sign-in-ended = セッションが終了しました。もう一度ログインしてください。
signed-out = ログアウトしました。

## Registration.

register-lede = ライセンスとデバイスをまとめて管理できます。メールアドレスの確認のため、メールをお送りします。
register-known = アカウントをお持ちですか？
sent-title = メールをご確認ください
sent-to = { $email } にメールを送信しました。5 日以内にメールのリンクを開き、アドレスを確認してください。
sent-plain = メールを送信しました。5 日以内にメールのリンクを開き、アドレスを確認してください。
sent-nothing = メールが届かない場合
sent-delay = 届くまで数分かかることがあります。
sent-spam = 迷惑メールフォルダーをご確認ください。
sent-typing = アドレスに入力ミスがないかご確認ください。誤りがある場合は、もう一度登録してください。
sent-allow = { $sender } からのメールを受信できるように設定してください。
sent-again-button = メールを再送信
sent-again-done = メールをお送りしています。送信は 10 分に 1 通までです。その前に操作した場合は、届いているメールのリンクを使用してください。
sent-register-again = もう一度登録

## Confirmation.

confirm-title = メールアドレスの確認
confirm-text = ボタンを押して、{ $email } がお客様のメールアドレスであることを確認してください。
confirm-here = お住まいの地域を選択し、{ $email } がお客様のメールアドレスであることを確認してください。確認後、自動でログインします。
confirm-button = 確認
confirm-done = メールアドレスを確認しました。
confirm-elsewhere = メールアドレスを確認しました。このブラウザーでは別のアカウントでログイン中です。新しいアカウントを使用するには、ログアウトしてください。
confirm-choose = メールアドレスを確認しました。登録時のパスワードは入力したブラウザーでのみ有効なため、ここでパスワードを設定してください。
confirm-used-title = メールアドレスは確認済みです
confirm-used = メールアドレスはすでに確認済みです。パスワードを入力してログインしてください。
dead-title = このリンクは使用できません
dead-confirm = すでに確認がお済みの場合は、ログインしてください。まだの場合は、もう一度登録してください。5 日以内に確認されなかった登録は削除されます。
dead-password = パスワードの設定がまだの場合は、新しいリンクをリクエストしてください。
dead-again = 新しいリンクをリクエスト

## Forgotten password.

forgot-title = パスワードの再設定
forgot-lede = アカウントのメールアドレスを入力してください。新しいパスワードを設定するためのリンクをお送りします。
forgot-button = リンクを送信
forgot-sent = 入力されたアドレスのアカウントがある場合は、数分以内にリンク付きのメールが届きます。
forgot-typing = メールアドレスに誤りがないかご確認ください。誤りがある場合は、もう一度入力してください。
forgot-limit = 最新のメールを使用してください。送信は 10 分に 1 通までのため、リクエストの前に届いていることがあります。
set-title = パスワードの設定
set-lede = 対象のアカウント：{ $email }。このアカウントのログイン中のセッションはすべて終了します。
set-button = パスワードを設定
set-done = パスワードを設定しました。以前のセッションはすべて終了しました。
set-elsewhere = パスワードを設定しました。このブラウザーでは別のアカウントでログイン中です。新しいパスワードのアカウントを使用するには、ログアウトしてください。
set-already = このリンクでパスワードは設定済みです。そのパスワードでログインしてください。

## Being left alone.

pause-title = メールが多すぎる場合
pause-text = 24 時間、第三者が新規登録やパスワード再設定のフォームにこのアドレスを入力しても、メールは送信されません。
pause-own = ログインしたことのあるブラウザーやネットワークからは、これまでどおりリンクをリクエストできます。ほかのメールには影響しません。
pause-button = 24 時間停止
pause-until = { $until } までは、ログインしたことのあるブラウザーやネットワークからのみリンクをリクエストできます。ほかの場所で必要な場合は、メールの受信を再開してください。
pause-end-button = メールの受信を再開
pause-done = 第三者の操作によるメールを 24 時間停止しました。
pause-ended = メールの受信を再開しました。

## First entry, and proving it again.

welcome-title = ようこそ
welcome-lede = お客様の言語でサポートし、時刻を正しく表示するため、お住まいの地域をお知らせください。
welcome-without = 入力を希望されない場合は、ログアウトするか、作成したアカウントを削除できます。
welcome-about = お客様の情報（任意）
welcome-sign-out = ログアウト
country = 国または地域
country-choose = 選択してください
region = 都道府県・州
region-hint = 都道府県、州など。
language = 言語
language-hint = 画面とメールの言語です。
zone = タイムゾーン
step-up-title = ご本人確認
step-up-lede = もう一度パスワードを入力してください。その後 10 分間、重要な設定を変更できます。

## Profile.

profile-title = プロフィール
profile-about = 基本情報
profile-sign-in = ログイン用メールアドレス
name = お名前
first-name = 名
last-name = 姓
first-reading = 名（ふりがな）
last-reading = 姓（ふりがな）
company = 会社名
phone = 電話番号
address = 住所
profile-place = 地域と言語
profile-saved = プロフィールを保存しました。

notify-title = 通知
notify-legend = 次の場合にメールを受け取る
notify-hint = 初期設定では通知はすべてオフです。セキュリティに関するお知らせは常に送信されます。
notify-saved = 通知の設定を保存しました。
stop-title = メール通知をオフにする
stop-lede = ログインせずに、この種類のメールをオフにできます。
stop-kind = オフにする通知：{ $kind }
stop-button = オフにする
stop-done = この種類のメールはオフです
stop-done-lede = 今後、この種類のメールは送信されません。セキュリティに関するお知らせは常に送信されます。
stop-all = すべての通知の設定

## Security.

security-title = セキュリティ
security-lede = パスワード、2 要素認証、ログイン状況、最近のアクティビティを確認できます。
security-password-set = { $day }に設定
security-password-none = パスワードは未設定です。
security-all-sessions = すべてのセッションと登録済みのブラウザー
security-browsers = 登録済みのブラウザー：{ $count } 個。ほかのブラウザーからログインがあると、メールでお知らせします。

## Password.

change-title = パスワードの変更
change-button = パスワードを変更
change-lede = ほかのセッションはすべて終了し、変更をメールでお知らせします。
change-done = パスワードを変更しました。ほかのセッションはすべて終了しました。

## Sessions.

sessions-title = ログイン状況
sessions-lede = 心当たりのないセッションは終了し、パスワードを変更してください。
sessions-device = デバイス
sessions-network = ネットワーク
sessions-since = ログイン日時
sessions-seen = 最終アクセス
sessions-search = デバイスまたはネットワーク
sessions-from = この日以降にアクセス
sessions-this = このセッション
sessions-end = ログアウト
sessions-end-others = ほかのすべてからログアウト
sessions-ended = セッションを終了しました。
browsers-title = 登録済みのブラウザー
browsers-lede = ログインしたことのあるブラウザーです。ここからのログインではお知らせのメールをお送りしません。心当たりのないものは削除してください。
browsers-first = 初回ログイン
browsers-last = 最終ログイン
browsers-this = このブラウザー
browsers-forget = 削除
browsers-forgotten = ブラウザーを削除し、そのセッションを終了しました。
sessions-others-ended = { $count ->
    [0] ほかのセッションはありませんでした。
   *[other] ほかの { $count } 件のセッションを終了しました。
}
device-unknown = 不明なデバイス

## Activity.

activity-title = アクティビティ
activity-lede = アカウントへのログインと変更の記録です。
activity-what = 内容
activity-who = 実行者
activity-when = 日時
activity-group = 表示
activity-all = すべて
activity-account = アカウントとログイン
activity-other = その他の変更
activity-from = 開始日
activity-until = 終了日
activity-recent = 最近のアクティビティ
activity-all-button = すべてのアクティビティ
activity-none = 記録はまだありません
activity-none-text = ログインや変更がここに表示されます。ほかの記録を見るには「すべて」を選択してください。

## Deletion.

delete-title = アカウントの削除
delete-panel = アカウントとすべてのデータを、ただちに完全に削除できます。
delete-text = アカウント、プロフィール、セッション、ライセンスの一覧がただちに削除されます。使用中のデバイスは、ライセンスの期限まで引き続き使用できます。この操作は取り消せません。
delete-tick = 元に戻せないこと、およびすべてのデータが削除されることを確認しました
delete-button = アカウントを削除
deleted-title = アカウントを削除しました
deleted-text = アカウントとすべてのデータを削除しました。確認のため、最後のメールをお送りしました。これまでご利用いただき、ありがとうございました。
deleted-start = トップページへ

## Staff console.

staff-title = お客様
staff-lede = メールアドレス全体でアカウントを検索します。検索はすべて監査ログに記録されます。
staff-none = このアドレスのアカウントはありません
staff-none-text = アドレスをご確認ください。確認されなかった登録は 5 日後に削除されます。
staff-start = お客様の検索
staff-start-text = お客様のメールアドレス全体を入力してください。
staff-state-active = 有効
staff-state-pending = 未確認
staff-created = 登録日時
staff-reading = 氏名（ふりがな）
staff-confirmed = 確認日時
staff-sessions = 有効なセッション

## Mails.

mail-confirm-title = メールアドレスの確認のお願い
mail-confirm-lead = { $brand } で、このメールアドレスによる登録がありました。
mail-confirm-button = アドレスを確認する
mail-confirm-term = リンクは 5 日間有効です。期限を過ぎると登録は削除されます。
mail-confirm-elsewhere = 登録に使用したブラウザーでリンクを開いてください。ほかのブラウザーで開いた場合は、パスワードをもう一度設定します。
mail-confirm-other = お心当たりがない場合は、何もする必要はありません。確認されないかぎり、このアドレスは使用されません。
mail-confirm-reason = { $brand } の登録フォームにこのアドレスが入力されたため、このメールをお送りしています。
mail-known-title = すでにアカウントをお持ちです
mail-known-lead = { $brand } で、このメールアドレスによる登録がありましたが、アカウントはすでにあります。そのままログインしてください。
mail-known-forgot = パスワードをお忘れの場合は、こちらで再設定できます：{ $link }
mail-known-other = お心当たりがない場合は、何もする必要はありません。変更は行われていません。
mail-set-title = パスワードの設定のお願い
mail-set-lead = { $brand } にお客様のアカウントをご用意しました。ご利用の前に、パスワードを設定してください。
mail-set-button = パスワードを設定する
mail-set-term = リンクは 7 日間有効です。期限を過ぎた場合は、ログイン画面から新しいリンクをリクエストできます。
mail-set-reason = { $brand } でこのアドレスのアカウントが作成されたため、このメールをお送りしています。
mail-recover-title = パスワードの再設定
mail-recover-lead = { $brand } のアカウントについて、パスワードの再設定がリクエストされました。
mail-recover-button = パスワードを再設定する
mail-recover-term = リンクは { $minutes } 分間、1 回だけ有効です。
mail-recover-from = リクエスト元：{ $device }
mail-recover-other = お心当たりがない場合は、何もする必要はありません。パスワードは変更されません。
mail-recover-reason = { $brand } のアカウントについてパスワードの再設定がリクエストされたため、このメールをお送りしています。
mail-changed-title = パスワードを変更しました
mail-changed-lead = アカウントのパスワードが変更されました。日時：{ $when }、変更元：{ $device }
mail-changed-ended = ほかのセッションはすべて終了しました。
mail-changed-button = パスワードを再設定する
mail-changed-other = ご自身で変更された場合は、何もする必要はありません。お心当たりがない場合は、すぐにパスワードを再設定してください。
mail-device-title = 新しいデバイスからのログイン
mail-device-lead = アカウントへのログインがありました。日時：{ $when }、デバイス：{ $device }
mail-device-you = ご自身によるログインの場合は、何もする必要はありません。
mail-device-button = セッションを確認する
mail-device-other = お心当たりがない場合は、そのセッションを終了し、パスワードを変更してください。
mail-devices-title = 新しいデバイスからの複数のログイン
mail-devices-lead = 前回のお知らせの後、新しいデバイス { $count } 台からアカウントへのログインがありました。
mail-deleted-title = アカウントを削除しました
mail-deleted-lead = ご依頼のとおり、{ $brand } のアカウントとすべてのデータを削除しました。
mail-deleted-after = 本件に関する最後のメールです。いつでも、あらためて登録していただけます。
mail-deleted-reason = { $brand } のアカウントを削除されたため、このメールをお送りしています。

job-new-devices = 新しいデバイスに関するメールの送信
job-forget-key = 削除されたアカウントの鍵の破棄

# Events of the audit log, one sentence for every reader.
event-account-registered = アカウントの登録
event-account-registered-again = 登録済みアドレスでの登録の試行
event-account-created = アカウントの作成
event-account-imported = 別のポータルからのアカウントの取り込み
event-account-export-requested = データのエクスポートの申請
event-account-export-made = データのエクスポートの完了
event-account-export-downloaded = データのエクスポートのダウンロード
event-account-link-sent-again = 確認メールの再送信
event-account-confirmed = メールアドレスの確認
event-account-signed-in = ログイン
event-account-signed-out = ログアウト
event-account-sign-in-failed = 誤ったパスワードでのログインの試行
event-account-sign-in-unconfirmed = メールアドレス確認前のログイン
event-account-sign-ins-unknown = 登録のないアドレスでのログインの試行（1 時間分）
event-account-proof-failed = 本人確認でのパスワードの誤り
event-account-proved = パスワードによる本人確認
event-account-recovery-requested = パスワード再設定リンクのリクエスト
event-account-password-set = パスワードの設定
event-account-password-changed = パスワードの変更
event-account-notifications-changed = 通知設定の変更
event-account-profile-changed = プロフィールの変更
event-account-session-ended = セッションの終了
event-account-browser-forgotten = 登録済みのブラウザーの削除
event-account-sessions-ended = ほかのすべてのセッションの終了
event-account-viewed = アカウントの閲覧
event-account-searched = メールアドレスによるアカウントの検索
event-account-note-added = 内部メモの追加
event-account-note-removed = 内部メモの削除
event-account-deleted = アカウントの削除
event-account-unconfirmed-erased = 未確認の登録の削除

come-sign-in-first = このメールアドレスのアカウントはすでにあります。ログインしてから続けてください。
come-reserved = このメールアドレスは最近まで別の人が使っていたため、まだ使用できません。別のアドレスを使うか、サポートにお問い合わせください。

link-question = パスワードをまだ設定していませんか？
link-way = リンクをメールで受け取る
link-title = リンクでログイン
link-lede = パスワードを設定するためのリンクをメールでお送りします。設定後、元の画面から続けられます。
link-button = リンクをメールで受け取る
