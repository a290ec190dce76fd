### ライセンスのデバイス一覧と、デバイスなしでの登録解除（LIC-13、LIC-15）

license = ライセンス
devices-search = 名前で検索
devices-with-a-seat = 使用中または長期間オフライン
devices-version = アプリケーションとバージョン
devices-all = すべてのデバイス
devices-lede = ライセンスを使用しているデバイスと、最後にオンラインになった日時です。
devices-lede-staff = ライセンスを使用しているデバイスと、最後にオンラインになった日時です。
devices-lede-company = 会社のライセンスを使用しているデバイスと、最後にオンラインになった日時です。
devices-none-title = デバイスはありません
devices-of-a-license = ライセンスを選択してください
devices-of-a-license-text = ライセンスを開き、「すべてのデバイス」へ進んでください。
device-state-active = 使用中
device-state-stale = 長期間オフライン
device-state-freed = 登録解除済み
devices-since = { $day }から
devices-records-of-computer = このコンピューターの記録 { $count } 件
devices-remove-together = まとめて削除
devices-together-title = このコンピューターの記録を削除しますか？
devices-together-text = これらの記録は、再セットアップした 1 台のコンピューターのものと思われます。削除すると、その台数分を別のデバイスで使用できます。この操作は、1 年間に登録を解除できる回数の 1 回として数えます。現在使用している記録は残してください。
devices-records = 記録
devices-record = { $name }：有効化日 { $activated }、最終アクセス { $seen }
devices-tick-some = 記録を 1 件以上選択してください。
devices-removed = { $count } 件の記録を削除しました。別のデバイスで使用できます。
seat-budget = デバイスが手元にない場合の登録解除
seat-budget-text = デバイスが手元になくても、1 年間に { $whole } 回まで、ここで登録を解除できます。過去 12 か月間の回数：{ $spent } 回。
seat-budget-wait = 次にここで登録を解除できるのは { $day }です。
seat-budget-lift = 回数を数え直す
seat-budget-lifted = 回数を数え直します。お客様はアカウントで登録を解除できます。
seat-budget-spent = このライセンスでは、過去 12 か月間に、デバイスを使わずに { $times } 回登録を解除しています。次に登録を解除できるのは { $day }です。
seat-budget-next = デバイス上の製品で登録を解除するか、販売元にお問い合わせください。
seat-on-device-only = このライセンスの登録は、デバイス上でのみ解除できます。
seat-cool-down = このデバイスは、別のデバイスの登録がここで解除された直後に有効化されました。ここで登録を解除できるのは { $moment } からです。
seat-cool-down-next = それまでは、デバイス上の製品で登録を解除してください。
event-license-seat-budget-lifted = 登録解除の回数のリセット
mail-seat-freed-title = { $product } のライセンスからデバイスの登録が解除されました
mail-seat-freed-lead = { $count ->
   *[other] ライセンス { $number }（{ $product }）の { $count } 台のデバイスの登録が { $when } に、このライセンスをお持ちのアカウントから解除されました。
}
mail-seat-freed-not-you = お心当たりのない場合は、パスワードを変更し、販売元にお問い合わせください。
mail-seat-freed-reason = ライセンス { $number } がお客様のアカウントに登録されているため、このメールをお送りしています。

### 使用状況の推移（LIC-15）

usage-title = 使用状況
usage-lede = 使用中の台数を日ごとに表示します。1 日が終わると記録されます。
usage-lede-company = 会社のライセンスの使用中の台数です。日ごとの台数は、ライセンスを会社に追加した日以降の値を合計したものです。
usage-choose = ライセンスを選択してください
usage-choose-text = ライセンスを選択すると、使用中の台数を確認できます。
usage-most = 同時使用の最大台数
usage-used = 1 日の終わりの台数
usage-alive = うち最近オンライン
usage-seats = 台数
usage-percent = 全台数に対する割合
usage-free = 空き
usage-products = 製品ごとの台数
usage-products-text = 期限が切れていないすべてのライセンスの現在の値です。製品を選択すると、日ごとの推移を表示します。
usage-company-none = 記録はまだありません
usage-company-none-text = 会社のライセンスと台数がここに表示されます。
usage-company-many = 製品またはライセンスを選択してください
usage-company-many-text = ライセンスの数が多いため、日ごとの台数を合計できません。製品ごとの表には、すべてのライセンスが含まれます。
usage-plot = 使用中の台数
usage-total = 最大 { $most } 台（全 { $seats } 台）
job-usage = 使用中の台数の記録

### スタッフ向けレポート（LIC-14、LIC-15）

reports-title = レポート
reports-lede = 使用中のシート、有効期限を迎えるライセンス、販売実績です。
reports-plot = 使用中のシート（全ライセンス）
reports-not-yet = 最初の 1 日が終わると記録されます。
reports-in-use = 直近の日の終わり：{ $used } シート、{ $licenses } ライセンス
reports-open = 開く
report-month = 月
report-months = { $count } か月
report-ahead = 期間
report-licenses = { $count ->
   *[other] { $shown } 件
}
over-use-used = 使用率
over-use-beyond = シート数を超えるデバイス
over-use-least = { $percent } % 以上
over-use-plot = シート数に対する割合（%）
over-use-shown = このページに { $count } 件
expiries-title = 有効期限を迎えるライセンス
expiries-lede = 有効なライセンスを、有効期限の月と製品ごとに集計します。
expiries-none = 有効期限を迎えるライセンスはありません
expiries-none-text = 有効期限のある有効なライセンスがここに表示されます。
sales-title = 販売実績
sales-lede = 発行したライセンスを、製品、エディション、販売元、月ごとに集計します。体験版は、指定した場合のみ含まれます。
sales-by = 集計単位
sales-sold = 販売対象
sales-no-seller = 販売元の記録なし
sales-no-trials = 体験版以外
sales-none = 販売実績はありません
sales-none-text = 注文で発行したライセンスがここに表示されます。
sales-plot = 販売ライセンス数
