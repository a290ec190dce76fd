rate-limited = Слишком много попыток из вашей сети. Повторите через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
}.
human-wrong = Не удалось проверить, что вы человек. Дождитесь окончания проверки или введите буквы с картинки.
human-wrong-picture = Символы не совпали с картинкой. Введите символы с новой картинки.
human-stale = Срок проверки истёк. Пройдите её ещё раз.
request-malformed = Тело запроса не соответствует ожидаемому: { $why }.
request-not-json = Отправьте тело запроса как application/json.
request-too-large = Тело запроса слишком большое.
request-null-character = В одном из значений есть символ U+0000, которого в тексте быть не может. Отправьте его без этого символа.
request-scope-missing = У этого ключа API нет области доступа «{ $scope }». Попросите администратора выдать ключ с ней.
idempotency-key-reused = Этот Idempotency-Key уже использован с другим запросом.
idempotency-key-invalid = Idempotency-Key должен содержать от 1 до 200 печатных символов.
problem-unauthorized = Нужен действующий ключ API: передайте его в заголовке «Authorization: Bearer …».
problem-forbidden = У вас нет прав на это действие.
problem-not-found = По этому адресу ничего нет.
problem-bad-request = Запрос не удалось разобрать.
problem-precondition-failed = Данные тем временем изменились. Получите текущую версию и повторите.
problem-broken = На нашей стороне произошла ошибка. Ничего не изменилось.
problem-busy = Сервис сейчас перегружен. Повторите через несколько секунд.
problem-cross-site = Запрос пришёл с другого сайта и был отклонён.
problem-method = Этот адрес не поддерживает такой метод.
foot-help = Помощь
api-docs-title = API
api-docs-lede = Что сотрудники и продукты могут делать по HTTP в формате JSON. Ошибки — описания проблем RFC 9457 с постоянным кодом.
api-docs-english = Описания операций есть только на английском языке.
api-docs-key = Нужен ключ API: «Authorization: Bearer ghk_…».
api-docs-scope = Разрешение:
api-docs-required = обязательно
api-docs-optional = необязательно
api-docs-parameters = Параметры
api-docs-body = Тело запроса
api-docs-answers = Ответы
