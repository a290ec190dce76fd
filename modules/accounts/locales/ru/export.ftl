### Texts of the export of a person's data, and of the import of accounts.

## Accounts of another portal.

import-row = Строку не удалось прочитать: проверьте кавычки и длину.
import-fields = Полей в этой строке: { $found }. В первой строке: { $expected }.
import-exists = Учётная запись с этим адресом уже есть. Она не изменена.
import-twice = Этот адрес уже есть в строке { $line }.
import-hash-unknown = Это не хеш пароля известного вида: bcrypt, PBKDF2, scrypt или Argon2.
import-hash-malformed = Хеш пароля неполный или записан не по правилам своего вида.
import-hash-costly = Проверка этого хеша пароля заняла бы слишком много времени. Учётную запись можно перенести без него: тогда владелец задаст новый пароль.
prove-address = Мы отправили вам письмо. Откройте ссылку в нём, чтобы задать новый пароль учётной записи.

## Export of one's own data.

export-title = Экспорт данных
export-lede = Один файл со всем, что мы храним о вас: страницы для чтения и те же данные в JSON и CSV для других программ.
export-button = Запросить экспорт
export-again-button = Запросить новый экспорт
export-waiting-title = Мы готовим экспорт
export-waiting = Запрошен { $when }. Мы пришлём письмо, когда он будет готов, обычно в течение нескольких минут.
export-reload = Проверить ещё раз
export-ready-title = Экспорт готов
export-ready = Создан { $made }. Его можно скачать до { $until }.
export-download = Скачать (ZIP, { $size } КБ)
export-failed-title = Не удалось подготовить экспорт
export-failed = Ваши данные не изменились. Запросите экспорт ещё раз, а если снова не получится, свяжитесь с нами.
export-requested = Экспорт запрошен. Мы пришлём письмо, когда он будет готов.
export-none-title = Экспортов пока нет
export-none = В день можно запросить до 3 экспортов. Каждый можно скачать в течение 7 дней.
export-before-delete = Перед удалением учётной записи можно скачать копию своих данных.
export-page-title = Ваши данные
export-page-lede = Что { $brand } хранит об адресе { $email } по состоянию на { $when }.
export-page-files = Те же данные есть в папке «data»: в JSON и CSV.
export-page-nothing = Ничего не хранится.
export-yes = Да
export-no = Нет
column-notification = Уведомление
column-since = С какого времени
column-password-changed = Пароль задан
column-kind = Тип
column-expires = Действует до
mail-export-title = Экспорт данных готов
mail-export-lead = Экспорт ваших данных готов. Его можно скачать до { $until }.
mail-export-button = Скачать экспорт
mail-export-other = Если вы его не запрашивали, смените пароль: возможно, в вашу учётную запись вошёл кто-то другой.
mail-export-reason = Вы получили это письмо, потому что на портале { $brand } запрошен экспорт ваших данных.
job-export = Подготовка экспорта данных
