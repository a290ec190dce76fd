### Texts of a change of address: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-email-same = Это уже адрес вашей учётной записи.
no-address-change = Смена адреса больше не ожидает подтверждения.
address-taken = Этот адрес уже принадлежит другой учётной записи, поэтому ничего не изменилось.

## In the account.

email-title = Смена адреса электронной почты
email-lede = Сейчас вы входите по адресу { $email }.
email-new = Новый адрес электронной почты
email-button = Отправить ссылку
email-change = Изменить
email-how = Как это работает
email-how-link = Мы отправим ссылку на новый адрес. Пока вы не откроете её и не нажмёте кнопку, ничего не изменится.
email-how-old = На старый адрес тоже придёт письмо. Пароль, сеансы и лицензии останутся прежними.
email-how-undo = Со старого адреса смену можно отменить в течение 72 часов. Ещё 30 дней этот адрес никто не сможет занять.
email-waits-title = Ожидается подтверждение
email-waits = Мы отправили письмо на адрес { $email }. Чтобы сменить адрес, откройте ссылку из него до { $until }.
email-typing = Проверьте, нет ли в адресе опечатки. Если она есть, введите его ниже ещё раз.
email-cancel = Отменить смену
email-cancelled = Ваш адрес остаётся прежним.

## The link in the email to the new address.

new-address-title = Подтверждение нового адреса
new-address-lede = Нажмите кнопку, чтобы с этого момента входить по адресу { $email }.
new-address-done-title = Адрес изменён
new-address-done = Теперь входите по адресу { $email }. Пароль прежний.
new-address-on = К учётной записи
dead-address = Если вы всё ещё хотите сменить адрес, войдите и запросите новую ссылку в профиле.

## The link in the email to the old address.

undo-address-title = Отменить смену адреса?
undo-address-lede = Это нужно, если адрес вашей учётной записи сменили не вы.
undo-address-then = Что произойдёт
undo-address-back = Вы снова будете входить по адресу { $email }.
undo-address-sessions = Все сеансы завершатся, доверенных браузеров не останется.
undo-address-password = Текущий пароль перестанет действовать. На следующей странице вы зададите новый.
undo-address-services = Сервисы входа, подключённые после смены адреса, отключатся.
undo-address-button = Отменить и завершить все сеансы
undo-address-done = Прежний адрес возвращён, все сеансы завершены. Теперь задайте новый пароль.
dead-undo = Возможно, смену уже отменили или прошло больше 72 часов. Если её отменили, новый пароль можно задать по почте.

## Emails.

mail-change-address-title = Подтвердите новый адрес электронной почты
mail-change-address-lead = Кто-то — скорее всего, вы — хочет входить в учётную запись на портале { $brand } по этому адресу.
mail-change-address-term = Ссылка действует 24 часа.
mail-change-address-other = Если это были не вы, не нажимайте кнопку: без этого ничего не изменится.
mail-change-address-reason = Вы получили это письмо, потому что этот адрес указали как новый для учётной записи на портале { $brand }.
mail-address-wanted-title = Ваш адрес указали для другой учётной записи
mail-address-wanted-lead = Кто-то с другой учётной записью на портале { $brand } хотел сменить её адрес на ваш. Это невозможно, пока у этого адреса есть своя учётная запись.
mail-address-wanted-yours = Если это были вы и обе учётные записи ваши, сначала удалите одну из них или укажите другой адрес.
mail-address-reserved-title = Этот адрес пока нельзя использовать
mail-address-reserved-lead = Кто-то — скорее всего, вы — указал этот адрес на портале { $brand }. Недавно он принадлежал учётной записи, у которой теперь другой адрес. Ещё 30 дней после такой смены его никто не может занять.
mail-address-reserved-until = Он освободится { $until }. Если это ваша учётная запись, войдите по её новому адресу.
mail-address-reserved-reason = Вы получили это письмо, потому что этот адрес указали в форме на портале { $brand }.
mail-address-changed-title = Адрес вашей учётной записи изменён
mail-address-changed-lead = Адрес вашей учётной записи изменён: { $when }, устройство: { $device }. Войти по этому адресу больше нельзя.
mail-address-changed-yours = Если вы этого хотели, ничего делать не нужно.
mail-address-changed-other = Если это были не вы, сразу отмените смену. Этот адрес вернётся, все сеансы завершатся, и вы зададите новый пароль.
mail-address-changed-term = Ссылка действует 72 часа.

# Events of the audit log, one sentence for every reader.
event-account-address-change-asked = Запрошена смена адреса электронной почты
event-account-address-change-cancelled = Смена адреса электронной почты отменена до подтверждения
event-account-address-changed = Адрес электронной почты изменён
event-account-address-restored = Смена адреса электронной почты отменена, все сеансы завершены

## The export of a person's data.

data-former-addresses = Прежние адреса
data-address-changed = Изменён
data-address-undone = Изменение отменено
