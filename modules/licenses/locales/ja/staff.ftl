### ライセンス管理の画面・メール・エラーの文言

## Navigation and words of staff's pages

nav-licenses = ライセンス
nav-orders = 注文
any = すべて
cancel = キャンセル
choose = 選択してください
created = 作成日時
refresh = 再読み込み
note = 内部メモ
status = 状態
from-day = 開始日
until-day = 終了日

## Catalog (LIC-1)

product = 製品
revocation-list = 失効リスト
revocation-list-none = 2 分以内に作成されます
revocation-list-facts = { $count ->
    [0] 第 { $number } 号（{ $date }）：対象デバイスなし
   *[other] 第 { $number } 号（{ $date }）：{ $count } 台
}
edition = エディション
term = 利用期間
platform = プラットフォーム

## Orders and issuing (LIC-3)

orders-lede = 購入者・購入先・購入内容を管理します。コードは注文ごとに発行します。
orders-none = 注文はまだありません
orders-none-text = 最初の注文を登録してください。コードは注文に対して発行します。
order = 注文
order-title = 注文 { $number }
order-number = 注文番号
order-number-hint = ショップまたはパートナーの番号です。空欄の場合は自動で作成します。
order-new = 新しい注文
order-create = 注文を登録
order-licenses = ライセンス
order-issue-later = コードは後で発行
order-created = 注文を登録しました。コードを発行できます。
order-no-licenses = ライセンスがまだありません。上のフォームからコードを発行してください。
order-licenses-coming = コードを作成しています。作成が完了すると、ライセンスがここに表示されます。
source = 販売経路
source-shop = ショップ
source-partner = パートナー
source-staff = 担当者
partner = パートナー
partner-hint = お客様に販売元として表示されます。
buyer-email = 購入者のメールアドレス
buyer-email-hint = コードの送信先です。購入者がアカウントを持っている場合は、そこにも追加されます。
buyer-lang = メールの言語
issue = コードの発行
issue-now = 発行
issue-no-product = まだ発行できません。カタログに、エディションと利用期間を設定した製品が必要です。
issued-now = { $count } 件のコードを発行しました。
issue-started = { $count ->
   *[other] { $number } 件のコードを作成しています。このページを離れてもかまいません。
}
term-of-another-product = この利用期間は別の製品のものです。上で選んだ製品の利用期間を選択してください。
product-and-edition = 製品とエディション
kind = 種類
kind-commercial = 商用
kind-trial = 体験版
kind-subscription = サブスクリプション
kind-nfr = 再販禁止（NFR）
quantity = コードの数
quantity-hint = { $few } 件まではすぐに発行して購入者に送信します。{ $most } 件まではバックグラウンドで作成します。
activate-by = 有効化期限
activate-by-hint = 初めて有効化できる最後の日です。
batch = 製品
batches = 発行履歴
batches-none = コードはまだ発行されていません。
batch-failed = 失敗
codes-made = コード
codes-made-of = { $total } 件中 { $done } 件
download-csv = CSV をダウンロード

## 販売元 (LIC-35)

nav-sellers = 販売元
sellers-lede = ショップとパートナーです。お客様のライセンスのページに、販売元とその連絡先が表示されます。
sellers-none = 販売元はまだありません
sellers-none-text = 製品を販売するショップやパートナーを追加してください。注文に販売元を指定すると、お客様に問い合わせ先が表示されます。
seller = 販売元
seller-none = 一覧にない
seller-hint = 名称、サイト、メールアドレス、電話番号、受付時間がお客様に表示されます。
seller-search = 名称または識別子
seller-sells = 販売中
seller-archived = 販売終了
seller-show-all = 販売を終了した販売元も表示
seller-name = 名称
seller-code = 識別子
seller-code-hint = プログラムが販売元を指定するための語です（例：example-shop）。
seller-site = サイト
seller-email = メールアドレス
seller-phone = 電話番号
seller-hours = 受付時間
seller-hours-hint = タイムゾーンも入力してください（例：月～金 9:00～17:00（日本時間））。
seller-ways-hint = サイト、メールアドレス、電話番号のうち、少なくとも 1 つを入力してください。
seller-country = 国
seller-country-none = 指定なし
seller-new = 新しい販売元
seller-add = 販売元を追加
seller-added = 販売元を追加しました。
seller-edit = 販売元を編集
seller-save = 保存
seller-saved = 販売元を保存しました。
seller-archive = 販売を終了した
seller-archive-hint = これまでの注文の販売元は変わりません。新しい注文には指定できなくなります。
seller-told = お客様に表示される内容
order-seller-edit = 販売元を変更
order-seller-title = 注文の販売元
order-seller-saved = 販売元を保存しました。お客様のライセンスのページに表示されます。
refusal-seller-unknown = この販売元はありません。

## Licenses (LIC-17)

