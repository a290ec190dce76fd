### Значок продукта

event-product-icon-changed = Значок продукта изменён
product-icon = Значок
product-icon-file = Файл
product-icon-hint = PNG, JPEG или GIF, квадратный, от 32 пикселей, лучше 128. До 256 КБ.
product-icon-upload = Загрузить
product-icon-remove = Удалить значок
product-icon-saved = Значок сохранён.
product-icon-removed = Значок удалён.
