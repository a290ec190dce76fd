### Тексты журнала действий

audit-event-account-registered-again = Повторная регистрация с тем же адресом
audit-event-account-viewed = Просмотр учётной записи
audit-event-account-searched = Поиск учётной записи по адресу
audit-event-account-deleted = Учётная запись удалена
audit-event-account-unconfirmed-erased = Неподтверждённая регистрация стёрта

audit-customer = Клиент
audit-record-account = Учётная запись
audit-record-session = Сеанс
audit-detail-device = Устройство
audit-detail-sessions = Сеансов
audit-detail-on = Включено
audit-event-account-sign-ins-unknown = Попытки входа с незарегистрированными адресами за час
audit-detail-failures = Количество
