### ベンダーのブランド

about = { $brand } のライセンス、デバイス、アカウントをまとめて管理できます。
link-home = 公式サイト
link-shop = ストア
link-privacy = プライバシーポリシー
link-terms = 利用規約
link-imprint = 運営者情報
link-status = 稼働状況

preview-title = お持ちのライセンス
preview-text = ページの文章はこのように表示されます。
preview-chosen = 表示中のページ
preview-link = ほかのページへのリンク
preview-button = ボタン
