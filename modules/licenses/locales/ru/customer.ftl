### Страницы лицензий клиента (LIC-5, LIC-6, LIC-7, LIC-13).

customer-title = Ваши лицензии
customer-lede = На каких устройствах они используются и до какого числа действуют.
customer-add = Добавить лицензию
customer-search = Поиск
customer-search-hint = Номер лицензии, продукт или последние пять символов кода
customer-product = Продукт
customer-any-product = Все продукты
customer-status = Состояние
customer-any-status = Любое состояние
customer-sort = Сортировка
customer-sort-ends = Сначала с ближайшим сроком
customer-sort-ends-latest = Сначала с самым поздним сроком
customer-sort-product = По продукту
customer-sort-added = Сначала недавно добавленные
customer-column-code = Код
customer-column-number = Номер лицензии
customer-column-activated = Активирована
customer-column-seats = Устройства
customer-column-ends = Действует до
customer-column-added = Добавлена
customer-not-yet = Ещё нет
customer-ends-open = С первой активации
customer-no-end = Бессрочно
customer-ending-soon = { $count ->
    [one] В ближайшие 30 дней истечёт { $count } лицензия.
    [few] В ближайшие 30 дней истекут { $count } лицензии.
    [many] В ближайшие 30 дней истекут { $count } лицензий.
   *[other] В ближайшие 30 дней истечёт { $count } лицензии.
}
customer-ending-show = Показать с ближайшим сроком
customer-empty-title = Лицензий пока нет
customer-empty-text = Введите код активации из письма о заказе, с коробки или с карточки. После этого лицензия появится здесь вместе с устройствами и сроком действия.
customer-nothing-title = Ничего не найдено
customer-nothing-text = Попробуйте сократить запрос или сбросьте фильтры.
customer-reset = Сбросить фильтры

customer-add-lede = Введите код активации из письма о заказе, с коробки или с карточки.
customer-add-code = Код активации
customer-add-code-hint = 20 букв и цифр. Регистр, дефисы и пробелы не важны.
customer-add-button = Добавить лицензию
customer-cancel = Отмена
customer-added = Продукт «{ $product }» добавлен в вашу учётную запись.
customer-found = { $count ->
    [one] Мы нашли { $count } лицензию, купленную с этим адресом, и добавили её в вашу учётную запись.
    [few] Мы нашли { $count } лицензии, купленные с этим адресом, и добавили их в вашу учётную запись.
    [many] Мы нашли { $count } лицензий, купленных с этим адресом, и добавили их в вашу учётную запись.
   *[other] Мы нашли { $count } лицензии, купленной с этим адресом, и добавили их в вашу учётную запись.
}
customer-add-already-here = Эта лицензия уже есть в вашей учётной записи.
customer-add-open = Открыть лицензию
customer-add-too-many-accounts = { $seats ->
    [1] Эта лицензия рассчитана на одно устройство и уже добавлена в другую учётную запись.
    [one] Эта лицензия рассчитана на { $seats } устройство и уже добавлена в учётные записи: { $seats }.
    [few] Эта лицензия рассчитана на { $seats } устройства и уже добавлена в учётные записи: { $seats }.
    [many] Эта лицензия рассчитана на { $seats } устройств и уже добавлена в учётные записи: { $seats }.
   *[other] Эта лицензия рассчитана на { $seats } устройства и уже добавлена в учётные записи: { $seats }.
}
customer-add-not-an-account = Чтобы добавить лицензию, войдите как клиент.
customer-add-next-blocked = Обратитесь к тому, от кого вы получили этот код.
customer-add-next-remove-elsewhere = Сначала удалите её из другой учётной записи, а затем добавьте сюда.

customer-code = Код активации
customer-code-show = Показать код
customer-code-gone = Код отозван
customer-number = Номер лицензии
customer-order = Номер заказа
customer-edition = Редакция
customer-activated = Первая активация
customer-ends = Действует до
customer-added-on = Добавлена в учётную запись

