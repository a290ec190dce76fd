### 声明と同意: お客様の画面、エラー、メール、監査ログ。

privacy-title = プライバシー
privacy-lede = 同意いただいた内容と、お客様のデータに関する権利です。
privacy-due = 回答が必要な声明があります。同意いただくまで、ポータルは使用できません。
privacy-due-action = 確認して回答
privacy-statements = 声明
privacy-no-statements = お客様の国で適用されている声明はありません。
privacy-answers = これまでの回答
privacy-no-answers = 声明への回答はまだありません。
privacy-rights = お客様のデータ
privacy-rights-text = 声明に同意しているかどうかにかかわらず、アカウントとそのすべての内容をいつでも削除できます。

statement = 声明
version = 版
version-number = 第 { $number } 版
version-since = 第 { $number } 版（{ $day }から適用）
kind-processing = 個人情報の取り扱い
kind-terms = 利用規約
countries-all = すべての国
countries-eu = 欧州連合（EU）

answer-accepted = 同意済み
answer-declined = 同意しない
answer-withdrawn = 撤回済み
answer-due = 回答が必要
answer-none = 未回答
place-before-use = ポータルの使用前
place-account = アカウント内

ask-lede = お客様の国の法令により、ポータルの使用前に同意が必要です。
other-language = この文書は { $lang } のみで提供しています。
accept = 同意する
decline = 同意しない
ask-alone = この声明を単独のページで開く
ask-without = 同意を希望されない場合
accepted-done = 声明に同意しました。
declined-done = 回答を記録しました。
sign-out = ログアウト

declined-title = ポータルは使用できません
declined-lede = 「{ $title }」に同意いただかないと、ポータルは使用できません。データは削除されていません。
remains-title = 引き続きできること
remains-read = 声明とこれまでの回答を確認し、後から同意できます。
remains-account = パスワードの変更、セッションの確認と終了ができます。
remains-export = ご自身のデータをエクスポートできます。
remains-delete = アカウントとそのすべての内容を削除できます。
remains-licenses = デバイスは引き続き使用できます。ライセンスは有効なままです。
remains-ask = 声明に不明な点がある場合は、お問い合わせいただけます。
remains-again = 声明をもう一度読む
remains-security = セキュリティ
remains-export-link = データをエクスポート
remains-delete-link = アカウントを削除
remains-ask-link = お問い合わせ

read-and-answer = 確認して回答
not-in-force = この版はお客様には適用されていません。以前または別の国で適用された版として表示しています。

withdraw = 撤回
withdraw-title = 同意を撤回しますか？
withdraw-what = 撤回すると
withdraw-closes = もう一度同意いただくまで、ポータルは使用できません。
withdraw-sessions = ログインしているすべてのブラウザーに、すぐに適用されます。
withdraw-licenses = ライセンスは有効なままで、デバイスは引き続き使用できます。
withdraw-past = 撤回前に行われた処理は適法のままで、回答は記録に残ります。
withdraw-optional = ポータルは引き続き使用できます。
withdraw-button = 同意を撤回
withdrawn-done = 同意を撤回しました。
cancel = キャンセル

receipt-title = 控え
receipt-answer = 回答
receipt-at = 日時
receipt-who = アカウント
receipt-lang = 言語
receipt-place = 回答した場所
receipt-number = 控え番号
receipt-hash = 文書の SHA-256
receipt-open = 控え
receipt-print = 印刷
receipt-mail = メールで送信
receipt-mailed = 控えをメールで送信しました。
receipt-changed = 保存されている文書が、お読みいただいたものと異なります。控え番号を添えてお問い合わせください。
receipt-contact = お問い合わせ

refusal-consent-unknown = この声明への回答は必要ありません。
refusal-consent-changed = お読みいただいている間に声明が改訂されました。以下の版を確認してください。
refusal-consent-accepted = この版にはすでに同意しています。取りやめる場合は、「プライバシー」で撤回してください。
refusal-receipt-unknown = この控えはお客様のアカウントにありません。

mail-receipt-title = 控え：{ $title }
mail-receipt-lead = 「{ $title }」への回答の控えです。
mail-receipt-button = 控えを表示する
mail-receipt-reason = アカウントで控えの送信を選択されたため、このメールをお送りしています。

event-consent-accepted = 声明への同意
event-consent-declined = 声明への不同意
event-consent-withdrawn = 同意の撤回
event-consent-receipt-mailed = 回答の控えのメール送信
