### What the machine answers and warns of (SUP-7, SUP-8).

apns-answer = 署名が完了しました。ファイルをダウンロードし、identity.apple.com/pushcert を開いて、会社の Apple Account でログインしてください。現在の証明書の「更新」を選び、ファイルをアップロードします。証明書をまだお持ちでない場合を除き、新規作成はしないでください。新規作成すると、すべてのデバイスの再登録が必要になります。
apns-no-vendor = ベンダーの証明書がないか、有効期限が切れています
apns-not-readable = ファイルを署名要求として読み取れません
refusal-no-csr = 証明書署名要求（.csr）を 1 件添付してください。
refusal-no-archive = ファイルを入れたアーカイブ（ZIP または 7z、パスワードは「virus」）を添付してください。
refusal-files-changed = 別のウィンドウでファイルが変更されました。ファイルを確認して、もう一度送信してください。
event-csr-signed = 署名要求に回答
event-csr-failed = 署名要求に回答できず
event-apns-ending = Apple のプッシュサービス用証明書の期限を担当者に通知
days-left = 残り日数
job-sign-csr = Apple のプッシュサービス用の署名要求に署名
job-apns-ends = Apple のプッシュサービス用証明書の期限を事前に通知
mail-apns-ends-title = Apple のプッシュサービス用証明書の有効期限
mail-apns-ends-lead = ベンダーの Apple プッシュサービス用証明書の有効期限は { $day } です。
mail-apns-ended-lead = ベンダーの Apple プッシュサービス用証明書の有効期限が切れました。お客様の署名要求に署名できないため、サポートの回答待ちになります。
mail-apns-ends-next = Apple のデベロッパーポータルで MDM CSR 証明書を更新し、設定の [apns] に新しい証明書チェーンを指定してください。
mail-apns-ends-reason = このメールは、サポートへのお問い合わせに回答する担当者にお送りしています。
