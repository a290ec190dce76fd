### カタログの管理画面とエラーの文言、入力の誤り

## Navigation and words of staff's pages

nav-catalog = カタログ
add = 追加
cancel = キャンセル
created = 作成日時
edit = 編集
save = 保存
saved = 保存しました。
remove = 削除
removed = 削除しました。
yes = はい
no = いいえ
name = 名称
status = 状態
code-word = 識別子
code-word-hint = 半角英小文字・数字・ハイフンで入力してください（例：home-security）。製品と API で使用されます。
code-word-made = 空欄の場合は名称から作成されます。

## Catalog (LIC-1)

catalog-lede = 販売する製品と、そのエディション、機能、利用期間、対応アプリケーションを管理します。
catalog-none = 製品はまだありません
catalog-none-text = 最初の製品を作成してください。ライセンスは製品のエディションに対して発行します。
product-name = 製品名
product-search = 名称または識別子
product-show-all = アーカイブ済みを含むすべて
product-in-sale = 販売中
product-archived = アーカイブ済み
product-new = 新しい製品
product-create = 製品を作成
product-created = 製品を作成しました。続けてエディションと利用期間を追加してください。
product = 製品
product-more = その他の設定
product-created-whole = 製品を作成しました。コードを発行できます。
product-edit = 製品の編集
product-archive = アーカイブ
product-restore = 販売を再開
product-archived-now = 製品の販売を終了しました。発行済みのライセンスは引き続き使用できます。
product-restored-now = 製品の販売を再開しました。
product-description = 説明
lease-days = オフラインで使用できる日数
lease-days-hint = デバイスがオンラインにならずに動作し続ける日数です（1～90）。
transfer-allowance = 移動の許容数
transfer-allowance-hint = 登録を解除したデバイスは 30 日間（オフラインで使用できる期間がそれより長い場合はその期間）、移動として数えます。使用中のデバイスとの合計が、ライセンスのシート数にこの数を加えた値を超えることはありません。空欄の場合はシート数と同じ（最小 2）です。
transfer-allowance-usual = シート数と同じ（最小 2）
transition-days = 新しいコード発行後の移行期間（日数）
transition-days-hint = シートの追加やコードの統合の後、この日数の間は、デバイスを古いコードのまま使用できます。空欄の場合、古いコードはすぐに無効になります。
merge-rule = 更新時のコードの統合
merge-rule-hint = どちらの場合も、購入済みの「シート数 × 日数」は変わりません。
merge-rule-seat-days = シート数は更新分に合わせ、有効期限を計算
merge-rule-latest-end = 有効期限は最も遅いものに合わせ、シート数を計算
trial-days = 体験期間（日）
trial-days-hint = 体験版がない場合は空欄にしてください。
regions = 対象国
regions-hint = JP、DE、RU などの 2 文字のコードを入力してください。空欄の場合は全世界が対象です。
buy-url = 購入ページ
buy-url-hint = お客様がこの製品を購入するページです。{ $license }、{ $edition }、{ $lang }、{ $user } には、ライセンス番号、エディションの識別子、お客様の言語、アカウントの内部 ID が入ります。
renew-url = 更新ページ
renew-url-hint = お客様がライセンスを更新するページです。同じ語が置き換えられます。例：https://shop.example.com/renew?license={ $license }
product-area = 保護対象
product-area-hint = この製品が保護するもの（例: ワークステーション、メールサーバー）。お客様はお問い合わせの際にここから選択します。
everywhere = 全世界
statement-required = 使用許諾契約書への同意が必要
statement-required-hint = 最初の有効化の前に、アカウントまたは製品で同意を求めます。先に使用許諾契約書を公開してください。
key-file-only = シート追加後はキーファイルでのみ有効化可能
key-file-only-hint = シートの追加後は、新しいコードから作成したキーファイルのみを使用できます。
edition = エディション
editions = エディション
edition-add = エディションを追加
editions-none = エディションがまだありません。コードを発行するには 1 つ以上必要です。
comparison = エディションの比較
feature = 機能
features = 機能
feature-add = 機能を追加
features-none = 機能がまだありません。登録すると、エディション比較表に表示されます。
included = 含まれます
feature-in-edition = { $edition }：{ $feature }
comparison-save = 比較を保存
edition-first-title = 最初のエディション
edition-first = スタンダード
edition-first-hint = 含まれる内容です。機能やほかのエディションは後から追加できます。
term-first-title = 最初の利用期間
term-first-hint = ライセンスの有効な長さです。後から追加する場合は、以下の欄を空にしてください。
label-in = 名称（{ $language }）
label-hint = 1 つの言語だけでもかまいません。名称のない言語の利用者にも、その名称が表示されます。
position = 表示順
position-hint = 1 が先頭です。
term = 利用期間
terms = 利用期間
term-add = 利用期間を追加
terms-none = 利用期間がまだありません。コードを発行するには 1 つ以上必要です。
term-length = 長さ
term-until = { $day }まで
term-years = { $count } 年
term-months = { $count } か月
term-days = { $count } 日間
term-no-end = 無期限
starts = 利用期間の数え方
starts-activation = 最初の有効化から
starts-activation-hint = 以下の月数または日数が適用されます。どちらも空欄の場合は無期限です。
starts-fixed = 指定した日まで
starts-fixed-hint = 有効化の時期にかかわらず終了します。
months = 月数
months-hint = 月単位で入力します（12 で 1 年）。
days = 日数
fixed-until = 最終日
application = アプリケーション
applications = アプリケーション
application-add = アプリケーションを追加
applications-none = アプリケーションがまだありません。登録すると、入手先とともにお客様の画面に表示されます。
platform = プラットフォーム
platform-web = ウェブ
platform-other = その他
download = ダウンロード
download-url = ダウンロード先のアドレス
application-group = キーファイルのグループ
application-group-hint = グループごとに 1 つのキーファイルが作成されます。製品の既定のグループに含める場合は空欄にしてください。
version = バージョン
versions = バージョン
version-add = バージョンを追加
version-number = バージョン番号
versions-none = リリース済みのバージョンはまだありません。
released-at = リリース日
version-certificate = 適合証明書の番号
version-certificate-hint = 認証取得バージョンの場合に入力します。このバージョンをご利用のお客様には、ほかのバージョンをインストールしないようご案内します。

