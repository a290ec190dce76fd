### Страницы каталога для сотрудников, отказы и ошибки ввода.

## Navigation and words of staff's pages

nav-catalog = Каталог
add = Добавить
cancel = Отмена
created = Дата создания
edit = Изменить
save = Сохранить
saved = Сохранено.
remove = Удалить
removed = Удалено.
yes = Да
no = Нет
name = Название
status = Состояние
code-word = Идентификатор
code-word-hint = Строчные латинские буквы, цифры и дефисы, например home-security. Его используют продукты и API.
code-word-made = Оставьте пустым, чтобы он был составлен из названия.

## Catalog (LIC-1)

catalog-lede = Что вы продаёте: продукты с редакциями, функциями, сроками и приложениями.
catalog-none = Продуктов пока нет
catalog-none-text = Создайте первый продукт: лицензии выпускаются для его редакций.
product-name = Название продукта
product-search = Название или идентификатор
product-show-all = Все, включая архивные
product-in-sale = В продаже
product-archived = В архиве
product-new = Новый продукт
product-create = Создать продукт
product-created = Продукт создан. Теперь добавьте редакции и сроки.
product = Продукт
product-more = Другие настройки
product-created-whole = Продукт создан. Можно выпускать коды.
product-edit = Изменение продукта
product-archive = В архив
product-restore = Вернуть в продажу
product-archived-now = Продукт снят с продажи. Выданные лицензии продолжают работать.
product-restored-now = Продукт снова в продаже.
product-description = Описание
lease-days = Работа без подключения, дней
lease-days-hint = Сколько дней устройство работает без подключения к сети: от 1 до 90.
transfer-allowance = Допустимое число переносов
transfer-allowance-hint = Деактивированное устройство считается переносом в течение 30 дней или всего срока автономной работы, если он дольше. Используемых устройств и переносов вместе не бывает больше, чем устройств в лицензии плюс это число. Пусто — столько же, сколько устройств, но не меньше 2.
transfer-allowance-usual = По числу устройств, не меньше 2
transition-days = Переход на новый код, дней
transition-days-hint = После увеличения числа устройств или объединения кодов устройства столько дней работают со старым кодом. Пусто — старый код перестаёт действовать сразу.
merge-rule = Объединение кодов при продлении
merge-rule-hint = Оплаченные устройство-дни в обоих случаях сохраняются.
merge-rule-seat-days = Устройств — сколько в продлении, срок рассчитывается
merge-rule-latest-end = Срок — самый поздний, число устройств рассчитывается
trial-days = Пробный период, дней
trial-days-hint = Оставьте пустым, если пробной версии нет.
regions = Страны
regions-hint = Двухбуквенные коды, например JP, DE, RU. Пусто — продаётся везде.
buy-url = Страница покупки
buy-url-hint = Где клиенты покупают этот продукт. Вместо { $license }, { $edition }, { $lang } и { $user } подставляются номер лицензии, идентификатор редакции, язык клиента и внутренний идентификатор его учётной записи.
renew-url = Страница продления
renew-url-hint = Где клиенты продлевают лицензию. Подставляются те же значения, например https://shop.example.com/renew?license={ $license }.
product-area = Область защиты
product-area-hint = Что защищает продукт, например «Рабочие станции» или «Почтовые серверы». С этого выбора начинается запрос в поддержку.
everywhere = Везде
statement-required = Нужно принять лицензионное соглашение
statement-required-hint = До первой активации, в учётной записи или в продукте. Сначала опубликуйте соглашение.
key-file-only = После увеличения числа устройств — только файл ключа
key-file-only-hint = После увеличения числа устройств продукт принимает только файл ключа, созданный по новому коду.
edition = Редакция
editions = Редакции
edition-add = Добавить редакцию
editions-none = Редакций пока нет. Чтобы выпускать коды, нужна хотя бы одна.
comparison = Сравнение редакций
feature = Функция
features = Функции
feature-add = Добавить функцию
features-none = Функций пока нет. Они показывают, чем отличаются редакции.
included = Есть
feature-in-edition = { $edition }: { $feature }
comparison-save = Сохранить сравнение
edition-first-title = Первая редакция
edition-first = Стандарт
edition-first-hint = Что входит в лицензию. Функции и другие редакции можно добавить позже.
term-first-title = Первый срок
term-first-hint = Сколько действует лицензия. Чтобы добавить сроки позже, очистите эти поля.
label-in = Название ({ $language })
label-hint = Достаточно одного языка: это название увидят и те, кто читает на других языках.
position = Порядок
position-hint = 1 — первая в списке.
term = Срок
terms = Сроки
term-add = Добавить срок
terms-none = Сроков пока нет. Чтобы выпускать коды, нужен хотя бы один.
term-length = Длительность
term-until = до { $day }
term-years = { $count ->
    [one] { $count } год
    [few] { $count } года
    [many] { $count } лет
   *[other] { $count } года
}
term-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
    [many] { $count } месяцев
   *[other] { $count } месяца
}
term-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
term-no-end = бессрочно
starts = Как считается срок?
starts-activation = С первой активации
starts-activation-hint = На указанное ниже число месяцев или дней. Чтобы лицензия была бессрочной, оставьте оба поля пустыми.
starts-fixed = До определённой даты
starts-fixed-hint = Независимо от даты активации.
months = Месяцев
months-hint = Календарные месяцы: 12 — это год.
days = Дней
fixed-until = Последний день
application = Приложение
applications = Приложения
application-add = Добавить приложение
applications-none = Приложений пока нет. Они показывают клиентам, что активирует лицензия и где это скачать.
platform = Платформа
platform-web = Веб
platform-other = Другая
download = Загрузка
download-url = Адрес для загрузки
application-group = Группа файла ключа
application-group-hint = У приложений одной группы общий файл ключа. Оставьте пустым, если приложение входит в основную группу продукта.
version = Версия
versions = Версии
version-add = Добавить версию
version-number = Номер версии
versions-none = Выпущенных версий пока нет.
released-at = Дата выпуска
version-certificate = Сертификат соответствия
version-certificate-hint = Номер, если это сертифицированная версия. Тем, кто ею пользуется, сообщается, что другие версии устанавливать нельзя.

