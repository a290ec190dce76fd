home = ホーム
home-hello = ようこそ
home-hello-name = ようこそ、{ $name } 様
home-empty = 現在、対応が必要な項目はありません
home-empty-text = 製品やお知らせがここに表示されます。
home-all-activity = すべてのアクティビティ
front-title = { $brand } へようこそ
front-lede = 製品の有効化、ライセンスとデバイスの管理、サポートのご利用はこちらから。
front-help = サポートを利用
front-help-text = ガイドを読む、サポートに問い合わせる。
search-keys = メールアドレス
staff-overview = 概要
front-recover = ログインできない場合
front-recover-text = パスワードを再設定できます。

staff-notes = 内部メモ
staff-noted = 内部メモ { $count } 件（最新のものを表示）
staff-all-notes = 内部メモを表示
