chat = Чат
chats = Чаты
chat-of = Чат от { $at }
chat-with = Чат: { $name }
support = Поддержка
you = Вы
machine = Система
customer = Клиент
visitor = Посетитель
company = Компания
request = Запрос
name = Имя
email = Электронная почта
email-hint = По вашей просьбе отправим туда переписку.
known = Код активации или номер лицензии
known-hint = Если вопрос касается лицензии.
known-claimed = Со слов клиента
known-unknown = Такой лицензии нет
unproven = Адрес не подтверждён
question = Ваш вопрос
message = Сообщение
message-title = Написать сообщение
message-hint = Enter — отправить, Shift+Enter — новая строка.
send = Отправить
save = Сохранить
back = Назад
subject = Тема
product = Продукт
language = Язык
state = Состояние
state-waiting = Ожидает
state-open = В работе
state-ended = Завершён
ended-by-customer = Завершил клиент
ended-by-staff = Завершила поддержка
ended-by-silence = Завершён через 30 минут без сообщений
turn = Чей ответ
turn-staff = Отвечает поддержка
turn-customer = Отвечает клиент
started-at = Начат
ended-at = Завершён
said-at = Последнее сообщение
waiting-since = Ожидает с
agent = Сотрудник
messages = Сообщения
author = Автор
text = Текст
file = Файл
at = Время
became = Продолжение
history = История

notice-started = Чат начат. Скоро к вам присоединится сотрудник.
notice-taken = { $name } присоединяется к чату.
notice-transferred = Чат продолжает { $name }.
notice-ended = Чат завершён.
notice-silence = Чат завершён: 30 минут не было сообщений.
notice-request = Чат продолжен как запрос. Мы ответим по электронной почте.

way = Чат
way-text = Напишите в поддержку прямо сейчас.
start-title = Чат с поддержкой
start-lede = Расскажите, что случилось. Сотрудник ответит вам здесь.
start-line-none = Сейчас никто не ждёт.
start-line = { $count ->
    [one] Сейчас ждёт { $count } человек.
    [few] Сейчас ждут { $count } человека.
    [many] Сейчас ждут { $count } человек.
   *[other] Сейчас ждут { $count } человека.
}
start-send = Начать чат
start-rather = Не хотите ждать?
start-kept = Чат хранится 90 дней. В этом браузере к нему можно вернуться в течение 7 дней.
start-new = Новый чат
start-closed-until = Сейчас чат закрыт. Он снова откроется { $at }.
start-closed = Сейчас чат закрыт.
start-off = Сейчас чат недоступен.
start-closed-text = Отправьте запрос — мы ответим по электронной почте.
ask-instead = Отправить запрос
waiting-title = Ожидаем сотрудника
place = { $place ->
    [1] Перед вами в очереди никого нет.
   *[other] Ваш номер в очереди: { $place }.
}
waiting-text = Пока можно написать ещё. Не закрывайте страницу или вернитесь к ней позже.
said-label = Сообщения
reload = Показать новые сообщения
earlier = Предыдущие сообщения
latest = Последние сообщения
chat-more = Этот чат
kept = Чаты удаляются через 90 дней после последнего сообщения.
untaken = К чату никто не успел подключиться. Отправьте запрос: мы ответим по почте.
end = Завершить чат
transcript-mail = Прислать переписку на почту
make-request = Продолжить как запрос
make-request-lede = Вся переписка будет скопирована в запрос, ответ придёт по электронной почте. Чат завершится.
make-request-lede-company = Вся переписка будет скопирована в запрос компании, ответим по электронной почте. Читать запрос смогут и пользователи с правом на просмотр чужих запросов. Чат завершится.
to-request = Открыть запрос
go-on = Продолжить чат
chats-lede = Ваши чаты за последние 90 дней.
chats-none = Чатов пока нет
chats-none-text = Напишите в поддержку, когда нужен быстрый ответ.
typing = { $name } печатает…

file-title = Отправить файл
file-choose = Файлы
file-hint = До { $count } файлов в одном чате, каждый до { $size }. Все файлы проверяются, прежде чем их можно открыть.
file-send = Отправить файлы
file-get = Скачать
file-line = Файл: { $name }
file-gone = Этот файл больше недоступен.

home-goes-on = Ваш чат с поддержкой открыт
home-answered = Поддержка ответила.
home-waits = Поддержка ответит в чате.
home-staff = { $count ->
    [one] Ожидает { $count } чат
    [few] Ожидают { $count } чата
    [many] Ожидают { $count } чатов
   *[other] Ожидают { $count } чата
}
home-staff-text = Кто-то ждёт ответа прямо сейчас.
home-staff-open = Открыть чаты

