### Texts of what staff do with lists and records: notes, several rows at once, keys.

## 担当者のメモ

notes = 内部メモ
notes-none = 内部メモはまだありません
note-new = 新しい内部メモ
note-hint = 内部メモは担当者にのみ表示されます。2,000 文字まで入力できます。
note-add = 内部メモを追加
note-remove = 内部メモを削除
note-added = 内部メモを追加しました。
note-removed = 内部メモを削除しました。
refusal-note-missing = 内部メモを入力してください。
refusal-note-too-long = { $most } 文字以内で入力してください。
refusal-note-unprintable = 内部メモに表示されない文字（{ $character }）が含まれています。削除してください。
refusal-note-too-many = 内部メモはすでに { $most } 件あります。追加するには、不要な内部メモを削除してください。

## 一覧の複数の行

chosen-all = このページのすべての行を選択
chosen-hint = 行を選択してから、操作を選択してください。
chosen-counted = 選択中：{ $count } 件
chosen-row = 対象
chosen-result = 結果
chosen-reason = 理由
chosen-done = 完了
chosen-done-before = 処理済み
chosen-refused = 未処理
chosen-some-refused = { $count } 件は変更していません。理由は表で確認できます。
refusal-rows-none = 行を 1 つ以上選択してください。
refusal-rows-too-many = 一度に選択できるのは { $most } 行までです。
refusal-rows-unknown-act = 一覧の下のボタンから操作を選択してください。

## 一覧のキー操作

shortcut-answer = リクエストの回答を書く
shortcut-status = リクエストの状態を選ぶ
shortcut-rows = 一覧の次の行／前の行
shortcut-open = 行を開く
shortcut-tick = 行を選択
