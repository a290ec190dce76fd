### Offers and revisions of editions (LIC-1)

edition-revision = 改訂
offer = 販売内容
offers = 販売内容
offers-none = 販売内容はまだありません。ショップは製品・エディション・期間の代わりに販売内容を指定できます。
offer-add = 販売内容を追加
offer-choose = 選択してください
offer-code = 販売コード
offer-code-hint = カタログ全体で一意です。ショップが注文時に送信します。
offer-kind = 種類
offer-kind-commercial = 商用
offer-kind-subscription = サブスクリプション
offer-kind-trial = 体験版
offer-kind-nfr = 再販禁止（NFR）
offer-seats = シート数
offer-seats-min = シート数（または最少シート数）
offer-seats-max = 最多シート数
offer-seats-max-hint = シート数が固定の場合は空欄にします。
offer-seats-step = 増加単位
offer-regions = 対象国
offer-regions-hint = JP、DE などの 2 文字のコード。空欄の場合は、製品を販売しているすべての国が対象です。
# $min (String) - the fewest
# $max (String) - the most
offer-seats-between = { $min }～{ $max }
# $min (String) - the fewest
# $max (String) - the most
# $step (String) - by how many it grows
offer-seats-in-steps = { $min }～{ $max }（{ $step } 単位）
# $number (String) - the revision
offer-revision = 改訂 { $number }
offer-retired = 販売終了
offer-retire = 販売を終了
offer-retired-now = この販売内容の販売を終了しました。購入済みのライセンスはそのままです。
wrong-sold = 販売済みのライセンスがこの識別子を使用しているため、変更できません。
wrong-not-of-offer = この販売内容とは異なります。空欄にするか、販売内容のとおりに入力してください。
event-offer-created = 販売内容を追加
event-offer-changed = 販売内容を変更
event-offer-retired = 販売内容の販売を終了
event-offer-removed = 販売内容を削除
