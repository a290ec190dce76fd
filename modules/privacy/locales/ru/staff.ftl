### Положения и согласия: страницы сотрудников, отказы и журнал действий.

nav-statements = Положения
statements-lede = Что клиенты принимают в каждой стране и сколько из них это приняли.
statements-none = Положений пока нет
statements-none-text = Здесь появятся тексты, которые принимают клиенты.
statement-new = Новое положение
statement-add = Добавить положение
statement-added = Положение добавлено. Напишите его первую версию.
statement-name = Название
statement-name-hint = Его видят только сотрудники.
statement-kind = Вид
statement-in-force = Действует
statement-accepted = Сколько приняли
statement-created = Добавлено

versions = Версии
version-new = Новая версия
version-state = Состояние
version-from = Действует с
version-from-hint = Оставьте пустым, чтобы опубликовать сейчас. Более поздний день начинается в полночь по вашему часовому поясу.
version-countries = Страны
version-countries-hint = Коды стран, например DE, FR; EU и EEA означают все страны этих союзов. Оставьте пустым для всех стран.
version-required = Нужно до начала работы
version-required-hint = Клиенты в этих странах не могут пользоваться порталом, пока не примут положение.
version-asks-again = Спросить всех ещё раз
version-asks-again-hint = Снимите флажок, если исправления не меняют смысла: кто принял прежнюю версию, того не спросят снова.
version-title-in = Заголовок, { $lang }
version-body-in = Текст, { $lang }
version-body-hint = Пустая строка начинает абзац. Адреса, которые начинаются с https://, становятся ссылками.
version-settings = Настройки
version-empty = У этой версии ещё нет текста.
version-edit = Изменить
version-edit-title = Изменение версии
version-save = Сохранить черновик
version-saved = Черновик сохранён.
version-publish = Опубликовать
publish-title = Опубликовать эту версию?
publish-text = Начиная с указанного дня клиентов спрашивают об этой версии. Опубликованную версию нельзя изменить или удалить, её заменяет новая.
publish-tick = Тексты прочитаны на всех языках
published-now = Версия опубликована.
published-later = Версия опубликована. Начало действия: { $when }.
state-draft = Черновик
state-planned = Запланирована
state-in-force = Действует
state-replaced = Заменена
history = История
yes = Да
no = Нет

person-answers = Ответы на положения
person-no-answers = Клиент ещё не отвечал на положения.

refusal-name-missing = Введите название.
refusal-kind-missing = Выберите вид положения.
refusal-half-missing = У языка должны быть и заголовок, и текст, либо ни того, ни другого.
refusal-text-missing = Введите заголовок и текст хотя бы на одном языке.
refusal-too-long = { $most ->
    [one] Введите не более { $most } символа.
    [few] Введите не более { $most } символов.
    [many] Введите не более { $most } символов.
   *[other] Введите не более { $most } символа.
}
refusal-unprintable = Здесь есть символ, который нельзя сохранить: { $character }. Он не виден или меняет порядок чтения.
refusal-country-unknown = «{ $code }» — не код страны. Введите две буквы, например DE, или EU.
refusal-day-wrong = Введите день, например 2026-12-31.
refusal-day-past = Выберите сегодняшний или более поздний день.
refusal-not-confirmed = Установите флажок: опубликованную версию нельзя изменить.
refusal-statement-unknown = Такого положения нет.
refusal-statement-published = Эта версия опубликована, изменить её нельзя. Начните новую версию.
refusal-changed-meanwhile = Пока вы редактировали, черновик изменил другой сотрудник. Обновите страницу, чтобы увидеть изменения.

event-statement-added = Положение добавлено
event-statement-version-started = Начата новая версия положения
event-statement-version-changed = Черновик положения изменён
event-statement-version-published = Версия положения опубликована
audit-record-statement = Положение
