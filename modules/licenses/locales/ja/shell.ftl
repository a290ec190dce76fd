nav-downloads = ダウンロード
new-order = 注文
way-activate = 製品を有効化
way-activate-text = メール、パッケージ、カードに記載のコードを追加します。
way-manage = ライセンスを管理
way-manage-text = 製品、デバイス、有効期限を確認します。
way-seller = 販売元を調べる
way-seller-text = ライセンスの販売元と連絡先を確認できます。
search-keys-licenses = アクティベーションコードまたはその末尾 5 文字、ライセンス番号
search-keys-orders = 注文番号
search-mistyped = アクティベーションコードの入力に誤りがあるようです。各グループを元のコードと照らし合わせてください。
search-all-licenses = すべてのライセンスを表示

downloads-lede = お持ちのライセンスで使用できるアプリケーションです。
downloads-none = ダウンロードできるものはまだありません
downloads-none-text = ライセンスを追加すると、使用できるアプリケーションが表示されます。

home-products = お持ちの製品
home-all-licenses = すべてのライセンス
card-seats = { $used } / { $all } 台
card-activate = 有効化
card-why = 理由を確認
card-until = { $day }まで
card-ended = { $day }に期限切れ
card-missed = { $day }までに有効化されませんでした
card-activate-by = 有効化期限：{ $day }

step-add = コードを追加
step-add-text = 注文確認メール、パッケージ、カードに記載されています。
step-download = ダウンロード
step-download-text = お使いのデバイス用のアプリケーションを入手してインストールします。
step-activate = 有効化
step-activate-text = アプリケーションでコードを入力します。ライセンスにデバイスが表示されます。

need-blocked = { $product } は停止中です
need-awaiting = { $product } は確認待ちです
need-planned = { $product } は { $day }に停止される予定です
need-ending = { $product } の有効期限は { $day }です
need-ending-text = 引き続きお使いいただくには、期限までに更新してください。
need-fresh = { $product } はまだ有効化されていません
need-fresh-text = デバイスにインストールし、アクティベーションコードを入力してください。
need-many-blocked = 停止中のライセンスが { $count } 件あります
need-many-fresh = 未使用のライセンスが { $count } 件あります
need-show = 表示
need-open = 開く
need-verification = 確認待ちのライセンスが { $shown } 件あります
need-verification-text = 追加したお客様を確認し、承認または却下してください。

tile-orders-today = 今日の注文
tile-awaiting = 確認待ち
tile-planned = 停止の予定
plot-issued = 発行したライセンス
plot-ending = 期限を迎えるライセンス
plot-day = 日付
plot-total = { $days } 日間で { $sum } 件
