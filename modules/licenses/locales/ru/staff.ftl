### Страницы сотрудников, письма и отказы: лицензирование.

## Navigation and words of staff's pages

nav-licenses = Лицензии
nav-orders = Заказы
any = Все
cancel = Отмена
choose = Выберите…
created = Дата создания
refresh = Обновить
note = Внутренняя заметка
status = Состояние
from-day = С
until-day = По

## Catalog (LIC-1)

product = Продукт
revocation-list = Список отзыва
revocation-list-none = Появится в течение двух минут
revocation-list-facts = { $count ->
    [0] № { $number } от { $date }: устройств нет
    [one] № { $number } от { $date }: { $count } устройство
    [few] № { $number } от { $date }: { $count } устройства
    [many] № { $number } от { $date }: { $count } устройств
   *[other] № { $number } от { $date }: { $count } устройства
}
edition = Редакция
term = Срок
platform = Платформа

## Orders and issuing (LIC-3)

orders-lede = Кто, что и где купил. Коды выпускаются по заказу.
orders-none = Заказов пока нет
orders-none-text = Добавьте первый заказ: коды выпускаются по заказам.
order = Заказ
order-title = Заказ { $number }
order-number = Номер заказа
order-number-hint = Как его указал магазин или партнёр. Оставьте пустым, и номер будет создан.
order-new = Новый заказ
order-create = Создать заказ
order-licenses = Лицензии
order-issue-later = Выпустить коды позже
order-created = Заказ создан. Теперь можно выпустить коды.
order-no-licenses = Лицензий пока нет. Выпустите коды выше.
order-licenses-coming = Коды создаются. Лицензии появятся здесь, когда будут готовы.
source = Канал продаж
source-shop = Магазин
source-partner = Партнёр
source-staff = Сотрудник
partner = Партнёр
partner-hint = Клиент видит его как продавца.
buyer-email = Электронная почта покупателя
buyer-email-hint = Туда отправляются коды. Если у покупателя есть учётная запись, они появятся и в ней.
buyer-lang = Язык писем
issue = Выпуск кодов
issue-now = Выпустить
issue-no-product = Пока выпускать нечего: в каталоге нужен продукт с редакцией и сроком.
term-of-another-product = Этот срок относится к другому продукту. Выберите срок того же продукта, что указан выше.
issued-now = { $count ->
    [one] Выпущен { $count } код.
    [few] Выпущено { $count } кода.
    [many] Выпущено { $count } кодов.
   *[other] Выпущено { $count } кода.
}
issue-started = { $count ->
    [one] Создаётся { $number } код. Страницу можно закрыть.
    [few] Создаются { $number } кода. Страницу можно закрыть.
    [many] Создаётся { $number } кодов. Страницу можно закрыть.
   *[other] Создаются { $number } кода. Страницу можно закрыть.
}
product-and-edition = Продукт и редакция
kind = Вид
kind-commercial = Коммерческая
kind-trial = Пробная
kind-subscription = Подписка
kind-nfr = Не для перепродажи
quantity = Количество кодов
quantity-hint = До { $few } — сразу, с письмом покупателю; до { $most } — в фоновом режиме.
activate-by = Активировать не позднее
activate-by-hint = Последний день, когда код можно активировать впервые.
batch = Продукт
batches = Партии
batches-none = Коды ещё не выпускались.
batch-failed = Ошибка
codes-made = Коды
codes-made-of = { $done } из { $total }
download-csv = Скачать CSV

## Продавцы (LIC-35)

