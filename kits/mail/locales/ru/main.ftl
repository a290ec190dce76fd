### Строки, общие для писем всех модулей

letter-left-alone = Таких писем слишком много? Остановите их на 24 часа: { $link }
letter-greeting = Здравствуйте, { $name }!
letter-security = Вы получили это письмо, потому что оно касается безопасности вашей учётной записи на портале { $brand }. Такие сообщения нельзя отключить.
letter-security-staff = Вы получили это письмо, потому что оно касается безопасности вашего доступа к консоли сотрудников { $brand }.

## Письмо команды gatehouse mail test

trial-title = Проверочное письмо от { $brand }
trial-lead = Если вы читаете это письмо, портал может отправлять почту.
trial-reason = Вы получили это письмо, потому что оператор { $brand } отправил проверку на ваш адрес.

## What a person gets of their mails in the export of their data.

data-mails = Отправленные вам письма
data-mail = Письмо
data-lang = Язык
data-queued = Создано
data-sent = Отправлено
letter-switch = Отключить эти письма: { $link }