## The license agreement (LIC-34)

agreement = Лицензионное соглашение
agreement-of = Лицензионное соглашение: { $product }
agreement-version = Версия { $number }
agreement-version-of = Версия { $number } от { $day }
agreement-newer = Действует более новая версия.
agreement-show-newest = Показать действующую версию
agreement-none = Лицензионного соглашения пока нет. Когда оно появится, продукт сможет просить клиентов принять его до первой активации.
agreement-in-force = Действует
agreement-published-at = Дата публикации
agreement-acceptance = Принятие
agreement-asked = Требуется до первой активации
agreement-not-asked = Не требуется
agreement-publish = Опубликовать новую версию
agreement-publish-now = Опубликовать
agreement-published = Новая версия опубликована.
agreement-lede = Опубликованную версию изменить нельзя. Кто принял более раннюю, по-прежнему может её прочитать.
agreement-text-in = Текст ({ $language })

## Refusals

refusal-catalog-unknown = В каталоге нет такой записи.
refusal-changed-meanwhile = Пока вы редактировали, запись изменил другой сотрудник. Откройте её заново, посмотрите изменения и повторите свои.
refusal-catalog-in-use = Удалить нельзя: по этой записи уже выпущены коды. Чтобы прекратить продажу, отправьте продукт в архив.
refusal-catalog-batch-running = С этим сроком сейчас выпускается партия кодов. Измените его, когда партия будет готова.

## What can be wrong with a field

