nav-bar = Главное меню: быстрый доступ
nav-more = Ещё
new = Создать
new-menu = Создать новую запись
close = Закрыть
search-all = Поиск по всему
shortcuts = Сочетания клавиш
shortcut-search = Перейти к поиску
shortcut-arrows = Перемещаться по меню
shortcut-close = Закрыть меню
shortcut-single = Использовать команды из одной клавиши
filters-more = Фильтр
plot-table = Показать таблицей
plot-number = Количество

area-customers = Клиенты
area-licensing = Лицензирование
area-support = Поддержка
area-lab = Лаборатория
area-devices = Устройства
area-outreach = Маркетинг
area-privacy = Персональные данные
area-settings = Настройки

home = Главная
home-needs = Требует внимания
home-steps = С чего начать
home-recent = Последние действия
home-plots = Сводка
home-tasks-done = Выполнено: { $done } из { $all }
home-tasks = Настройка портала
home-done = Готово
home-open = Не сделано

event-backup-made = Создана резервная копия базы данных

## The page that leads to another site

leave-title = Подождите немного
leave-text = Сейчас откроется следующая страница. Если она не открылась, перейдите по ссылке.
leave-go = Продолжить

live-full = Открыто слишком много страниц. Закройте часть из них или обновите эту страницу через минуту.
