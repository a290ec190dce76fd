### お客様向けライセンス画面 (LIC-5, LIC-6, LIC-7, LIC-13)

customer-title = ライセンス
customer-lede = お持ちのライセンスと、使用中のデバイス、有効期限を確認できます。
customer-add = ライセンスを追加
customer-search = 検索
customer-search-hint = ライセンス番号、製品名、またはコードの末尾 5 文字
customer-product = 製品
customer-any-product = すべての製品
customer-status = 状態
customer-any-status = すべての状態
customer-sort = 並べ替え
customer-sort-ends = 期限が近い順
customer-sort-ends-latest = 期限が遠い順
customer-sort-product = 製品名順
customer-sort-added = 追加が新しい順
customer-column-code = コード
customer-column-number = ライセンス番号
customer-column-activated = 有効化日
customer-column-seats = 台数
customer-column-ends = 有効期限
customer-column-added = 追加日
customer-not-yet = 未使用
customer-ends-open = 有効化した日から開始
customer-no-end = 無期限
customer-ending-soon = 30 日以内に期限が切れるライセンスが { $count } 件あります。
customer-ending-show = 期限が近い順に表示
customer-empty-title = ライセンスはまだありません
customer-empty-text = 注文確認メール、パッケージ、カードに記載のアクティベーションコードを入力すると、使用中のデバイスや有効期限をここで確認できます。
customer-nothing-title = 該当するライセンスはありません
customer-nothing-text = 検索語を減らすか、絞り込みを解除してください。
customer-reset = 絞り込みを解除

customer-add-lede = 注文確認メール、パッケージ、カードに記載のアクティベーションコードを入力してください。
customer-add-code = アクティベーションコード
customer-add-code-hint = 英数字 20 文字です。大文字・小文字、ハイフン、空白の有無は問いません。
customer-add-button = ライセンスを追加
customer-cancel = キャンセル
customer-added = { $product } をアカウントに追加しました。
customer-found = このメールアドレスで購入されたライセンスが { $count } 件見つかり、アカウントに追加しました。
customer-add-already-here = このライセンスはすでにアカウントに追加されています。
customer-add-open = ライセンスを表示
customer-add-too-many-accounts = { $seats ->
    [1] このライセンスは 1 台用で、すでに別のアカウントに追加されています。
   *[other] このライセンスは { $seats } 台用で、すでに { $seats } 個のアカウントに追加されています。
}
customer-add-not-an-account = ライセンスを追加するには、お客様としてログインしてください。
customer-add-next-blocked = コードの入手元にお問い合わせください。
customer-add-next-remove-elsewhere = ほかのアカウントから削除すると、追加できます。

customer-code = アクティベーションコード
customer-code-show = コードを表示
customer-code-gone = このコードは取り消されました
customer-number = ライセンス番号
customer-order = 注文番号
customer-edition = エディション
customer-activated = 最初の有効化日
customer-ends = 有効期限
customer-added-on = アカウントへの追加日

customer-term = 利用期間
customer-term-open = 最初の有効化から
customer-days-left = { $count ->
    [0] 今日が期限です
   *[other] 残り { $shown } 日
}
customer-renew = ライセンスを更新
customer-buy = 新しいライセンスを購入
customer-renew-row = 更新
customer-buy-row = 購入
customer-print = 印刷
customer-printed = { $brand } · ライセンス { $number } · 印刷日時 { $when }

## まず販売元、次に提供元 (LIC-35)
customer-seller = 販売元
customer-seller-first = このライセンスは { $name } が販売しました。注文、支払い、配送、コードの紛失については、まず販売元にお問い合わせください。
customer-seller-unknown = このライセンスの販売元は登録されていません。注文確認メールをご確認ください。
customer-seller-quote = ライセンス番号 { $license }、注文番号 { $order } をお伝えください。
customer-seller-subject = ライセンス { $license }、注文 { $order }
customer-seller-quote-license = ライセンス番号 { $license } をお伝えください。
customer-seller-subject-license = ライセンス { $license }
customer-seller-otherwise = 解決しない場合は、こちらにお問い合わせください。
customer-ask-seller = 販売元の連絡先
customer-contact = お問い合わせ

