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
customer-seats = 使用中の台数
customer-added-on = アカウントへの追加日
customer-sold-by = 販売元

customer-next-activate-title = 次のステップ：デバイスの有効化
customer-next-activate = デバイスに製品をインストールし、アクティベーションコードを入力してください。最初のデバイスを有効化すると、利用期間（{ $term }）が始まります。
customer-next-activate-fixed = デバイスに製品をインストールし、アクティベーションコードを入力してください。
customer-next-activate-by = コードは { $day }までに有効化してください。
customer-next-full-title = 使用できる台数の上限に達しています
customer-next-full = 別のデバイスで使用するには、先に下の一覧から 1 台の登録を解除してください。
customer-next-ending-title = まもなく期限が切れます
customer-next-ending = 有効期限は { $day } です。引き続きご利用いただくには、期限までに更新してください。
customer-next-expired-title = ライセンスの期限が切れました
customer-next-expired = このライセンスではアップデートを受け取れません。引き続きご利用になるには、新しいライセンスを購入し、コードを追加してください。
customer-next-missed-title = 有効化期限が過ぎました
customer-next-missed = 製品をご利用になるには、新しいライセンスを購入し、コードを追加してください。
customer-next-verification-title = 確認中です
customer-next-verification = このライセンスを確認しています。完了しましたらメールでお知らせします。お客様の操作は必要ありません。
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
customer-history-none = 履歴はまだありません。

customer-remove = アカウントから削除
customer-remove-row = 削除
customer-remove-title = このライセンスを削除しますか？
customer-remove-text = ライセンスはアカウントに表示されなくなり、コードを知っている人が自分のアカウントに追加できるようになります。使用中のデバイスは、登録を解除するまで引き続き使用できます。また必要になる可能性がある場合は、コードを控えておいてください。削除後はコードを表示できません。
customer-remove-tick = このライセンスがアカウントから削除されることを確認しました
customer-remove-button = ライセンスを削除
customer-remove-not-agreed = 削除する場合は、確認のチェックを入れてください。
customer-removed = ライセンスをアカウントから削除しました。
customer-not-here = このライセンスはアカウントにありません。

customer-code-title = アクティベーションコード
customer-code-text = このコードを知っている人は、お客様のライセンスを使用できます。第三者に見られない場所で表示してください。表示するたびにライセンスの履歴に記録されます。
customer-code-shown-text = このコードを知っている人は、お客様のライセンスを使用できます。表示したことをライセンスの履歴に記録しました。
customer-code-back = ライセンスに戻る

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
