### The life of a license: top-up, renewal, reserve, merge (LIC-18, LIC-19).

## On pages

status-superseded = 統合済み
life-title = 更新とコード
life-text = このライセンスの期限が切れたときに引き継ぐコードを追加したり、更新の際に複数のコードを 1 つに統合したりできます。
life-ends = { $day }まで
life-seats = { $shown } 台
life-open = { $number } を開く
life-merged-title = ライセンス { $number } に統合済み
life-merged-text = デバイスは、古いコードが無効になるまでそのまま使用でき、台数は統合先で数えます。それまでに新しいコードで有効化してください。
life-undone-title = 統合を取り消しました
life-undone-text = このライセンスに統合されていたライセンスは、再び有効です。このライセンスは使用できません。
life-waits-title = ライセンス { $number } の期限切れを待機中
life-waits-text = 期限が切れると、利用期間、台数、コードが自動的に引き継がれます。それまでは有効化できません。
life-devices-title = 古いコードを使用中のデバイスが { $count } 台あります
life-devices-text = 新しいコードで有効化してください。古いコードは { $moment } に無効になります。
life-devices-text-now = 新しいコードで有効化してください。
life-devices-see = デバイスを表示
life-devices = 古いコードを使用中のデバイス
life-devices-hint = 新しいコードで有効化するか登録を解除するまで、台数に数えられます。
life-key-file-title = このコードにはキーファイルが必要です
life-license = ライセンス
life-code-stops = コードが無効になる日時
life-reserve = 予備
life-parent = 統合元
life-old-code = 古いコードが無効になる日時
life-transition = 移行期間（日数）
life-transition-hint = この日数の間は、デバイスを古いコードのまま使用できます。0 の場合、すぐに無効になります。
life-line = 注文の明細番号
life-line-hint = 例：ORD-118/2。同じ明細で 2 回変更されることはありません。
life-told-before = この明細は記録済みです。何も変更していません。

## Top-up and renewal, by staff

top-up = シートを追加
top-up-text = 有効期限は変わらず、新しいコードを発行します。コードはお客様にメールで送信され、古いコードは移行期間の後に無効になります。
top-up-seats = 追加するシート数
top-up-now = シートを追加
top-up-done = シートを追加し、新しいコードをメールで送信しました。
renew-license = 更新
renew-text = 新しい利用期間は、現在の有効期限の後に始まります。期限切れから 30 日を過ぎている場合は、今日から始まります。
renew-until = 最終日
renew-until-hint = 利用期間の代わりに、支払い済みの期間の最終日を指定します。
renew-new-code = 新しいコードを発行する
renew-now = ライセンスを更新
renew-done = ライセンスを更新し、お客様にメールで通知しました。

## Reserve

reserve-title = 予備のコードを追加
reserve-text = 予備にできるのは、同じ製品・エディション・種類で、まだ有効化していないコードです。このライセンスの期限が切れると、自動的に引き継がれます。
reserve-none = 該当するコードがありません。更新を購入してコードを追加してから、もう一度お試しください。
reserve-code = 予備のコード
reserve-add = 予備を追加
reserve-remove = 予備から外す
reserve-added = 予備を追加しました。ライセンスの期限が切れると引き継がれます。
reserve-removed = 予備から外しました。そのコードは再び有効化できます。

## Merge

merge = コードを統合
merge-title = 更新時にコードを統合
merge-text = 複数のコードが 1 つの新しいコードになります。購入済みの「台数 × 残り日数」は変わりません。
merge-licenses = 統合するライセンス
merge-renewal = 更新
merge-renewal-hint = 更新のために購入し、まだ有効化していないコードです。
merge-none-staff = このお客様には、同じ種類の未使用のコードがありません。先に更新分を発行してください。
merge-preview = 結果を確認
merge-preview-title = 統合内容の確認
merge-in = 統合するもの
merge-out = 統合後
merge-days-in = 台数 × 日数（統合前）
merge-days-out = 台数 × 日数（統合後）
merge-devices = 使用中のデバイス
merge-stop-now = 古いコードはすぐに無効になります。デバイスを新しいコードで有効化してください。
merge-stop-later = 古いコードはあと { $shown } 日間使用できます。それまでにデバイスを新しいコードで有効化してください。
merge-confirm = コードを統合
merge-done = コードを統合し、新しいコードをメールで送信しました。
merge-undo = 統合を取り消す
merge-undo-title = 統合はまだ取り消せます
merge-undo-text = 新しいコードでデバイスを有効化するまでは、元のコードに戻せます。
merge-undo-ask = 次のライセンスが、それぞれの台数と有効期限で再び有効になります：{ $numbers }。新しいコードは使用できなくなります。
merge-undone = 統合を取り消しました。元のコードは再び有効です。

## Refusals

