home = Главная
home-hello = Добро пожаловать
home-hello-name = Здравствуйте, { $name }
home-empty = Сейчас ничего делать не нужно
home-empty-text = Здесь появятся ваши продукты и сообщения.
home-all-activity = Все действия
front-title = Добро пожаловать в { $brand }
front-lede = Активируйте продукты, управляйте лицензиями и устройствами, получайте помощь.
front-help = Получить помощь
front-help-text = Инструкции и связь с поддержкой.
search-keys = адрес электронной почты
staff-overview = Обзор
front-recover = Восстановить доступ
front-recover-text = Задайте новый пароль, если не удаётся войти.

staff-notes = Заметки
staff-noted = { $count ->
    [one] { $count } внутренняя заметка, последняя:
    [few] { $count } внутренние заметки, последняя:
    [many] { $count } внутренних заметок, последняя:
   *[other] { $count } внутренней заметки, последняя:
}
staff-all-notes = Показать внутренние заметки