## The license agreement (LIC-34)

agreement = 使用許諾契約書
agreement-of = { $product } 使用許諾契約書
agreement-version = 第 { $number } 版
agreement-version-of = 第 { $number } 版（{ $day }）
agreement-newer = 新しい版があります。
agreement-show-newest = 最新の版を表示
agreement-none = 使用許諾契約書はまだありません。公開すると、最初の有効化の前に同意を求めることができます。
agreement-in-force = 最新の版
agreement-published-at = 公開日
agreement-acceptance = 同意
agreement-asked = 最初の有効化の前に必要
agreement-not-asked = 不要
agreement-publish = 新しい版を公開
agreement-publish-now = 公開
agreement-published = 新しい版を公開しました。
agreement-lede = 公開した版は変更できません。以前の版に同意したお客様は、その版を引き続き閲覧できます。
agreement-text-in = 本文（{ $language }）

## Refusals

refusal-catalog-unknown = カタログに該当する項目がありません。
refusal-changed-meanwhile = ほかの担当者がその間に変更しました。もう一度開いて内容を確認し、変更をやり直してください。
refusal-catalog-in-use = コードの発行に使用されているため削除できません。販売を終了するには製品をアーカイブしてください。
refusal-catalog-batch-running = この利用期間のコードを一括発行しています。完了してから変更してください。

## What can be wrong with a field

wrong-required = 入力してください。
wrong-required-name = 名称を入力してください。
wrong-required-identifier = 識別子を入力してください。
wrong-required-platform = プラットフォームを選択してください。
wrong-required-product = 製品を選択してください。
wrong-required-edition = エディションを選択してください。
wrong-required-term = 利用期間を選択してください。
wrong-required-partner = パートナーの名称を入力してください。
wrong-required-seats = シート数を入力してください。
wrong-required-released = リリース日を入力してください。
wrong-required-last-day = 最終日を入力してください。
wrong-required-reason = 理由を選択してください。
wrong-required-version = バージョン番号を入力してください。
wrong-required-text = 本文を 1 つ以上の言語で入力してください。
wrong-too-long = { $most } 文字以内で入力してください。
wrong-unprintable = 保存できない文字（{ $character }）が含まれています。目に見えないか、文字の並び順を変える文字です。
wrong-slug = 半角英小文字・数字と、その間の 1 つのハイフンのみを使用してください。
wrong-no-slug = この名称からは識別子を作成できません。半角英小文字の識別子を入力してください。
wrong-number = { $least }～{ $most } の整数を入力してください。
wrong-day = 2026-11-21 のように日付を入力してください。
wrong-year = 2000 年から 2199 年までの日付を入力してください。
wrong-past = 過去の日付です。今日以降の日付を入力してください。
wrong-address = https:// または http:// で始まるアドレスを入力してください。
wrong-secure-address = https:// で始まり、ユーザー名やパスワードを含まないアドレスを入力してください。
wrong-placeholder = 「{ $text }」は置き換えられません。{ $license }、{ $edition }、{ $lang }、{ $user } を使用してください。
wrong-phone = 国番号から電話番号を入力してください（例：+81 3 1234 5678）。
wrong-no-contact = サイト、メールアドレス、電話番号のいずれかを入力してください。
wrong-choice = 選択肢の中から選択してください。
wrong-country = 「{ $code }」は 2 文字の国コードではありません。
wrong-language = 「{ $tag }」は言語タグの通常の形式ではありません。en、pt-BR、zh-Hant のように指定してください。
wrong-too-many-languages = 言語は { $most } 件までです。
wrong-too-many-groups = アプリケーションのグループは、1 つの製品につき { $most } 件までです。
wrong-taken = この値はすでに使用されています。
wrong-two-lengths = 月数、日数、最終日のいずれか 1 つだけを指定してください。
wrong-shipped = 出荷済みの製品に組み込まれているため、変更できません。
wrong-no-agreement = この製品の使用許諾契約書はまだありません。先に公開してください。
wrong-unknown = この名称の項目は販売されていません。

## API キーの権限（ALL-7）
scope-catalog-read = カタログの参照
scope-catalog-write = カタログの変更

## Events of the audit log, one sentence for every reader

event-product-created = 製品の追加
event-product-changed = 製品の変更
event-product-agreement-published = 使用許諾契約書の公開
event-product-archived = 製品の販売の終了
event-product-restored = 製品の販売の再開
event-edition-created = エディションの追加
event-edition-changed = エディションの変更
event-edition-removed = エディションの削除
event-feature-created = 機能の追加
event-feature-changed = 機能の変更
event-feature-removed = 機能の削除
event-version-added = バージョンの追加
event-version-removed = バージョンの削除
event-application-created = アプリケーションの追加
event-application-changed = アプリケーションの変更
event-application-removed = アプリケーションの削除
event-term-created = 利用期間の追加
event-term-changed = 利用期間の変更
event-term-removed = 利用期間の削除