nav-sellers = Продавцы
sellers-lede = Магазины и партнёры. Клиент видит, кто продал лицензию и как с ним связаться.
sellers-none = Продавцов пока нет
sellers-none-text = Добавьте магазины и партнёров, которые продают ваши продукты. Если продавец указан в заказе, клиент знает, к кому обратиться.
seller = Продавец
seller-none = Нет в списке
seller-hint = Клиент видит название, сайт, адрес электронной почты, телефон и часы работы.
seller-search = Название или идентификатор
seller-sells = Продаёт
seller-archived = Больше не продаёт
seller-show-all = Показать и тех, кто больше не продаёт
seller-name = Название
seller-code = Идентификатор
seller-code-hint = Слово, которым продавца называют программы, например example-shop.
seller-site = Сайт
seller-email = Электронная почта
seller-phone = Телефон
seller-hours = Часы работы
seller-hours-hint = Укажите и часовой пояс: пн–пт 9:00–18:00 (Москва).
seller-ways-hint = Укажите хотя бы одно: сайт, электронную почту или телефон.
seller-country = Страна
seller-country-none = Не указана
seller-new = Новый продавец
seller-add = Добавить продавца
seller-added = Продавец добавлен.
seller-edit = Изменить продавца
seller-save = Сохранить
seller-saved = Продавец сохранён.
seller-archive = Больше не продаёт
seller-archive-hint = В прежних заказах продавец останется, в новых его нельзя будет указать.
seller-told = Что видит клиент
order-seller-edit = Изменить продавца
order-seller-title = Продавец заказа
order-seller-saved = Продавец сохранён. Клиент увидит его на странице лицензии.
refusal-seller-unknown = Такого продавца нет.

## Licenses (LIC-17)

licenses-lede = Найдите лицензию, посмотрите её устройства и историю, заблокируйте или разблокируйте её.
licenses-all = Все лицензии заказа
licenses-none = Лицензии не найдены
licenses-none-text = Лицензии появятся здесь, когда по заказу будут выпущены коды.
licenses-not-found-text = Проверьте запрос или сбросьте фильтры.
license-search = Поиск
license-search-hint = Код или его последние пять символов, номер лицензии или электронная почта
license-search-unreadable = Это не код активации, не его последние пять символов, не номер лицензии из десяти цифр и не адрес электронной почты. Если это код, в нём опечатка.
license-number = Номер лицензии
code-ending = Конец кода
license-title = Лицензия { $number }
code = Код активации
seats = Число устройств
seat = Использование
seat-taken = Используется
transfers = Недавние переносы
transfers-hint = Учитываются в ограничении переносов.
lift-transfer-limit = Снять ограничение переносов
transfer-limit-lifted = Ограничение переносов снято. Прежние переносы больше не учитываются, лицензию снова можно активировать на других устройствах.
transfer-limit-not-reached = Переносов, которые учитываются в ограничении, нет.
seat-freed = Освобождено
ends = Действует до
issued-at = Выпущена
first-activated = Первая активация
holders = В учётных записях
holders-none = Эту лицензию пока никто не добавил в учётную запись.
account = Учётная запись
account-erased = Удалённая учётная запись
added-at = Добавлена
device = Устройство
devices = Устройства
devices-none = Лицензия пока не активирована ни на одном устройстве.
devices-more = Показать другие устройства
device-unnamed = Устройство без имени
activated-at = Активировано
last-seen = Последняя активность
deactivate = Деактивировать
deactivate-title = Деактивировать это устройство?
deactivate-explained = Устройство «{ $device }» освободит лицензию для другого. Программа на нём перестанет работать не позднее окончания срока автономной работы.
deactivate-tick = Об этом попросил владелец
deactivated = Устройство деактивировано.
confirm-missing = Сначала установите флажок.
resend-code = Отправить код ещё раз
code-resent = { $count ->
    [1] Код отправлен владельцу.
    [one] Код отправлен { $count } владельцу.
    [few] Код отправлен { $count } владельцам.
    [many] Код отправлен { $count } владельцам.
   *[other] Код отправлен { $count } владельца.
}
history = История
history-issued = Выпущена
history-none = Событий пока нет.

## Blocking (LIC-20)

