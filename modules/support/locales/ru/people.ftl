### Участники запроса и отключение писем

people-open = Участники и письма
people-part = Роль
people-leave = Выйти из запроса
people-muted = Письма отключены
# $email (String) - an address
people-add-this = Добавить { $email }
people-proposed = Об этом запросе писали сотрудники вашей компании:
people-add = Добавить
people-add-email = Добавить по адресу электронной почты
people-add-hint = Пользователь вашей компании или адрес в её подтвержденном домене. Участник видит запрос и получает письма о нем.
people-by-support = Чтобы добавить участника, напишите об этом поддержке в ответе.
people-mails = Письма об этом запросе
people-mails-on = Вы получаете письмо о каждом ответе.
people-mails-off = Вы не получаете писем об этом запросе. Читать его и отвечать можно здесь.
people-mails-stop = Отключить письма
people-mails-begin = Включить письма
people-mails-stopped = Писем об этом запросе больше не будет.
people-mails-begun = Вы снова будете получать письма об этом запросе.
people-added = Участник добавлен.
people-removed = Участник удален из запроса.
people-left = Вы вышли из запроса.
# $link (String) - the address of a page
mail-stop = Отключить письма об этом запросе: { $link }
stop-title = Отключить письма об этом запросе
stop-lede = Здесь их можно отключить, не входя в учётную запись. Ответы останутся в запросе.
stop-button = Отключить
stop-done = Письма об этом запросе отключены
stop-done-lede = Писем о нем больше не будет. Если вы отключили их по ошибке, включите снова.
stop-begun = Письма об этом запросе включены
stop-begun-lede = Ответы снова будут приходить по электронной почте.
stop-home = На главную
stop-dead = Ссылка не работает
refusal-people-support = Добавить участников в этот запрос может только поддержка.
refusal-people-company = Укажите адрес пользователя вашей компании или адрес в её подтвержденном домене.
# $most (Number) - the most people
refusal-people = В запросе может быть не более { $most } участников.
refusal-people-author = Автора запроса удалить нельзя.
event-person-added = Участник добавлен в запрос
event-person-removed = Участник удален из запроса
event-mails-stopped = Письма о запросе отключены
event-mails-begun = Письма о запросе включены