customer-term = Срок лицензии
customer-term-open = С первой активации
customer-days-left = { $count ->
    [0] Истекает сегодня
    [one] Остался { $shown } день
    [few] Осталось { $shown } дня
    [many] Осталось { $shown } дней
   *[other] Осталось { $shown } дня
}
customer-renew = Продлить лицензию
customer-buy = Купить новую лицензию
customer-renew-row = Продлить
customer-buy-row = Купить
customer-print = Распечатать
customer-printed = { $brand } · Лицензия { $number } · Напечатано { $when }

## Сначала продавец, затем поставщик (LIC-35)
customer-seller = Продавец
customer-seller-first = Продавец этой лицензии — { $name }. С вопросами о заказе, оплате, доставке или потерянном коде сначала обратитесь к нему.
customer-seller-unknown = Мы не знаем, кто продал эту лицензию. Продавец указан в письме о заказе.
customer-seller-quote = Назовите номер лицензии { $license } и номер заказа { $order }.
customer-seller-subject = Лицензия { $license }, заказ { $order }
customer-seller-quote-license = Назовите номер лицензии { $license }.
customer-seller-subject-license = Лицензия { $license }
customer-seller-otherwise = Если это не поможет, обратитесь к нам.
customer-ask-seller = Связаться с продавцом
customer-contact = Связаться с нами

customer-device-rename = Переименовать
customer-device-rename-title = Переименование устройства
customer-device-name = Имя устройства
customer-device-name-hint = Его видят все, у кого есть эта лицензия. Оставьте пустым, если имя не нужно.
customer-device-name-own = Его видят все, у кого есть эта лицензия. Оставьте пустым, чтобы вернуть собственное имя устройства: { $name }
customer-device-renamed = Устройство переименовано.

## События лицензии с именем устройства
history-device-activated = Лицензия активирована на устройстве «{ $device }»
history-device-deactivated = Деактивировано устройство «{ $device }»
history-device-changed = Устройство «{ $device }» распознано после замены комплектующих
history-device-renamed = Устройство переименовано: «{ $device }»

customer-next-activate-title = Следующий шаг: активация устройства
customer-next-activate = Установите продукт на устройство и введите код активации. Срок лицензии ({ $term }) начнётся, когда вы активируете первое устройство.
customer-next-activate-fixed = Установите продукт на устройство и введите код активации.
customer-next-activate-by = Активируйте код не позднее { $day }.
customer-next-full-title = Достигнут лимит устройств
customer-next-full = Чтобы подключить другое устройство, сначала деактивируйте одно из списка ниже.
customer-next-trial-title = Пробная версия
customer-next-trial = Пробный период заканчивается { $day }. Чтобы и дальше пользоваться продуктом, купите лицензию не позднее этого дня.
customer-next-ending-title = Срок лицензии скоро истечёт
customer-next-ending = { $day } срок лицензии истечёт. Чтобы и дальше пользоваться продуктом, продлите её вовремя.
customer-next-expired-title = Срок лицензии истёк
customer-next-expired = Обновления по этой лицензии больше не приходят. Чтобы продолжить, купите новую лицензию и добавьте её код.
customer-next-missed-title = Код не активирован в срок
customer-next-missed = Чтобы пользоваться продуктом, купите новую лицензию и добавьте её код.
customer-next-verification-title = Идёт проверка
customer-next-verification = Мы проверяем эту лицензию. Когда проверка закончится, вы получите письмо; делать ничего не нужно. До этого её нельзя активировать.
customer-blocked-title = Эта лицензия заблокирована
customer-block-planned-title = Эта лицензия будет заблокирована
customer-block-planned = { $day } она перестанет работать.

customer-features = Что входит в редакцию
customer-feature-yes = Да
customer-feature-no = Нет
customer-applications = Совместимые приложения
customer-application = Приложение
customer-platform = Платформа
customer-download = Скачать
customer-applications-none = Для этого продукта приложения пока не указаны.

customer-devices = Устройства
customer-device = Устройство
customer-device-unnamed = Устройство без имени
customer-device-platform = Платформа
customer-device-activated = Активировано
customer-device-seen = Последняя активность
customer-device-deactivate = Деактивировать
customer-devices-none = Эта лицензия не используется ни на одном устройстве.
customer-device-title = Деактивировать это устройство?
customer-device-question = Устройство «{ $device }» освободит лицензию для другого. Программа на нём перестанет работать при следующем подключении к сети, самое позднее { $day }, но её можно будет снова активировать тем же кодом.
customer-device-done = Устройство деактивировано. Можно активировать другое.
customer-device-done-already = Это устройство уже было деактивировано.
customer-device-not-here = Этого устройства в лицензии нет.

