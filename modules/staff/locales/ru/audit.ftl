### Тексты журнала действий

audit-group-staff = Сотрудники и их доступ
audit-group-keys = Ключи
audit-group-operation = Эксплуатация
audit-record-staff = Сотрудник
audit-record-api-key = Ключ API
audit-record-job = Задание
audit-record-any = Запись
audit-record-rule = Правило хранения
audit-record-file = Файл
audit-detail-roles = Роли
audit-detail-roles-before = Прежние роли
audit-detail-rights = Номер записи о доступе
audit-detail-factor = Способ
audit-detail-job = Вид задания
audit-detail-count = Количество
audit-detail-scopes = Разрешения
audit-detail-keys-revoked = Отозвано ключей API
audit-detail-ended = Сеансов
audit-detail-rule = Правило
audit-detail-rows = Записей
audit-factor-app = приложение-аутентификатор
audit-factor-password = пароль
audit-factor-recovery-code = резервный код

## What of the log is shown

audit-search = Поиск
audit-search-hint = Номер лицензии или заказа, адрес электронной почты клиента, имя сотрудника
audit-search-cut = Найдено больше { $most } совпадений. Показаны записи только о первых { $most }: ищите по номеру или адресу.
audit-show = Показать
audit-changes = Изменения
audit-looks = Просмотры и поиски
audit-everything = Всё

## Team

last-sign-in = Последний вход
