calendar-zone = このタイムゾーンはありません。一覧から選択してください（例: Asia/Tokyo）。
calendar-hours = 1日の時間帯は、早い順に、重ならないように8つまで入力してください（例: 09:00–17:00）。
calendar-empty = 少なくとも1日の時間帯を入力するか、「24時間」を選択してください。
calendar-holidays = 休日は500日まで入力できます。

csr-too-large = ファイルが5 KBを超えています。証明書署名要求（.csr）だけをアップロードしてください。
csr-malformed = 証明書署名要求ではありません。デバイス管理システムで作成した.csrファイルを、そのままアップロードしてください。
csr-certificate = これは証明書です。デバイス管理システムで作成した署名要求（.csrファイル）をアップロードしてください。
csr-private-key = ファイルに秘密鍵が含まれています。秘密鍵は誰にも送信しないでください。この鍵は漏えいしたものとして扱い、新しい鍵と署名要求を作成して、.csrファイルだけをアップロードしてください。
csr-several = ファイルに複数の署名要求が含まれています。1件ずつアップロードしてください。
csr-not-rsa = Appleが受け付けない種類の鍵です。2048ビットのRSA鍵で署名要求を作成してください。
csr-short-key = 署名要求の鍵が短すぎます。2048ビット以上のRSA鍵で作成し直してください。
csr-signature = 署名要求の署名が内容と一致しません。署名要求を作成し直し、ファイルを変更せずにアップロードしてください。

archive-too-large = アーカイブが64 MBを超えています。アップロード用リンクをサポートにご依頼ください。
archive-none = ファイルをそのまま送信することはできません。パスワード「virus」を設定したZIPまたは7zアーカイブに入れてアップロードしてください。
archive-format = この形式のアーカイブは受け付けていません。パスワード「virus」を設定したZIPまたは7zで作成してください。
archive-open = アーカイブ内のファイルにパスワードが設定されていません。すべてのファイルにパスワード「virus」を設定して作成し直してください。
archive-password = アーカイブのパスワードが異なります。パスワード「virus」（小文字）を設定して作成し直してください。
archive-empty = アーカイブにファイルが含まれていません。パスワード「virus」を設定したZIPまたは7zで作成し直してください。
archive-many-files = アーカイブに1,000個を超えるファイルが含まれています。該当するファイルだけを、パスワード「virus」を設定して送信してください。
archive-unreadable = アーカイブを読み取れません。パスワード「virus」を設定し、標準の設定のZIPまたは7zで作成し直してください。

import-malformed = 完全なJSONエクスポートではありません。もう一度エクスポートし、ファイルをそのままアップロードしてください。
import-large-element = 8 MBを超えるお問い合わせが含まれています。ファイルから取り除き、手動で取り込んでください。
import-element = このシステムのお問い合わせ、メッセージ、ユーザーのいずれでもありません
import-status = 不明なステータス
import-moment = 読み取れない日時
import-messages = メッセージが2,000件を超えています

# $version (String) - the version's number
advice-update = 新しいバージョン{ $version }で問題が解決する可能性があります。お問い合わせの前にお試しください。
# $version (String) - the version's number
# $certificate (String) - the certificate's number
advice-certified = バージョン{ $version }は認証取得バージョンです（適合証明書 { $certificate }）。ほかのバージョンをインストールすると認証の対象外になるため、インストールしないでください。
