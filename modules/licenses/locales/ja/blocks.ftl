### Blocks in steps, two people, new codes, over-use and verification (LIC-14, LIC-20, LIC-21, LIC-23).

block-reason-refunded = 返金済み
block-why-refunded = このライセンスの代金は返金されました。
block-todo-refunded = 引き続き製品を使用するには、新しいライセンスをご購入ください。

## A block in steps

block-steps = 停止までの段階
block-step-reported = 報告
block-step-told = お客様への通知
block-step-grace = 猶予期間
block-step-limited = 機能制限
block-step-dead = 停止
block-step-grace-means = 製品のすべての機能を使用でき、今後の予定が表示されます。
block-step-limited-means = 製品の機能が制限され、新しいデバイスを有効化できません。
block-step-dead-means = 製品を使用できなくなります。
customer-limited-title = このライセンスの機能は制限されています
block-step-now = 現在
block-in-steps = 警告したあと、段階的に停止する
block-in-steps-hint = 警告付きで全機能を使用できる期間、機能が制限される期間を経て停止します。「停止開始日」は猶予期間の初日になります。
block-grace-days = 猶予期間（日数）
block-grace-days-hint = この間、製品のすべての機能を使用できます。
block-limited-days = 機能制限（日数）
block-limited-days-hint = 猶予期間のあとすぐに停止する場合は 0 を入力してください。
block-days = 猶予期間（日数）：{ $grace }、機能制限（日数）：{ $limited }
take-back-reason = 停止解除の理由
take-back-reason-hint = 段階的な停止の場合は必須です。お客様には通知されません。
take-back-settled = 解決済み（支払い、デバイスの登録解除など）
take-back-upheld = お客様の申し立てが正当だった
take-back-agreed = お客様との合意
take-back-mistake = 誤って停止した

mail-block-course-title = { $product } のライセンスは { $day } に停止される予定です
mail-block-course-lead = { $product } のライセンス（{ $number }）は段階的に停止され、{ $day } 以降使用できなくなります。
mail-block-limited-title = { $product } のライセンスの機能を制限しました
mail-block-limited-lead = { $product } のライセンス（{ $number }）の機能を制限しました。{ $day } 以降使用できなくなります。
mail-block-step = { $when } から：{ $what }

## Two people

need-approval = 承認待ちの変更が { $count } 件あります
need-approval-text = 大規模な変更には 2 人目の担当者の承認が必要です。ご自身の申請は承認できません。
nav-proposals = 承認
proposals-lede = 大規模な停止やコードの再発行は、別の担当者が承認するまでここで待機します。
proposals-none = 承認待ちはありません
proposals-none-text = 2 人目の担当者の承認が必要な停止やコードの再発行が、ここに表示されます。
proposals-waiting = 承認待ち
proposals-approved = 承認済み
proposals-declined = 却下
proposals-withdrawn = 取り下げ・期限切れ
proposal-change = 変更内容
proposal-block = ライセンス { $count } 件の停止
proposal-reissue = コードの再発行
proposed-by = 申請者
proposed-at = 申請日時
proposal-expires = 承認期限
proposal-decided = 判断
proposal-own = ご自身の申請です。別の担当者の承認が必要です。
proposal-made = この変更は、単独で、または最近のほかの変更と合わせて大規模なため、別の担当者の承認が必要です。承認されるまで何も変更されません。
proposal-about = 承認待ちの申請があります：{ $change }
proposal-view = 申請を表示
proposal-approve-title = この変更を承認しますか？
proposal-approve = 承認して実行
proposal-decline-title = この変更の却下
proposal-decline = 却下
proposal-decline-reason = 理由
proposal-decline-hint = 申請者に表示されます。
proposal-withdraw = 取り下げ
proposal-approved-done = 承認しました。ライセンス { $count } 件を変更しました。
proposal-declined-done = 申請を却下しました。
proposal-withdrawn-done = 申請を取り下げました。
refusal-proposed-already = 同じ内容がすでに申請されており、別の担当者の承認を待っています。
refusal-nothing-left = これらのライセンスは別の方法ですでに停止されているため、承認するものがありません。申請を却下してください。

