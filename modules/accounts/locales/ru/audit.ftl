### Тексты журнала действий

audit-customer = Клиент
audit-record-account = Учётная запись
audit-record-session = Сеанс
audit-detail-device = Устройство
audit-detail-sessions = Сеансов
audit-detail-on = Включено
audit-detail-failures = Количество
