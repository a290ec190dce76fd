### Texts of the export of a person's data, and of the import of accounts.

## Accounts of another portal.

import-row = この行を読み取れません。引用符と長さを確認してください。
import-fields = この行の項目数は { $found } ですが、1 行目の項目数は { $expected } です。
import-exists = このメールアドレスのアカウントはすでに存在します。既存のアカウントは変更していません。
import-twice = このメールアドレスは { $line } 行目にもあります。
import-hash-unknown = 対応しているパスワードハッシュではありません（bcrypt、PBKDF2、scrypt、Argon2 に対応）。
import-hash-malformed = パスワードハッシュが途中で切れているか、形式が正しくありません。
import-hash-costly = このパスワードハッシュは照合に時間がかかりすぎます。ハッシュなしでもアカウントを取り込めます。その場合、所有者は新しいパスワードを設定します。
prove-address = メールを送信しました。メール内のリンクを開き、アカウントの新しいパスワードを設定してください。

## Export of one's own data.

export-title = データのエクスポート
export-lede = 保存されているお客様の情報を 1 つのファイルにまとめます。そのまま読めるページのほか、ほかのプログラムで使用できる JSON と CSV も含まれます。
export-button = エクスポートを申請
export-again-button = 新しいエクスポートを申請
export-waiting-title = エクスポートを準備しています
export-waiting = 申請日時：{ $when }。準備ができたらメールでお知らせします。通常は数分で完了します。
export-reload = 状況を確認
export-ready-title = エクスポートの準備ができました
export-ready = 作成日時：{ $made }。{ $until } までダウンロードできます。
export-download = ダウンロード（ZIP、{ $size } KB）
export-failed-title = エクスポートを作成できませんでした
export-failed = お客様のデータに変更はありません。もう一度申請してください。再び失敗する場合は、お問い合わせください。
export-requested = エクスポートを申請しました。準備ができたらメールでお知らせします。
export-none-title = エクスポートはまだありません
export-none = 申請は 1 日に 3 回までです。作成したファイルは 7 日間ダウンロードできます。
export-before-delete = アカウントを削除する前に、データのコピーをダウンロードできます。
export-page-title = お客様のデータ
export-page-lede = { $when } 時点で { $brand } に保存されている { $email } の情報です。
export-page-files = 同じデータがフォルダー「data」に JSON と CSV で入っています。
export-page-nothing = 保存されている情報はありません。
export-yes = はい
export-no = いいえ
column-notification = 通知
column-since = 開始日時
column-password-changed = パスワードの設定日時
column-kind = 種類
column-expires = 有効期限
mail-export-title = データのエクスポート完了
mail-export-lead = データのエクスポートが完了しました。{ $until } までダウンロードできます。
mail-export-button = エクスポートをダウンロードする
mail-export-other = お心当たりがない場合は、パスワードを変更してください。第三者がアカウントにログインしている可能性があります。
mail-export-reason = { $brand } でデータのエクスポートの申請があったため、このメールをお送りしています。
job-export = データのエクスポートの作成
