### Страницы сотрудников, письма и отказы: лицензирование.

## Navigation and words of staff's pages

nav-licenses = Лицензии
nav-orders = Заказы
any = Все
cancel = Отмена
choose = Выберите…
created = Создано
refresh = Обновить
note = Внутренняя заметка
status = Состояние
from-day = С
until-day = По

## Words of the catalog, and what licensing shows on its page (LIC-20)

product = Продукт
revocation-list = Список отзыва
revocation-list-none = Появится в течение двух минут
revocation-list-facts = { $count ->
    [0] № { $number } от { $date }: устройств нет
    [one] № { $number } от { $date }: { $count } устройство
    [few] № { $number } от { $date }: { $count } устройства
   *[many] № { $number } от { $date }: { $count } устройств
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
order-created = Заказ создан. Теперь можно выпустить коды.
order-no-licenses = Лицензий пока нет. Выпустите коды выше.
order-licenses-coming = Коды создаются. Лицензии появятся здесь, когда будут готовы.
source = Кто продал
source-shop = Магазин
source-partner = Партнёр
source-staff = Сотрудник
partner = Партнёр
partner-hint = Клиент видит его как продавца.
buyer-email = Эл. почта покупателя
buyer-email-hint = Туда отправляются коды; если у покупателя есть учётная запись, они появятся и в ней.
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
activate-by = Активировать до
activate-by-hint = Последний день, когда код можно активировать впервые.
batch = Что
batches = Партии
batches-none = Коды ещё не выпускались.
batch-failed = Ошибка
codes-made = Коды
codes-made-of = { $done } из { $total }
download-csv = Скачать CSV

## Licenses (LIC-17)

licenses-lede = Найдите лицензию, посмотрите её устройства и историю, заблокируйте или разблокируйте её.
licenses-all = Все лицензии заказа
licenses-none = Лицензий не найдено
licenses-none-text = Лицензии появятся здесь, когда по заказу будут выпущены коды.
licenses-not-found-text = Проверьте введённое или сбросьте фильтры.
license-search = Поиск
license-search-hint = Код или его последние пять символов, номер лицензии или эл. почта
license-search-unreadable = Это не код активации, не его последние пять символов, не номер лицензии из десяти цифр и не адрес эл. почты. Если это код, в нём опечатка.
license-number = Номер лицензии
code-ending = Конец кода
license-title = Лицензия { $number }
code = Код активации
seats = Места
seat = Место
seat-taken = Занято
transfers = Освобождено недавно
transfers-hint = Учитывается в ограничении переносов.
lift-transfer-limit = Снять ограничение переносов
transfer-limit-lifted = Готово. Освобождённые места больше не учитываются, лицензию снова можно активировать на других устройствах.
transfer-limit-not-reached = Учитываемых освобождённых мест нет.
seat-freed = Свободно
ends = Окончание
issued-at = Выпущена
first-activated = Первая активация
holders = В учётных записях
holders-none = Эту лицензию пока никто не добавил в учётную запись.
account = Учётная запись
account-erased = Удалённая учётная запись
added-at = Добавлена
device = Устройство
devices = Устройства
devices-none = Пока не активирована ни на одном устройстве.
devices-more = Показать другие устройства
device-unnamed = Устройство без имени
activated-at = Активировано
last-seen = Последнее обращение
deactivate = Освободить место
deactivate-title = Освобождение места устройства
deactivate-explained = Устройство «{ $device }» лишится места, и его сможет занять другое. Само устройство остановится не позднее окончания срока аренды.
deactivate-tick = Об этом попросил владелец
deactivated = Место свободно.
confirm-missing = Сначала установите флажок.
resend-code = Отправить код ещё раз
code-resent = { $count ->
    [one] Код отправлен владельцу.
    [few] Код отправлен { $count } владельцам.
    [many] Код отправлен { $count } владельцам.
   *[other] Код отправлен { $count } владельцам.
}
history = История
history-issued = Выпущена

## Blocking (LIC-20)

block = Заблокировать
block-title = Блокировка лицензии
block-explained = Устройства остановятся при следующем продлении аренды. Все, у кого есть лицензия, получат письмо с причиной и пояснением, что делать.
block-reason = Причина
block-reason-payment-dispute = Спор об оплате
block-reason-over-use = Превышение числа мест
block-reason-compromised = Скомпрометирована
block-reason-replaced = Заменена
block-why-payment-dispute = Платёж за эту лицензию отозван или оспорен.
block-why-over-use = Лицензия использовалась на большем числе устройств, чем в ней мест.
block-why-compromised = Код активации стал известен посторонним.
block-why-replaced = Вместо этой лицензии действует другая.
block-todo-payment-dispute = Урегулируйте оплату с магазином или партнёром, у которого вы её купили. После этого лицензия снова заработает.
block-todo-over-use = Деактивируйте ненужные устройства или докупите места и сообщите нам.
block-todo-compromised = Свяжитесь с нами: вы бесплатно получите новый код.
block-todo-replaced = Активируйте устройства новым кодом.
block-from = Заблокировать с
block-from-hint = Оставьте пустым, чтобы заблокировать сразу.
block-note = Сообщение клиенту
block-note-hint = Будет в письме и на странице лицензии у клиента.
block-now = Заблокировать лицензию
block-done = Готово. Владельцы лицензии получат письмо.
block-done-untold = Готово. Для этой лицензии не известен ни один адрес, поэтому письмо никому не отправлено.
blocked-since = Заблокирована с { $from }: { $reason }
block-planned-for = Будет заблокирована с { $from }: { $reason }
unblock = Разблокировать
unblock-title = Разблокировка лицензии
unblock-explained = Лицензия снова заработает. Все владельцы получат письмо.
unblock-now = Разблокировать лицензию
unblock-planned = Отменить блокировку
unblock-planned-title = Отмена запланированной блокировки
unblock-planned-explained = Лицензия продолжит работать. Все владельцы получат письмо.
unblock-done = Готово. Владельцы лицензии получат письмо.

## Mails: codes (LIC-3)

mail-codes-title = { $count ->
    [one] Ваш код активации { $product }
   *[other] Ваши коды активации { $product }
}
mail-codes-lead = { $count ->
    [one] Спасибо, что выбрали { $product }. Вот ваш код активации.
   *[other] Спасибо, что выбрали { $product }. Вот ваши коды активации.
}
mail-codes-body = { $count ->
    [one] Введите его в продукте, чтобы активировать продукт. Храните его как пароль: лицензией может воспользоваться любой, у кого есть код.
   *[other] Введите код в продукте, чтобы активировать его. Храните коды как пароли: лицензией может воспользоваться любой, у кого есть код.
}
mail-codes-open = Открыть мои лицензии
mail-codes-add = Добавить лицензию в учётную запись
mail-codes-in-account = Лицензия уже в вашей учётной записи: там всегда можно посмотреть код.
mail-codes-keep = Сохраните это письмо или добавьте лицензию в учётную запись: тогда код всегда можно будет посмотреть.
mail-codes-reason = Вы получили это письмо, потому что этот адрес указан в заказе { $number }.

## Mails: blocking (LIC-20)

mail-blocked-title = Ваша лицензия на { $product } заблокирована
mail-blocked-lead = Лицензией { $number } на { $product } больше нельзя пользоваться.
mail-block-planned-title = Ваша лицензия на { $product } будет заблокирована
mail-block-planned-lead = Лицензией { $number } на { $product } нельзя будет пользоваться с { $day }.
mail-unblocked-title = Ваша лицензия на { $product } снова работает
mail-unblocked-lead = Лицензия { $number } на { $product } больше не заблокирована.
mail-unblocked-after = Ничего делать не нужно: активированные устройства продолжат работу сами. Если какое-то остановилось, активируйте его снова тем же кодом.
mail-block-note = Сообщение от отдела лицензирования: { $note }
mail-block-devices = Работающие устройства остановятся при следующей проверке лицензии или когда истечёт срок, в течение которого они могут работать без проверки.
mail-block-object = Если вы считаете это ошибкой, ответьте на это письмо и объясните почему: ваш ответ рассмотрит сотрудник.
mail-block-object-at = Если вы считаете это ошибкой, объясните почему на странице { $help }: обращение рассмотрит сотрудник.
mail-block-open = Посмотреть лицензию
mail-block-reason = Вы получили это письмо, потому что лицензия { $number } принадлежит вам.

## Refusals

refusal-changed-meanwhile = Тем временем это изменил кто-то другой. Откройте заново, посмотрите изменения и повторите свои.
refusal-order-number-taken = Заказ с таким номером уже есть.
refusal-order-unknown = Такого заказа нет.
refusal-license-unknown = Такой лицензии нет.
refusal-already-blocked = Лицензия уже заблокирована или блокировка запланирована.
refusal-not-blocked = Лицензия не заблокирована.
refusal-resend-blocked = Лицензия заблокирована, и её код не работает. Отправить его можно будет после разблокировки.
refusal-nobody-to-mail = Для этой лицензии не известен ни один адрес.
wrong-in-url = Код и адрес эл. почты не должны стоять в URL. Отправьте их в теле запроса POST /api/v1/licenses/search.
refusal-resend-too-often = Код только что отправляли несколько раз. Повторите через час.
refusal-batch-unknown = Такой партии нет.
refusal-batch-not-done = Коды этой партии ещё создаются.

## Разрешения ключей API (ALL-7)
scope-orders-read = Просмотр заказов
scope-orders-write = Создание заказов и выпуск кодов
scope-licenses-read = Просмотр лицензий
scope-licenses-write = Блокировка и разблокировка лицензий

## Письмо: лицензия активирована на устройстве (ACC-16)
notify-device-activated = когда моей лицензией начинает пользоваться новое устройство
mail-device-title = { $product }: новое устройство
mail-device-lead = Устройство «{ $device }» активировало { $product } (лицензия { $number }) { $when }.
mail-device-not-you = Если это устройство вам незнакомо, деактивируйте его на странице лицензии и свяжитесь с нами.
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
event-license-removed = Лицензия удалена из учётной записи
event-license-activated = Лицензия активирована на устройстве
event-license-deactivated = Устройство деактивировано, место освобождено
event-license-device-changed = Устройство опознано после замены деталей
event-license-blocked = Лицензия заблокирована
event-license-block-planned = Запланирована блокировка лицензии
event-license-unblocked = Лицензия разблокирована
event-license-transfers-lifted = Снято ограничение переносов лицензии
event-license-code-resent = Код активации отправлен ещё раз
event-license-code-shown = Показан код активации
event-license-viewed = Просмотр лицензии
event-license-searched = Поиск лицензий
event-revocation-list-published = Опубликован список отзыва
event-order-created = Заказ внесён
event-order-viewed = Просмотр заказа
event-signing-key-made = Ключ подписи создан
