### Licenses of a company (LIC-24), and what companies bring to orders and verification (LIC-22, LIC-23).

company-licenses-title = 会社のライセンス
company-licenses-lede = 会社のすべてのユーザーが閲覧できます。追加と削除には「ライセンスの管理」の権限が必要です。
company-licenses-by-hand = 新しく購入したライセンスは手動で追加してください
company-licenses-by-hand-text = 自動で追加されるのは、会社の登録に使用したライセンスだけです。以降に購入したライセンスは、アクティベーションコードまたはキーファイルで 1 つずつ追加してください。テクニカルサポートの対象は、この一覧にライセンスがある製品です。
company-licenses-none = ライセンスはありません
company-licenses-none-text = 追加した会社のライセンスがここに表示されます。
company-column-code = コードまたはキーファイル
company-serial = キーファイルのシリアル番号
company-by-key-file = このキーファイルで追加されました。ファイル自体は保存していません。ライセンスの管理権限があれば、下から再作成できます。
company-license-needs-right = ライセンスの追加と削除、コードの表示、キーファイルの取得には「ライセンスの管理」の権限が必要です。会社の管理者に依頼してください。
company-license-remove = 会社から削除
company-added-on = 会社への追加日

company-add-title = 会社にライセンスを追加
company-add-by-code = アクティベーションコードで追加
company-add-by-file = キーファイルで追加
company-add-file = キーファイル
company-add-file-hint = .key ファイル（64 KB まで）。アーカイブで受け取った場合は、展開してから選択してください。
company-add-file-text = ファイルはライセンスの特定のためにだけ読み取り、保存しません。一覧に表示するため、ファイル名だけを保存します。
company-add-file-button = キーファイルで追加
company-license-added = 会社にライセンスを追加しました。
company-license-pending = 会社にライセンスを追加しました。現在確認中のため、まだ使用できません。結果は、ライセンスを管理する方にメールでお知らせします。
company-license-here-already = このライセンスはすでに会社に追加されています。
company-trial-taken = この製品の体験版は、会社としてすでに利用済みです。
company-file-missing = キーファイルを選択してください。
company-file-too-large = ファイルが 64 KB を超えているため、キーファイルではありません。.key ファイルを選択してください。
company-file-other = キーファイルではありません。.key ファイルを選択してください。アーカイブで受け取った場合は、先に展開してください。
company-file-not-believed = このキーファイルは変更されているか、このポータルで発行されたものではありません。受け取ったままのファイルを選択してください。
company-file-replaced = このキーファイルは無効です。新しいキーファイルに置き換えられています。
company-file-replaced-next = アクティベーションコードまたは最新のキーファイルで追加してください。

company-remove-text = { $product } のライセンスは会社の一覧に表示されなくなり、コードを知っている人が自分のアカウントや会社に追加できるようになります。使用中のデバイスは、登録を解除するまで引き続き使用できます。期限切れのライセンスは再度追加できません。
company-remove-active = このライセンスは有効です。削除すると、{ $product } の有効なライセンスがほかに一覧にない限り、会社へのテクニカルサポートは終了します。
company-license-removed = 会社からライセンスを削除しました。
company-license-not-here = このライセンスは会社にありません。
company-licenses-go = 会社から削除され、ほかの人が追加できるようになります

holder-company = 会社
order-licensee = 販売先の会社
order-licensee-hint = ライセンスに記載する会社名です。別の名前の会社がライセンスを追加した場合、担当者が先に確認します。
verification-rule-first-of-country = 国ごとに、会社が最初に追加するこの製品のライセンス
verification-rule-other-name = 販売先と会社名が異なる

event-license-company-added = 会社にライセンスを追加
event-license-company-removed = 会社からライセンスを削除
event-license-company-refused = 確認によりライセンスを却下
event-license-company-code-shown = ライセンスのコードを表示
event-license-company-changed = ライセンスの変更
event-license-company-key-file = キーファイルをダウンロード
mail-company-stop = 会社のライセンスに関するメールを停止：{ $link }
mail-company-reason = このメールは、{ $company } のライセンスを管理しているためお送りしています。
