### The catalog in the navigation, on the home page of staff and in the guide of the API

new-product = Продукт
task-product = Добавьте первый продукт
task-product-text = С редакцией и сроком лицензии, чтобы выпускать коды.

api-task-catalog = Каталог
api-task-catalog-text = Продукты, их редакции, функции, приложения, сроки лицензии и версии.
