### 監査ログの文言

audit-group-staff = 担当者とアクセス
audit-group-keys = キー
audit-group-operation = 運用
audit-record-staff = 担当者
audit-record-api-key = API キー
audit-record-job = ジョブ
audit-record-any = 記録
audit-record-rule = 保持期間のルール
audit-record-file = ファイル
audit-detail-roles = 役割
audit-detail-roles-before = 変更前の役割
audit-detail-rights = アクセス権の記録番号
audit-detail-factor = 方法
audit-detail-job = ジョブの種類
audit-detail-count = 件数
audit-detail-scopes = 権限の範囲
audit-detail-keys-revoked = 取り消した API キー
audit-detail-ended = セッションの数
audit-detail-rule = ルール
audit-detail-rows = 記録の数
audit-factor-app = 認証アプリ
audit-factor-password = パスワード
audit-factor-recovery-code = リカバリーコード

## What of the log is shown

audit-search = 検索
audit-search-hint = ライセンス番号、注文番号、お客様のメールアドレス、担当者の名前
audit-search-cut = 一致するものが { $most } 件を超えています。最初の { $most } 件の記録だけを表示しています。番号またはメールアドレスで検索してください。
audit-show = 表示
audit-changes = 変更
audit-looks = 閲覧と検索
audit-everything = すべて

## Team

last-sign-in = 最終ログイン
