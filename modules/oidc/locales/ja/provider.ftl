### アカウントによるサイトやアプリへのログイン：ページ、エラー、メール、ジョブ、監査ログ。

stuck-title = この方法ではログインできません
stuck-no-client = 移動元のサイトまたはアプリは登録されていないか、無効になっています。
stuck-wrong-address = 移動元のサイトまたはアプリが、登録されていない戻り先を指定しました。戻り先には何も送信していません。
stuck-over = ログインに時間がかかりすぎたか、すでに完了しています。
stuck-hint = サイトまたはアプリに戻り、もう一度お試しください。繰り返す場合は、その運営者にお知らせください。
stuck-home = トップページへ

consent-title = { $app } にログインしますか？
consent-as = { $who } としてログインしています。
consent-site = 移動先：{ $site }
consent-may = 許可する内容
consent-allow = ログイン
consent-refuse = キャンセル
consent-other = 別のアカウントを使用
consent-take-back = 接続は、アカウントの「接続済みのアプリ」でいつでも解除できます。
consent-not-meant = { $app } は別のアカウントを求めています。そのアカウントを使用するか、キャンセルしてください。
may-know = ログインした本人であることの確認
may-profile = 氏名、言語、タイムゾーンの参照
may-email = メールアドレスの参照
may-offline = 操作していない間のログイン状態の維持

device-title = 製品を接続
device-lede = 製品に表示されているコードを入力してください。
device-code = コード
device-code-hint = 英字 8 文字（例：BCDF-GHJK）
device-go-on = 続ける
device-confirm-title = この製品を接続しますか？
device-compare = 製品に表示されているコードと同じか確認してください。異なる場合や、心当たりがない場合は、接続しないでください。
device-client = アプリ
device-product = 製品
device-version = バージョン
device-host = デバイス
device-network = ネットワーク
device-began = 開始日時
device-told = 製品が申告した内容です。正しいかどうかは確認できません。
device-connect = 接続
device-not-mine = 自分の製品ではない
device-refused = 製品は接続されませんでした。
device-done-title = 製品を接続しました
device-done = 製品に戻ってください。数秒で次に進みます。
refusal-wrong-code = このコードで待機している製品はありません。文字を確認するか、製品で新しいコードを取得してください。
refusal-device-over = このコードは使用できなくなりました。製品で新しいコードを取得してください。
refusal-proof-due = 先にご本人確認を行ってください。

apps-title = 接続済みのアプリ
apps-lede = このアカウントでログインするサイト、アプリ、製品です。
apps-none = 接続済みのアプリはまだありません
apps-none-text = このアカウントでサイト、アプリ、製品にログインすると、ここに表示されます。
app-name = アプリ
app-since = 接続日
app-used = 最終使用
app-disconnect = 接続を解除
app-disconnected = アプリの接続を解除しました。
app-called = アプリに伝える識別子
app-sign-ins = アプリへのログイン
app-signed-in-at = ログイン日時
app-revoked-at = 終了日時
app-scope = 許可した内容
app-token = 2 回使用されたもの
app-token-code = ログインのコード
app-token-refresh = ログイン状態を維持するトークン
app-key = 署名鍵
app-algorithm = アルゴリズム
refusal-no-app = このアプリの接続はすでに解除されています。

logout-title = ログアウトしますか？
logout-by = { $app } が、このポータルからのログアウトも求めています。{ $who } としてログインしています。
logout-by-nobody = あるサイトがログアウトを求めています。{ $who } としてログインしています。
logout-other = サイトが求めているのは、現在ログイン中のものとは別のアカウントです。
logout-button = ログアウト
logout-stay = ログインしたままにする
logout-done-title = ログアウトしました
logout-done = このポータルからログアウトしました。

mail-connected-title = { $app } がアカウントに接続されました
mail-connected-lead = { $at }、お客様のアカウントで { $app } へのログインがありました（{ $place }）。
mail-connected-device = 不明なデバイス
mail-connected-button = 接続済みのアプリを表示
mail-connected-not-you = 心当たりがない場合は、すぐに接続を解除し、パスワードを変更してください。

job-keys = ログインの署名鍵の作成と交換
job-tidy = 30 秒だけ保管するデータの削除と、ログアウトの記録
job-logout = サイトやアプリへのログアウトの通知

event-key-made = 署名鍵を作成しました
event-app-connected = アプリを接続しました
event-app-signed-in = アプリにログインしました
event-app-refused = アプリへのログインを取り消しました
event-app-device-connected = 製品を接続しました
event-app-disconnected = アプリの接続を解除しました
event-app-revoked = アプリがログインを終了しました
event-app-token-reused = コードまたはトークンが 2 回使用されたため、アプリへのログインを終了しました
