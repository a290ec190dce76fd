### Texts of passkeys and security keys: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-passkey-missing = Браузер не прислал ключ доступа. Для ключей доступа нужны JavaScript и браузер, который их поддерживает.
refusal-passkey-over = Время истекло, или это действие уже выполнено. Попробуйте ещё раз.
refusal-passkey-wrong = Этот ключ доступа здесь не действует. Возможно, он удалён. Воспользуйтесь другим способом.
refusal-passkey-not-verified = Устройство или ключ безопасности не проверили, что это вы. Используйте отпечаток пальца, распознавание лица или ПИН-код либо другой способ.
refusal-passkey-copied = Ключ доступа не принят: возможно, существует его копия. Воспользуйтесь другим способом и удалите этот ключ.
passkey-already = Этот ключ доступа уже добавлен.

## Pages.

passkey = Ключ доступа
passkey-sign-in = Войти с ключом доступа
passkey-use = Использовать ключ доступа
passkey-or-code-lede = Введите код из приложения-аутентификатора или используйте ключ доступа либо ключ безопасности.
passkey-add = Добавить ключ доступа
passkey-create = Создать ключ доступа
passkey-added = Ключ доступа добавлен.
passkey-lede = С ключом доступа вы входите по отпечатку пальца, лицу или ПИН-коду устройства либо с ключом безопасности. Если двухфакторная аутентификация ещё выключена, она включится, а все остальные сеансы завершатся.
passkey-name-hint = Чтобы различать несколько ключей, например «Рабочий ноутбук».
factor-kind = Вид
factor-rename = Переименовать
factor-renamed = Название изменено.

## Emails.

mail-passkey-added-title = Добавлен ключ доступа
mail-passkey-added-lead = В вашу учётную запись добавлен ключ доступа «{ $name }»: { $when }, устройство: { $device }.
mail-passkey-opens = С ним можно войти в вашу учётную запись без пароля.
mail-passkey-first = Двухфакторная аутентификация включена: одного пароля для входа больше недостаточно. Все остальные сеансы завершены.
mail-passkey-not-you = Если это были не вы, удалите этот ключ, сразу смените пароль и завершите все остальные сеансы.
mail-passkey-removed-title = Удалён ключ доступа
mail-passkey-removed-lead = Из вашей учётной записи удалён ключ доступа «{ $name }»: { $when }, устройство: { $device }.
mail-passkey-copied-title = Возможно, ключ доступа скопирован
mail-passkey-copied-lead = Ключ доступа «{ $name }» не принят: { $when }, устройство: { $device }. Его счётчик указывает, что может существовать копия.
mail-passkey-copied-next = Войдите другим способом, удалите этот ключ и создайте новый.

# Events of the audit log, one sentence for every reader.
event-account-factor-renamed = Приложение-аутентификатор или ключ доступа переименованы
event-account-passkey-added = Ключ доступа добавлен
event-account-passkey-removed = Ключ доступа удалён
event-account-passkey-failed = Ключ доступа не принят
event-account-passkey-copied = Ключ доступа не принят: возможно, существует его копия
event-account-proved-by-passkey = Личность подтверждена ключом доступа

audit-factor-passkey = ключ доступа
