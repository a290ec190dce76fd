### Webhook の記録、メール、お断りの文、応答がなかった理由。

job-deliver = Webhook の配信

event-created = Webhook を追加
event-changed = Webhook を変更
event-switched-on = Webhook をオンに変更
event-switched-off = Webhook をオフに変更
event-secret-rotated = Webhook のシークレットを変更
event-removed = Webhook を削除
event-tested = Webhook にテストメッセージを送信
event-replayed = Webhook のメッセージを再送
event-broke = 失敗が続いたため Webhook を一時停止
event-gone = 受信側の応答により Webhook をオフに変更

mail-broke-title = Webhook が一時停止されました
mail-broke-lead = Webhook「{ $name }」が 1 日以上メッセージを受け付けていないため、一時停止しました。
mail-broke-next = メッセージは引き続き記録され、30 日間保管されます。受信側のシステムが復旧したら Webhook をオンにしてください。届かなかったメッセージが順番に配信されます。
mail-gone-title = Webhook がオフになりました
mail-gone-lead = Webhook「{ $name }」の受信側が、すでに存在しないと応答したため（410 Gone）、Webhook をオフにしました。
mail-gone-next = オフの間、メッセージは記録されません。続ける場合は、アドレスを修正して Webhook をオンにしてください。
mail-button = Webhook を表示
mail-reason = このメールは管理者の方にお送りしています。

refusal-not-found = 該当する Webhook はありません。
refusal-changed-meanwhile = この画面を開いた後に、Webhook が変更されました。再読み込みしてからもう一度お試しください。
refusal-too-many = Webhook は { $most } 件までです。先に 1 件削除してください。
refusal-not-confirmed = 確認のチェックボックスをオンにしてください。
refusal-name-missing = 名前を入力してください。
refusal-name-too-long = 名前は { $most } 文字以内で入力してください。
refusal-name-unprintable = 名前に表示できない文字（{ $character }）が含まれています。削除してください。
refusal-url-missing = 受信側のアドレスを入力してください。
refusal-url-too-long = アドレスは { $most } 文字以内で入力してください。
refusal-url-invalid = ウェブアドレスではありません。https:// で始まり、ユーザー名を含まないアドレスを入力してください。
refusal-url-not-encrypted = アドレスは https:// で始まる必要があります。
refusal-url-port = ポート { $port } は使用できません。443 または 8443 を使用してください。
refusal-url-inside = 公開されていないネットワークのアドレスです。
refusal-types-missing = イベントを 1 つ以上選択してください。
refusal-type-unknown = 存在しないイベントが含まれています。
refusal-challenge-no-answer = 受信側から応答がありませんでした（{ $why }）。Webhook はオフのままです。
refusal-challenge-status = 受信側がステータス { $status } で応答しました。200 で応答し、トークンをそのまま返す必要があります。Webhook はオフのままです。
refusal-challenge-wrong = 受信側の応答にトークンが含まれていません。Webhook はオフのままです。
refusal-delivery-not-found = 該当するメッセージはありません。メッセージの保管期間は 30 日です。
refusal-not-on = 先に Webhook をオンにしてください。
refusal-erased = このメッセージの対象者は削除されたため、再送できません。
refusal-span-invalid = 終了は開始より後にしてください。
refusal-nothing-to-replay = この期間に完了したメッセージはありません。
refusal-replay-too-many = { $most } 件を超えています。期間を短くしてください。

why-not-an-address = ウェブアドレスではありません
why-not-encrypted = 接続が暗号化されていません
why-port = 使用できないポートです
why-inside = 公開されていないネットワークのアドレスです
why-name = ホスト名が見つかりません
why-refused = 接続が拒否されました
why-tls = 信頼できる暗号化接続を確立できません
why-silent = 10 秒以内に応答がありません
why-lost = 接続が切断されました
why-too-large = 応答が大きすぎます
