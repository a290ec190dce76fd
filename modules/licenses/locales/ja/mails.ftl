### コードのメール：購入内容

mail-codes-downloads = ダウンロード
mail-codes-product = 製品
mail-codes-term = 利用期間
mail-codes-seats = 台数
mail-codes-activate-by = 有効化期限
mail-codes-order = 注文番号