## A new code

reissue = コードを再発行
reissue-title = コードの再発行
reissue-explained = アクティベーションコードが第三者に知られた場合に使用します。ライセンスの番号、有効期限、台数は変わりません。ライセンスを引き続き持つ全員に、新しいコードをメールで送信します。
reissue-transition = 古いコードを使用できる日数
reissue-transition-hint = すぐに使用できなくする場合は 0、最長 90 日です。
reissue-devices = 有効化済みのデバイス
reissue-devices-keep = そのまま使用
reissue-devices-keep-hint = お客様の操作は不要です。第三者のデバイスもそのまま残ります。
reissue-devices-free = すべての登録を解除
reissue-devices-free-hint = 各デバイスを新しいコードでもう一度有効化する必要があります。古いコードをすぐに使用できなくする場合に限ります。
reissue-accounts = アカウント
reissue-accounts-keep = すべてのアカウントに残す
reissue-accounts-keep-hint = 古いコードを追加した第三者のアカウントにも残り、新しいコードが届きます。
reissue-accounts-buyer = 購入者のアカウントだけに残す
reissue-accounts-buyer-hint = ほかのアカウントからは削除されます。必要な方は新しいコードを追加します。古いコードをすぐに使用できなくする場合に限ります。
reissue-note-hint = メールに表示されます。
reissue-now = 新しいコードを発行
reissue-done = 新しいコードを発行しました。古いコードは使用できません。
reissue-done-until = 新しいコードを発行しました。古いコードは { $until } まで使用できます。
refusal-reissue-no-buyer = このライセンスの注文には、購入者のアカウントもメールアドレスも登録されていません。
refusal-reissue-blocked = このライセンスは別の理由で停止されています。停止を解除してから、新しいコードを発行してください。

mail-reissued-title = { $product } の新しいアクティベーションコード
mail-reissued-lead = { $product } のライセンス（{ $number }）のコードが第三者に知られたため、新しいアクティベーションコードを発行しました。
mail-reissued-at-once = 古いコードは使用できません。新しいコードは次のとおりです。
mail-reissued-until = 古いコードは { $until } まで使用できます。新しいコードは次のとおりです。
mail-reissued-keep = お使いのデバイスはそのまま使用できます。新しいコードは、ほかのデバイスを有効化するときに必要です。
mail-reissued-free = お使いのデバイスの登録を解除しました。新しいコードで各デバイスをもう一度有効化してください。
mail-reissued-keep-secret = コードを第三者に渡さないでください。メールや電話でコードをお尋ねすることはありません。

## Over-use

nav-over-use = 台数超過
over-case-lede = シート数を超えるデバイスで使用されている（または使用しようとしている）ライセンスと、シートをほぼ使い切っている大口のライセンスです。まずお客様に警告し、改善されない場合は停止してください。
over-case-none = 台数超過はありません
over-case-none-text = 数日にわたって台数を超えて使用されているライセンスが、ここに表示されます。
over-case-shown = 表示
over-case-lasting = 継続している台数超過
over-case-all = 一時的なもの、上限に近いものも表示
over-case-seats = シート
over-case-devices = デバイス
over-case-refused = 拒否されたデバイス
over-case-percent = 使用率（%）
over-case-since = 開始日
over-case-warned = お客様への警告
over-case-warn = お客様に警告
over-case-warned-done = メールを { $count } 通送信しました。
refusal-over-use-unknown = このライセンスの台数超過は解消されています。
refusal-over-use-warned = お客様には 24 時間以内に警告済みです。次の警告は 1 日以上あけてください。

mail-over-use-title = 台数の超過：{ $product }
mail-over-use-lead = { $product } のライセンス（{ $number }）は、{ $day }から、使用できる台数を超えるデバイスで使用されています。
mail-over-use-else = 改善されない場合、ライセンスを停止することがあります。その際は事前にお知らせします。
mail-over-use-object = 誤りと思われる場合は、お客様のデバイスを書いてこのメールにご返信ください。担当者が確認します。
mail-over-use-object-at = 誤りと思われる場合は、お客様のデバイスを { $help } からお知らせください。担当者が確認します。

