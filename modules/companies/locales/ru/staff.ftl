### Компании: страницы и письма для сотрудников.

companies-lede = Все компании с учётной записью. Ищите по названию или по слову в адресе.
companies-none = Компаний пока нет
companies-none-text = Компании появятся здесь после регистрации.
company-search = Название или слово в адресе
company-search-hint = Вид компании (ООО, АО, GmbH) можно не указывать.
company-word = Адрес
staff-created = Создана
staff-deleted = Удалена
staff-lang = Язык
staff-lang-before = Прежний язык
staff-country-before = Прежняя страна
name-before = Прежнее название
staff-waits = Ждёт нас
waits-owner = Смена владельца
waits-domain = Спорный домен
waits-invitation = Просроченное приглашение
search-keys-companies = название или адрес компании
search-all-companies = Все найденные компании
staff-overview = Обзор
company-of-users = { $count ->
    [one] Компания с { $count } пользователем
    [few] Компания с { $count } пользователями
    [many] Компания с { $count } пользователями
   *[other] Компания с { $count } пользователя
}
company-edit = Изменить
company-verify = Подтвердить компанию
company-verified = Компания подтверждена.
company-unverified-staff = Первая лицензия компании ждёт проверки. Пока компания не подтверждена, присоединиться по этой лицензии никто не может.
company-claimed = { $count ->
    [one] Лицензия этой компании есть ещё у { $count } человека. Код мог утечь: выясните, кто его купил, прежде чем подтверждать.
    [few] Лицензия этой компании есть ещё у { $count } человек. Код мог утечь: выясните, кто его купил, прежде чем подтверждать.
    [many] Лицензия этой компании есть ещё у { $count } человек. Код мог утечь: выясните, кто его купил, прежде чем подтверждать.
   *[other] Лицензия этой компании есть ещё у { $count } человека. Код мог утечь: выясните, кто его купил, прежде чем подтверждать.
}
company-deleted-staff = Владелец удалил эту компанию. Восстановить её можно до { $until }.
company-over-staff = Компания удалена, и восстановить её уже нельзя.
staff-company-restore = Восстановить компанию
staff-company-restored = Компания восстановлена.
owner-unproven = Не подтверждён: запись изменена в обход программы
staff-joining = Присоединение по лицензии
staff-required = Обязательно
staff-requires-factor = Двухэтапная проверка
staff-requires-sso = Собственный вход компании
company-has = Что есть у компании
company-has-none = Пока ничего
staff-address = Адрес электронной почты
staff-sent = Отправлено
staff-link-ends = Ссылка действует до
staff-invitations = Приглашения
staff-invitations-lede = Приглашения и регистрации по ним, начиная с новых. Если форму заполнили, но не активировали за 7 дней, отправить приглашение заново можем только мы.
staff-invitations-none = Приглашений нет
staff-invited-sent = Отправлено
staff-invited-expired = Истекло
staff-invited-registered = Форма заполнена
staff-invited-lapsed = Не активировано вовремя
staff-invited-accepted = Принято
staff-invited-declined = Отклонено
staff-invited-withdrawn = Отозвано
staff-registered-at = Заполнено { $at }
staff-join-requests = Запросы на вступление
staff-join-requests-none = Запросов на вступление нет
staff-request-ends = Истекает
staff-domains = Домены
staff-domains-none = Доменов нет
staff-domain = Домен
staff-claimed = Заявлен
staff-checked = Последняя проверка
staff-domain-pending = Ещё не подтверждён
staff-domain-verified = Подтверждён
staff-domain-failing = Нет записи
staff-domain-lost = Утрачен
staff-domain-contested = Спорный

