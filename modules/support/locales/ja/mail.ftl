### Mail that comes in (SUP-13).

more-files = 同じメールの添付ファイルの続き
no-subject = 件名なし
mail-too-many-title = 最後のメールは受け付けられませんでした
mail-too-many-lead = 1 時間以内に多数のメールを受信したため、最後のメールは登録されませんでした。内容をまとめて、サイトから 1 件のお問い合わせとして送信してください。
mail-too-many-open = 新しいお問い合わせ