## Verification

nav-verification = 確認
verification-lede = お客様が追加したライセンスのうち、担当者が確認するまで使用できないものです。
verification-none = 確認待ちはありません
verification-none-text = ルールに該当するライセンスをお客様が追加すると、ここに表示されます。
verification-title = ライセンス { $number } の確認
verification-explained = お客様には「確認待ち」と表示されます。結果はいずれの場合もメールで通知されます。却下すると、ライセンスはアカウントから削除され、次の確認で承認されるまで使用できません。
verification-waiting = 確認待ち
verification-late = 期限超過
verification-approved = 承認済み
verification-declined = 却下
verification-rule = ルール
verification-rule-license = ライセンスの指定
verification-rule-batch = 一括発行の指定
verification-rule-order = 注文の指定
verification-rule-product = 製品の指定
verification-asked = 追加日時
verification-due = 判断期限
verification-account = 追加したお客様
verification-of-order = 同じ注文の確認待ち
verification-approve-title = このライセンスを承認しますか？
verification-approve = 承認
verification-approved-done = ライセンスを承認しました。お客様にメールで通知します。
verification-decline-title = このライセンスの却下
verification-decline = 却下
verification-declined-done = ライセンスを却下しました。お客様にメールで通知します。
verification-note-hint = メールに表示されます。
verification-why-buyer = このライセンスの購入者を確認できませんでした。
verification-why-payment = このライセンスの支払いを確認できませんでした。
verification-why-region = このライセンスは、お客様の地域向けに販売されたものではありません。
verification-why-resold = このライセンスは、条件で認められていない方法で譲渡されました。
verification-rules = 確認のルール
verification-rules-lede = ここで指定したものは、お客様が追加するときに確認の対象になります。すでにアカウントにあるライセンスには影響しません。
verification-rules-none = ルールはまだありません。
verification-rules-none-text = ライセンス担当が設定したルールがここに表示されます。
verification-about = 番号またはコード
verification-about-hint = ライセンス番号、注文番号、製品コード、または一括発行の ID を入力してください。
verification-set = 設定日時
verification-end = 削除
verification-rule-new = 新しいルール
verification-rule-set = ルールを追加
verification-rule-set-done = ルールを追加しました。
verification-rule-ended = ルールを削除しました。
refusal-verification-unknown = この確認は見つかりません。
refusal-verification-decided = 別の担当者がすでに判断しています。
refusal-verification-rule-unknown = このルールは存在しないか、削除されています。
refusal-verification-rule-set = このルールはすでに設定されています。

mail-verified-title = { $product } のライセンスを確認しました
mail-verified-lead = { $product } のライセンス（{ $number }）の確認が完了し、使用できるようになりました。
mail-declined-title = { $product } のライセンスは承認されませんでした
mail-declined-lead = { $product } のライセンス（{ $number }）を承認できなかったため、お客様のアカウントから削除しました。
mail-declined-open = ライセンスの一覧を開く
mail-verified-reason = ライセンス { $number } をアカウントに追加されたため、このメールをお送りしています。

## The log

event-license-block-grace = 停止前の猶予期間の開始
event-license-block-limited = 停止前の機能制限の開始
event-license-code-reissued = コードの再発行
event-license-proposed = 別の担当者への変更の申請
event-license-proposal-approved = 申請された変更の承認
event-license-proposal-declined = 申請された変更の却下
event-license-proposal-withdrawn = 申請された変更の取り下げ
event-license-verification-asked = ライセンスの確認の開始
event-license-verified = ライセンスの確認の完了
event-license-verification-declined = ライセンスの確認での却下
event-license-verification-rule-set = 確認のルールの追加
event-license-verification-rule-ended = 確認のルールの削除
event-license-over-use-seen = 台数超過の検知
event-license-over-use-warned = 台数超過の警告メールの送信
audit-detail-proposal = 申請
audit-detail-step = 段階
audit-detail-devices = デバイス
audit-detail-percent = 台数に対する割合（%）
audit-detail-rule = ルール
audit-record-verification-rule = 確認のルール
job-over-use-seen = 台数超過の確認
