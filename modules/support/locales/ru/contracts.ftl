### Contracts of a company (LIC-27 to LIC-29): their pages, certificates and emails.

contracts-lede = Расширенная поддержка, которую купила компания: кто может ею пользоваться и сколько запросов осталось.
contracts-none = Контрактов пока нет
contracts-none-text = Здесь появятся контракты расширенной поддержки вашей компании. Уже купили контракт? Попросите активировать его: укажите номер заказа, если он известен, и тех, кто будет пользоваться контрактом.
contract-activate = Активировать контракт
contract-renew = Продлить контракт
contract-history = История
contract-all-products = Все продукты
contract-critical-yes = Включены
contract-critical-no = Не включены
contract-left-of = { $count ->
    [one] { $shown } запрос из { $all }
    [few] { $shown } запроса из { $all }
    [many] { $shown } запросов из { $all }
   *[other] { $shown } запроса из { $all }
}
contract-is-over = Этот контракт больше нельзя использовать и изменять. Оставшиеся запросы истекли.
contract-now-over = Контракт завершён
contract-ends-text = Оставшиеся запросы истекут вместе с контрактом, перенести их на другой нельзя.
contract-ledger-open = Показать всё
contract-ledger-text = Все запросы: добавленные, занятые, израсходованные, возвращённые и истёкшие.
contract-ledger-unlimited = Контракт без ограничения; здесь видно, какие запросы были по нему.
ledger-units = Количество
ledger-corrected = Исправлено поддержкой
ledger-none-text = Записи появятся, когда по контракту отправят запрос.
correction-bought = Куплены дополнительные запросы
correction-goodwill = По решению поставщика
correction-billing = Исправлен счёт
correction-mistake = Внесено по ошибке
end-customer = Отказ компании
end-unpaid = Не оплачен
end-replaced = Заменён другим контрактом
contract-contacts-text = Запросы по контракту могут отправлять только эти люди; им также нужно право «использование контракта». Можно указать до { $most } человек: пользователей компании или тех, чей адрес принадлежит её подтверждённым доменам. Чтобы указать кого-то ещё, обратитесь в поддержку.
contract-contacts-saved = Контактные лица сохранены.
contract-number = Номер контракта
contract-max-contacts = Максимум контактных лиц
contract-asked-by = Запрос на активацию
contract-asked-text = Проверьте заказ и контактных лиц в форме ниже, затем внесите контракт. Запрос получит ответ, а все, кого это касается, — письмо.
contract-of-request = Когда вы внесёте контракт, запрос на активацию получит ответ, а все, кого это касается, — письмо.
ask-activation = Укажите номер заказа или отметьте, что он неизвестен, и назовите тех, кто будет пользоваться контрактом. Приложите счёт или подтверждение заказа, если они есть.
field-order-unknown = Номер заказа неизвестен
staff-contract-change = Продлить, исправить или завершить
contract-extend = Продлить контракт
contract-extend-hint = Позже нынешнего окончания. Перед новым окончанием напомним ещё раз.
contract-new-end = Новый последний день
contract-correct = Исправить число запросов
contract-more-units = Добавить или убавить
contract-more-units-hint = Например, 5 или -2. Занятые и израсходованные запросы остаются.
contract-end = Завершить контракт
contract-end-text = Контракт завершится сразу, оставшиеся запросы истекут. Открытые запросы продолжатся в течение льготных дней, затем будут отменены. Отменить это действие нельзя.
contract-end-tick = Это точно нужный контракт
contract-issue = Выпуск сертификата
contract-latest-issue = Последний выпуск
contract-issue-of = № { $number } от { $day }
contract-activated = Ваш контракт «{ $name }» (№ { $number }) активирован. Он действует с { $from } по { $to }.
contract-activated-more = Контракт находится на страницах компании в разделе «Контракты»: там его контактные лица, остаток запросов и сертификат.