life-line-taken = この注文の明細は、別のライセンスまたは変更で記録済みです。今回の変更の明細番号を入力してください。
life-trial = 体験版のライセンスは、台数の追加、更新、統合、予備の対象になりません。
life-next-buy = ライセンスを購入し、そのコードを追加してください。
life-blocked = ライセンスは停止中か、停止の予定があります。停止が解除されるまで変更できません。
life-expired = ライセンスの期限が切れています。
life-next-renew = 先に更新してください。
life-merged = このライセンスは別のライセンスに引き継がれています。引き継ぎ先を変更してください。
life-not-activated = ライセンスがまだ有効化されていないため、利用期間が始まっていません。先にデバイスを有効化してください。
life-no-end = このライセンスは無期限のため、利用期間の延長は不要です。
life-shorter = ライセンスの有効期限は、すでにそれより後です。より後の日付を入力してください。
life-in-reserve = ライセンスは予備として待機中です。先に予備から外してください。
life-has-reserve = 変更すると、予備のコードの条件に合わなくなります。先に予備から外してください。
life-no-reserve = このライセンスには予備がありません。
life-other-type = 同じ製品・エディション・種類のコードを選択してください。
life-already-begun = このコードは使用済みです。まだ有効化していないコードを選択してください。
life-activate-by = このコードの有効化期限は、引き継ぎの時期より前です。別のコードを選択してください。
life-fewer-seats = 予備には、ライセンスと同じ { $seats } 台以上が必要です。
life-only-at-renewal = コードを統合できるのは更新時だけです。まだ有効化していない更新用のコードが必要です。
life-next-buy-renewal = 更新を購入してコードを追加してから、統合してください。
life-merge-choice = ライセンスを 1～49 件、重複なく選択してください。
life-other-customer = 別のお客様のライセンスが含まれています。同じお客様のライセンスを選択してください。
life-devices-in-use = 使用中のデバイスが多すぎます（{ $devices } 台）。統合後のライセンスは { $seats } 台までです。
life-merge-too-large = 統合後に残りの期間がなくなるか、台数が 100,000 台を超えます。別のライセンスを選択してください。
life-not-merged = このライセンスは統合で作成されたものではないか、統合が取り消されています。
life-merge-in-use = 新しいコードが使用されたか、ライセンスがその後変更されたため、統合は取り消せません。

## What products are told

activation-key-file-only = このライセンスには台数が追加されています。新しいコードはオンラインでは有効化できません。
activation-next-key-file = アカウントで新しいコードのキーファイルをダウンロードし、製品で開いてください。
activation-merged = このコードは、別のコードに置き換えられました。
activation-next-new-code = メールまたはアカウントにある新しいコードを使用してください。
activation-in-reserve = このコードは、別のライセンスの期限が切れるまで予備として待機しています。
activation-next-in-reserve = 現在有効なライセンスのコードを使用するか、アカウントで予備から外してください。

## Mails

mail-topped-up-title = { $product } の台数を追加しました：新しいコードのご案内
mail-topped-up-lead = { $product } のライセンス（{ $number }）に { $more } 台を追加しました。有効期限は変わらず、合計 { $seats } 台で使用できます。
mail-renewed-title = { $product } のライセンスを更新しました
mail-renewed-lead = { $product } のライセンス（{ $number }）を更新しました。新しい有効期限：{ $end }
mail-reserve-added-title = { $product } の予備のコードを追加しました
mail-reserve-added-lead = ライセンス { $number } の期限が切れると、ライセンス { $reserve } が引き継ぎます。有効期限：{ $end }
mail-took-over-title = { $product } の予備のコードに切り替わりました
mail-took-over-lead = { $product } のライセンス（{ $number }）は予備のコードに切り替わりました。デバイスでの操作は必要ありません。新しい有効期限：{ $end }、台数：{ $seats }
mail-merged-title = { $product } のコードを 1 つに統合しました
mail-merged-lead = ライセンス { $numbers } を、ライセンス { $number } に統合しました。台数：{ $seats }、有効期限：{ $end }
mail-merge-undone-title = { $product } のコードの統合を取り消しました
mail-merge-undone-lead = ライセンス { $numbers } は、それぞれの台数と有効期限で再び有効です。ライセンス { $number } は使用できません。
mail-life-code = 新しいコードは次のとおりです。このコードでデバイスを有効化してください。
mail-life-old-now = 古いコードは無効になりました。古いコードのデバイスは、次にライセンスを確認するまで使用できます。
mail-life-old-until = 古いコードは { $moment } まで使用できます。それまでに、新しいコードでデバイスを有効化してください。
mail-merged-undo = 新しいコードでデバイスを有効化するまでは、アカウントで統合を取り消せます。
mail-life-open = ライセンスを開く
mail-life-open-all = ライセンスの一覧を開く
mail-life-reason = ライセンス { $number } をお持ちのため、このメールをお送りしています。

## The log and the jobs

data-changes = ライセンスの変更
data-change = 変更
data-changed-at = 変更日
data-seats-before = 変更前の台数
data-seats-after = 変更後の台数
data-ends-before = 変更前の有効期限
data-ends-after = 変更後の有効期限
event-license-topped-up = シートの追加
event-license-term-renewed = ライセンスの更新
event-license-reserve-added = 予備の追加
event-license-reserve-removed = 予備の取り外し
event-license-reserve-took-over = 予備への切り替え
event-license-merged = 統合によるライセンスの作成
event-license-merged-into = 別のライセンスへの統合
event-license-merge-undone = 統合の取り消し
audit-detail-until = 期限
job-reserves = 期限切れライセンスの予備への切り替え
