### Contracts of a company (LIC-27 to LIC-29): their pages, certificates and emails.

contracts-lede = 会社が購入したプレミアムサポートと、利用できる人、残り件数です。
contracts-none = 契約はまだありません
contracts-none-text = 会社のプレミアムサポート契約がここに表示されます。購入済みの場合は、有効化をご依頼ください。注文番号（わかる場合）と、契約を利用する方をお知らせください。
contract-activate = 契約を有効化
contract-renew = 契約を更新
contract-history = 履歴
contract-all-products = すべての製品
contract-critical-yes = 含まれます
contract-critical-no = 含まれません
contract-left-of = { $count ->
   *[other] { $all } 件中 { $shown } 件
}
contract-is-over = この契約は利用も変更もできません。残っていた件数は失効しました。
contract-now-over = この契約は終了しました
contract-ends-text = 残っている件数は終了日に失効し、別の契約には移せません。
contract-ledger-open = すべて表示
contract-ledger-text = 追加、確保、使用、返却、失効のすべての記録です。
contract-ledger-unlimited = この契約は無制限です。どのお問い合わせで利用されたかは確認できます。
ledger-units = 件数
ledger-corrected = サポートによる訂正
ledger-none-text = お問い合わせで契約が利用されると、ここに記録が表示されます。
correction-bought = 追加購入
correction-goodwill = サービスとして付与
correction-billing = 請求の訂正
correction-mistake = 登録の誤り
end-customer = 会社による解約
end-unpaid = 未払い
end-replaced = 別の契約への切り替え
contract-contacts-text = この契約のレベルでお問い合わせできるのは、ここに登録された方のみです（「契約の利用」の権限も必要です）。最大 { $most } 名まで、会社のユーザー、または確認済みドメインのアドレスを持つ方を登録できます。それ以外の方についてはサポートにご依頼ください。
contract-contacts-saved = 連絡担当者を保存しました。
contract-number = 契約番号
contract-max-contacts = 連絡担当者の上限
contract-asked-by = 有効化の依頼
contract-asked-text = 下のフォームの注文と連絡担当者を確認してから、契約を登録してください。登録すると依頼に回答され、関係者にメールが送信されます。
contract-of-request = 契約を登録すると、有効化の依頼に回答され、関係者に通知されます。
ask-activation = 注文番号を入力するか、「注文番号がわからない」にチェックを入れ、契約を利用する方をご記入ください。請求書や注文確認書があれば、ファイルとして添付してください。
field-order-unknown = 注文番号がわからない
staff-contract-change = 延長・訂正・終了
contract-extend = 契約を延長
contract-extend-hint = 現在の終了日より後の日付。新しい終了日の前に、あらためて通知されます。
contract-new-end = 新しい最終日
contract-correct = 件数を訂正
contract-more-units = 増減する件数
contract-more-units-hint = 例：5 または -2。確保中、使用済みの件数は変わりません。
contract-end = 契約を終了
contract-end-text = 契約は直ちに終了し、残っている件数は失効します。対応中のお問い合わせは猶予期間の間続き、その後取り消されます。元に戻すことはできません。
contract-end-tick = この契約で間違いないことを確認しました
contract-issue = 証明書の発行番号
contract-latest-issue = 最新の発行
contract-issue-of = 第 { $number } 号（{ $day }）
contract-activated = 契約「{ $name }」（番号：{ $number }）が有効になりました。期間は { $from } から { $to } までです。
contract-activated-more = 会社のページの「契約」で、連絡担当者、残り件数、証明書をご確認いただけます。

