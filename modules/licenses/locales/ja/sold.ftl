### What was sold stays (LIC-1), and decoy codes (LIC-4)

## What changes

sold-from-to = { $before } → { $after }
sold-regions = 対象国
sold-lease-days = オフラインで使用できる期間（日数）
sold-account = アカウントへの接続
sold-allowance = 移動の許容数
sold-allowance-usual = シート数と同じ（最小 2）
sold-added = 追加
sold-gone = 対象外になるもの
sold-everywhere = 全世界

## A license's page and the decision

sold-title = 販売内容
sold-revision = 改訂
sold-revision-of = { $number } · { $name }
sold-revision-number = 改訂 { $number }
sold-unchanged = 販売時のままです。カタログの変更は新しい販売に適用されます。
sold-decisions = 決定
sold-decided = 決定日時
sold-from = 適用日
sold-what = 変更内容
sold-why = 理由
sold-waits = 予定
sold-applied = 適用済み
sold-called-off-at = { $day }に取りやめ
sold-call-off = 取りやめる
sold-change = 変更
sold-change-title = 販売済みライセンスの変更
sold-change-explained = ライセンスをお持ちの方全員に、変更内容、適用日、理由をメールでお知らせします。デバイスには次回のライセンス確認時に反映されます。
sold-as-now = 現在のまま
sold-from-hint = すぐに変更する場合は空欄にします。何かを減らす場合は日付が必要です。
sold-why-hint = メールに記載されます。
sold-change-now = ライセンスを変更
sold-changed-now = ライセンスを変更しました。
sold-planned-now = 変更を予定しました。
sold-called-off = 予定していた変更を取りやめました。
refusal-nothing-changes = 変更点がありません。ライセンスはすでにこの内容です。
refusal-change-waits = このライセンスにはすでに変更の予定があります。先に取りやめてください。
refusal-no-change-waits = このライセンスに変更の予定はありません。

## An edition's sold licenses

nav-catalog-back = カタログ
rollout-title = 販売済みライセンス
rollout-lede = エディションの変更は新しい販売に適用されます。販売済みのライセンスは、変更を決定するまで販売時の内容のままです。
rollout-none = エディションはまだありません
rollout-current = 現在の内容で販売
rollout-earlier = 以前の改訂で販売
rollout-licenses = ライセンス
rollout-apply = これらも変更
rollout-of = { $name }：販売済みライセンスの変更
rollout-explained = これらのライセンスを現在のエディションの内容に変更します。お持ちの方全員に、変更内容、適用日、理由をメールでお知らせします。
rollout-same = 番号のみ異なり、内容は同じ
rollout-why-hint = 対象のライセンスをお持ちの方全員が読みます。個人名は書かないでください。
rollout-now = { $count ->
   *[other] 販売済みの { $number } 件も変更
}
rollout-done = { $count ->
   *[other] { $number } 件のライセンスを変更しています。お持ちの方にメールでお知らせします。
}

## Mails

mail-sold-planned-title = { $product } のライセンスは { $day } に変更される予定です
mail-sold-planned-lead = { $product } のライセンス（{ $number }）は、{ $day } に変更されます。それまでは現在のまま使用できます。
mail-sold-changed-title = { $product } のライセンスを変更しました
mail-sold-changed-lead = { $product } のライセンス（{ $number }）を変更しました。
mail-sold-stays-title = { $product } のライセンスは現在のままです
mail-sold-stays-lead = { $product } のライセンス（{ $number }）の変更の予定を取りやめました。
mail-sold-devices = お客様の操作は必要ありません。デバイスには次回のライセンス確認時に反映されます。
mail-sold-object = 変更に同意されない場合は、その理由を書いてこのメールにご返信ください。担当者が確認します。
mail-sold-object-at = 変更に同意されない場合は、{ $help } から理由をお知らせください。担当者が確認します。

## The audit log and jobs

event-license-changed = ライセンスの変更
event-license-change-planned = ライセンスの変更の予定
event-license-change-called-off = 予定されたライセンスの変更の取りやめ
event-license-applied-to-sold = エディションの販売済みライセンスへの適用
event-license-decoy-presented = おとりコードの使用を検知：データベースが流出しています
audit-detail-revision = 改訂
audit-detail-decoy = おとりコード
job-changes-due = 予定されたライセンスの変更の適用
job-apply-to-sold = エディションの販売済みライセンスの変更
job-decoys = おとりコードの配置

## The alarm

decoy-presented = { $day } におとりコードの使用を検知しました
decoy-presented-text = このコードはデータベースの中にしかありません。データベースと鍵の写しを誰かが持っています。運用担当者に連絡し、接続元のネットワークを監査ログで確認してください。
decoy-presented-open = 監査ログを開く

## An offer in place of product, edition and term

issue-offer = 販売内容
issue-offer-hint = 製品、エディション、利用期間、種類を決めます。下のシート数は、変更した場合のみ反映されます。
sold-under = 販売内容 { $code }
issue-no-offer = なし：製品・エディション・利用期間を選択

mail-decoy-title = おとりコードの使用を検知しました
mail-decoy-lead = { $when } におとりコードの使用を検知しました。
mail-decoy-button = 監査ログを確認する
mail-decoy-next = この件のメールは 24 時間に 1 回までお送りします。すべての記録は監査ログにあります。
mail-decoy-reason = ライセンス担当者または管理者のため、このメールをお送りしています。
