### 会社アカウント（COM）。

companies = 会社
company = 会社
company-name = 会社名
users = ユーザー
user = ユーザー
audit = 操作履歴
any = すべて
name = 名前
no-name = 名前なし
first-name = 名
last-name = 姓
first-reading = 名（ふりがな）
last-reading = 姓（ふりがな）
country = 国
branch = 拠点
owner = オーナー
rights = 権限
rights-before = 変更前の権限
rights-owner = すべての権限（オーナー）
rights-none = なし。会社のライセンスなどを利用し、ご自身のお問い合わせを確認できます。
state = 状態
state-active = 有効
state-blocked = ブロック中
joined = 参加日
blocked-since = ブロック日時
asked = 申請日
you-here = この会社でのあなた
former-user = 元ユーザー

right-see-requests = ほかのユーザーのお問い合わせの閲覧
right-answer-requests = ほかのユーザーのお問い合わせへの返信と終了
right-manage-users = ユーザーの管理
right-invite-users = ユーザーの招待
right-manage-licenses = ライセンスの管理
right-user-notices = ユーザーに関する通知の受信
right-change-settings = 会社の設定の変更
right-use-contract = 契約の利用

users-lede = この会社に所属する全員です。姓の順に並んでいます。
users-none = ユーザーはいません
users-none-text = 会社に参加した人がここに表示されます。
audit-lede = この会社で行われた操作と、操作した人の記録です。
audit-none = 記録はまだありません
audit-none-text = ユーザー、権限、設定の変更がここに表示されます。
audit-what = 内容
audit-details = 詳細
audit-who = 操作した人
audit-when = 日時
audit-other = その他の変更
from-day = 開始日
until-day = 終了日
company-unverified = 会社の最初のライセンスを確認しています。その間もすべての機能をご利用いただけますが、確認が終わるまで、ほかの人がこのライセンスで参加することはできません。

company-not-found = この会社は存在しないか、所属していません。
# $name (String) - the company's name
company-no-member = { $name }のユーザーではなくなりました。
# $name (String) - the company's name
company-blocked = { $name }でのご利用はブロックされています。会社の管理者にお問い合わせください。個人のアカウントには影響ありません。
# $name (String) - the company's name
company-factor-due = { $name }では2段階認証が必要です。「アカウント」の「セキュリティ」で有効にしてから、もう一度お試しください。
# $name (String) - the company's name
company-sso-due = { $name }では、会社のサインインサービスでのログインが必要です。
# $name (String) - the company's name
# $at (String) - when
# $until (String) - until when
company-deleted = { $name }は{ $at }に削除されました。{ $until }までは、サポートが復元できます。
company-has-one = この人はすでに会社に所属しています。
company-no-branch = 一覧から拠点を選んでください。
company-branch-name = 100文字以内の名前を入力してください。
company-branch-taken = この名前の拠点はすでにあります。
company-owner-stays = オーナーは退会も削除もできません。サポートに依頼してオーナーを変更するか、会社を削除してください。
company-no-such-member = このユーザーは会社に所属していません。
# $right (String) - the right's name, several separated by slashes
# $givers (String) - names of people
lacks-right = この操作には「{ $right }」の権限が必要です。権限を付与できる人: { $givers }
# $givers (String) - names of people
lacks-any = 会社の管理者向けのページです。管理者の権限を付与できる人: { $givers }
# $givers (String) - the owner's name
lacks-owner = この操作ができるのは、会社のオーナー（{ $givers }）だけです。
denied-owner = オーナーの権限は変更できません。オーナーの変更はサポートにご依頼ください。
# $right (String) - the right's name
denied-lacks = この操作には「{ $right }」の権限が必要です。
# $rights (String) - names of rights
denied-more = ご自身にない権限が含まれています: { $rights }
denied-only-drop = ご自身の権限は、減らすことしかできません。
denied-oneself = ご自身を削除またはブロックすることはできません。退会は、ご自身の情報のページからできます。
denied-directory = このユーザーは会社のディレクトリによってブロックされています。ディレクトリで解除してください。

join-pending = 承認待ち
join-admitted = 承認済み
join-declined = 却下
join-expired = 期限切れ

event-founded = 会社を作成
event-joined = ユーザーが参加
event-branch-added = 拠点を追加
event-left = ユーザーが退会
joined-by = 参加方法
joined-founding = 会社の作成
joined-license = ライセンス
joined-approval = 承認
joined-invitation = 招待
joined-directory = ディレクトリ
joined-provider = 会社のサインイン
joined-staff = サポート
ended = 理由
ended-left = 本人が退会
ended-removed = 管理者が削除
ended-directory = ディレクトリが削除
ended-account = アカウントの削除
ended-company = 会社の削除
ended-staff = サポートが削除

data-membership = 会社
data-requests = 会社への参加申請
data-sign-in = 会社のサービスでログイン
data-directory = 会社のディレクトリで管理