contract-certificate = 契約証明書
contract-certificate-lede = プレミアムサポート契約 { $number }（発行元：{ $vendor }）
contract-certificate-page = { $page } / { $of } ページ
contract-certificate-no-contacts = 連絡担当者は登録されていません。
contract-certificate-others = { $count ->
   *[other] この写しに記載のない連絡担当者が、ほかに { $count } 名います。
}
contract-certificate-foot = { $vendor } · 契約証明書 { $number }
contract-certificate-download = PDF をダウンロード（{ $language }）
contract-certificate-panel = 会社、レベル、期間、件数、連絡担当者を記載した PDF です。受け取った方は、証明書が本物かどうかを確認できます。
contract-check = 契約証明書の確認
contract-check-text = 確認コード：{ $code }。QR コードを読み取るか、次のアドレスを開くと、この証明書が本物かどうか、契約が現在も有効かどうかを確認できます。
contract-check-picture = この証明書を確認するページの QR コード
contract-check-lede = 証明書に記載された契約番号と確認コードを入力してください。
contract-check-button = 証明書を確認
contract-code = 確認コード
contract-code-hint = QR コードの横にある 24 文字の英数字です（例：8K2M-…）。
contract-company-hint = 証明書に記載されたとおりに入力すると、その会社宛ての証明書かどうかを確認できます。
contract-company-button = 会社を確認
contract-company-same = 証明書の記載と一致
contract-company-other = 証明書の記載と一致しません
contract-another = 別の証明書を確認
contract-not-genuine = この証明書を確認できませんでした
contract-genuine = この証明書は本物です
contract-now-active = 契約は現在有効です。証明書の記載と照らし合わせてください。より新しい発行では連絡担当者が異なる場合があります。
contract-now-planned = 証明書は当ポータルで発行されたものです。契約はまだ始まっていません。
contract-now-ended = 証明書は当ポータルで発行されたものですが、契約は終了しています。
contract-today = 現在の状態
refusal-contract-number = 証明書に記載された契約番号を入力してください。
refusal-contract-code = 確認コードの英数字 24 文字をすべて入力してください。ハイフンは省略できます。
refusal-contract-not-genuine = この契約番号と確認コードの証明書は発行されていません。入力に誤りがないかご確認ください。
refusal-contract-contacts-most = この契約に登録できる連絡担当者は { $most } 名までです。減らすか、追加をサポートにご依頼ください。
refusal-contract-contacts-company = 会社のユーザー、または確認済みドメインのアドレスを登録してください。それ以外の方についてはサポートにご依頼ください。
refusal-contract-ended = 契約は終了しています。新しい契約をご利用ください。
refusal-contract-changed = その間に別の人が契約を変更しました。現在の内容を確認してから、もう一度保存してください。
refusal-contract-end = 現在の終了日より後の日付を選択してください。
refusal-contract-units = 確保中と使用済みの件数より少なくすることはできず、上限は 1,000,000 件です。別の数を入力してください。
refusal-contract-unlimited = この契約は無制限のため、訂正する件数がありません。
refusal-contract-request = この会社の契約有効化の依頼ではありません。依頼なしで登録するか、正しい会社を選択してください。
refusal-contract-activated = この依頼からはすでに契約が登録されています。その契約を開いてください。