licenses-lede = ライセンスを検索し、デバイスと履歴の確認、停止・停止解除を行います。
licenses-all = この注文のすべてのライセンス
licenses-none = ライセンスが見つかりません
licenses-none-text = 注文に対してコードを発行すると、ここに表示されます。
licenses-not-found-text = 入力内容を確認するか、絞り込みを解除してください。
license-search = 検索
license-search-hint = コード、その末尾 5 文字、ライセンス番号、またはメールアドレス
license-search-unreadable = アクティベーションコード、その末尾 5 文字、10 桁のライセンス番号、メールアドレスのいずれでもありません。コードの場合は、入力に誤りがあります。
license-number = ライセンス番号
code-ending = コードの末尾
license-title = ライセンス { $number }
code = アクティベーションコード
seats = シート数
seat = シート
seat-taken = 使用中
transfers = 最近の移動
transfers-hint = 移動の制限の対象として数えられます。
lift-transfer-limit = 移動の制限を解除
transfer-limit-lifted = 移動の制限を解除しました。これまでの移動は数えられなくなり、別のデバイスで再び有効化できます。
transfer-limit-not-reached = 制限の対象になる移動はありません。
seat-freed = 解放済み
ends = 有効期限
issued-at = 発行日
first-activated = 最初の有効化日
holders = 追加したアカウント
holders-none = このライセンスを追加したアカウントはまだありません。
account = アカウント
account-erased = 削除済みのアカウント
added-at = 追加日時
device = デバイス
devices = デバイス
devices-none = 有効化されたデバイスはまだありません。
devices-more = さらにデバイスを表示
device-unnamed = 名称未設定のデバイス
activated-at = 有効化日時
last-seen = 最終アクセス
deactivate = 登録を解除
deactivate-title = このデバイスの登録を解除しますか？
deactivate-explained = 「{ $device }」の登録を解除し、シートを別のデバイスで使用できるようにします。このデバイスの製品は、遅くともオフラインで使用できる期間が過ぎると停止します。
deactivate-tick = 所有者からの依頼であることを確認しました
deactivated = デバイスの登録を解除しました。
confirm-missing = 確認のチェックを入れてください。
resend-code = コードを再送信
code-resent = コードを所有者 { $count } 名に送信しました。
history = 履歴
history-issued = 発行
history-none = 履歴はまだありません。

## Blocking (LIC-20)

block = 停止
block-title = ライセンスの停止
block-explained = 製品は次回のライセンス確認時に停止します。このライセンスを持つ全員に、理由と対処方法をメールで通知します。
block-reason = 理由
block-reason-payment-dispute = 支払いに関する問題
block-reason-over-use = 台数超過
block-reason-compromised = コードの漏えい
block-reason-replaced = 別のライセンスへの切り替え
block-why-payment-dispute = このライセンスの支払いが取り消されたか、異議が申し立てられています。
block-why-over-use = このライセンスは、使用できる台数を超えるデバイスで使用されました。
block-why-compromised = アクティベーションコードが第三者に漏れたことが確認されました。
block-why-replaced = このライセンスは別のライセンスに切り替えられました。
block-todo-payment-dispute = ご購入元の販売店にお支払い状況をご確認ください。解決後、ライセンスは再び使用できます。
block-todo-over-use = 使用していないデバイスの登録を解除するか、台数を追加して、ご連絡ください。
block-todo-compromised = お問い合わせください。新しいコードを無償で発行します。
block-todo-replaced = 新しいコードでデバイスを有効化してください。
block-from = 停止開始日
block-from-hint = 空欄の場合はすぐに停止します。
block-note = お客様へのメッセージ
block-note-hint = メールと、お客様のライセンスページに表示されます。
block-now = ライセンスを停止
block-done = ライセンスを停止しました。
block-planned-done = ライセンスの停止予定を登録しました。
block-told = ライセンスを持つ全員にメールで通知しました。
block-untold = 登録されたメールアドレスがないため、通知は送信していません。
blocked-since = { $from } から停止中：{ $reason }
block-planned-for = { $from } から停止予定：{ $reason }
unblock = 停止を解除
unblock-title = ライセンスの停止解除
unblock-explained = ライセンスが再び使用できるようになります。ライセンスを持つ全員にメールで通知します。
unblock-now = 停止を解除
unblock-planned = 停止予定を取り消し
unblock-planned-title = 停止予定の取り消し
unblock-planned-explained = ライセンスは引き続き使用できます。ライセンスを持つ全員にメールで通知します。
unblock-done = 停止を解除しました。
unblock-planned-done = 停止予定を取り消しました。

## Mails: codes (LIC-3)

mail-codes-title = { $product } のアクティベーションコード
mail-codes-lead = { $product } をお選びいただきありがとうございます。アクティベーションコードをお送りします。
mail-codes-body = 製品の画面に入力して有効化してください。コードを知っている人は誰でもライセンスを使用できるため、パスワードと同様に管理してください。
mail-codes-open = ライセンスを開く
mail-codes-add = アカウントを作成
mail-codes-in-account = ライセンスはお客様のアカウントに追加されています。コードはいつでもアカウントで確認できます。
mail-codes-keep = このメールアドレスでアカウントを作成すると、ライセンスは自動で追加され、コードをいつでも確認できます。別のメールアドレスのアカウントをお持ちの場合は、そちらでコードを追加してください。
mail-codes-reason = 注文 { $number } でこのアドレスが指定されたため、このメールをお送りしています。

