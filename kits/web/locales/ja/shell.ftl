nav-bar = メインメニュー（ショートカット）
nav-more = その他
new = 新規作成
new-menu = 新しく作成
close = 閉じる
search-all = すべてを検索
shortcuts = キーボードショートカット
shortcut-search = 検索に移動
shortcut-arrows = メニュー内を移動
shortcut-close = メニューを閉じる
shortcut-single = 1 文字のショートカットを使用
filters-more = 絞り込み
plot-table = 表で表示
plot-number = 件数

area-customers = お客様
area-licensing = ライセンス
area-support = サポート
area-lab = ラボ
area-devices = デバイス
area-outreach = マーケティング
area-privacy = プライバシー
area-settings = 設定

home = ホーム
home-needs = 対応が必要です
home-steps = はじめに
home-recent = 最近のアクティビティ
home-plots = 状況
home-tasks-done = { $all } 件中 { $done } 件完了
home-tasks = ポータルの初期設定
home-done = 完了
home-open = 未完了

event-backup-made = データベースをバックアップ

## The page that leads to another site

leave-title = お待ちください
leave-text = 次のページへ移動しています。移動しない場合は、下のボタンから進んでください。
leave-go = 続ける

live-full = 開いているページが多すぎます。いくつか閉じるか、1 分ほどしてからこのページを再読み込みしてください。
