### What was sold stays (LIC-1), and decoy codes (LIC-4)

## What changes

sold-from-to = { $before } → { $after }
sold-regions = Страны
sold-lease-days = Срок автономной работы, дней
sold-account = Подключение к учётной записи
sold-allowance = Допустимое число переносов
sold-allowance-usual = По числу устройств, не меньше 2
sold-added = Добавлено
sold-gone = Больше не входит
sold-everywhere = Везде

## A license's page and the decision

sold-title = Что продано
sold-revision = Версия состава
sold-revision-of = { $number } · { $name }
sold-revision-number = Версия { $number }
sold-unchanged = Как при продаже. Изменения каталога относятся к новым продажам.
sold-decisions = Решения
sold-decided = Решено
sold-from = С даты
sold-what = Что меняется
sold-why = Причина
sold-waits = Запланировано
sold-applied = Действует
sold-called-off-at = Отменено { $day }
sold-call-off = Отменить
sold-change = Изменить
sold-change-title = Изменение проданной лицензии
sold-change-explained = Все владельцы лицензии получат письмо: что меняется, с какого дня и почему. На устройствах изменение вступит в силу при следующей проверке лицензии.
sold-as-now = как сейчас
sold-from-hint = Оставьте пустым, чтобы изменить сразу. Если что-то отнимается, нужна дата.
sold-why-hint = Будет в письме.
sold-change-now = Изменить лицензию
sold-changed-now = Лицензия изменена.
sold-planned-now = Изменение запланировано.
sold-called-off = Запланированное изменение отменено.
refusal-nothing-changes = Ничего не изменится: лицензия уже такая.
refusal-change-waits = Для этой лицензии уже запланировано изменение. Сначала отмените его.
refusal-no-change-waits = Для этой лицензии не запланировано изменений.

## An edition's sold licenses

nav-catalog-back = Каталог
rollout-title = Проданные лицензии
rollout-lede = Изменения редакции относятся к новым продажам. Проданные лицензии остаются такими, какими были проданы, пока вы не решите иначе.
rollout-none = Редакций пока нет
rollout-current = Продано в нынешнем виде
rollout-earlier = Продано в прежней версии
rollout-licenses = Лицензии
rollout-apply = Изменить и эти
rollout-of = { $name }: изменить и проданные лицензии
rollout-explained = Каждая из этих лицензий станет такой, какова редакция сейчас. Все владельцы получат письмо: что меняется, с какого дня и почему.
rollout-same = То же под другим номером
rollout-why-hint = Это прочтут все владельцы таких лицензий. Не называйте людей.
rollout-now = { $count ->
    [one] Изменить и { $number } проданную лицензию
    [few] Изменить и { $number } проданные лицензии
    [many] Изменить и { $number } проданных лицензий
   *[other] Изменить и { $number } проданной лицензии
}
rollout-done = { $count ->
    [one] Изменяется { $number } лицензия. Владельцы получат письмо.
    [few] Изменяются { $number } лицензии. Владельцы получат письмо.
    [many] Изменяется { $number } лицензий. Владельцы получат письмо.
   *[other] Изменяется { $number } лицензии. Владельцы получат письмо.
}

## Mails

mail-sold-planned-title = Лицензия на продукт «{ $product }» изменится { $day }
mail-sold-planned-lead = Лицензия { $number } на продукт «{ $product }» изменится { $day }. До тех пор она остаётся прежней.
mail-sold-changed-title = Лицензия на продукт «{ $product }» изменена
mail-sold-changed-lead = Лицензия { $number } на продукт «{ $product }» изменена.
mail-sold-stays-title = Лицензия на продукт «{ $product }» остаётся прежней
mail-sold-stays-lead = Запланированное изменение лицензии { $number } на продукт «{ $product }» отменено.
mail-sold-devices = Ничего делать не нужно: на устройствах изменение вступит в силу при следующей проверке лицензии.
mail-sold-object = Если вы не согласны с изменением, ответьте на это письмо и объясните почему: ваш ответ рассмотрит сотрудник.
mail-sold-object-at = Если вы не согласны с изменением, объясните нам почему, и сотрудник рассмотрит ваш ответ: { $help }

## The audit log and jobs

event-license-changed = Лицензия изменена
event-license-change-planned = Изменение лицензии запланировано
event-license-change-called-off = Запланированное изменение лицензии отменено
event-license-applied-to-sold = Редакция распространена на проданные лицензии
event-license-decoy-presented = Предъявлен код-приманка: произошла утечка базы данных
audit-detail-revision = Версия состава
audit-detail-decoy = Приманка
job-changes-due = Применение запланированных изменений лицензий
job-apply-to-sold = Изменение проданных лицензий редакции
job-decoys = Расстановка кодов-приманок

## The alarm

decoy-presented = { $day } предъявлен код-приманка
decoy-presented-text = Такие коды есть только в базе данных. У кого-то есть её копия и ключи. Сообщите тем, кто обслуживает портал, и посмотрите в журнале действий, из какой сети пришёл код.
decoy-presented-open = Открыть журнал действий

## An offer in place of product, edition and term

issue-offer = Предложение
issue-offer-hint = Задаёт продукт, редакцию, срок и вид. Число устройств ниже учитывается, только если вы его измените.
sold-under = Предложение { $code }
issue-no-offer = Нет: выбрать продукт, редакцию и срок

mail-decoy-title = Предъявлен код-приманка
mail-decoy-lead = { $when } предъявлен код-приманка.
mail-decoy-button = Открыть журнал действий
mail-decoy-next = Об этом приходит не больше одного письма за 24 часа. В журнале действий есть каждый случай.
mail-decoy-reason = Вы получили это письмо, потому что работаете с лицензиями или администрируете портал.
