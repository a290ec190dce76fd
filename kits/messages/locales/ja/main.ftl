### Text messages: why none goes out, the test of an operator, and the export of a person's data.

texts-too-soon = この番号には先ほどコードを送信しました。{ $seconds } 秒後にもう一度お試しください。
texts-enough = この番号に 1 日に送信できる回数に達しました。約 { $hours } 時間後に、もう一度送信できます。
texts-paused = 本日はこれ以上 SMS を送信できません。ほかの方法を使用するか、明日もう一度お試しください。

## The message of `gatehouse text test`.

trial-text = { $brand } からのテストメッセージです。このポータルから SMS を送信できます。

## What a person gets of their text messages in the export of their data.

data-messages = お客様に送信した SMS
data-message = SMS
data-queued = 作成日時
data-ended = 終了日時
data-outcome = 結果
