### デバイスが有効化できる、またはできない理由を項目ごとに示す (LIC-10)

explain-title = 別のデバイスを有効化できるか
explain-open = 有効化の可否を確認
explain-lede = このライセンスで別のデバイスを有効化するときの確認項目と、有効化できない場合の理由です。
explain-lede-staff = お客様がこのライセンスで別のデバイスを有効化するときに示される内容です。表示しても何も変わりません。
explain-back = ライセンスに戻る
explain-passes = 別のデバイスを有効化できます
explain-passes-text = 有効化を妨げるものはありません。
explain-fix = 対処する
explain-final = 解決するまで、もう一度試しても結果は変わりません。
explain-passing = 時間をおいて、もう一度お試しください。
explain-rules = 確認項目
explain-rule = 項目
explain-value = 現在
explain-limit = 条件
explain-said = 結果
explain-passed = 問題なし
explain-failed = 条件を満たしていない
explain-not-asked = 未確認
rule-request = リクエストの形式が正しい
rule-code = コードに入力誤りがない
rule-device = デバイスの情報が正しい
rule-clock = デバイスの時計が正しい
rule-guesses = 誤ったコードの入力が多すぎない
rule-rate = 短時間のリクエストが多すぎない
rule-known = コードに該当するライセンスがある
rule-product = ライセンスがこの製品のものである
rule-application = ライセンスがこのアプリケーションのものである
rule-region = この国で製品を利用できる
rule-replaced = コードが別のコードに置き換えられていない
rule-blocked = ライセンスが停止されていない
rule-verified = ライセンスの確認が済んでいる
rule-term = ライセンスの有効期限が切れていない
rule-activate-by = 最初の有効化の期限を過ぎていない
rule-agreement = 使用許諾契約書に同意している
rule-seat = 空きが 1 台分ある
rule-transfers = デバイス間の移動が多すぎない
rule-returns = 同じデバイスの再有効化が多すぎない
rule-here = このアカウントにまだ追加されていない
rule-accounts = ほかのアカウントにも追加できる
rule-hours = { $count ->
   *[other] { $number } 時間
}
