### アカウントのない購入者（ACC-3）

mail-codes-set = パスワードを設定する
mail-codes-set-term = このメールアドレスでアカウントを作成しました。パスワードを設定すると、ライセンスがアカウントに追加され、コードをいつでも確認できます。リンクは 7 日間有効です。期限を過ぎた場合は、「パスワードをお忘れですか？」から新しいリンクをリクエストしてください。別のメールアドレスのアカウントをお持ちの場合は、そちらでコードを追加してください。
order-invite = パスワード設定リンクを送信
order-invited = リンクを送信しました。
refusal-invite-nobody = この注文にはメールアドレスが登録されていないため、リンクを送信できません。
refusal-invite-has-account = 購入者はすでにアカウントをお持ちで、ログインできます。メールは送信されませんでした。
refusal-invite-too-often = リンクは先ほど数回送信されました。1 時間後にもう一度お試しください。
event-order-buyer-invited = 購入者へのパスワード設定リンクの送信

### 購入履歴と保存済みカード（ACC-19）

purchases-title = 購入履歴
purchases-lede = このアカウントのメールアドレスで購入した製品と、請求書を確認できます。
purchases-none = 購入履歴はまだありません
purchases-none-text = お客様のメールアドレスでショップから購入すると、ここに表示されます。アクティベーションコードをお持ちの場合は、ライセンスに追加してください。
purchase-products = 製品
purchase-nothing-yet = 未納品
purchase-line = { $count ->
    [1] { $product }、{ $seats } 台
   *[other] { $product } × { $count }、各 { $seats } 台
}
purchase-made = 購入日
purchase-amount = 金額
purchase-payment = 支払い
purchase-invoice = 請求書
purchase-invoice-open = 請求書を開く
purchase-again = 再購入
payment-paid = 支払い済み
payment-part-refunded = 一部返金済み
payment-refunded = 返金済み
payment-disputed = 支払いに関する問題
card-title = 保存済みカード
card-none = 保存済みのカードはありません。ショップでのお支払い時に保存を選択できます。ここに保存されるのは、下 4 桁と有効期限のみです。
card-text = ショップで保存を選択されたカードです。ここに保存されるのは、下 4 桁と有効期限のみです。
card-number = カード
card-expires = 有効期限
card-saved = 保存日
card-remove = カードを削除
card-removed = カードを削除しました。ショップにも削除を通知します。
refusal-card-number = カード番号の下 4 桁を超える桁数です。何も保存していません。カード番号は送信しないでください。
refusal-card-unreadable = カード番号の下 4 桁と有効期限の月を、「4242」「2028-09」のように送信してください。
refusal-card-ended = カードの有効期限が切れているか、有効期限が先すぎます。
refusal-card-no-account = この注文はまだどのアカウントにも属していないため、カードを表示するアカウントがありません。
refusal-card-taken-back = お客様が保存済みカードを削除しました。先にショップで削除し、ここからも削除してください。
refusal-card-not-yours = 保存済みカードを削除するには、ログインしてください。
event-order-payment-told = ショップによる支払い情報の更新
event-card-saved = ショップでのカードの保存
event-card-taken-back = 保存済みカードの削除
event-card-removed = ショップによる保存済みカードの削除

### お客様がオンにする通知（ACC-16）

notify-license-expires = ライセンスの有効期限が近づいたとき
notify-payment-changed = 返金など、注文の支払い状況が変わったとき
mail-expires-title = { $product } のライセンスの有効期限は { $day }です
mail-expires-lead = { $product } のライセンス { $number } の有効期限は { $day }です。
mail-expires-title-many = { $count } 件のライセンスの有効期限が近づいています
mail-expires-lead-many = 次の { $count } 件のライセンスの有効期限が近づいています。
mail-expires-line = { $name }、{ $number }：{ $day }まで
mail-expires-renew = ライセンスを更新する
mail-expires-open = ライセンスを開く
mail-expires-show = ライセンスを表示する
mail-expires-after = 期限を過ぎると、デバイス上の製品は次回のライセンス確認時に使用できなくなります。
mail-expires-reason = プロフィールでライセンスの有効期限に関する通知をオンにされているため、このメールをお送りしています。
mail-payment-title = 注文 { $number }：{ $state }
mail-payment-lead = ご注文 { $number } の支払い状況がショップにより更新されました：{ $state }。
mail-payment-open = 購入履歴を開く
mail-payment-after = お心当たりのない場合は、販売元にお問い合わせください。販売元は購入履歴で確認できます。
mail-payment-reason = プロフィールで支払いに関する通知をオンにされているため、このメールをお送りしています。
job-expiry-notices = ライセンスの有効期限の通知