staff-rename = Название
staff-rename-hint = Как в лицензиях компании. Адрес изменится вслед за названием; ссылки со старым адресом продолжат работать для её пользователей.
staff-rename-button = Переименовать
staff-renamed = Название изменено.
staff-facts-title = Страна и язык
staff-lang-hint = На этом языке сортируются имена пользователей.
staff-save = Сохранить
staff-saved = Сохранено.
staff-cancel = Отмена
staff-remove = Удалить
staff-yes = Да
staff-no = Нет
staff-branches = Филиалы
staff-branches-none = Филиалов нет
staff-branch-new = Новый филиал
staff-branch-add = Добавить филиал
staff-branch-added = Филиал добавлен.
staff-branch-remove = Удалить филиал
staff-branch-removed = Филиал удалён.
staff-branch-remove-title = Удалить филиал «{ $name }»?
staff-branch-no-replacement = Без замены
staff-branch-replacement-hint = Туда перейдут пользователи филиала. Филиалу без пользователей замена не нужна.
staff-unknown = Такой компании нет.
staff-changed-meanwhile = Другой сотрудник тем временем изменил эту компанию. Проверьте, что в ней сейчас, и повторите.
staff-is-deleted = Компания удалена. Сначала восстановите её.
staff-name-wrong = Введите название длиной до 200 знаков.
staff-country-wrong = Выберите страну.
staff-lang-wrong = Выберите один из языков.
staff-not-unverified = Компания не ждёт проверки.
staff-reason-wrong = Напишите от 1 до 2000 знаков.

owner-change = Смена владельца
owner-next = Новый владелец
becomes = Прежний владелец станет
becomes-all = пользователем со всеми правами
becomes-user = пользователем без прав
becomes-removed = удалён из компании
owner-kind = Основание
owner-kind-asked = По просьбе владельца
owner-kind-gone = По письму
owner-unfit = Этот человек не может стать владельцем. Нужна действующая учётная запись без блокировки и не из другой компании.
owner-same = Этот человек уже владелец.
owner-change-waits = Смена владельца этой компании уже ждёт решения.
owner-change-waits-staff = Смена владельца ждёт решения. Она показана на странице компании.
owner-nothing-asked = Смена владельца не ожидается.
owner-asked-notice = Владелец просит передать компанию другому пользователю.
owner-planned-notice = { $due } у компании сменится владелец, если никто не возразит.
owner-decide = Решить
owner-asked = Просьба владельца
owner-asked-text = Владелец попросил об этом сам, войдя и заново подтвердив личность. Достаточно одного сотрудника.
owner-carry-title = Выполнить
owner-carry = Назначить владельцем: { $name }
owner-carried-out = Владелец сменён, оба оповещены.
owner-decline-title = Или отклонить
owner-decline-words = Что написать владельцу
owner-decline = Отклонить
owner-declined = Отклонено. Владелец оповещён.
owner-gone = Владелец ушёл
owner-gone-text = Нового владельца называет письмо компании с печатью. Его одобряет второй сотрудник. Затем о нём узнают владелец и администраторы; чтобы возразить, у них { $hours } ч.
owner-next-address = Адрес электронной почты нового владельца
owner-next-hint = Нужна учётная запись. Кто ещё не пользователь компании, присоединится вместе со сменой.
owner-reason-hint = Что произошло и как вы это проверили. Хранится под шифром и стирается через три года.
owner-letter = Я вижу письмо с печатью, имена в нём совпадают с указанными
owner-letter-hint = Храните письмо вместе с запросом.
owner-propose = Передать второму сотруднику
owner-proposed = Передано. Решит другой сотрудник.
staff-reason = Причина
staff-request-number = Номер запроса
staff-request-wrong = Введите номер запроса, до 100 знаков.
staff-person-wrong = Введите имя и фамилию, как в письме, до 100 знаков каждое.
staff-letter-missing = Без письма с печатью сменить владельца нельзя. Запросите его у компании.
staff-becomes-wrong = Выберите, кем станет прежний владелец.
staff-nothing-asked = Решать нечего: владелец отозвал просьбу, или решил другой сотрудник.

owner-ask-title = Другой владелец
owner-ask-text = Выберите, кому передать компанию. Поддержка проверит просьбу и выполнит её; какие права останутся у вас, решит вместе с вами.
owner-ask-reason = Что нам следует знать
owner-ask = Попросить поддержку
owner-ask-done = Просьба передана поддержке. Когда она будет выполнена, придёт письмо.
owner-ask-waits = Ваша просьба у поддержки. Пока она не выполнена, её можно отозвать.
owner-ask-planned = Поддержка получила письмо компании с другим владельцем. Смена произойдёт { $due }. Если это ошибка, откройте ссылку из письма, которое мы вам отправили.
owner-ask-looked = Поддержка рассматривает смену владельца. Если вы о ней не знаете, напишите нам.
owner-ask-alone = Других действующих пользователей в компании нет. Сначала пригласите нового владельца.
owner-take-back = Отозвать
owner-taken-back = Просьба отозвана, вы по-прежнему владелец.
staff-choose = Выберите …
owner-object = Возразить против смены
keep-owner-title = Возразить против смены владельца?
keep-owner-lede = Смена сразу остановится, владелец останется прежним. Поддержка ещё раз проверит письмо.
kept-owner-title = Владелец остаётся
kept-owner-text = Смена остановлена. Поддержка проверит всё ещё раз и, возможно, свяжется с вами.
kept-owner-late-title = Останавливать нечего
kept-owner-late = Смена уже остановлена или уже произошла. Если это ошибка, напишите в поддержку.
objection-over = Ссылка больше не действует. Если смена владельца ошибочна, напишите в поддержку.

