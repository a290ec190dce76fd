### 監査ログの文言

audit-record-license = ライセンス
audit-record-order = 注文
audit-record-seller = 販売元
audit-record-signing-key = 署名鍵
audit-detail-batch = 一括発行の ID
audit-detail-total = コードの数
audit-detail-seats = シート
audit-detail-source = 販売元
audit-detail-number = 番号
audit-detail-entries = 登録数
audit-detail-activation = 有効化の ID
audit-detail-kid = 鍵の ID
audit-detail-reason = 理由
audit-detail-from = 開始
audit-detail-seller = 販売元
audit-detail-by = 検索方法
audit-detail-accepted = 契約書の版
audit-by-code = コード全体
audit-by-last-group = コードの末尾
audit-by-email = メールアドレス
audit-by-number = ライセンス番号
audit-by-account = アカウント
