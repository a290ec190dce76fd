### Texts of whose licenses are, of several licenses at once, and of a customer's page for staff.

owner = お客様
owner-more = 他 { $count } 名
owner-is-buyer = 購入者（未追加）
buyer = 購入者
blocked-by = 停止した担当者：{ $by }

ticked-resend = コードを再送信
ticked-back = 一覧に戻る
ticked-block-title = ライセンス { $count } 件の停止
ticked-unblock-title = ライセンス { $count } 件の停止の解除
ticked-resend-title = ライセンス { $count } 件のコードの再送信
ticked-resend-explained = 各ライセンスを追加したお客様全員に、まだ誰も追加していない場合は購入者に、コードをメールで送信します。
ticked-block-done = ライセンス { $count } 件を停止しました。
ticked-block-planned-done = ライセンス { $count } 件の停止予定を登録しました。
ticked-unblock-done = ライセンス { $count } 件の停止を解除しました。
ticked-resend-done = ライセンス { $count } 件のコードを再送信しました。

paste-button = コードの一覧
paste-title = コードの一覧によるライセンスの操作
paste-codes = アクティベーションコードまたはライセンス番号
paste-hint = 1 行に 1 つずつ、100 行まで入力できます。入力内容は保存されません。
paste-missing = 次の行に該当するライセンスはありません：{ $lines }
refusal-nothing-pasted = コードまたはライセンス番号を 1 つ以上入力してください。
refusal-too-many-pasted = 一度に入力できるのは { $most } 行までです。
refusal-none-pasted-found = コードまたはライセンス番号に該当する行がありません。元の表記と照らし合わせてください。

person-no-licenses = このアカウントにライセンスはありません。
person-no-devices = このアカウントのライセンスを使用しているデバイスはありません。
person-no-orders = このお客様の注文はありません。
person-more-devices = 最近有効化された 100 台のみ表示しています。すべてのデバイスは各ライセンスのページで確認できます。
person-all-licenses = ライセンス一覧で表示
person-all-orders = 注文一覧で表示

event-license-listed = お客様名を含むライセンス一覧の閲覧
event-license-note-added = 内部メモの追加
event-license-note-removed = 内部メモの削除
event-order-listed = 購入者名を含む注文一覧の閲覧