block = Заблокировать
block-title = Блокировка лицензии
block-explained = Программа на устройствах перестанет работать при следующей проверке лицензии. Все, у кого есть лицензия, получат письмо с причиной и пояснением, что делать.
block-reason = Причина
block-reason-payment-dispute = Оспорен платёж
block-reason-over-use = Превышено число устройств
block-reason-compromised = Код скомпрометирован
block-reason-replaced = Заменена
block-why-payment-dispute = Платёж за эту лицензию отозван или оспорен.
block-why-over-use = Лицензия использовалась на большем числе устройств, чем разрешено.
block-why-compromised = Код активации стал известен посторонним.
block-why-replaced = Вместо этой лицензии действует другая.
block-todo-payment-dispute = Свяжитесь с продавцом, чтобы решить вопрос с оплатой. После этого лицензия снова заработает.
block-todo-over-use = Деактивируйте ненужные устройства или увеличьте число устройств и сообщите нам.
block-todo-compromised = Свяжитесь с нами: вы бесплатно получите новый код.
block-todo-replaced = Активируйте устройства новым кодом.
block-from = Заблокировать с
block-from-hint = Оставьте пустым, чтобы заблокировать сразу.
block-note = Сообщение клиенту
block-note-hint = Будет в письме и на странице лицензии у клиента.
block-now = Заблокировать лицензию
block-done = Лицензия заблокирована.
block-planned-done = Блокировка запланирована.
block-told = Все, у кого есть эта лицензия, получат письмо.
block-untold = Адрес электронной почты не указан, поэтому письмо никому не отправлено.
blocked-since = Заблокирована с { $from }: { $reason }
block-planned-for = Будет заблокирована с { $from }: { $reason }
unblock = Разблокировать
unblock-title = Разблокировка лицензии
unblock-explained = Лицензия снова заработает. Все владельцы получат письмо.
unblock-now = Разблокировать лицензию
unblock-planned = Отменить блокировку
unblock-planned-title = Отмена запланированной блокировки
unblock-planned-explained = Лицензия продолжит работать. Все владельцы получат письмо.
unblock-done = Лицензия разблокирована.
unblock-planned-done = Запланированная блокировка отменена.

## Mails: codes (LIC-3)

mail-codes-title = { $count ->
    [1] Код активации: { $product }
   *[other] Коды активации: { $product }
}
mail-codes-lead = { $count ->
    [1] Спасибо, что выбрали продукт «{ $product }». Вот ваш код активации.
   *[other] Спасибо, что выбрали продукт «{ $product }». Вот ваши коды активации.
}
mail-codes-body = { $count ->
    [1] Введите код в программе, чтобы активировать её. Храните его как пароль: лицензией может воспользоваться любой, у кого есть код.
   *[other] Введите код в программе, чтобы активировать её. Храните коды как пароли: лицензией может воспользоваться любой, у кого есть код.
}
mail-codes-open = Открыть лицензии
mail-codes-add = Создать учётную запись
mail-codes-in-account = Лицензия уже в вашей учётной записи: там всегда можно посмотреть код.
mail-codes-keep = Создайте учётную запись с этим адресом, и лицензия добавится в неё сама: код всегда можно будет посмотреть. Если ваша учётная запись открыта на другой адрес, добавьте код там.
mail-codes-reason = Вы получили это письмо, потому что этот адрес указан в заказе № { $number }.

## Mails: blocking (LIC-20)

mail-blocked-title = Лицензия на продукт «{ $product }» заблокирована
mail-blocked-lead = Лицензией { $number } на продукт «{ $product }» больше нельзя пользоваться.
mail-block-planned-title = Лицензия на продукт «{ $product }» будет заблокирована { $day }
mail-block-planned-lead = { $day } лицензия { $number } на продукт «{ $product }» перестанет работать.
mail-unblocked-title = Лицензия на продукт «{ $product }» снова работает
mail-unblocked-lead = Лицензия { $number } на продукт «{ $product }» больше не заблокирована.
mail-unblocked-after = Ничего делать не нужно: программа на активированных устройствах снова заработает сама. Если на каком-то устройстве этого не произошло, активируйте её тем же кодом.
mail-block-note = Сообщение от отдела лицензирования: { $note }
mail-block-devices = { $days ->
    [one] Программа на устройствах перестанет работать при следующей проверке лицензии, но не позднее чем через { $days } день без подключения к сети.
    [few] Программа на устройствах перестанет работать при следующей проверке лицензии, но не позднее чем через { $days } дня без подключения к сети.
    [many] Программа на устройствах перестанет работать при следующей проверке лицензии, но не позднее чем через { $days } дней без подключения к сети.
   *[other] Программа на устройствах перестанет работать при следующей проверке лицензии, но не позднее чем через { $days } дня без подключения к сети.
}
mail-block-object = Если вы считаете это ошибкой, ответьте на это письмо и объясните почему: ваш ответ рассмотрит сотрудник.
mail-block-object-at = Если вы считаете это ошибкой, объясните почему на странице { $help }: ваш ответ рассмотрит сотрудник.
mail-block-open = Открыть лицензию
mail-block-reason = Вы получили это письмо, потому что лицензия { $number } принадлежит вам.

