### Texts of plain logins and secret questions: pages, refusals, events.

## Why something wasn’t done.

refusal-login-invalid = 半角の英字、数字、ピリオド、アンダースコア、ハイフンで 3～32 文字を入力してください。先頭は英字か数字にしてください。
refusal-login-taken = このログイン名はすでに使用されています。別の名前を入力してください。
refusal-question-missing = 質問を選択してください。
refusal-answer-missing = 答えを入力してください。
refusal-answer-length = 3～100 文字の答えを入力してください。
refusal-answer-is-login = ログイン名と同じ答えは使用できません。
refusal-limits-not-agreed = 続けるには、チェックしてください。
answer-wrong = 答えまたはリカバリーコードが正しくありません。
answers-paused = 本日の答えの誤りが多すぎます。約 { $hours } 時間後にもう一度お試しください。

## Signing in and a forgotten password.

email-or-login = メールアドレスまたはログイン名
forgot-lede-login = メールアドレスまたはログイン名を入力してください。メールアドレスの場合は、パスワードを再設定するためのリンクをお送りします。ログイン名の場合は、秘密の質問にお答えいただきます。
question-lede = { $login } のパスワードを再設定するには、次の質問にお答えください。
answer = 答え
question-code = リカバリーコード
question-code-hint = リカバリーコードを入力すると、新しいパスワードをすぐに使用できます。入力しない場合は 72 時間後からです。その間にアカウントへのログインがあると、取り消されます。
question-code-alone = 空欄でもかまいません。
question-waits-title = 新しいパスワードはまだ使用できません
question-waits = 答えは正しく入力されました。リカバリーコードが入力されなかったため、新しいパスワードは { $due } から使用できます。
question-waits-stop = それまでに現在のパスワードでログインすると、取り消されます。

## In the account.

login = ログイン名
login-instead = メールアドレスを使わずにログインする
login-title = メールアドレスを使わずにログインする
login-lede = 今後はログイン名でログインします。メールアドレスはアカウントから削除されます。
login-limits = ご利用いただけなくなること
login-limit-answers = 回答や通知をメールで受け取れません。
login-limit-recovery = メールでパスワードを再設定できません。リカバリーコードと秘密の質問で再設定します。
login-limit-notices = 第三者がアカウントに入っても、メールでお知らせできません。
login-hint = 半角の英字、数字、ピリオド、アンダースコア、ハイフンで 3～32 文字
question = 秘密の質問
question-choose = 質問を選択
answer-hint = 事実でなくてもかまいません。ほかの方が調べられない答えにしてください。
login-agree = これらの制限に同意する
login-button = このログイン名を使用する
login-done = 今後はログイン名でログインしてください。
login-codes = 今後はログイン名でログインしてください。リカバリーコードを秘密の質問の答えとともに入力すると、新しいパスワードをすぐに使用できます。各コードは 1 回だけ使用できます。ご自身だけが取り出せる場所に保管してください。
waiting-password-title = パスワードの再設定がリクエストされました
waiting-password = 秘密の質問に正しい答えが入力されました。新しいパスワードは { $due } から有効になります。お心当たりがない場合は、取りやめて別の質問を選択してください。
waiting-password-stop = 新しいパスワードを取りやめる
waiting-password-stopped = 新しいパスワードを取りやめました。現在のパスワードをそのまま使用できます。

# The secret questions.
question-teacher = 最初の担任の先生の名前は？
question-pet = 最初に飼ったペットの名前は？
question-street = 子どもの頃に住んでいた町の名前は？
question-book = いちばん多く読み返した本は？
question-toy = 子どもの頃に好きだったおもちゃは？
question-trip = 最初の長い旅行の行き先は？
question-dish = 最初に覚えた料理は？
question-friend = 学生時代の親友の名前は？

job-waiting-passwords = 待ち時間が過ぎた新しいパスワードの設定

# Events of the audit log, one sentence for every reader.
event-account-login-chosen = メールアドレスを使わないログイン名の選択
event-account-question-failed = 秘密の質問の答えの誤り
event-account-question-answered = 秘密の質問への回答（新しいパスワードは 72 時間後に有効）
event-account-waiting-password-stopped = 有効になる前の新しいパスワードの取りやめ
event-account-password-by-question = 秘密の質問によるパスワードの設定

## For staff who search.

search-keys-logins = メールアドレスまたはログイン名
staff-lede-logins = メールアドレス全体またはログイン名でアカウントを検索します。検索はすべて監査ログに記録されます。
staff-none-logins = このアドレスまたはログイン名のアカウントはありません
staff-start-text-logins = お客様のメールアドレス全体またはログイン名を入力してください。