## Mails: blocking (LIC-20)

mail-blocked-title = { $product } のライセンスを停止しました
mail-blocked-lead = { $product } のライセンス（{ $number }）は使用できなくなりました。
mail-block-planned-title = { $product } のライセンスは { $day } に停止される予定です
mail-block-planned-lead = { $product } のライセンス（{ $number }）は、{ $day } 以降使用できなくなります。
mail-unblocked-title = { $product } のライセンスが再び使用できるようになりました
mail-unblocked-lead = { $product } のライセンス（{ $number }）の停止が解除されました。
mail-unblocked-after = お客様の操作は必要ありません。有効化済みのデバイスは自動的に復帰します。停止している場合は、同じコードでもう一度有効化してください。
mail-block-note = 担当者からのメッセージ：{ $note }
mail-block-devices = 使用中のデバイスの製品は、次回のライセンス確認時、または遅くともオフラインで { $days } 日が過ぎると停止します。
mail-block-object = 停止が誤りと思われる場合は、その理由を書いてこのメールにご返信ください。担当者が確認します。
mail-block-object-at = 停止が誤りと思われる場合は、{ $help } から理由をお知らせください。担当者が確認します。
mail-block-open = ライセンスを確認する
mail-block-reason = ライセンス { $number } をお持ちのため、このメールをお送りしています。

## Refusals

refusal-changed-meanwhile = ほかの担当者がその間に変更しました。もう一度開いて内容を確認し、変更をやり直してください。
refusal-order-number-taken = この番号の注文はすでに存在します。
refusal-order-unknown = 該当する注文がありません。
refusal-license-unknown = 該当するライセンスがありません。
refusal-already-blocked = ライセンスはすでに停止されているか、停止が予定されています。
refusal-not-blocked = ライセンスは停止されていません。
refusal-resend-blocked = このライセンスは停止されているため、コードは使用できません。停止が解除されると、コードを再送信できます。
refusal-nobody-to-mail = このライセンスには送信先のメールアドレスがありません。
refusal-resend-too-often = コードは先ほど複数回送信されました。1 時間後にもう一度お試しください。
refusal-batch-unknown = 該当する発行履歴がありません。
refusal-batch-not-done = コードはまだ作成中です。

## What can be wrong with a field

wrong-in-url = コードやメールアドレスを URL に含めることはできません。POST /api/v1/licenses/search の本文で送信してください。

## API キーの権限（ALL-7）
scope-orders-read = 注文の参照
scope-orders-write = 注文の登録とコードの発行
scope-sellers-write = 販売元の追加と変更
scope-licenses-read = ライセンスの参照
scope-licenses-write = ライセンスの停止と停止解除

## メール：デバイスの有効化（ACC-16）
notify-device-activated = ライセンスが新しいデバイスで有効化されたとき
mail-device-title = { $product } が新しいデバイスで有効化されました
mail-device-lead = 「{ $device }」で { $product }（ライセンス番号 { $number }）が { $when } に有効化されました。
mail-device-not-you = 心当たりのないデバイスの場合は、ライセンスのページで登録を解除し、次のページからお問い合わせください：{ $link }
mail-device-open = ライセンスを確認する
mail-device-reason = プロフィールでデバイスに関する通知をオンにされているため、このメールをお送りしています。通知はプロフィールでオフにできます。

job-issue-batch = コードの一括発行
job-block-due = 予告した停止の実施
job-revocation-lists = 失効リストの署名
job-statuses = ライセンスの状態の更新
job-all-statuses = すべてのライセンスの状態の確認

# Events of the audit log, one sentence for every reader.
event-license-issued = コードの発行
event-license-batch-done = コードの一括発行の完了
event-license-codes-exported = コードのダウンロード
event-license-added = アカウントへのライセンスの追加
event-license-attached = ライセンスの追加（アカウントのメールアドレスでの購入分）
event-license-removed = アカウントからのライセンスの削除
event-license-agreement-accepted = 使用許諾契約書への同意
event-license-activated = デバイスの有効化
event-license-deactivated = デバイスの登録解除
event-license-device-renamed = デバイスの名前の変更
event-license-device-changed = 部品交換後のデバイスの認識
event-license-blocked = ライセンスの停止
event-license-block-planned = ライセンスの停止の予告
event-license-unblocked = ライセンスの停止の解除
event-license-transfers-lifted = ライセンスの移動の制限の解除
event-license-code-resent = アクティベーションコードの再送信
event-license-code-shown = アクティベーションコードの表示
event-license-viewed = ライセンスの閲覧
event-license-searched = ライセンスの検索
event-revocation-list-published = 失効リストの公開
event-order-created = 注文の登録
event-order-seller-named = 注文の販売元の指定
event-seller-added = 販売元の追加
event-seller-changed = 販売元の変更
event-order-viewed = 注文の閲覧
event-signing-key-made = 署名鍵の作成