customer-device-rename = 名前を変更
customer-device-rename-title = デバイスの名前の変更
customer-device-name = デバイスの名前
customer-device-name-hint = このライセンスをお持ちの方全員に表示されます。空欄にすると名前なしになります。
customer-device-name-own = このライセンスをお持ちの方全員に表示されます。空欄にすると、デバイス自身の名前に戻ります：{ $name }
customer-device-renamed = デバイスの名前を変更しました。

## ライセンスの履歴（デバイスの名前つき）
history-device-activated = 「{ $device }」の有効化
history-device-deactivated = 「{ $device }」の登録解除
history-device-changed = 部品交換後の「{ $device }」の認識
history-device-renamed = デバイスの名前の変更：「{ $device }」

customer-next-activate-title = 次のステップ：デバイスの有効化
customer-next-activate = デバイスに製品をインストールし、アクティベーションコードを入力してください。最初のデバイスを有効化すると、利用期間（{ $term }）が始まります。
customer-next-activate-fixed = デバイスに製品をインストールし、アクティベーションコードを入力してください。
customer-next-activate-by = コードは { $day }までに有効化してください。
customer-next-full-title = 使用できる台数の上限に達しています
customer-next-full = 別のデバイスで使用するには、先に下の一覧から 1 台の登録を解除してください。
customer-next-trial-title = 体験版
customer-next-trial = 体験版は { $day }に終了します。引き続きご利用いただくには、期限までにライセンスを購入してください。
customer-next-ending-title = まもなく期限が切れます
customer-next-ending = 有効期限は { $day }です。引き続きご利用いただくには、期限までに更新してください。
customer-next-expired-title = ライセンスの期限が切れました
customer-next-expired = このライセンスではアップデートを受け取れません。引き続きご利用になるには、新しいライセンスを購入し、コードを追加してください。
customer-next-missed-title = 有効化期限が過ぎました
customer-next-missed = 製品をご利用になるには、新しいライセンスを購入し、コードを追加してください。
customer-next-verification-title = 確認中です
customer-next-verification = このライセンスを確認しています。完了しましたらメールでお知らせします。お客様の操作は必要ありません。それまでは有効化できません。
customer-blocked-title = このライセンスは停止されています
customer-block-planned-title = このライセンスは停止される予定です
customer-block-planned = { $day }に使用できなくなります。

customer-features = エディションの内容
customer-feature-yes = あり
customer-feature-no = なし
customer-applications = 対応アプリケーション
customer-application = アプリケーション
customer-platform = プラットフォーム
customer-download = ダウンロード
customer-applications-none = この製品の対応アプリケーションはまだ登録されていません。

customer-devices = デバイス
customer-device = デバイス
customer-device-unnamed = 名称未設定のデバイス
customer-device-platform = プラットフォーム
customer-device-activated = 有効化日
customer-device-seen = 最終アクセス
customer-device-deactivate = 登録を解除
customer-devices-none = このライセンスを使用しているデバイスはありません。
customer-device-title = このデバイスの登録を解除しますか？
customer-device-question = 「{ $device }」の登録を解除し、別のデバイスで使用できるようにします。このデバイスのアプリケーションは、次にオンラインになったとき、または遅くとも { $day }に使用できなくなります。同じコードでもう一度有効化できます。
customer-device-done = デバイスの登録を解除しました。別のデバイスで使用できます。
customer-device-done-already = このデバイスの登録はすでに解除されています。
customer-device-not-here = このデバイスは、このライセンスに登録されていません。

customer-history = 履歴

