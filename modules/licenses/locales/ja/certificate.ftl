### ライセンス証書とその確認（LIC-25、LIC-34）

certificate-title = ライセンス証書
certificate-lede = ライセンス番号 { $number }（発行元：{ $vendor }）
certificate-page = { $page } / { $of } ページ
certificate-licensee = ライセンス使用者
certificate-bearer = 記載なし（まだアカウントに追加されていません）
certificate-kind = 種類
certificate-issued = 発行日
certificate-begins = 利用開始日
certificate-begins-open = 最初の有効化の日
certificate-ends = 有効期限
certificate-ends-open = 最初の有効化の日から決まります
certificate-no-end = 無期限
certificate-brings = ライセンスに含まれるもの
certificate-brings-seats = { $count ->
    [1] 同時に { $shown } 台のデバイスで使用
   *[other] 同時に最大 { $shown } 台のデバイスで使用
}
certificate-brings-term = 利用期間：{ $term }
certificate-brings-support = ライセンスが有効な間の { $vendor } による標準サポート
certificate-brings-support-of = 標準サポート：{ $support }
certificate-brings-services = その他のサービス：{ $services }
certificate-agreement = 使用許諾契約書（バージョン { $version }）が適用されます：
certificate-agreement-accepted = 使用許諾契約書（バージョン { $version }）に { $day } に同意済み：
certificate-check = 証書の確認
certificate-check-text = 確認コード：{ $code }。QR コードを読み取るか、次のアドレスを開くと、この証書が本物であること、ライセンスが現在も有効であることを確認できます。
certificate-code-picture = この証書を確認するページの QR コード
certificate-foot = { $vendor } · ライセンス証書 { $number }
certificate-download = PDF をダウンロード（{ $language }）
certificate-panel = ライセンス使用者、製品、台数、日付を記載した PDF です。保管や監査にご利用ください。受け取った方は、証書が本物かどうかを確認できます。
certificate-staff-panel = 最初にライセンスを追加したアカウント宛ての PDF です。ダウンロードは監査ログに記録されます。
certificate-code = 確認コード
certificate-code-hint = QR コードの横にある 24 文字の英数字です（例：8K2M-…）。
certificate-licensee-hint = 証書に記載されたとおりに入力すると、その名前宛ての証書かどうかを確認できます。
certificate-check-button = 証書を確認
certificate-check-lede = 証書に記載されたライセンス番号と確認コードを入力してください。
certificate-not-genuine = この証書を確認できませんでした
certificate-genuine = この証書は本物です
certificate-now-valid = ライセンスは現在有効です。証書の記載と照らし合わせてください。
certificate-now-expired = 証書は当ポータルで発行されたものですが、ライセンスの有効期限が切れています。
certificate-now-blocked = 証書は当ポータルで発行されたものですが、ライセンスは停止中のため使用できません。
certificate-today = 現在の状態
certificate-licensee-same = 証書の記載と一致
certificate-licensee-other = 証書の記載と一致しません
certificate-another = 別の証書を確認
certificate-licensee-button = 使用者を確認
refusal-certificate-number = ライセンス番号の 10 桁の数字を入力してください（例：12345-67890）。
refusal-certificate-code = 確認コードの英数字 24 文字をすべて入力してください。ハイフンは省略できます。
refusal-certificate-not-genuine = このライセンス番号と確認コードの証書は発行されていません。入力に誤りがないかご確認ください。
refusal-no-certificate = このライセンスの証書はありません。ライセンスの確認が済むまで、証書は発行されません。
event-license-certificate-taken = 担当者によるライセンス証書のダウンロード
