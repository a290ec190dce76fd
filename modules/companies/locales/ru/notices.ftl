### Уведомления администраторам компании (COM-13).

notices = Уведомления
notices-lede = Какие письма о компании приходят вам как её администратору.
notices-legend = Сообщать по почте
notices-hint = Здесь уведомления, которые дают ваши права. Вместе с правом его уведомления включаются.
notices-owner = Владельцу всегда приходят письма о тех, кто присоединился без приглашения, и об удалении компании.
notices-saved = Уведомления сохранены.
notices-choose = Выбрать уведомления
notices-on = Включены
notices-off = Выключены
notice-new-users = о новых пользователях компании
notice-gone-users = о тех, кто больше не пользователь компании
notice-join-requests = о тех, кто просит принять их в компанию или не может вступить по её лицензии
notice-licenses = о добавленных, удалённых, отклонённых и истекающих лицензиях компании
notice-contracts = о контрактах поддержки компании: начало, изменения, остаток запросов и скорое окончание
notice-portal = об изменениях портала, важных для администраторов
stop-notice-title = Отключить эти письма
stop-notice-lede = Здесь можно отключить письма этого вида, не входя в учётную запись.
stop-notice-kind = Сейчас вам сообщают по почте: { $kind }.
stop-notice-button = Отключить
stop-notice-done = Письма этого вида отключены
stop-notice-done-lede = Больше не будут приходить письма: { $kind }. Снова включить их можно на страницах компании в разделе «Уведомления».
stop-notice-sign-in = Войти
stop-notice-dead = Эта ссылка не работает

mail-product = Продукт
mail-license = Лицензия
mail-users = Показать пользователей
mail-licenses = Показать лицензии
mail-joined-title = Новый пользователь
mail-joined-lead = В компании { $company } новый пользователь: { $name }.
mail-gone-title = Пользователь удалён
mail-gone-lead = Больше не пользователь компании { $company }: { $name }.
mail-several-joined-title = Новые пользователи
mail-several-joined-lead = { $count ->
    [one] В компании { $company } { $count } новый пользователь.
    [few] В компании { $company } { $count } новых пользователя.
    [many] В компании { $company } { $count } новых пользователей.
   *[other] В компании { $company } { $count } нового пользователя.
}
mail-several-gone-title = Пользователи удалены
mail-several-gone-lead = { $count ->
    [one] Из компании { $company } удалён { $count } пользователь.
    [few] Из компании { $company } удалены { $count } пользователя.
    [many] Из компании { $company } удалены { $count } пользователей.
   *[other] Из компании { $company } удалены { $count } пользователя.
}
mail-several-more = { $count ->
    [one] И ещё { $count } человек.
    [few] И ещё { $count } человека.
    [many] И ещё { $count } человек.
   *[other] И ещё { $count } человека.
}
mail-license-added-title = Лицензия добавлена
mail-license-added-lead = В компанию { $company } добавлена лицензия. Кто добавил: { $name }.
mail-license-removed-title = Лицензия удалена
mail-license-removed-lead = Из компании { $company } удалена лицензия. Кто удалил: { $name }.
mail-license-refused-title = Лицензия не добавлена
mail-license-refused-lead = Мы проверили лицензию, добавленную в компанию { $company }, и не смогли её принять.
mail-stop = Отключить эти письма: { $link }
mail-reason-right = Вы получили это письмо, потому что у вас есть права в компании { $company }.
mail-reason-owner = Вы получили это письмо как владелец компании { $company }. Владельцу такие письма приходят всегда.
mail-reason-user = Вы получили это письмо как пользователь компании { $company }.
job-news = Сообщить администраторам о событиях в компании

portal-changes = Изменения портала
portal-change = Изменение портала
portal-lede = Сообщите администраторам всех компаний, что изменится в портале. Каждый прочтёт это на своём языке.
portal-title = Заголовок
portal-title-in = Заголовок, { $language }
portal-text-in = Текст, { $language }
portal-text-wanted = Введите не более { $most } знаков.
portal-confirm = Письмо получат все, у кого есть права в компаниях, кроме тех, кто отключил такие письма.
portal-tick = Я понимаю, что отправленное письмо нельзя отозвать
portal-send = Отправить письма
portal-done = Письма отправляются.
portal-before = Сообщено раньше
portal-none = Пока ничего
mail-portal-button = Открыть компанию
event-portal-told = Администраторам сообщено об изменении портала
job-portal-change = Сообщить администраторам об изменении портала
data-notices-off = Отключённые письма
