### 製品に返す内容 (LIC-10) と、コードの入力誤り (LIC-2)

activation-code-empty = アクティベーションコードを入力してください。
activation-code-length = アクティベーションコードは英数字 20 文字です。入力されたのは { $found } 文字です。
activation-code-symbol = { $position } 文字目の「{ $found }」はアクティベーションコードに使われない文字です。元のコードと見比べてください。
activation-code-check-at = コードに入力誤りがあります。{ $group } 番目のグループの { $place } 文字目をご確認ください。「{ $suggestion }」ではありませんか？
activation-code-check = コードに入力誤りがあります。元のコードと 1 文字ずつ見比べてください。隣り合う文字が入れ替わっている可能性もあります。
activation-code-unknown = このアクティベーションコードに該当するライセンスはありません。
activation-expired = このライセンスは { $day }に期限が切れました。
activation-blocked = このライセンスは停止されています。
activation-no-seat-free = { $seats ->
    [1] このライセンスは 1 台用で、すでに別のデバイスで使用されています。
   *[other] このライセンスの { $seats } 台分はすべて別のデバイスで使用されています。
}
activation-wrong-product = このコードは { $product } 用です。
activation-application-unknown = この製品に該当するアプリケーションはありません。
activation-wrong-region = この製品はお住まいの地域ではご利用いただけません。
activation-activate-by-passed = このコードの有効化期限は { $day }でした。
activation-awaiting-verification = このライセンスは確認中です。完了しましたらメールでお知らせします。
activation-agreement-required = 最初の有効化の前に、この製品の使用許諾契約書への同意が必要です。
activation-clock-wrong = このデバイスの時計が 1 日以上ずれています。
activation-fingerprint-invalid = デバイスの情報が仕様と異なります。小文字 16 進数の SHA-256 を重複なく 1～8 個指定してください。
activation-member-invalid = 「{ $name }」は制御文字を含まない 120 文字以内の文字列にしてください。
activation-unknown = このデバイスは有効化されていません。
activation-deactivated = このデバイスは登録が解除されています。空いた 1 台分は、ほかのデバイスで使用できます。
activation-other-device = この有効化の記録は別のデバイスのものです。
activation-next-check-code = 注文確認メールまたはカードに記載のコードを確認し、もう一度入力してください。
activation-next-renew = ライセンスを更新するか、新しいコードを入力してください。
activation-next-see-account = アカウントにログインして、対処方法をご確認ください。
activation-trial-on-device = このデバイスでは、この製品の体験版をすでに使用しています。
activation-trial-of-one-device = 体験版のキーファイルは、特定のデバイス専用に作成されます。
activation-next-trial-of-one-device = そのデバイスの製品でリクエストファイルを保存し、コードと一緒にアップロードしてください。
activation-next-buy = 引き続き使用するにはライセンスを購入してください。体験版が動作しなかった場合は、販売元または提供元にお問い合わせください。
activation-next-agreement = { $page } で内容を確認し、アカウントで同意してください。ライセンスを追加するか、追加済みの場合はそのページを開いてください。
activation-transfer-limit = このライセンスはデバイス間で頻繁に移動されています。別のデバイスでは { $when } 以降に有効化できます。
activation-next-free-seat = 使わなくなったデバイスの登録を、そのデバイスまたはアカウント画面で解除してから、もう一度お試しください。
activation-next-transfer-limit = 以前に有効化したデバイスで使用するか、その日時までお待ちください。お急ぎの場合は、サポートに制限の解除をご依頼ください。
activation-next-set-clock = 日付と時刻を合わせてから、もう一度お試しください。
activation-next-activate = このデバイスでアクティベーションコードをもう一度入力してください。
activation-root-offline = ルート鍵がこのマシンにありません。ルート鍵を用意するか、保管場所で新しい発行鍵を認証してください。