## Refusals

refusal-changed-meanwhile = Пока вы редактировали, запись изменил другой сотрудник. Откройте её заново, посмотрите изменения и повторите свои.
refusal-order-number-taken = Заказ с таким номером уже есть.
refusal-order-unknown = Такого заказа нет.
refusal-license-unknown = Такой лицензии нет.
refusal-already-blocked = Лицензия уже заблокирована или блокировка запланирована.
refusal-not-blocked = Лицензия не заблокирована.
refusal-resend-blocked = Лицензия заблокирована, и её код не работает. Отправить его можно будет после разблокировки.
refusal-nobody-to-mail = Для этой лицензии не указан ни один адрес электронной почты.
refusal-resend-too-often = Код только что отправляли несколько раз. Повторите через час.
refusal-batch-unknown = Такой партии нет.
refusal-batch-not-done = Коды этой партии ещё создаются.

## What can be wrong with a field

wrong-in-url = Кода и адреса электронной почты не должно быть в URL. Отправьте их в теле запроса POST /api/v1/licenses/search.

## Разрешения ключей API (ALL-7)
scope-orders-read = Просмотр заказов
scope-orders-write = Создание заказов и выпуск кодов
scope-sellers-write = Добавление и изменение продавцов
scope-licenses-read = Просмотр лицензий
scope-licenses-write = Блокировка и разблокировка лицензий

## Письмо: лицензия активирована на устройстве (ACC-16)
notify-device-activated = о подключении нового устройства
mail-device-title = { $product }: новое устройство
mail-device-lead = Устройство «{ $device }» активировало продукт «{ $product }» (лицензия { $number }) { $when }.
mail-device-not-you = Если это устройство вам незнакомо, деактивируйте его на странице лицензии и напишите нам: { $link }
mail-device-open = Открыть лицензию
mail-device-reason = Вы получили это письмо, потому что включили в профиле уведомления об устройствах. Там же их можно отключить.

job-issue-batch = Выпуск партии кодов
job-block-due = Включение запланированных блокировок
job-revocation-lists = Подписание списков отзыва
job-statuses = Обновление состояний лицензий
job-all-statuses = Проверка состояний всех лицензий

# Events of the audit log, one sentence for every reader.
event-license-issued = Коды выпущены
event-license-batch-done = Партия кодов готова
event-license-codes-exported = Коды скачаны
event-license-added = Лицензия добавлена в учётную запись
event-license-attached = Лицензия добавлена: куплена с адресом учётной записи
event-license-removed = Лицензия удалена из учётной записи
event-license-agreement-accepted = Лицензионное соглашение принято
event-license-activated = Лицензия активирована на устройстве
event-license-deactivated = Устройство деактивировано
event-license-device-renamed = Устройство переименовано
event-license-device-changed = Устройство распознано после замены комплектующих
event-license-blocked = Лицензия заблокирована
event-license-block-planned = Запланирована блокировка лицензии
event-license-unblocked = Лицензия разблокирована
event-license-transfers-lifted = Снято ограничение переносов лицензии
event-license-code-resent = Код активации отправлен ещё раз
event-license-code-shown = Код активации показан
event-license-viewed = Просмотр лицензии
event-license-searched = Поиск лицензий
event-revocation-list-published = Опубликован список отзыва
event-order-created = Заказ создан
event-order-seller-named = Указан продавец заказа
event-seller-added = Продавец добавлен
event-seller-changed = Продавец изменён
event-order-viewed = Просмотр заказа
event-signing-key-made = Ключ подписи создан
