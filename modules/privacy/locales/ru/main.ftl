### Положения и согласия: страницы клиентов, отказы, письма и журнал действий.

privacy-title = Персональные данные
privacy-lede = Что вы приняли и какие у вас есть права на свои данные.
privacy-due = Одно из положений ждёт вашего ответа. Пока оно не принято, пользоваться порталом нельзя.
privacy-due-action = Прочитать и ответить
privacy-statements = Положения
privacy-no-statements = В вашей стране не действует ни одно положение.
privacy-answers = Ваши ответы
privacy-no-answers = Вы ещё не отвечали на положения.
privacy-rights = Ваши данные
privacy-rights-text = Учётную запись со всем содержимым можно удалить в любое время, даже если положение не принято.

statement = Положение
version = Версия
version-number = Версия { $number }
version-since = Версия { $number }, действует с { $day }
kind-processing = Обработка персональных данных
kind-terms = Условия использования
countries-all = Все страны
countries-eu = Европейский союз

answer-accepted = Принято
answer-declined = Отклонено
answer-withdrawn = Согласие отозвано
answer-due = Нужен ответ
answer-none = Нет ответа
place-before-use = Перед началом работы с порталом
place-account = В учётной записи

ask-lede = По закону вашей страны перед началом работы с порталом нужно ваше согласие.
other-language = Этот текст есть только на одном языке: { $lang }.
accept = Принять
decline = Не принимать
ask-alone = Открыть положение на отдельной странице
ask-without = Не хотите ничего принимать?
accepted-done = Положение принято.
declined-done = Ответ записан.
sign-out = Выйти

declined-title = Портал остаётся закрытым
declined-lede = Без принятия положения «{ $title }» пользоваться порталом нельзя. Ничего не удалено.
remains-title = Что можно сделать
remains-read = Прочитать положение и свои прежние ответы и принять его позже.
remains-account = Сменить пароль, посмотреть и завершить сеансы.
remains-export = Экспортировать свои данные.
remains-delete = Удалить учётную запись со всем содержимым.
remains-licenses = Пользоваться устройствами: лицензии остаются активными.
remains-ask = Написать нам, если в положении что-то непонятно.
remains-again = Прочитать положение ещё раз
remains-security = Безопасность
remains-export-link = Экспорт данных
remains-delete-link = Удалить учётную запись
remains-ask-link = Написать нам

read-and-answer = Прочитать и ответить
not-in-force = Эта версия для вас не действует. Её можно прочитать, потому что она действовала раньше или действует в другой стране.

withdraw = Отозвать
withdraw-title = Отозвать согласие?
withdraw-what = Что произойдёт
withdraw-closes = Пользоваться порталом будет нельзя, пока положение снова не принято.
withdraw-sessions = Это подействует сразу и во всех браузерах, в которых вы вошли.
withdraw-licenses = Лицензии остаются активными, устройства работают дальше.
withdraw-past = То, что сделано раньше, остаётся законным, а ваши ответы остаются в записях.
withdraw-optional = Порталом можно пользоваться дальше.
withdraw-button = Отозвать согласие
withdrawn-done = Согласие отозвано.
cancel = Отмена

receipt-title = Подтверждение ответа
receipt-answer = Ответ
receipt-at = Время
receipt-who = Учётная запись
receipt-lang = Язык
receipt-place = Где дан ответ
receipt-number = Номер подтверждения
receipt-hash = SHA-256 текста
receipt-open = Подтверждение
receipt-print = Напечатать
receipt-mail = Отправить письмом
receipt-mailed = Подтверждение отправлено на ваш адрес.
receipt-changed = Сохранённый текст отличается от прочитанного. Напишите нам и укажите номер подтверждения.
receipt-contact = Написать в поддержку

refusal-consent-unknown = Это положение вам принимать не нужно.
refusal-consent-changed = Пока вы читали, положение изменилось. Прочитайте версию ниже.
refusal-consent-accepted = Эта версия уже принята. Отозвать согласие можно в разделе «Персональные данные».
refusal-receipt-unknown = В вашей учётной записи нет такого подтверждения.

mail-receipt-title = Подтверждение ответа: { $title }
mail-receipt-lead = Это подтверждение вашего ответа на положение «{ $title }».
mail-receipt-button = Открыть подтверждение
mail-receipt-reason = Вы получили это письмо, потому что запросили подтверждение в учётной записи.

event-consent-accepted = Положение принято
event-consent-declined = Положение отклонено
event-consent-withdrawn = Согласие отозвано
event-consent-receipt-mailed = Подтверждение ответа отправлено письмом
