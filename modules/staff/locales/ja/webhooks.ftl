### Webhook の宛先と、送ったメッセージ。

scope-webhooks-read = Webhook とそのメッセージの閲覧
scope-webhooks-write = Webhook の追加・変更・削除
api-task-webhooks-text = ここで起きたことを、ほかのシステムにすぐに知らせます。
audit-record-webhook = Webhook
new-webhook = Webhook

webhooks-title = Webhook
webhooks-lede = ここで何かが起きるたびに、署名付きのメッセージをほかのシステムに送ります。
webhooks-none = Webhook はありません
webhooks-none-text = Webhook を追加すると、注文、ライセンス、アカウント、お問い合わせの変更をほかのシステムに知らせることができます。
webhook-add = Webhook を追加
webhook-new-title = Webhook の追加
webhook-edit = 編集
webhook-edit-title = Webhook の編集
webhook-name-hint = 受信側のシステム名など。
webhook-url = アドレス
webhook-url-hint = https:// で始まるアドレス。送信を始める前に、受信側が応答することを確認します。アドレスを変更すると、もう一度確認します。
webhook-types = イベント
webhook-type = イベント
webhook-all-events = すべてのイベント
webhook-all-events-hint = 今後のバージョンで追加されるイベントも含みます
webhook-area = 「{ $area }」のすべて
webhook-waiting = 送信待ちのメッセージ
webhook-failed = 失敗したメッセージ
webhook-next-try = 次回の再試行
webhook-old-secret = 以前のシークレットの有効期限
webhook-state-new = 未確認
webhook-state-on = 有効
webhook-state-off = 無効
webhook-state-broken = 一時停止中
webhook-failing = 送信失敗

webhook-secret-title = Webhook のシークレット
webhook-secret-once = シークレットを今すぐコピーしてください。再表示することも、後から調べることもできません。
webhook-secret-kept = シークレットを保存しました
webhook-next = 次の手順
webhook-next-text = 受信側のシステムにシークレットを設定してください。受信側はこのシークレットで各メッセージを検証し、種類が「{ $type }」のメッセージには、含まれているトークンをそのまま返します。設定が終わったら、Webhook を有効にしてください。

webhook-switch-on = 確認して有効にする
webhook-switch-off = 無効にする
webhook-test = テストメッセージを送信
webhook-test-message = テストメッセージ
webhook-is-on = 受信側の応答を確認し、Webhook を有効にしました。
webhook-is-off = Webhook を無効にしました。
webhook-tested = テストメッセージを送信しています。結果は「メッセージ」に表示されます。
webhook-new-notice = この Webhook はまだ有効ではありません。受信側のシステムにシークレットを設定してから有効にしてください。
webhook-broken-notice = 受信側が 1 日以上メッセージを受け付けていないため、この Webhook は一時停止中です。メッセージは 30 日間保管され、有効にすると順番に配信されます。
webhook-gone-notice = 受信側がすでに存在しないと応答したため（410 Gone）、Webhook を無効にしました。
webhook-failing-notice = { $count ->
   *[other] 直近の { $count } 回の送信に失敗しました。再試行します。
}
webhook-rotate-title = シークレット
webhook-rotate-text = シークレットが第三者に知られた可能性がある場合は、更新してください。24 時間は両方のシークレットで署名するため、受信側の設定を変更する間もメッセージは失われません。
webhook-rotate = シークレットを更新
webhook-remove-title = Webhook の削除
webhook-remove-text = Webhook と、送信待ちのものを含むすべてのメッセージを削除します。
webhook-remove-tick = この Webhook を削除する
webhook-remove = Webhook を削除
webhook-removed = Webhook を削除しました。

deliveries-title = メッセージ
deliveries-lede = 過去 30 日間にこの Webhook に送ったメッセージです。受信側の応答は、ステータス、サイズ、時間のみを保存します。
deliveries-none = メッセージはまだありません
deliveries-none-text = 何かが起きたとき、またはテストメッセージを送信したときに、ここに表示されます。
delivery-waiting = 送信待ち
delivery-retrying = 再試行中
delivery-delivered = 配信済み
delivery-failed = 失敗
delivery-sequence = 番号
delivery-attempts = 試行回数
delivery-answer = 応答
delivery-took = 時間（ミリ秒）
delivery-message = メッセージ ID
delivery-last-try = 前回の試行
delivery-next-try = 次回の再試行
delivery-bytes = 応答のサイズ（バイト）
delivery-body = 内容
replay-title = 再送
replay-text = メッセージの ID と番号は変わらないため、受信済みのものは受信側で無視できます。
replay-from = 開始日
replay-until = 終了日
replay-failed-only = 失敗したメッセージのみ
replay = 再送する
replayed = { $count ->
   *[other] { $count } 件のメッセージを再送しています。
}
replayed-one = メッセージを再送しています。
