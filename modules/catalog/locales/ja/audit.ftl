### 監査ログの文言

audit-record-product = 製品
audit-detail-part = 対象
audit-detail-code = コード
audit-detail-agreement = 契約書の版
