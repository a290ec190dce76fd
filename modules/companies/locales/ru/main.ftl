### Учётные записи компаний (COM).

companies = Компании
company = Компания
company-name = Название компании
users = Пользователи
user = Пользователь
audit = Журнал действий
any = Все
name = Имя
no-name = Без имени
first-name = Имя
last-name = Фамилия
first-reading = Имя, чтение
last-reading = Фамилия, чтение
country = Страна
branch = Филиал
owner = Владелец
rights = Права
rights-before = Прежние права
rights-owner = Все права: вы владелец
rights-none = Нет. Вы можете пользоваться тем, что есть у компании, и видеть свои запросы.
state = Статус
state-active = Активен
state-blocked = Заблокирован
joined = В компании с
blocked-since = Заблокирован с
asked = Подан
you-here = Вы в этой компании
former-user = Бывший пользователь

right-see-requests = Видеть чужие запросы
right-answer-requests = Отвечать на чужие запросы и закрывать их
right-manage-users = Управлять пользователями
right-invite-users = Приглашать пользователей
right-manage-licenses = Управлять лицензиями
right-user-notices = Получать уведомления о пользователях
right-change-settings = Менять настройки компании
right-use-contract = Пользоваться контрактом

users-lede = Все, кто состоит в компании. Список отсортирован по фамилии.
users-none = Пользователей нет
users-none-text = Здесь появятся те, кто присоединится к компании.
audit-lede = Что было сделано в компании и кем.
audit-none = Пока ничего нет
audit-none-text = Здесь появятся изменения пользователей, прав и настроек.
audit-what = Что
audit-details = Подробности
audit-who = Кто
audit-when = Когда
audit-other = Другое изменение
from-day = С
until-day = По
company-unverified = Мы проверяем первую лицензию компании. Пользоваться можно всем, но присоединиться по этой лицензии никто не сможет, пока проверка не закончится.

company-not-found = Такой компании нет, или вы в ней не состоите.
# $name (String) - the company's name
company-no-member = Вы больше не пользователь компании { $name }.
# $name (String) - the company's name
company-blocked = Компания { $name } закрыла вам доступ. Обратитесь к её администратору. Вашей личной учётной записи это не касается.
# $name (String) - the company's name
company-factor-due = Компания { $name } требует двухэтапную проверку. Включите её в разделе «Учётная запись», «Безопасность» и вернитесь.
# $name (String) - the company's name
company-sso-due = Компания { $name } требует входить через её собственную службу входа.
# $name (String) - the company's name
# $at (String) - when
# $until (String) - until when
company-deleted = Компания { $name } удалена { $at }. Поддержка может восстановить её до { $until }.
company-has-one = Этот человек уже состоит в компании.
company-no-branch = Выберите филиал из списка.
company-branch-name = Введите название длиной до 100 знаков.
company-branch-taken = Филиал с таким названием уже есть.
company-owner-stays = Владелец не может выйти из компании, и его нельзя удалить. Попросите поддержку сменить владельца или удалите компанию.
company-no-such-member = Этот пользователь больше не состоит в компании.
# $right (String) - the right's name, several separated by slashes
# $givers (String) - names of people
lacks-right = Для этого нужно право «{ $right }». Его могут дать: { $givers }.
# $givers (String) - names of people
lacks-any = Это страница для администраторов компании. Сделать вас администратором могут: { $givers }.
# $givers (String) - the owner's name
lacks-owner = Это может только владелец компании: { $givers }.
denied-owner = Права владельца изменить нельзя. Владельца по запросу меняет поддержка.
# $right (String) - the right's name
denied-lacks = Для этого нужно право «{ $right }».
# $rights (String) - names of rights
denied-more = Этих прав нет у вас: { $rights }.
denied-only-drop = Свои права можно только убавить.
denied-oneself = Удалить или заблокировать себя нельзя. Выйти из компании можно на странице своих данных.
denied-directory = Этого пользователя заблокировал каталог компании. Разблокируйте его там.

join-pending = Ждёт одобрения
join-admitted = Принят
join-declined = Отклонён
join-expired = Истёк

event-founded = Компания создана
event-joined = Пользователь присоединился
event-branch-added = Добавлен филиал
event-left = Пользователь выбыл
joined-by = Как присоединился
joined-founding = создал компанию
joined-license = по лицензии
joined-approval = после одобрения
joined-invitation = по приглашению
joined-directory = через каталог
joined-provider = через вход компании
joined-staff = через поддержку
ended = Как
ended-left = вышел сам
ended-removed = удалён администратором
ended-directory = удалён каталогом
ended-account = удалил свою учётную запись
ended-company = компания удалена
ended-staff = удалён поддержкой

data-membership = Компания
data-requests = Запросы на вступление в компании
data-sign-in = Входит через службу компании
data-directory = Ведётся каталогом компании