mail-contract-active-title = 契約が有効になりました
mail-contract-active-lead = { $company } は契約「{ $name }」によりプレミアムサポートをご利用いただけます。
mail-contract-planned-title = 契約は { $day } に始まります
mail-contract-planned-lead = { $company } のプレミアムサポート契約「{ $name }」を登録しました。{ $day } からご利用いただけます。
mail-contract-certificate = 証明書（PDF）を添付しました。契約のページでは、3 か国語の証明書、連絡担当者、残り件数をご確認いただけます。
mail-contract-certificate-own = お客様を連絡担当者として記載した証明書（PDF）を添付しました。すべての連絡担当者を記載した証明書は、会社にあります。
mail-contract-extended-title = 契約は { $day } まで延長されました
mail-contract-extended-lead = 契約「{ $name }」は { $day } まで延長されました。
mail-contract-contacts-title = 契約の連絡担当者が変更されました
mail-contract-contacts-lead = 契約「{ $name }」（{ $company }）の連絡担当者が変更されました。
mail-contract-added = { $count ->
   *[other] 追加：{ $count } 名
}
mail-contract-removed = { $count ->
   *[other] 削除：{ $count } 名
}
mail-contract-contacts-next = 現在の連絡担当者を記載した新しい証明書を添付しました。心当たりのない変更の場合は、管理者にお問い合わせください。
mail-contract-corrected-title = 契約の件数が変更されました
mail-contract-corrected-lead = { $count ->
   *[other] 契約「{ $name }」（{ $company }）の件数は、合計 { $shown } 件になりました。
}
mail-contract-ends-title = 契約は { $day } に終了します
mail-contract-ends-lead = 契約「{ $name }」（{ $company }）は { $day } に終了します。
mail-contract-rest = 残っている件数は終了日に失効し、別の契約には移せません。
mail-contract-units-title = 契約の件数の { $percent }% が使用されました
mail-contract-units-lead = 契約「{ $name }」（{ $company }）の件数のうち、{ $percent }% が確保または使用されています。
mail-contract-none-left-title = 契約の残り件数がなくなりました
mail-contract-none-left-lead = 契約「{ $name }」（{ $company }）の件数は、すべて確保または使用されています。
mail-contract-none-left-next = 標準サポートは引き続きご利用いただけます。この契約の件数を増やす場合は、サポートにご依頼ください。
mail-contract-ended-title = 契約が終了しました
mail-contract-ended-lead = 契約「{ $name }」（{ $company }）が終了しました。
mail-contract-ended-why = 理由：{ $reason }
mail-contract-lapsed = { $count ->
   *[other] 残っていた { $count } 件は失効しました。
}
mail-contract-ended-next = この契約で対応中のお問い合わせは、あと数日間続きます。同じレベルを引き続きご利用になるには、契約を更新してください。
mail-contract-outside-ask = この契約についてのご質問は、{ $company } の管理者にお問い合わせください。
mail-contract-outside-renew = 同じレベルのサポートを引き続きご利用になるには、{ $company } の管理者に契約の更新をご依頼ください。
mail-contract-outside-none-left = 標準サポートは引き続きご利用いただけます。この契約の件数を増やす場合は、{ $company } の管理者にご依頼ください。
mail-contract-outside-ended = この契約で対応中のお問い合わせは、あと数日間続きます。同じレベルを引き続きご利用になるには、{ $company } の管理者に契約の更新をご依頼ください。
mail-contract-open = 契約を開く
mail-contract-stop = この種類のメールをオフにする：{ $link }
mail-contract-reason-right = { $company } の契約を利用する権限があるため、このメールをお送りしています。
mail-contract-reason-contact = { $company } のこの契約の連絡担当者であるため、このメールをお送りしています。
stop-contract-title = この契約に関するメールをオフにする
stop-contract-lede = ログインせずにオフにできます。連絡担当者の登録はそのままです。
stop-contract-done = この契約に関するメールはオフです
stop-contract-done-lede = 今後、メールは送信されません。誤ってオフにした場合は、もう一度オンにしてください。
stop-contract-begun = この契約に関するメールはオンです
stop-contract-begun-lede = この契約に関するメールが再び届きます。

event-contract-extended = 契約を延長
event-contract-corrected = 契約の件数を訂正
event-contract-ended = 契約を期間前に終了
event-contract-lapsed = 契約が終了し、残りが失効
event-contract-told = 契約の終了を関係者に通知
event-contact-added = 契約の連絡担当者を追加
event-contact-removed = 契約の連絡担当者を削除
event-contact-changed = 契約の連絡担当者を変更
event-contract-mails-stopped = 連絡担当者が契約のメールをオフに設定
event-contract-mails-begun = 連絡担当者が契約のメールをオンに設定
event-contract-certificate-taken = 担当者による契約証明書のダウンロード
job-contracts = 終了が近い契約の通知と、終了した契約の失効
data-contract-contacts = 連絡担当者になっている契約