contract-certificate = Сертификат контракта
contract-certificate-lede = Расширенная поддержка, контракт { $number }, выдан: { $vendor }
contract-certificate-page = Страница { $page } из { $of }
contract-certificate-no-contacts = Контактные лица не указаны.
contract-certificate-others = { $count ->
    [one] Кроме вас у контракта { $count } контактное лицо, в этом экземпляре оно не названо.
    [few] Кроме вас у контракта { $count } контактных лица, в этом экземпляре они не названы.
    [many] Кроме вас у контракта { $count } контактных лиц, в этом экземпляре они не названы.
   *[other] Кроме вас у контракта { $count } контактного лица, в этом экземпляре они не названы.
}
contract-certificate-foot = { $vendor } · Сертификат контракта { $number }
contract-certificate-download = Скачать PDF ({ $language })
contract-certificate-panel = PDF, в котором указаны компания, уровень, срок, число запросов и контактные лица. Любой, кому вы его передадите, сможет проверить его подлинность.
contract-check = Проверка сертификата контракта
contract-check-text = Код проверки: { $code }. Отсканируйте QR-код или откройте адрес, чтобы узнать, подлинный ли это сертификат и действует ли контракт.
contract-check-picture = QR-код с адресом страницы, где проверяется этот сертификат
contract-check-lede = Введите номер контракта и код проверки, указанные в сертификате.
contract-check-button = Проверить сертификат
contract-code = Код проверки
contract-code-hint = 24 буквы и цифры рядом с QR-кодом, например 8K2M-…
contract-company-hint = Введите название в точности как в сертификате, чтобы проверить, что он выдан этой компании.
contract-company-button = Проверить компанию
contract-company-same = Совпадает с сертификатом
contract-company-other = Не совпадает с сертификатом
contract-another = Проверить другой сертификат
contract-not-genuine = Подлинность сертификата не подтверждена
contract-genuine = Сертификат подлинный
contract-now-active = Контракт сегодня действует. Сравните эти данные с указанными в сертификате; в более позднем выпуске контактные лица могут быть другими.
contract-now-planned = Сертификат выдан нами. Его контракт ещё не начал действовать.
contract-now-ended = Сертификат выдан нами, но его контракт завершён.
contract-today = Статус сегодня
refusal-contract-number = Введите номер контракта, как он указан в сертификате.
refusal-contract-code = Введите все 24 буквы и цифры кода проверки. Дефисы можно не вводить.
refusal-contract-not-genuine = Сертификат с таким номером контракта и кодом проверки здесь не выдавался. Проверьте, нет ли опечаток.
refusal-contract-contacts-most = Число контактных лиц в этом контракте — не больше { $most }. Уберите лишних или попросите поддержку увеличить число.
refusal-contract-contacts-company = Укажите пользователей компании или адреса в её подтверждённых доменах. Чтобы указать кого-то ещё, обратитесь в поддержку.
refusal-contract-ended = Контракт завершён. Нужен новый контракт.
refusal-contract-changed = Контракт тем временем изменил кто-то другой. Проверьте, что в нём сейчас, и сохраните ещё раз.
refusal-contract-end = Выберите день после нынешнего окончания контракта.
refusal-contract-units = Запросов не может быть меньше, чем занято и израсходовано, и больше 1 000 000. Введите другое число.
refusal-contract-unlimited = Контракт без ограничения: исправлять нечего.
refusal-contract-request = Это не запрос этой компании на активацию контракта. Внесите контракт без запроса или выберите нужную компанию.
refusal-contract-activated = По этому запросу контракт уже внесён. Откройте его.

