### 製品のアイコン

event-product-icon-changed = 製品アイコンを変更
product-icon = アイコン
product-icon-file = ファイル
product-icon-hint = PNG、JPEG、GIF。正方形、32 ピクセル以上（128 ピクセル推奨）、256 KB まで。
product-icon-upload = アップロード
product-icon-remove = アイコンを削除
product-icon-saved = アイコンを保存しました。
product-icon-removed = アイコンを削除しました。
