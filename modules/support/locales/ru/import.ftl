### Requests of other programs, and mails that are moved (SUP-13, SUP-17, ACC-18).

import = Импорт
imports = Импорт запросов
imports-lede = Перенесите запросы из другой программы. Даты и переписка сохранятся, писем никто не получит.
imports-none = Импорта ещё не было.
import-new = Новый импорт
import-new-lede = Сначала файл проверяется. До сохранения вы увидите, что будет перенесено.
import-name-hint = Название, по которому вы найдёте этот импорт, например «Zendesk, март»
import-source = Программа
import-lang = Язык людей без учётной записи
import-file = Файл экспорта
import-file-hint = JSON, до { $mb } МБ. Для больших файлов и CSV: gatehouse import requests
import-check = Проверить файл
import-uploaded = Файл проверяется.
import-progress = Ход импорта
import-refresh = Обновить
import-leave = Страницу можно закрыть: импорт продолжится.
import-so-far = Перенесено: { $taken }, уже было: { $passed }, отклонено: { $refused }
import-waiting = Ожидает
import-running = Выполняется
import-checked = Проверен
import-done = Завершён
import-failed = Не удался
import-checked-text = Пока ничего не сохранено. Посмотрите, что будет отклонено, и начните импорт.
import-done-refused = { $count ->
    [one] Отклонён { $count } элемент. Причина указана в отчёте.
    [few] Отклонено { $count } элемента. Причины указаны в отчёте.
    [many] Отклонено { $count } элементов. Причины указаны в отчёте.
   *[other] Отклонено { $count } элемента. Причины указаны в отчёте.
}
import-start = Начать импорт
import-begins = Импорт начался.
import-remove = Удалить файл
import-removed = Импорт удалён.
import-show-all = Отчёт
import-show-refused = Отклонённые элементы
import-taken = Перенесено
import-would-be-taken = Будет перенесено
import-passed = Уже было
import-refused = Отклонено
import-count-messages = Сообщения
import-internal = Внутренние заметки
import-people-count = Люди
import-files-left = Файлы, которые не переносятся
import-cut = Обрезанные сообщения
import-oldest = Самый старый запрос
import-newest = Самый новый запрос
import-begun = Начало
import-ended = Окончание
import-items = Элементы импорта
import-items-lede = Что было перенесено и что отклонено. Записи об отклонённых элементах стираются через 90 дней.
import-items-none = Пока пусто
import-items-none-text = Элементы появятся здесь после проверки файла.
import-outcome = Результат
import-all = Все
import-place = Элемент
import-id = ID в программе
import-code = Код
import-note = Перенесено из { $program }, номер там: { $number }.
import-note-tags = Метки: { $tags }
import-note-files = Файлы, которые не перенесены: { $files }

import-too-old = Закрыт больше года назад, у автора нет учётной записи
import-no-request = Запрос этого сообщения не найден
import-row = Не строка CSV с тем же числом полей, что и в первой строке
import-beginning = Строка без ID запроса
import-people = В файле больше 200 000 человек. Разделите файл и перенесите по частям.
import-header = В первой строке должны быть столбцы «request» и «opened_at», только известные столбцы, каждый один раз.
import-file-gone = Файл больше не хранится. Загрузите его ещё раз.
import-broken = Не удалось прочитать файл до конца. Посмотрите, какие задания не удались, и загрузите файл ещё раз.
refusal-import-not-found = Такого импорта нет.
refusal-import-not-checked = Этот импорт не проверен или уже выполняется.

event-imported = Запрос перенесён
event-import-begun = Импорт запросов проверен
event-import-started = Импорт запросов начат
event-import-dropped = Импорт запросов удалён
job-importing = Перенести запросы

staff-mail-move = Переместить письмо
staff-mail-move-lede = Файлы переместятся вместе с письмом, ответы на него придут туда же. Это можно отменить.
staff-mail-move-to = Переместить в { $number }
staff-mail-move-new = Открыть для него новый запрос
staff-mail-moved = Письмо теперь здесь.
staff-mail-moved-from = Это письмо перемещено сюда из { $number }.
staff-mail-move-undo = Вернуть обратно
staff-mail-move-undone = Письмо возвращено.
refusal-no-mail = Это сообщение нельзя переместить: оно пришло не по почте, его уже переместили или письмо больше не хранится.
refusal-move-undone = Письма нет там, куда его переместили. Посмотрите, где оно сейчас.
event-mail-moved = Письмо перемещено в другой запрос
event-mail-taken-in = Письмо перемещено сюда из другого запроса
event-mail-move-undone = Перемещение письма отменено
