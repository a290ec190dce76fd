### エディションの機能以外に必要なものと付属するもの (LIC-33, LIC-34)

edition-service = アカウントとサービス
edition-service-of = アカウントとサービス：{ $edition }
edition-service-lede = 製品をアカウントに接続する必要があるかどうかと、ライセンスに付属するサービスを設定します。お客様のライセンスのページに表示されます。アカウントへの接続の要否は、今後販売するライセンスに適用されます。
account-need = アカウントへの接続
account-need-never = 不要
account-need-some = 一部の機能に必要
account-need-all = すべての機能に必要
account-features = アカウントへの接続が必要な機能
support-in = 標準サポート（{ $name }）
services-in = その他のサービス（{ $name }）
