### Тексты журнала действий

audit-record-product = Продукт
audit-detail-part = Часть
audit-detail-code = Код
audit-detail-agreement = Версия соглашения
