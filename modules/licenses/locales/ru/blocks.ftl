### Blocks in steps, two people, new codes, over-use and verification (LIC-14, LIC-20, LIC-21, LIC-23).

block-reason-refunded = Деньги возвращены
block-why-refunded = Деньги за эту лицензию возвращены.
block-todo-refunded = Чтобы и дальше пользоваться продуктом, купите новую лицензию.

## A block in steps

block-steps = Этапы блокировки
block-step-reported = Сообщение о причине
block-step-told = Клиент уведомлён
block-step-grace = Льготный период
block-step-limited = Ограничение
block-step-dead = Блокировка
block-step-grace-means = Программа работает полностью и показывает, что будет дальше.
block-step-limited-means = Программа работает с ограничениями, новые устройства активировать нельзя.
block-step-dead-means = Программа перестаёт работать.
customer-limited-title = Эта лицензия ограничена
block-step-now = Сейчас
block-in-steps = Предупредить и блокировать поэтапно
block-in-steps-hint = Сначала программа работает полностью с предупреждением, затем с ограничениями, потом блокируется. «Заблокировать с» — первый день льготного периода.
block-grace-days = Льготный период, дней
block-grace-days-hint = В это время программа работает полностью.
block-limited-days = Ограничение, дней
block-limited-days-hint = 0, если после льготного периода нужна сразу блокировка.
block-days = Льготный период, дней: { $grace }. Ограничение, дней: { $limited }.
take-back-reason = Причина разблокировки
take-back-reason-hint = Нужна при поэтапной блокировке. Клиенту не сообщается.
take-back-settled = Вопрос решён: оплачено или устройства деактивированы
take-back-upheld = Возражение клиента обосновано
take-back-agreed = По договорённости с клиентом
take-back-mistake = Заблокирована по ошибке

mail-block-course-title = Лицензия на продукт «{ $product }» будет заблокирована { $day }
mail-block-course-lead = Лицензия { $number } на продукт «{ $product }» блокируется поэтапно и перестанет работать { $day }.
mail-block-limited-title = Лицензия на продукт «{ $product }» ограничена
mail-block-limited-lead = Лицензия { $number } на продукт «{ $product }» ограничена и перестанет работать { $day }.
mail-block-step = С { $when }: { $what }

## Two people

need-approval = { $count ->
    [one] { $count } изменение ждёт одобрения
    [few] { $count } изменения ждут одобрения
    [many] { $count } изменений ждут одобрения
   *[other] { $count } изменения ждут одобрения
}
need-approval-text = Крупные изменения одобряет второй сотрудник. Свои одобрить нельзя.
nav-proposals = Согласование
proposals-lede = Крупные блокировки и новые коды ждут здесь, пока их не одобрит другой сотрудник.
proposals-none = Согласовывать нечего
proposals-none-text = Здесь будут крупные блокировки и новые коды, для которых нужен второй сотрудник.
proposals-waiting = Ожидают решения
proposals-approved = Одобренные
proposals-declined = Отклонённые
proposals-withdrawn = Отозванные и с истёкшим сроком
proposal-change = Изменение
proposal-block = { $count ->
    [one] Блокировка { $count } лицензии
    [few] Блокировка { $count } лицензий
    [many] Блокировка { $count } лицензий
   *[other] Блокировка { $count } лицензии
}
proposal-reissue = Выпуск нового кода
proposed-by = Кто предложил
proposed-at = Когда предложено
proposal-expires = Одобрить не позднее
proposal-decided = Решение
proposal-own = Это ваше предложение. Его должен одобрить другой сотрудник.
proposal-made = Это изменение крупное само по себе или вместе с другими вашими недавними изменениями, поэтому его должен одобрить другой сотрудник. До этого ничего не изменится.
proposal-about = Ожидает одобрения: { $change }
proposal-view = Открыть предложение
proposal-approve-title = Одобрить это изменение?
proposal-approve = Одобрить и выполнить
proposal-decline-title = Отклонение изменения
proposal-decline = Отклонить
proposal-decline-reason = Причина
proposal-decline-hint = Её увидит тот, кто предложил изменение.
proposal-withdraw = Отозвать
proposal-approved-done = { $count ->
    [one] Одобрено. Изменена { $count } лицензия.
    [few] Одобрено. Изменены { $count } лицензии.
    [many] Одобрено. Изменено { $count } лицензий.
   *[other] Одобрено. Изменено { $count } лицензии.
}
proposal-declined-done = Предложение отклонено.
proposal-withdrawn-done = Предложение отозвано.
refusal-proposed-already = Это уже предложено и ожидает решения другого сотрудника.
refusal-nothing-left = Эти лицензии уже заблокированы другим способом, одобрять нечего. Отклоните предложение.

