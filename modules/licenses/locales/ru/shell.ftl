nav-downloads = Загрузки
new-order = Заказ
way-activate = Активировать продукт
way-activate-text = Добавьте код из письма, с коробки или карточки.
way-manage = Управлять лицензиями
way-manage-text = Продукты, устройства и сроки действия.
way-seller = Где куплена лицензия
way-seller-text = Узнайте, кто продал вам лицензию и как с ним связаться.
search-keys-licenses = код активации или его последние пять символов, номер лицензии
search-keys-orders = номер заказа
search-mistyped = Похоже на код активации с опечаткой. Сверьте каждую группу с оригиналом.
search-all-licenses = Показать все лицензии

downloads-lede = Программы, которые активируют ваши лицензии.
downloads-none = Скачивать пока нечего
downloads-none-text = Добавьте лицензию, и здесь появятся программы к ней.

home-products = Ваши продукты
home-all-licenses = Все лицензии
card-seats = Устройства: { $used } из { $all }
card-activate = Активировать
card-why = Узнать причину
card-until = До { $day }
card-ended = Срок истёк { $day }
card-missed = Срок активации истёк { $day }
card-activate-by = Активировать не позднее { $day }

step-add = Добавьте код
step-add-text = Он указан в письме о заказе, на коробке или карточке.
step-download = Скачайте программу
step-download-text = Выберите версию для своего устройства и установите её.
step-activate = Активируйте
step-activate-text = Введите код в программе. Устройство появится в вашей лицензии.

need-blocked = Лицензия на { $product } заблокирована
need-awaiting = Лицензия на { $product } на проверке
need-planned = Лицензия на { $product } будет заблокирована { $day }
need-ending = Лицензия на { $product } действует до { $day }
need-ending-text = Продлите её, чтобы пользоваться продуктом и дальше.
need-fresh = Лицензия на { $product } ещё не активирована
need-fresh-text = Установите программу на устройство и введите код активации.
need-many-blocked = { $count ->
    [one] { $count } лицензия заблокирована
    [few] { $count } лицензии заблокированы
    [many] { $count } лицензий заблокировано
   *[other] { $count } лицензии заблокировано
}
need-many-fresh = { $count ->
    [one] { $count } лицензия не активирована
    [few] { $count } лицензии не активированы
    [many] { $count } лицензий не активировано
   *[other] { $count } лицензии не активировано
}
need-show = Показать
need-open = Открыть
need-verification = { $count ->
    [one] { $shown } лицензия ждёт проверки
    [few] { $shown } лицензии ждут проверки
    [many] { $shown } лицензий ждут проверки
   *[other] { $shown } лицензии ждут проверки
}
need-verification-text = Проверьте, кто добавил лицензии, и подтвердите или отклоните их.

tile-orders-today = Заказы сегодня
tile-awaiting = Ждут проверки
tile-planned = Запланированные блокировки
plot-issued = Выпущено лицензий
plot-ending = Истекает лицензий
plot-day = День
plot-total = { $sum } за { $days } дн.