customer-history = История

customer-remove = Удалить из учётной записи
customer-remove-row = Удалить
customer-remove-title = Удалить эту лицензию?
customer-remove-text = Лицензия исчезнет из вашей учётной записи, и её сможет добавить к себе любой, у кого есть код. Программа на активированных устройствах будет работать, пока их не деактивируют. Если код может вам ещё понадобиться, сохраните его: после удаления мы его не покажем.
customer-remove-tick = Я понимаю, что лицензия будет удалена из моей учётной записи
customer-remove-button = Удалить лицензию
customer-remove-not-agreed = Чтобы удалить лицензию, установите флажок.
customer-removed = Лицензия удалена из вашей учётной записи.
customer-not-here = Этой лицензии нет в вашей учётной записи.

customer-code-text = Любой, кто знает этот код, может пользоваться вашей лицензией. Показывайте код, только если экран не видят посторонние. Каждый просмотр записывается в историю лицензии.
customer-code-shown-text = Любой, кто знает этот код, может пользоваться вашей лицензией. Этот просмотр записан в историю лицензии. Через минуту код скроется сам.

## Для тех, у кого нет учётной записи (LIC-35)
seller-page-title = Связь с продавцом
seller-page-lede = Введите код активации. Мы покажем, кто его продал и как с ним связаться.
seller-page-find = Найти продавца
seller-page-found = Кто продал лицензию
seller-page-another = Проверить другой код
seller-page-no-code = У меня нет кода
seller-page-no-code-text = Введите номер заказа и адрес электронной почты, с которым вы купили продукт. Мы пришлём письмо с контактами продавца.
seller-page-with-code = У меня есть код
seller-page-email = Адрес электронной почты из заказа
seller-page-mail = Прислать контакты продавца
seller-page-mailed = Если такой заказ с этим адресом есть, мы отправили вам контакты продавца.

## Письмо: кто продал заказ (LIC-35)
mail-seller-title = Продавец заказа № { $number }
mail-seller-lead = Продавец заказа № { $number } — { $name }.
mail-seller-unknown = Мы не знаем, кто продавец заказа № { $number }. Он указан в письме о заказе.
mail-seller-first = С вопросами о заказе, оплате, доставке или потерянном коде сначала обратитесь к нему.
mail-seller-otherwise = Если это не поможет, обратитесь к нам: { $help }
mail-seller-reason = Вы получили это письмо, потому что на нашем сайте запросили контакты продавца заказа № { $number } и указали этот адрес.

## Состояние лицензии (LIC-17)
status-not-activated = Не активирована
status-active = Активна
status-expiring = Скоро истекает
status-expired = Истекла
status-blocked = Заблокирована
status-awaiting-verification = На проверке

## The license agreement (LIC-34)

customer-agreement = Лицензионное соглашение
customer-agreement-of = Лицензионное соглашение: { $product }
customer-agreement-version = Версия { $number }
customer-agreement-accepted-on = Принято { $day }
customer-agreement-due-title = Лицензионное соглашение
customer-agreement-due = Примите лицензионное соглашение до активации первого устройства.
customer-agreement-read = Прочитать и принять
customer-agreement-accept = Я принимаю лицензионное соглашение
customer-agreement-accept-button = Принять
customer-agreement-accepted = Лицензионное соглашение принято.
customer-agreement-not-accepted = Прочитайте лицензионное соглашение и отметьте, что принимаете его.
customer-agreement-changed = Вступила в силу новая версия лицензионного соглашения. Прочитайте её и примите заново.

## In the export of a person's data.

data-licenses = Лицензии
data-currency = Валюта
data-card-taken-back = Удалена
data-orders = Заказы
data-agreements = Принятые лицензионные соглашения
data-application = Программа
data-version = Версия
data-deactivated = Отключено
data-ordered = Дата заказа
data-accepted = Принято
data-language = Язык
data-buyer = Адрес электронной почты в заказе
data-block-reason = Причина блокировки
data-block-note = Сообщение о блокировке