merge = Объединить
merge-title = Объединить «{ $name }» с другой компанией
merge-text = Компания «{ $name }» прекратится, её пользователи перейдут в другую и сохранят то, что написали. Это одобряет второй сотрудник.
merge-ends = Права, открытые приглашения, домены, собственный вход и каталог не переносятся. Перейти могут не более { $most } пользователей.
merge-from = Какая компания прекратится
merge-into = Какая компания останется
merge-into-hint = Её адрес, например acme, или идентификатор.
merge-keeps = Владелец прекращаемой компании получит все права в другой
merge-keeps-hint = Иначе он станет там пользователем без прав.
merge-propose = Передать второму сотруднику
merge-proposed-done = Передано. Решит другой сотрудник.
merge-unknown = Компании с таким адресом или идентификатором нет.
staff-merge-same = Укажите другую компанию.
staff-merge-too-many = В прекращаемой компании больше { $most } пользователей. Объедините наоборот или сначала удалите часть пользователей.
staff-merge-proposed = Это объединение уже ждёт одобрения.

proposal-owner = Смена владельца по письму ждёт одобрения
proposal-merge = Объединение ждёт одобрения
proposed-by = Кто предложил
proposed-at = Когда
proposal-ends = Можно одобрить до
proposal-own = Это предложили вы. Решит другой сотрудник.
proposal-approve = Одобрить
proposal-decline = Отклонить
proposal-decline-reason = Почему отклоняете
proposal-withdraw = Отозвать
proposal-planned = Одобрено. Владелец и администраторы оповещены и могут возразить до указанного срока.
proposal-merged = Одобрено. Пользователи теперь в этой компании.
proposal-declined-done = Отклонено.
proposal-withdrawn-done = Отозвано.
staff-proposal = Предложение
staff-nothing-left = Одобрять нечего: это уже остановлено.

person-no-company = Не состоит в компании.
person-no-rights = Нет
person-broken = Запись о членстве изменена в обход программы. Пока её не проверит администратор установки, доступа нет.
tile-registrations = Регистрации компаний ждут
tile-unverified = Компании на проверке
staff-need-open = Открыть
need-claimants = { $count ->
    [one] { $count } человек имеет лицензию непроверенной компании
    [few] { $count } человека имеют лицензии непроверенных компаний
    [many] { $count } человек имеют лицензии непроверенных компаний
   *[other] { $count } человека имеют лицензии непроверенных компаний
}
need-claimants-text = Код мог утечь. Выясните, кто его купил, прежде чем подтверждать компанию.
need-domains = { $count ->
    [one] { $count } домен подтвердили две компании
    [few] { $count } домена подтвердили две компании
    [many] { $count } доменов подтвердили две компании
   *[other] { $count } домена подтвердили две компании
}
need-domains-text = Решите, чей он.
need-owners = { $count ->
    [one] { $count } владелец просит сменить владельца
    [few] { $count } владельца просят сменить владельца
    [many] { $count } владельцев просят сменить владельца
   *[other] { $count } владельца просят сменить владельца
}
need-owners-text = Проверьте просьбу и выполните или отклоните её.
need-lapsed = { $count ->
    [one] { $count } приглашение не активировано вовремя
    [few] { $count } приглашения не активированы вовремя
    [many] { $count } приглашений не активированы вовремя
   *[other] { $count } приглашения не активированы вовремя
}
need-lapsed-text = Когда компания попросит, очистите регистрацию и пригласите заново.
need-second = { $count ->
    [one] { $count } изменение компании ждёт второго сотрудника
    [few] { $count } изменения компаний ждут второго сотрудника
    [many] { $count } изменений компаний ждут второго сотрудника
   *[other] { $count } изменения компаний ждут второго сотрудника
}
need-second-text = Одобрите или отклоните, если предложили не вы.

