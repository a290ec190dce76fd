### Письмо с кодами: что куплено

mail-codes-downloads = Скачать
mail-codes-product = Продукт
mail-codes-term = Срок лицензии
mail-codes-seats = Устройства
mail-codes-activate-by = Активировать не позднее
mail-codes-order = Заказ
