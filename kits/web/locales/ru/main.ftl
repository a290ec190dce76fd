### Тексты макета, компонентов и страниц ошибок

skip = Перейти к содержанию
nav-main = Главное меню
nav-foot = Ещё
language = Язык
language-menu = Язык: { $name }
theme = Оформление
theme-auto = Как в системе
theme-light = Светлое
theme-dark = Тёмное
account = Учётная запись
account-menu = Меню учётной записи
scope-personal = Личное
scope-menu = Вы действуете как: { $name }
sign-out = Выйти
staff = Консоль
title-refused = Ошибка: { $title }
crumbs = Вы здесь

form-problem = Проверьте следующее
form-problem-line = { $label }: { $text }
form-optional = (необязательно)

password-show = Показать пароль
password-strength = Сколько требований выполнено
password-rules = Требования к паролю
password-met = Выполнено требований: %met% из %all%
password-unmet = Не выполнено условий: { $count }. Они отмечены ниже.
password-length = { $count ->
    [one] не менее { $count } символа
    [few] не менее { $count } символов
    [many] не менее { $count } символов
   *[other] не менее { $count } символа
}
password-upper = заглавная буква
password-lower = строчная буква
password-digit = цифра
password-special = специальный символ
password-space = без пробелов
password-email = не совпадает с вашим адресом

copy = Скопировать { $code }
copy-done = Скопировано
copy-failed = Не удалось скопировать. Выделите текст и скопируйте его.
copy-word = Скопировать
copy-masked = Код снова скрыт.

ago-now = Только что
ago-minutes = { $count ->
    [one] { $count } минуту назад
    [few] { $count } минуты назад
    [many] { $count } минут назад
   *[other] { $count } минуты назад
}
ago-hours = { $count ->
    [one] { $count } час назад
    [few] { $count } часа назад
    [many] { $count } часов назад
   *[other] { $count } часа назад
}
ago-yesterday = Вчера
ago-days = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
    [many] { $count } дней назад
   *[other] { $count } дня назад
}
ago-months = { $count ->
    [one] { $count } месяц назад
    [few] { $count } месяца назад
    [many] { $count } месяцев назад
   *[other] { $count } месяца назад
}
ago-years = { $count ->
    [one] { $count } год назад
    [few] { $count } года назад
    [many] { $count } лет назад
   *[other] { $count } года назад
}

seats = { $used } из { $total }

table-actions = Действия
pager-label = Страницы
pager-shown = { $count ->
    [0] Нет записей
    [one] Показана { $count } запись
    [few] Показаны { $count } записи
    [many] Показано { $count } записей
   *[other] Показано { $count } записи
}
pager-previous = Назад
pager-next = Вперёд
filters-apply = Применить
filters-reset = Сбросить

human-waiting = Проверка, что вы не робот, пройдёт автоматически.
human-working = Проверяем, что вы не робот…
human-done = Проверка пройдена.
human-failed = В этом браузере автоматическая проверка не сработала.
human-picture = Символы на картинке
human-picture-hint = Так мы убедимся, что вы не робот. Регистр букв не важен.
human-picture-alt = Искажённые символы, которые нужно ввести в поле ниже
passkey-failed = Ключ доступа не использован. Попробуйте ещё раз или выберите другой способ.
passkey-known = На этом устройстве или ключе безопасности уже есть ключ доступа к вашей учётной записи.
passkey-missing = Для ключей доступа нужны JavaScript и браузер, который их поддерживает. Пароль по-прежнему действует.

error-home = На главную
error-again = Повторить
error-reference = Если будете писать нам об этом, укажите номер:
error-support = Написать в поддержку
error-400-title = Не удалось прочитать запрос
error-400-text = Браузер отправил неполные или повреждённые данные.
error-400-advice = Вернитесь, обновите страницу и попробуйте ещё раз. Ничего не изменилось.
error-403-title = Нет доступа
error-403-text = У вашей учётной записи нет прав на эту страницу, или запрос пришёл с другого сайта.
error-403-advice = Откройте страницу через меню. Если нужен доступ, обратитесь к тому, кто управляет вашей учётной записью.
error-404-title = Страница не найдена
error-404-text = По этому адресу ничего нет, или у вас нет доступа к этой странице.
error-404-advice = Проверьте, нет ли в адресе опечатки, или начните с главной страницы.
error-405-title = Действие недоступно
error-405-text = Эту страницу нельзя открыть напрямую.
error-405-advice = Вернитесь и воспользуйтесь кнопками на странице.
error-413-title = Слишком большой объём
error-413-text = Отправленное превышает допустимый размер. Ничего не сохранено.
error-413-advice = Сократите текст или выберите файл поменьше и попробуйте ещё раз.
error-421-title = Это не адрес портала
error-421-text = Запрос пришёл на имя, которое порталу не принадлежит.
error-421-advice = Перейдите на главную: ссылка ниже ведёт на правильный адрес.
error-429-title = Немного подождите
error-429-text = За короткое время было слишком много попыток.
error-429-advice = Подождите несколько минут и попробуйте ещё раз.
error-absent-title = Недоступно
error-refused-title = Не получилось
error-500-title = На нашей стороне произошла ошибка
error-500-text = Это не ваша вина. Ошибка записана, и мы с ней разберёмся.
error-500-advice = Попробуйте ещё раз через несколько минут.
error-503-title = Скоро вернёмся
error-503-text = Портал перегружен или обновляется.
error-503-advice = Попробуйте ещё раз через несколько секунд. Ваши данные в безопасности.
error-503-advice-form = Через несколько секунд обновите эту страницу: браузер отправит введённые данные ещё раз. Ваши данные в безопасности.

job-mail-send = Отправка письма
job-messages-send = Отправка SMS
job-retention-sweep = Удаление данных, срок хранения которых истёк
job-audit-seal = Защита журнала действий от изменений
job-db-checkpoint = Очистка журнала базы данных от стёртых данных

# Who did what the log tells: as staff read it, and as a customer does.
actor-you = Вы
actor-account = Клиент
actor-staff = Сотрудник
actor-api-key = Ключ API
actor-product = Продукт
actor-program = Система
actor-visitor = Посетитель
who-you = Вы
who-staff = Сотрудник поставщика
who-program = Автоматически
who-product = Программа на устройстве
who-visitor = Вход не выполнен
who-key = Система поставщика
event-retention-swept = Удалены записи с истёкшим сроком хранения
zones-others = Другие часовые пояса

# Lists: their tools, and what stands there when the filters leave nothing.
list-columns = Столбцы
list-columns-legend = Столбцы на странице и в файле
list-columns-apply = Показать выбранные
list-file = Сохранить в CSV
list-unmatched = Ничего не найдено
list-unmatched-text = Измените фильтры или покажите всё.
list-show-all = Показать всё
list-wrong-choice = Выберите одно из предложенных значений.
list-wrong-id = Это не идентификатор. Скопируйте его целиком.
list-wrong-day = Введите дату, например 2026-11-21.
list-wrong-year = Введите дату с 2000 по 2199 год.
list-wrong-size = Введите целое число от 1 до { $most }.
list-wrong-cursor = Это не курсор этого списка. Передайте «next» или «previous» из ответа без изменений или не указывайте ничего.
event-list-exported = Список сохранён в файл
event-list-export-ended = Сохранение списка завершено
event-list-export-aborted = Сохранение списка прервано
audit-detail-list = Список
audit-detail-filters = Фильтры
audit-record-list = Список