## A new code

reissue = Новый код
reissue-title = Выпуск нового кода
reissue-explained = Для случая, когда код активации стал известен посторонним. Номер, срок и число устройств лицензии не изменятся. Новый код придёт в письме всем, у кого лицензия останется.
reissue-transition = Старый код действует, дней
reissue-transition-hint = 0, если старый код должен сразу перестать действовать; не больше 90.
reissue-devices = Активированные устройства
reissue-devices-keep = Остаются активными
reissue-devices-keep-hint = Клиенту не нужно ничего делать. Устройства посторонних тоже останутся.
reissue-devices-free = Все деактивируются
reissue-devices-free-hint = Каждое устройство нужно будет активировать новым кодом. Только если старый код сразу перестаёт действовать.
reissue-accounts = Учётные записи
reissue-accounts-keep = Лицензия остаётся во всех
reissue-accounts-keep-hint = И у посторонних, которые добавили старый код: они получат новый.
reissue-accounts-buyer = Остаётся только у покупателя
reissue-accounts-buyer-hint = Из других учётных записей лицензия удаляется. Кому она нужна, тот добавит новый код. Только если старый код сразу перестаёт действовать.
reissue-note-hint = Будет в письме.
reissue-now = Выпустить новый код
reissue-done = Новый код выпущен. Старый больше не действует.
reissue-done-until = Новый код выпущен. Старый действует до { $until }.
refusal-reissue-no-buyer = В заказе этой лицензии нет ни учётной записи, ни адреса покупателя.
refusal-reissue-blocked = Лицензия заблокирована по другой причине. Разблокируйте её, прежде чем выпускать новый код.

mail-reissued-title = Новый код активации: { $product }
mail-reissued-lead = Для лицензии { $number } на продукт «{ $product }» выпущен новый код активации: старый стал известен посторонним.
mail-reissued-at-once = Старый код больше не действует. Новый код:
mail-reissued-until = Старый код действует до { $until }. Новый код:
mail-reissued-keep = Ваши устройства остаются активными. Новый код нужен только для других устройств.
mail-reissued-free = Ваши устройства деактивированы. Активируйте каждое из них новым кодом.
mail-reissued-keep-secret = Никому не передавайте код. Мы никогда не спрашиваем его в письмах и по телефону.

## Over-use

nav-over-use = Превышения
over-case-lede = Лицензии, по которым программу запускают на большем числе устройств, чем разрешено, и крупные, которые почти исчерпаны. Сначала предупредите владельца, потом блокируйте.
over-case-none = Превышений нет
over-case-none-text = Здесь будут лицензии, число устройств которых превышено несколько дней подряд.
over-case-shown = Показать
over-case-lasting = Длительное превышение
over-case-all = Также недолгое и близкое к пределу
over-case-seats = Разрешено устройств
over-case-devices = Устройства
over-case-refused = Получили отказ
over-case-percent = Использовано, %
over-case-since = Начало
over-case-warned = Владелец предупреждён
over-case-warn = Предупредить владельца
over-case-warned-done = { $count ->
    [one] Отправлено { $count } письмо.
    [few] Отправлено { $count } письма.
    [many] Отправлено { $count } писем.
   *[other] Отправлено { $count } письма.
}
refusal-over-use-unknown = Число устройств этой лицензии больше не превышено.
refusal-over-use-warned = Владелец предупреждён меньше суток назад. Повторить предупреждение можно через сутки.

mail-over-use-title = Превышено число устройств: { $product }
mail-over-use-lead = Лицензия { $number } на продукт «{ $product }» используется на большем числе устройств, чем разрешено. Начало: { $day }.
mail-over-use-else = Если ничего не изменится, мы можем заблокировать лицензию. Об этом мы сообщим заранее.
mail-over-use-object = Если вы считаете, что это ошибка, напишите в ответ на это письмо, какие устройства ваши, и сотрудник проверит.
mail-over-use-object-at = Если вы считаете, что это ошибка, сообщите нам, какие устройства ваши, и сотрудник проверит: { $help }