scope-companies-read = Читать компании и их пользователей
scope-companies-write = Менять компании: название, страна, филиалы, восстановление
job-owner-changes = Выполнение смен владельцев
api-task-companies = Компании
api-task-companies-text = Найти компании и их пользователей и внести изменения, о которых они просят.

event-viewed = Компания просмотрена
event-searched = Поиск компаний
event-users-listed = Показан список людей компании
event-facts-changed = Изменены страна или язык
event-verified = Компания подтверждена
event-owner-asked = Запрошена смена владельца
event-owner-begun = Предложена смена владельца по письму
event-owner-approved = Одобрена смена владельца
event-owner-stopped = Смена владельца остановлена
event-owner-changed = Владелец сменён
event-merge-proposed = Предложено объединение
event-merged = Присоединена другая компания
event-proposal-declined = Предложение отклонено
event-proposal-withdrawn = Предложение отозвано

staff-mail-open-company = Открыть компанию
staff-mail-open-users = Открыть пользователей
staff-mail-reason-owner = Вы получили это письмо как владелец компании { $name }.
staff-mail-reason-user = Вы получили это письмо как пользователь компании { $name }.
staff-mail-renamed-title = Название компании изменено
staff-mail-renamed-lead = Компания { $before } теперь называется { $now }.
staff-mail-renamed-links = Ссылки со старым адресом продолжат работать для ваших пользователей.
staff-mail-verified-title = Компания подтверждена
staff-mail-verified-lead = Мы проверили первую лицензию компании { $name }. Теперь по её лицензиям могут присоединяться другие.
mail-merged-title = Теперь вы пользователь компании { $into }
mail-merged-lead = Поддержка объединила компанию { $from } с компанией { $into }: это одна компания. То, что вы написали, осталось вашим.
mail-merged-rights = Прежние права не перенесены. Если они нужны, обратитесь к владельцу.
mail-merged-into-title = Пользователи из другой компании
mail-merged-into-lead = { $count ->
    [one] Поддержка объединила две компании: { $count } пользователь из { $from } теперь в компании { $into }.
    [few] Поддержка объединила две компании: { $count } пользователя из { $from } теперь в компании { $into }.
    [many] Поддержка объединила две компании: { $count } пользователей из { $from } теперь в компании { $into }.
   *[other] Поддержка объединила две компании: { $count } пользователя из { $from } теперь в компании { $into }.
}
mail-merged-into-rights = Прав у них пока нет. Дайте те, что нужны.
mail-owner-planned-title = У компании { $name } сменится владелец
mail-owner-planned-lead = Поддержка получила письмо компании { $name } с печатью, где назван другой владелец. Письмо проверили два сотрудника.
mail-owner-planned-when = { $due } владельцем станет { $next }.
mail-owner-planned-object = Если это ошибка, возразите до этого срока. Одно нажатие остановит смену, и мы проверим всё ещё раз.
mail-owner-next-title = Вы станете владельцем компании { $name }
mail-owner-next-lead = Письмо компании { $name } называет вас новым владельцем. Это произойдёт { $due }.
mail-owner-next-wait = До этого срока владелец и администраторы могут возразить. Вам ничего делать не нужно.
mail-owner-changed-title = У компании { $name } новый владелец
mail-owner-changed-lead = Теперь компанией { $name } владеет { $next }.
mail-owner-changed-you = Теперь вы владелец компании { $name }.
mail-owner-changed-rights = У вас есть все права, и удалить компанию можете только вы.
mail-owner-now-all = Теперь вы пользователь со всеми правами.
mail-owner-now-user = Теперь вы пользователь без прав.
mail-owner-now-gone = Вы больше не состоите в компании. Вашей личной учётной записи это не касается.
mail-owner-stopped-title = Владелец компании { $name } остаётся прежним
mail-owner-stopped-lead = Смена владельца компании { $name }, о которой мы писали, не состоится.
mail-owner-stopped-objected = Против смены владельца компании { $name } возразили. Она не состоится; поддержка проверит всё ещё раз.
mail-owner-declined-lead = Поддержка не передала компанию { $name } новому владельцу ({ $next }). Вы по-прежнему владелец.
mail-objected-title = Возражение против смены владельца: { $name }
mail-objected-lead = Из компании { $name } возразили против смены владельца. Она остановлена. Проверьте письмо ещё раз.
