### レイアウト、部品、エラーページの文言

skip = 本文へ移動
nav-main = メインメニュー
nav-foot = その他
language = 言語
language-menu = 言語：{ $name }
theme = 表示テーマ
theme-auto = システムに合わせる
theme-light = ライト
theme-dark = ダーク
account = アカウント
account-menu = アカウントメニュー
scope-personal = 個人
scope-menu = 切り替え: { $name }
sign-out = ログアウト
staff = 管理画面
title-refused = エラー：{ $title }
crumbs = 現在位置

form-problem = 次の項目をご確認ください
form-problem-line = { $label }：{ $text }
form-optional = （任意）

password-show = パスワードを表示
password-strength = 満たしている条件の数
password-rules = パスワードの条件
password-met = %all% 個中 %met% 個の条件を満たしています
password-unmet = 満たしていない条件：{ $count } 件（下に表示）
password-length = { $count } 文字以上
password-upper = 英大文字を含む
password-lower = 英小文字を含む
password-digit = 数字を含む
password-special = 記号を含む
password-space = 空白を含まない
password-email = アドレスと異なる

copy = { $code } をコピー
copy-done = コピーしました
copy-failed = コピーできませんでした。文字を選択してコピーしてください。
copy-word = コピー
copy-masked = コードを非表示にしました。

ago-now = たった今
ago-minutes = { $count } 分前
ago-hours = { $count } 時間前
ago-yesterday = 昨日
ago-days = { $count } 日前
ago-months = { $count } か月前
ago-years = { $count } 年前

seats = { $used } / { $total }

table-actions = 操作
pager-label = ページ
pager-shown = { $count ->
    [0] 表示する項目はありません
   *[other] { $count } 件を表示
}
pager-previous = 前へ
pager-next = 次へ
filters-apply = 適用
filters-reset = リセット

human-waiting = ロボットではないことを自動で確認します。操作は不要です。
human-working = ロボットではないことを確認しています…
human-done = 確認が完了しました。
human-failed = このブラウザーでは自動確認ができませんでした。
human-picture = 画像の文字
human-picture-hint = ロボットではないことの確認です。大文字と小文字は区別しません。
human-picture-alt = 下の欄に入力する、ゆがんだ文字の画像
passkey-failed = パスキーを使用できませんでした。もう一度お試しになるか、別の方法をお選びください。
passkey-known = このデバイスまたはセキュリティキーには、このアカウントのパスキーがすでにあります。
passkey-missing = パスキーには JavaScript と対応ブラウザーが必要です。パスワードはこれまでどおり使用できます。

error-home = トップページへ
error-again = 再試行
error-reference = お問い合わせの際は、次の番号をお知らせください：
error-support = サポートに問い合わせる
error-400-title = リクエストを読み取れませんでした
error-400-text = ブラウザーから送られた内容が不完全か、壊れています。
error-400-advice = 前のページに戻り、再読み込みしてからもう一度お試しください。変更は行われていません。
error-403-title = アクセス権がありません
error-403-text = このページを開く権限がないか、別のサイトから送られたリクエストです。
error-403-advice = メニューからページを開いてください。権限が必要な場合は、アカウントの管理者にご相談ください。
error-404-title = ページが見つかりません
error-404-text = このアドレスにはページがないか、お使いのアカウントでは表示できません。
error-404-advice = アドレスに誤りがないかご確認いただくか、トップページからお進みください。
error-405-title = この操作は行えません
error-405-text = このページを直接開くことはできません。
error-405-advice = 前のページに戻り、画面のボタンをお使いください。
error-413-title = サイズが大きすぎます
error-413-text = 送信された内容が上限を超えています。保存はされていません。
error-413-advice = 文章を短くするか、小さいファイルを選択して、もう一度お試しください。
error-421-title = ポータルのアドレスではありません
error-421-text = このポータルのものではないアドレスでアクセスされました。
error-421-advice = 下のリンクから、正しいアドレスのトップページへお進みください。
error-429-title = しばらくお待ちください
error-429-text = 短い時間に操作が何度も行われました。
error-429-advice = 数分待ってから、もう一度お試しください。
error-absent-title = 利用できません
error-refused-title = 操作を完了できませんでした
error-500-title = 問題が発生しました
error-500-text = お客様の操作によるものではありません。エラーは記録されました。担当者が確認します。
error-500-advice = 数分後にもう一度お試しください。
error-503-title = まもなく再開します
error-503-text = アクセスが集中しているか、メンテナンス中です。
error-503-advice = 数秒待ってから、もう一度お試しください。データは安全です。
error-503-advice-form = 数秒待ってから、このページを再読み込みしてください。入力内容がもう一度送信されます。データは安全です。

job-mail-send = メールの送信
job-messages-send = SMS の送信
job-retention-sweep = 保持期間が終了したデータの削除
job-audit-seal = 監査ログの封印
job-db-checkpoint = 消去済みデータのデータベースログからの除去

# Who did what the log tells: as staff read it, and as a customer does.
actor-you = 自分
actor-account = お客様
actor-staff = 担当者
actor-api-key = API キー
actor-product = 製品
actor-program = システム
actor-visitor = 訪問者
who-you = お客様
who-staff = 提供元の担当者
who-program = 自動処理
who-product = デバイス上の製品
who-visitor = 未ログイン
who-key = 提供元のシステム
event-retention-swept = 保持期間を過ぎた記録の削除
zones-others = その他のタイムゾーン

# Lists: their tools, and what stands there when the filters leave nothing.
list-columns = 列
list-columns-legend = このページとファイルに含める列
list-columns-apply = この列を表示
list-file = CSV で保存
list-unmatched = 該当する項目はありません
list-unmatched-text = 絞り込み条件を変更するか、すべて表示してください。
list-show-all = すべて表示
list-wrong-choice = 選択肢の中から選択してください。
list-wrong-id = ID の形式ではありません。ID 全体をコピーしてください。
list-wrong-day = 2026-11-21 のように日付を入力してください。
list-wrong-year = 2000 年から 2199 年までの日付を入力してください。
list-wrong-size = 1～{ $most } の整数を入力してください。
list-wrong-cursor = この一覧のカーソルではありません。応答の「next」または「previous」をそのまま送信するか、省略してください。
event-list-exported = 一覧のファイルへの保存
event-list-export-ended = 一覧の保存の完了
event-list-export-aborted = 一覧の保存を途中で打ち切り
audit-detail-list = 一覧
audit-detail-filters = 絞り込み
audit-record-list = 一覧