## Verification

nav-verification = Проверка
verification-lede = Лицензии, которые клиенты добавили и которые не работают, пока их не проверит сотрудник.
verification-none = Проверять нечего
verification-none-text = Здесь будут добавленные клиентами лицензии, для которых задано правило.
verification-title = Проверка лицензии { $number }
verification-explained = Клиент видит, что лицензия на проверке. Он получит письмо с любым решением. При отказе лицензия удаляется из учётной записи и не работает, пока не будет одобрена при новой проверке.
verification-waiting = На проверке
verification-late = Срок прошёл
verification-approved = Одобрена
verification-declined = Отклонена
verification-rule = Правило
verification-rule-license = Отмечена лицензия
verification-rule-batch = Отмечена партия
verification-rule-order = Отмечен заказ
verification-rule-product = Отмечен продукт
verification-asked = Добавлена
verification-due = Решить не позднее
verification-account = Кто добавил
verification-of-order = Из этого заказа на проверке
verification-approve-title = Одобрить эту лицензию?
verification-approve = Одобрить
verification-approved-done = Лицензия одобрена. Клиент получит письмо.
verification-decline-title = Отклонение лицензии
verification-decline = Отклонить
verification-declined-done = Лицензия отклонена. Клиент получит письмо.
verification-note-hint = Будет в письме.
verification-why-buyer = Не удалось подтвердить, кто купил эту лицензию.
verification-why-payment = Не удалось подтвердить оплату этой лицензии.
verification-why-region = Эта лицензия продана не для вашего региона.
verification-why-resold = Эта лицензия передана способом, который её условия не допускают.
verification-rules = Правила проверки
verification-rules-lede = Отмеченное здесь проверяется, когда его добавляет клиент. Лицензии, которые уже есть в учётных записях, не затрагиваются.
verification-rules-none = Правил пока нет.
verification-rules-none-text = Здесь появляются правила, которые задали сотрудники лицензирования.
verification-about = Номер или код
verification-about-hint = Номер лицензии, номер заказа или код продукта; для партии — её ID.
verification-set = Задано
verification-end = Удалить
verification-rule-new = Новое правило
verification-rule-set = Добавить правило
verification-rule-set-done = Правило добавлено.
verification-rule-ended = Правило удалено.
refusal-verification-unknown = Такой проверки нет.
refusal-verification-decided = Другой сотрудник уже принял решение.
refusal-verification-rule-unknown = Такого правила нет, или оно удалено.
refusal-verification-rule-set = Такое правило уже есть.

mail-verified-title = Лицензия на продукт «{ $product }» проверена
mail-verified-lead = Лицензия { $number } на продукт «{ $product }» проверена, ею можно пользоваться.
mail-declined-title = Лицензия на продукт «{ $product }» отклонена
mail-declined-lead = Мы не смогли одобрить лицензию { $number } на продукт «{ $product }» и удалили её из вашей учётной записи.
mail-declined-open = Открыть лицензии
mail-verified-reason = Вы получили это письмо, потому что лицензия { $number } добавлена в вашу учётную запись.

## The log

event-license-block-grace = Начался льготный период перед блокировкой
event-license-block-limited = Лицензия ограничена перед блокировкой
event-license-code-reissued = Новый код выпущен
event-license-proposed = Изменение предложено другому сотруднику
event-license-proposal-approved = Предложенное изменение одобрено
event-license-proposal-declined = Предложенное изменение отклонено
event-license-proposal-withdrawn = Предложенное изменение отозвано
event-license-verification-asked = Проверка лицензии начата
event-license-verified = Лицензия проверена
event-license-verification-declined = Лицензия не прошла проверку
event-license-verification-rule-set = Правило проверки добавлено
event-license-verification-rule-ended = Правило проверки удалено
event-license-over-use-seen = Замечено превышение числа устройств
event-license-over-use-warned = Отправлено предупреждение о числе устройств
audit-detail-proposal = Предложение
audit-detail-step = Этап
audit-detail-devices = Устройства
audit-detail-percent = Процент от разрешённого
audit-detail-rule = Правило
audit-record-verification-rule = Правило проверки
job-over-use-seen = Поиск превышений
