### API ガイド：作業と最初の手順

api-task-orders = 販売：注文とコード
api-task-orders-text = 注文を登録し、アクティベーションコードを 1 件から 100 万件まで発行します。
api-task-products = 製品への組み込み：有効化
api-task-products-text = 製品から呼び出す操作です。デバイスのシートの取得、リースの更新、シートの返却を行います。API キーは不要です。
api-task-licenses = ライセンスの管理
api-task-licenses-text = ライセンスの検索、停止と停止の解除、シートの解放、コードの再送信を行います。
api-step-order = 注文を登録する
api-step-order-text = レスポンスに注文の ID が含まれます。同じ Idempotency-Key で再送信しても、二重に登録されることはありません。
api-step-issue = コードを発行する
api-step-issue-text = アドレスに注文の ID を入れてください。製品、エディション、利用期間はカタログのコードで指定します。レスポンスにアクティベーションコードが含まれます。
api-step-activate = デバイスで有効化する
api-step-activate-text = 製品側で行う処理です。API キーは不要で、コードだけで有効化できます。レスポンスのリースと更新トークンを保存してください。
api-step-renew = リースを更新する
api-step-renew-text = リースの renew_after の時刻になったら、有効化の ID と更新トークンで更新します。リースの期限までは、ネットワークに接続せずに動作します。
api-step-sdk = SDK を使う
api-step-sdk-text = Rust のクレート gatehouse-client は、最後の 2 つの手順とオフラインでのリースの検証を行います。Gatehouse のソースの product/examples/lantern は、これを使った製品の見本です。
