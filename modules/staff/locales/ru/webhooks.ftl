### Вебхуки: куда сообщаем другим системам и что уже сообщили.

scope-webhooks-read = Просмотр вебхуков и их сообщений
scope-webhooks-write = Добавление, изменение и удаление вебхуков
api-task-webhooks-text = Сразу сообщайте другим своим системам о том, что здесь происходит.
audit-record-webhook = Вебхук
new-webhook = Вебхук

webhooks-title = Вебхуки
webhooks-lede = Другие ваши системы получают подписанное сообщение о каждом событии.
webhooks-none = Вебхуков пока нет
webhooks-none-text = Добавьте вебхук, чтобы другая система узнавала об изменениях заказов, лицензий, учётных записей и запросов.
webhook-add = Добавить вебхук
webhook-new-title = Новый вебхук
webhook-edit = Изменить
webhook-edit-title = Изменение вебхука
webhook-name-hint = Например, название системы-получателя.
webhook-url = Адрес
webhook-url-hint = Начинается с https://. Прежде чем что-либо отправлять, мы проверим, что получатель отвечает. Новый адрес проверяется заново.
webhook-types = События
webhook-type = Событие
webhook-all-events = Все события
webhook-all-events-hint = В том числе те, что появятся в следующих версиях
webhook-area = Все события группы «{ $area }»
webhook-waiting = Сообщений в очереди
webhook-failed = Сообщений с ошибкой
webhook-next-try = Следующая попытка
webhook-old-secret = Прежний секрет действует до
webhook-state-new = Ещё не подтверждён
webhook-state-on = Включён
webhook-state-off = Выключен
webhook-state-broken = Приостановлен
webhook-failing = Сбои

webhook-secret-title = Секрет вебхука
webhook-secret-once = Скопируйте секрет сейчас: больше он не появится, и узнать его будет нельзя.
webhook-secret-kept = Секрет сохранён
webhook-next = Что дальше
webhook-next-text = Введите секрет в системе-получателе. С его помощью она проверяет каждое сообщение, а на сообщение типа «{ $kind }» отвечает токеном из него. Затем включите вебхук.

webhook-switch-on = Проверить и включить
webhook-switch-off = Выключить
webhook-test = Отправить тестовое сообщение
webhook-test-message = Тестовое сообщение
webhook-is-on = Получатель ответил верно. Вебхук включён.
webhook-is-off = Вебхук выключен.
webhook-tested = Тестовое сообщение отправляется. Результат появится в разделе «Сообщения».
webhook-new-notice = Этот вебхук ещё не включён. Включите его, когда в системе-получателе появится секрет.
webhook-broken-notice = Получатель больше суток не принимает сообщения, поэтому вебхук приостановлен. Сообщения хранятся 30 дней и будут доставлены по порядку, когда вы включите вебхук.
webhook-gone-notice = Получатель ответил, что больше не существует (410 Gone), поэтому вебхук выключен.
webhook-failing-notice = { $count ->
    [one] Не удалась { $count } попытка подряд. Мы попробуем ещё раз.
    [few] Не удались { $count } попытки подряд. Мы попробуем ещё раз.
    [many] Не удались { $count } попыток подряд. Мы попробуем ещё раз.
   *[other] Не удалось { $count } попытки подряд. Мы попробуем ещё раз.
}
webhook-rotate-title = Секрет
webhook-rotate-text = Если секрет мог стать известен посторонним, замените его. Сутки сообщения подписываются обоими секретами, поэтому ни одно не потеряется, пока вы меняете его в системе-получателе.
webhook-rotate = Заменить секрет
webhook-remove-title = Удаление вебхука
webhook-remove-text = Вебхук и все его сообщения будут удалены, в том числе те, что ещё в очереди.
webhook-remove-tick = Я понимаю, что сообщения из очереди не будут доставлены
webhook-remove = Удалить вебхук
webhook-removed = Вебхук удалён.

deliveries-title = Сообщения
deliveries-lede = Сообщения, отправленные этому вебхуку за последние 30 дней. Из ответов получателя сохраняются только статус, размер и время.
deliveries-none = Сообщений пока нет
deliveries-none-text = Они появятся здесь, когда что-нибудь произойдёт или когда вы отправите тестовое сообщение.
delivery-waiting = В очереди
delivery-retrying = Повторяется
delivery-delivered = Доставлено
delivery-failed = Не доставлено
delivery-sequence = Номер
delivery-attempts = Попытки
delivery-answer = Ответ
delivery-took = Длительность (мс)
delivery-message = Идентификатор сообщения
delivery-last-try = Последняя попытка
delivery-next-try = Следующая попытка
delivery-bytes = Размер ответа (байт)
delivery-body = Содержимое
replay-title = Отправить повторно
replay-text = Идентификаторы и номера сообщений не меняются, поэтому получатель может пропустить те, что у него уже есть.
replay-from = С
replay-until = По
replay-failed-only = Только недоставленные
replay = Отправить повторно
replayed = { $count ->
    [one] { $count } сообщение отправляется повторно.
    [few] { $count } сообщения отправляются повторно.
    [many] { $count } сообщений отправляются повторно.
   *[other] { $count } сообщения отправляются повторно.
}
replayed-one = Сообщение отправляется повторно.

need-webhooks = { $count ->
    [one] { $count } вебхук приостановлен
    [few] { $count } вебхука приостановлены
    [many] { $count } вебхуков приостановлены
   *[other] { $count } вебхука приостановлены
}
need-webhooks-text = Их сообщения хранятся 30 дней.
need-webhooks-open = Открыть приостановленные вебхуки
