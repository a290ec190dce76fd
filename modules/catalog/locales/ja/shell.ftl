### The catalog in the navigation, on the home page of staff and in the guide of the API

new-product = 製品
task-product = 最初の製品を登録
task-product-text = エディションと利用期間も登録すると、コードを発行できます。

api-task-catalog = カタログの管理
api-task-catalog-text = 製品と、そのエディション、機能、アプリケーション、利用期間、バージョンを管理します。
