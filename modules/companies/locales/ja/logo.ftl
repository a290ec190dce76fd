### 会社のロゴ（COM-9）

event-logo-set = 会社のロゴの変更
event-logo-removed = 会社のロゴの削除
logo = 会社のロゴ
logo-lede = 会社のページの上部に、会社のユーザーにのみ表示されます。
logo-none = ロゴはまだありません
logo-file = ファイル
logo-hint = PNG、JPEG、GIF。幅 200 ピクセル、高さ 64 ピクセル、256 KB まで。GIF アニメーションは 30 フレーム、10 秒まで。
logo-change = ロゴを変更
logo-upload = ロゴをアップロード
logo-saved = ロゴを保存しました。
logo-remove = ロゴを削除
logo-removed = ロゴを削除しました。
