### Тексты журнала действий

audit-record-license = Лицензия
audit-record-order = Заказ
audit-record-seller = Продавец
audit-record-signing-key = Ключ подписи
audit-detail-batch = ID партии кодов
audit-detail-total = Кодов
audit-detail-seats = Устройств
audit-detail-source = Продавец
audit-detail-number = Номер
audit-detail-entries = Записей
audit-detail-activation = ID активации
audit-detail-kid = ID ключа
audit-detail-reason = Причина
audit-detail-from = С
audit-detail-seller = Продавец
audit-detail-by = Как
audit-detail-accepted = Версия соглашения
audit-by-code = по полному коду
audit-by-last-group = по последней группе кода
audit-by-email = по адресу
audit-by-number = по номеру лицензии
audit-by-account = по учётной записи
