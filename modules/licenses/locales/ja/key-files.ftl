### キーファイル（LIC-11、LIC-12、LIC-20、LIC-32）

## アーカイブの README.txt

key-readme-title = { $product }（ライセンス番号：{ $number }）
key-readme-use = このアーカイブを展開し、製品でキーファイルを求められたら { $file } を選択してください。ネットワークは不要です。
key-readme-one = 1 つのファイルでデバイス 1 台を有効化でき、ライセンスの 1 台分を使用します。別のデバイスには、別のファイルを取得してください。
key-readme-list = このファイルで有効化できるアプリケーションは、Compatibility_List.txt に記載しています。
key-readme-use-several = このアーカイブを展開してください。どのキーファイルでどのアプリケーションを有効化できるかは、Compatibility_List.txt に記載しています。アプリケーションでキーファイルを求められたら、該当するファイルを選択してください。ネットワークは不要です。
key-readme-one-several = これらのファイルはすべて同じ 1 台のデバイス用で、合わせてライセンスの 1 台分を使用します。別のデバイスには、別のファイルを取得してください。
key-readme-keep = ファイルを変更しないでください。変更したファイルは製品で使用できません。ファイルを持つ人は誰でもライセンスを使用できるため、第三者に渡さないでください。
key-readme-lost = ファイルをなくした場合は、アカウントまたはアクティベーションコードを使用して、同じファイルを再度取得できます。
key-readme-help = ヘルプ：{ $help }

## アカウント

key-files-title = キーファイル
key-files-short = ネットワークに接続しないデバイスは、キーファイルで有効化できます。
key-files-open = キーファイル
key-files-lede = ネットワークに接続しないデバイスを有効化できます。1 つのファイルで 1 台分を使用します。
key-files-none = キーファイルはまだありません
key-files-file = ファイル
key-files-group = アプリケーションのグループ
key-files-device = 対象
key-files-made = 作成日
key-files-ends = 有効期限
key-files-status = 状態
key-files-any-device = 任意のデバイス 1 台
key-files-one-device = 特定のデバイス 1 台のみ
key-files-get = 再取得
key-files-make = キーファイルを取得
key-files-make-more = 別のデバイス用に取得
key-files-make-text = キーファイルのアーカイブを保存し、デバイスに移してください。ファイルを使用していない間も 1 台分を使用します。
key-status-valid = 使用可能
key-status-grace = 猶予期間中
key-status-suspended = 一時停止
key-status-revoked = 失効
key-status-ended = 期限切れ
key-status-replaced = 交換済み
key-status-returned = 返却済み
key-file-runs = このデバイスでは { $day }までキーファイルが有効なため、ここでは登録を解除できません。
key-file-runs-next = デバイス上の製品で登録を解除し、受領証を「キーファイル」でアップロードするか、サポートにご依頼ください。

## ネットワークに接続しないデバイス

key-request-title = ネットワークに接続しないデバイス
key-request-lede = 製品でリクエストファイルを保存し、ここにアップロードして、応答ファイルをデバイスに移してください。製品の登録を解除したときに保存された受領証をアップロードすると、1 台分が空きます。
key-request-code-hint = デバイスにキーファイルがすでにある場合と、受領証の場合は不要です。
key-request-file = リクエストファイルまたは受領証
key-request-file-hint = 製品で保存した 64 KB までのテキストファイルです。
key-request-send = アップロード
key-request-refused = リクエストファイルまたは受領証ではないか、変更されています。製品でもう一度保存してください。
key-request-code-missing = アクティベーションコードを入力してください。
key-receipt-other = この受領証に対応するキーファイルがありません。製品の登録を解除したときにデバイスで保存された受領証をアップロードしてください。
key-receipt-done = 1 台分が空きました。
key-receipt-already = この 1 台分はすでに空いています。

## メール（アカウント不要）

way-key-file = キーファイルを取得
way-key-file-text = ネットワークに接続しないデバイスを有効化できます。
key-page-title = キーファイルをメールで受け取る
key-page-lede = アクティベーションコードを入力すると、ネットワークに接続しないデバイス用のキーファイルをメールでお送りします。
key-page-email = メールアドレス
key-page-send = キーファイルをメールで受け取る
key-page-sent = このコードのライセンスがある場合は、数分以内にメールが届きます。
key-page-by-hand = リクエストファイルをアップロード
key-page-by-hand-text = デバイスをネットワークにまったく接続しませんか？
key-take-title = キーファイル
key-take-lede = リンクは 1 回だけ有効です。アーカイブを保存し、デバイスに移してください。
key-take-button = アーカイブを保存
key-link-expired = このリンクは使用できません
key-link-expired-next = リンクは 1 回だけ、24 時間以内に使用できます。もう一度お申し込みください。キーファイルは同じものです。
mail-key-title = キーファイル：{ $product }
mail-key-lead = { $product } のキーファイルをご用意しました。
mail-key-body = ネットワークに接続しないデバイス 1 台を有効化できます。有効化できるアプリケーションの一覧もアーカイブに含まれています。
mail-key-open = キーファイルを取得する
mail-key-once = リンクは { $until } まで 1 回だけ有効です。その後は、コードでもう一度お申し込みください。キーファイルは同じものです。
mail-key-reason = サイトでこのメールアドレスとアクティベーションコードが入力されたため、このメールをお送りしています。
mail-key-none-title = キーファイルを作成できません：{ $product }
mail-key-none-lead = { $product } のキーファイルを作成できませんでした。

## 担当者

block-last-offline = ネットワークに接続しないデバイスでは、最後のキーファイルまたはオフラインで使用できる期間が終了する { $day }まで、製品を使用できる可能性があります。デバイスに状態リストを移すと、それより前に使用できなくなります。
status-list = キーファイルの状態リスト
status-list-none = 最初のキーファイルとともに作成されます
status-list-facts = { $name }（第 { $number } 版、{ $time }）
key-revoke-unknown = この ID のキーファイル用の発行鍵はありません。ID は監査ログに記録されています。
key-revoke-already = この発行鍵はすでに取り消されています。
key-revoke-too-many = リストに記載できる発行鍵は 256 個までです。
job-status-lists = キーファイルの状態リストの署名
job-key-file-mail = キーファイルのメール送信
event-license-key-file-issued = キーファイルの作成
event-license-key-file-fetched = キーファイルの保存
event-signing-key-revoked = 署名鍵の取り消し
audit-detail-serial = シリアル番号