mail-contract-active-title = Контракт активирован
mail-contract-active-lead = { $company }: расширенная поддержка действует по контракту «{ $name }».
mail-contract-planned-title = Контракт начнёт действовать { $day }
mail-contract-planned-lead = { $company }: контракт расширенной поддержки «{ $name }» внесён. Пользоваться им можно с { $day }.
mail-contract-certificate = Сертификат приложен в PDF. На странице контракта он есть на других языках, там же контактные лица и остаток запросов.
mail-contract-certificate-own = Сертификат приложен в PDF, в нём указаны только вы. Сертификат со всеми контактными лицами есть у компании.
mail-contract-extended-title = Контракт действует до { $day }
mail-contract-extended-lead = Контракт «{ $name }» продлён до { $day }.
mail-contract-contacts-title = Контактные лица контракта изменились
mail-contract-contacts-lead = Изменились контактные лица контракта «{ $name }» ({ $company }).
mail-contract-added = { $count ->
    [one] Добавлено: { $count } контактное лицо
    [few] Добавлено: { $count } контактных лица
    [many] Добавлено: { $count } контактных лиц
   *[other] Добавлено: { $count } контактного лица
}
mail-contract-removed = { $count ->
    [one] Удалено: { $count } контактное лицо
    [few] Удалено: { $count } контактных лица
    [many] Удалено: { $count } контактных лиц
   *[other] Удалено: { $count } контактного лица
}
mail-contract-contacts-next = Приложен новый сертификат с нынешними контактными лицами. Если изменение для вас неожиданно, спросите администраторов.
mail-contract-corrected-title = Число запросов контракта изменено
mail-contract-corrected-lead = { $count ->
    [one] По контракту «{ $name }» ({ $company }) теперь всего { $shown } запрос.
    [few] По контракту «{ $name }» ({ $company }) теперь всего { $shown } запроса.
    [many] По контракту «{ $name }» ({ $company }) теперь всего { $shown } запросов.
   *[other] По контракту «{ $name }» ({ $company }) теперь всего { $shown } запроса.
}
mail-contract-ends-title = Контракт действует до { $day }
mail-contract-ends-lead = Контракт «{ $name }» ({ $company }) завершится { $day }.
mail-contract-rest = Оставшиеся запросы истекут вместе с ним, перенести их на другой контракт нельзя.
mail-contract-units-title = Израсходовано { $percent } % запросов контракта
mail-contract-units-lead = Из запросов контракта «{ $name }» ({ $company }) занято или израсходовано { $percent } %.
mail-contract-none-left-title = В контракте не осталось запросов
mail-contract-none-left-lead = Все запросы контракта «{ $name }» ({ $company }) заняты или израсходованы.
mail-contract-none-left-next = Стандартная поддержка доступна по-прежнему. Чтобы увеличить число запросов, обратитесь в поддержку.
mail-contract-ended-title = Контракт завершён
mail-contract-ended-lead = Контракт «{ $name }» ({ $company }) завершён.
mail-contract-ended-why = Причина: { $reason }
mail-contract-lapsed = { $count ->
    [one] Истёк { $count } оставшийся запрос.
    [few] Истекли { $count } оставшихся запроса.
    [many] Истекли { $count } оставшихся запросов.
   *[other] Истекло { $count } оставшегося запроса.
}
mail-contract-ended-next = Открытые запросы по контракту продолжатся ещё несколько дней. Чтобы сохранить уровень поддержки, продлите контракт.
mail-contract-outside-ask = С вопросами об этом контракте обращайтесь к администраторам компании { $company }.
mail-contract-outside-renew = Чтобы сохранить уровень поддержки, попросите администраторов компании { $company } продлить контракт.
mail-contract-outside-none-left = Стандартная поддержка доступна по-прежнему. Чтобы увеличить число запросов, обратитесь к администраторам компании { $company }.
mail-contract-outside-ended = Открытые запросы по контракту продолжатся ещё несколько дней. Чтобы сохранить уровень поддержки, попросите администраторов компании { $company } продлить контракт.
mail-contract-open = Открыть контракт
mail-contract-stop = Отключить эти письма: { $link }
mail-contract-reason-right = Вы получили это письмо, потому что можете использовать контракты компании { $company }.
mail-contract-reason-contact = Вы получили это письмо, потому что вы контактное лицо этого контракта компании { $company }.
stop-contract-title = Отключить письма об этом контракте
stop-contract-lede = Их можно отключить здесь, без входа. Вы останетесь контактным лицом.
stop-contract-done = Письма об этом контракте отключены
stop-contract-done-lede = Больше писем о нём не будет. Если это ошибка, включите их снова.
stop-contract-begun = Письма об этом контракте включены
stop-contract-begun-lede = Вы снова будете получать письма о нём.

event-contract-extended = Контракт продлён
event-contract-corrected = Число запросов контракта исправлено
event-contract-ended = Контракт завершён досрочно
event-contract-lapsed = Контракт завершён, остаток истёк
event-contract-told = Об окончании контракта сообщено
event-contact-added = Контактное лицо добавлено в контракт
event-contact-removed = Контактное лицо удалено из контракта
event-contact-changed = Контактное лицо контракта изменено
event-contract-mails-stopped = Контактное лицо отключило письма о контракте
event-contract-mails-begun = Контактное лицо включило письма о контракте
event-contract-certificate-taken = Сотрудник скачал сертификат контракта
job-contracts = Сообщить об окончании контрактов и погасить остатки завершённых
data-contract-contacts = Контракты, в которых вы указаны
