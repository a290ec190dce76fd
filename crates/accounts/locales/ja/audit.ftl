### 監査ログの文言

audit-event-account-registered-again = 登録済みアドレスでの再登録の試み
audit-event-account-viewed = アカウントを閲覧
audit-event-account-searched = メールアドレスでアカウントを検索
audit-event-account-deleted = アカウントを削除
audit-event-account-unconfirmed-erased = 未確認の登録を消去

audit-customer = お客様
audit-record-account = アカウント
audit-record-session = セッション
audit-detail-device = デバイス
audit-detail-sessions = セッションの数
audit-detail-on = オンの通知
audit-event-account-sign-ins-unknown = 登録のないアドレスでのログイン試行（1 時間分）
audit-detail-failures = 件数
