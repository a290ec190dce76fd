home = Главная
home-hello = Здравствуйте, { $name }
home-lede = Что ждёт вашего внимания и как идут дела.
home-empty = Задач для вас нет
home-empty-text = Здесь появится ваша работа. Клиента, лицензию или заказ можно найти через поиск.
search = Поиск
search-field = Поиск по всему
search-by = Можно искать по следующим данным: { $keys }.
search-none = Ничего не найдено
search-keys = имя или адрес электронной почты сотрудника
new-member = Сотрудник
new-api-key = Ключ API

task-brand = Настройте бренд
task-brand-text = Клиенты видят его на каждой странице и в каждом письме.
task-mail = Подключите почтовый сервер
task-mail-text = Укажите «mail» и «mail_from» в файле конфигурации.
task-second = Добавьте второго администратора
task-second-text = Он поможет, если другой потеряет доступ.
task-backup = Сделайте резервную копию
task-backup-text = Регулярно запускайте «gatehouse backup» и храните файлы ключей отдельно от копии.
need-dead = { $count ->
    [one] { $count } задание завершилось ошибкой
    [few] { $count } задания завершились ошибкой
   *[other] { $count } заданий завершились ошибкой
}
need-dead-open = Показать задания с ошибкой
audit-record-backup = Резервная копия
