### Texts of whose licenses are, of several licenses at once, and of a customer's page for staff.

owner = Клиент
owner-more = и ещё { $count }
owner-is-buyer = Покупатель; лицензия ещё не добавлена
buyer = Покупатель
blocked-by = Кто заблокировал: { $by }

ticked-resend = Отправить коды ещё раз
ticked-back = К списку
ticked-block-title = { $count ->
    [one] Блокировка { $count } лицензии
    [few] Блокировка { $count } лицензий
    [many] Блокировка { $count } лицензий
   *[other] Блокировка { $count } лицензий
}
ticked-unblock-title = { $count ->
    [one] Снятие блокировки с { $count } лицензии
    [few] Снятие блокировки с { $count } лицензий
    [many] Снятие блокировки с { $count } лицензий
   *[other] Снятие блокировки с { $count } лицензий
}
ticked-resend-title = { $count ->
    [one] Повторная отправка кода { $count } лицензии
    [few] Повторная отправка кодов { $count } лицензий
    [many] Повторная отправка кодов { $count } лицензий
   *[other] Повторная отправка кодов { $count } лицензий
}
ticked-resend-explained = Каждый код получат по электронной почте все, у кого есть эта лицензия, а если её ещё никто не добавил — покупатель.
ticked-block-done = { $count ->
    [one] Заблокирована { $count } лицензия.
    [few] Заблокированы { $count } лицензии.
    [many] Заблокировано { $count } лицензий.
   *[other] Заблокировано { $count } лицензии.
}
ticked-block-planned-done = { $count ->
    [one] Запланирована блокировка { $count } лицензии.
    [few] Запланирована блокировка { $count } лицензий.
    [many] Запланирована блокировка { $count } лицензий.
   *[other] Запланирована блокировка { $count } лицензии.
}
ticked-unblock-done = { $count ->
    [one] Разблокирована { $count } лицензия.
    [few] Разблокированы { $count } лицензии.
    [many] Разблокировано { $count } лицензий.
   *[other] Разблокировано { $count } лицензии.
}
ticked-resend-done = { $count ->
    [one] Код { $count } лицензии отправлен ещё раз.
    [few] Коды { $count } лицензий отправлены ещё раз.
    [many] Коды { $count } лицензий отправлены ещё раз.
   *[other] Коды { $count } лицензии отправлены ещё раз.
}

paste-button = Список кодов
paste-title = Лицензии по списку кодов
paste-codes = Коды активации или номера лицензий
paste-hint = По одному в строке, до 100 строк. Список не сохраняется.
paste-missing = Лицензии не найдены для строк: { $lines }
refusal-nothing-pasted = Введите хотя бы один код или номер лицензии.
refusal-too-many-pasted = { $most ->
    [one] За один раз можно ввести не более { $most } строки.
    [few] За один раз можно ввести не более { $most } строк.
    [many] За один раз можно ввести не более { $most } строк.
   *[other] За один раз можно ввести не более { $most } строк.
}
refusal-none-pasted-found = Ни одна строка не является кодом или номером лицензии. Сверьте их с оригиналом.

person-no-licenses = В этой учётной записи нет лицензий.
person-no-devices = Лицензии этой учётной записи не используются ни на одном устройстве.
person-no-orders = У этого клиента нет заказов.
person-more-devices = Показаны только 100 устройств, активированных последними. Все устройства лицензии видны на её странице.
person-all-licenses = Показать в списке лицензий
person-all-orders = Показать в списке заказов

event-license-listed = Просмотр списка лицензий с именами клиентов
event-license-note-added = Добавлена внутренняя заметка
event-license-note-removed = Удалена внутренняя заметка
event-order-listed = Просмотр списка заказов с именами покупателей
