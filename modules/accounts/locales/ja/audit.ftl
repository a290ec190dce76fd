### 監査ログの文言

audit-customer = お客様
audit-record-account = アカウント
audit-record-session = セッション
audit-detail-device = デバイス
audit-detail-sessions = セッションの数
audit-detail-on = オンにした通知
audit-detail-failures = 件数