js-sending = Отправка…
js-failed = Не отправлено. Пробуем ещё раз…
js-lost = Связь потеряна. Подключаемся снова…
js-back = Связь восстановлена.
js-news = Чат изменился. Обновите страницу, когда закончите писать.

desk-lede = Кто ожидает и какие чаты в работе.
desk-live = Этот список обновляется сам.
desk-all = Все чаты
desk-waiting = Ожидают
desk-waiting-none = Никто не ждёт.
desk-company = От имени компании
desk-own = Ваши чаты
desk-own-none = У вас нет чатов в работе.
talk-own-none = Других чатов у вас нет.
desk-others = Чаты других сотрудников
desk-others-none = У других сотрудников чатов нет.
desk-in-line = Ожидают: { $count }
take = Взять
take-first = Чтобы ответить, возьмите чат.
take-over = Забрать себе
acts = Действия
transfer = Передать
transfer-to = Кому передать
transfer-line = Вернуть в очередь
transcript-mail-staff = Отправить переписку на почту
make-request-staff = Вся переписка станет первым сообщением запроса. Чат завершится.
canned = Шаблоны ответов
canned-none = Шаблонов пока нет.
all-lede = Чаты хранятся 90 дней. Имена видны только в самом чате, а просмотр записывается в журнал.
all-none = Чатов пока нет
all-none-text = Чаты появятся здесь, как только кто-нибудь их начнёт.
filter-all = Все
filter-untaken = Завершены без ответа
from-day = С
until-day = По
settings = Настройки чата
settings-lede = В остальное время людям предлагается отправить запрос.
setting-on = Предлагать чат
setting-calendar = Часы работы
setting-calendar-hint = Календари задаются в настройках поддержки.
setting-always = Круглосуточно

done-ended = Чат завершён.
done-transcript = Переписка отправлена.
done-request = Чат продолжен как запрос { $number }.
done-file = Файл отправлен.
done-saved = Сохранено.
done-taken = Теперь чат ведёте вы.
done-transferred = Чат передан.

refusal-not-found = Такого чата нет. Чаты удаляются через 90 дней, а без учётной записи чат открывается только в том браузере, где начат.
refusal-ended = Этот чат завершён.
refusal-full = В этом чате больше нельзя писать: сообщений слишком много. Продолжите его как запрос или начните новый чат.
refusal-taken = Этот чат ведёт { $name }. Чтобы ответить, заберите его себе.
refusal-not-taken = Сначала возьмите чат, затем отвечайте.
refusal-changed = За это время кто-то внёс изменения. Проверьте и попробуйте снова.
refusal-no-colleague = Выберите сотрудника, который отвечает в чатах.
refusal-no-address = Переписку можно отправить на почту, когда к чату присоединится сотрудник.
refusal-is-request = Этот чат уже продолжен как запрос. Пишите в нём.
refusal-no-user = Этот человек больше не пользователь компании.
refusal-closed = Сейчас чат закрыт. Отправьте запрос.
refusal-line-full = Ждёт слишком много людей. Отправьте запрос.
refusal-files = В этом чате уже 20 файлов. Остальные отправьте с запросом.
refusal-files-joined = Больше файлов можно отправить, когда к чату подключится сотрудник.
refusal-files-later = Сейчас отправляется слишком много файлов. Повторите через час.
refusal-calendar = Выберите один из календарей.

mail-transcript-title = История чата
mail-transcript-lead = Вот переписка из вашего чата от { $at }.
mail-transcript-cut = Остальная переписка слишком велика для письма.
mail-transcript-open = Открыть чат
mail-transcript-reason = Вы получили это письмо, потому что попросили прислать переписку из чата или её отправила поддержка.

job-quiet = Завершает чаты, в которых никто не пишет
job-copying = Копирует файлы чата в запрос
job-copying-said = Копирует остаток длинного чата в запрос
job-erasing = Удаляет чаты

event-started = Чат начат
event-taken = Чат взят в работу
event-transferred = Чат передан
event-ended = Чат завершён
event-handed-over = Чат продолжен как запрос
event-transcript-sent = Переписка отправлена
event-viewed = Чат просмотрен
event-setting-changed = Настройки чата изменены
event-erased = Чат удалён
detail-by = Кто завершил
detail-on = Чат предлагается
