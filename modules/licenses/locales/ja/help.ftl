### ライセンスについての問い合わせ先 (LIC-35) と、ライセンスに含まれるもの (LIC-33, LIC-34)

help-title = このライセンスについて問い合わせる
help-which = どのようなことでお困りですか？
help-other = 別の内容を選択
help-lost-code = アクティベーションコードを紛失した
help-lost-code-what = 販売元は、注文からコードを確認できます。
help-block = 誤ってライセンスが停止された
help-block-what = 販売元は支払い状況を把握しており、停止の見直しを提供元に依頼できます。
help-adding = コードを追加できない
help-adding-what = 販売元は、注文に対応するコードを確認し、誤りがあれば交換できます。
help-top-up = 台数の追加後に新しいコードが届かない
help-top-up-what = 販売元は、新しいコードが送信されたかどうかと、その宛先を確認できます。
help-delivery = 注文や配送について
help-delivery-what = 注文を受けた販売元は、配送状況の確認や再送ができます。
help-documents = 請求書や検収書などの書類について
help-documents-what = 書類は販売元が発行しています。再送を依頼できます。
help-purchase = 注文についての問い合わせ
help-purchase-text = まず販売元にお問い合わせください。連絡先をメールでお知らせします。
brings-title = このライセンスに含まれるもの
brings-seats = 台数
brings-devices = { $count ->
   *[other] 同時に { $number } 台
}
brings-term = 利用期間
brings-support = 標準サポート
brings-services = その他のサービス
brings-account-some = 一部の機能は、ライセンスがアカウントに追加されている間だけ使用できます。
brings-account-all = すべての機能は、ライセンスがアカウントに追加されている間だけ使用できます。
