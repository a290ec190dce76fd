### What takes two people: the states of a proposal, and why one was not decided.

proposal-waiting = 承認待ち
proposal-approved = 承認済み
proposal-declined = 却下
proposal-withdrawn = 取り下げ
proposal-expired = 期限切れ

refusal-proposal-unknown = この申請は見つかりません。
refusal-proposal-own = ご自身の申請は、別の担当者が判断します。
refusal-proposal-own-key = ご自身が作成した API キーからの申請は、別の担当者が判断します。
refusal-proposal-not-own = 申請を取り下げられるのは、申請した担当者だけです。
refusal-proposal-not-a-person = 申請の判断は担当者だけが行えます。
refusal-proposal-decided = この申請はすでに判断されています。
refusal-proposal-expired = この申請は期限が切れました。必要な場合は、もう一度申請してください。