wrong-required = Введите значение.
wrong-required-name = Введите название.
wrong-required-identifier = Введите идентификатор.
wrong-required-platform = Выберите платформу.
wrong-required-product = Выберите продукт.
wrong-required-edition = Выберите редакцию.
wrong-required-term = Выберите срок.
wrong-required-partner = Введите название партнёра.
wrong-required-seats = Введите число устройств.
wrong-required-released = Укажите дату выпуска.
wrong-required-last-day = Укажите последний день.
wrong-required-reason = Выберите причину.
wrong-required-version = Введите номер версии.
wrong-required-text = Введите текст хотя бы на одном языке.
wrong-too-long = { $most ->
    [one] Введите не более { $most } символа.
    [few] Введите не более { $most } символов.
    [many] Введите не более { $most } символов.
   *[other] Введите не более { $most } символа.
}
wrong-unprintable = Здесь есть символ, который нельзя сохранить: { $character }. Он не виден или меняет порядок чтения.
wrong-slug = Используйте только строчные латинские буквы, цифры и одиночные дефисы между ними.
wrong-no-slug = Из этого названия нельзя составить идентификатор. Введите его латинскими буквами.
wrong-number = Введите целое число от { $least } до { $most }.
wrong-day = Введите дату, например 2026-11-21.
wrong-year = Введите дату с 2000 по 2199 год.
wrong-past = Эта дата уже прошла. Введите более позднюю.
wrong-address = Введите адрес, который начинается с https:// или http://.
wrong-secure-address = Введите адрес, который начинается с https:// и не содержит имени и пароля.
wrong-placeholder = Вместо «{ $text }» нечего подставить. Используйте { $license }, { $edition }, { $lang } или { $user }.
wrong-phone = Введите номер телефона с кодом страны, например +7 495 123-45-67.
wrong-no-contact = Введите сайт, адрес электронной почты или номер телефона.
wrong-choice = Выберите одно из предложенных значений.
wrong-country = «{ $code }» — не двухбуквенный код страны.
wrong-language = «{ $tag }» — не языковой тег в обычной записи. Примеры: en, pt-BR, zh-Hant.
wrong-too-many-languages = { $most ->
    [one] Укажите названия не более чем на { $most } языке.
    [few] Укажите названия не более чем на { $most } языках.
    [many] Укажите названия не более чем на { $most } языках.
   *[other] Укажите названия не более чем на { $most } языка.
}
wrong-too-many-groups = { $most ->
    [one] У продукта может быть не более { $most } группы приложений.
    [few] У продукта может быть не более { $most } групп приложений.
    [many] У продукта может быть не более { $most } групп приложений.
   *[other] У продукта может быть не более { $most } группы приложений.
}
wrong-taken = Это значение уже занято.
wrong-shipped = Это уже записано в выпущенных копиях продукта, изменить его нельзя.
wrong-no-agreement = У этого продукта пока нет лицензионного соглашения. Сначала опубликуйте его.
wrong-two-lengths = Укажите что-то одно: месяцы, дни или последний день.
wrong-unknown = В продаже нет ничего с таким названием.

## Разрешения ключей API (ALL-7)
scope-catalog-read = Просмотр каталога
scope-catalog-write = Изменение каталога

## Events of the audit log, one sentence for every reader

event-product-created = Продукт добавлен
event-product-changed = Продукт изменён
event-product-agreement-published = Лицензионное соглашение опубликовано
event-product-archived = Продукт снят с продажи
event-product-restored = Продукт возвращён в продажу
event-edition-created = Редакция добавлена
event-edition-changed = Редакция изменена
event-edition-removed = Редакция удалена
event-feature-created = Функция добавлена
event-feature-changed = Функция изменена
event-feature-removed = Функция удалена
event-version-added = Версия добавлена
event-version-removed = Версия удалена
event-application-created = Приложение добавлено
event-application-changed = Приложение изменено
event-application-removed = Приложение удалено
event-term-created = Срок добавлен
event-term-changed = Срок изменён
event-term-removed = Срок удалён