customer-remove = アカウントから削除
customer-remove-row = 削除
customer-remove-title = このライセンスを削除しますか？
customer-remove-text = ライセンスはアカウントに表示されなくなり、コードを知っている人が自分のアカウントに追加できるようになります。使用中のデバイスは、登録を解除するまで引き続き使用できます。また必要になる可能性がある場合は、コードを控えておいてください。削除後はコードを表示できません。
customer-remove-tick = このライセンスがアカウントから削除されることを確認しました
customer-remove-button = ライセンスを削除
customer-remove-not-agreed = 削除する場合は、確認のチェックを入れてください。
customer-removed = ライセンスをアカウントから削除しました。
customer-not-here = このライセンスはアカウントにありません。

customer-code-text = このコードを知っている人は、お客様のライセンスを使用できます。第三者に見られない場所で表示してください。表示するたびにライセンスの履歴に記録されます。
customer-code-shown-text = このコードを知っている人は、お客様のライセンスを使用できます。表示したことをライセンスの履歴に記録しました。1 分後に自動的に非表示になります。

## アカウントをお持ちでない方向け (LIC-35)
seller-page-title = 販売元への問い合わせ
seller-page-lede = アクティベーションコードを入力すると、販売元とその連絡先を確認できます。
seller-page-find = 販売元を確認
seller-page-found = 販売元
seller-page-another = 別のコードを確認
seller-page-no-code = コードがお手元にない場合
seller-page-no-code-text = 注文番号と購入時のメールアドレスを入力してください。販売元をメールでお知らせします。
seller-page-with-code = コードがお手元にある場合
seller-page-email = 購入時のメールアドレス
seller-page-mail = 販売元をメールで受け取る
seller-page-mailed = この注文番号とメールアドレスの注文がある場合は、販売元をメールでお知らせしました。

## メール：注文の販売元 (LIC-35)
mail-seller-title = 注文 { $number } の販売元
mail-seller-lead = 注文 { $number } の販売元は { $name } です。
mail-seller-unknown = 注文 { $number } の販売元は登録されていません。注文確認メールをご確認ください。
mail-seller-first = 注文、支払い、配送、コードの紛失については、まず販売元にお問い合わせください。
mail-seller-otherwise = 解決しない場合は、こちらにお問い合わせください：{ $help }
mail-seller-reason = サイトで注文 { $number } の販売元の確認が求められ、このメールアドレスが入力されたため、このメールをお送りしています。

## ライセンスの状態（LIC-17）
status-not-activated = 未使用
status-active = 有効
status-expiring = 期限間近
status-expired = 期限切れ
status-blocked = 停止中
status-awaiting-verification = 確認待ち

## The license agreement (LIC-34)

customer-agreement = 使用許諾契約書
customer-agreement-of = { $product } 使用許諾契約書
customer-agreement-version = 第 { $number } 版
customer-agreement-accepted-on = 同意日：{ $day }
customer-agreement-due-title = 使用許諾契約書
customer-agreement-due = 最初のデバイスを有効化する前に、使用許諾契約書に同意してください。
customer-agreement-read = 内容を確認して同意
customer-agreement-accept = 使用許諾契約書に同意します
customer-agreement-accept-button = 同意
customer-agreement-accepted = 使用許諾契約書に同意しました。
customer-agreement-not-accepted = 使用許諾契約書の内容を確認し、同意のチェックボックスをオンにしてください。
customer-agreement-changed = 使用許諾契約書の新しい版が公開されました。内容を確認し、もう一度同意してください。

## In the export of a person's data.

data-licenses = ライセンス
data-currency = 通貨
data-card-taken-back = 削除日時
data-orders = 注文
data-agreements = 同意した使用許諾契約書
data-application = アプリケーション
data-version = バージョン
data-deactivated = 登録の解除日時
data-ordered = 注文日時
data-accepted = 同意日時
data-language = 言語
data-buyer = 注文のメールアドレス
data-block-reason = 停止の理由
data-block-note = 停止についてのメッセージ
