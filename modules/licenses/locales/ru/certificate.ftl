### Лицензионные сертификаты и их проверка (LIC-25, LIC-34)

certificate-title = Лицензионный сертификат
certificate-lede = Лицензия { $number }, выдана: { $vendor }
certificate-page = Страница { $page } из { $of }
certificate-licensee = Лицензиат
certificate-bearer = Не указан: лицензия ещё не добавлена в учётную запись
certificate-kind = Вид
certificate-issued = Дата выдачи
certificate-begins = Действует с
certificate-begins-open = С первой активации
certificate-ends = Действует до
certificate-ends-open = Зависит от первой активации
certificate-no-end = Бессрочно
certificate-brings = Что входит в лицензию
certificate-brings-seats = { $count ->
    [one] Использование на { $shown } устройстве
    [few] Использование одновременно на { $shown } устройствах
    [many] Использование одновременно на { $shown } устройствах
   *[other] Использование одновременно на { $shown } устройствах
}
certificate-brings-term = Срок: { $term }
certificate-brings-support = Стандартная поддержка ({ $vendor }), пока лицензия активна
certificate-brings-support-of = Стандартная поддержка: { $support }
certificate-brings-services = Дополнительные услуги: { $services }
certificate-agreement = Применяется лицензионное соглашение, версия { $version }:
certificate-agreement-accepted = Лицензионное соглашение, версия { $version }, принято { $day }:
certificate-check = Проверка сертификата
certificate-check-text = Код проверки: { $code }. Отсканируйте QR-код или откройте адрес, чтобы узнать, подлинный ли это сертификат и действует ли лицензия.
certificate-code-picture = QR-код с адресом страницы, где проверяется этот сертификат
certificate-foot = { $vendor } · Лицензионный сертификат { $number }
certificate-download = Скачать PDF ({ $language })
certificate-panel = PDF, в котором указаны лицензиат, продукт, число устройств и даты: для архива или аудита. Любой, кому вы его передадите, сможет проверить его подлинность.
certificate-staff-panel = PDF на имя учётной записи, которая добавила лицензию первой. Скачивание записывается в журнал действий.
certificate-code = Код проверки
certificate-code-hint = 24 буквы и цифры рядом с QR-кодом, например 8K2M-…
certificate-licensee-hint = Введите имя в точности как в сертификате, чтобы проверить, что он выдан на него.
certificate-check-button = Проверить сертификат
certificate-check-lede = Введите номер лицензии и код проверки, указанные в сертификате.
certificate-not-genuine = Подлинность сертификата не подтверждена
certificate-genuine = Сертификат подлинный
certificate-now-valid = Лицензия сегодня действительна. Сравните эти данные с указанными в сертификате.
certificate-now-expired = Сертификат выдан нами, но срок лицензии истёк.
certificate-now-blocked = Сертификат выдан нами, но лицензия заблокирована и не может использоваться.
certificate-today = Состояние сегодня
certificate-licensee-same = Совпадает с сертификатом
certificate-licensee-other = Не совпадает с сертификатом
certificate-another = Проверить другой сертификат
certificate-licensee-button = Проверить лицензиата
refusal-certificate-number = Введите 10 цифр номера лицензии, например 12345-67890.
refusal-certificate-code = Введите все 24 буквы и цифры кода проверки. Дефисы можно не вводить.
refusal-certificate-not-genuine = Сертификат с таким номером лицензии и кодом проверки здесь не выдавался. Проверьте, нет ли опечаток.
refusal-no-certificate = Для этой лицензии сертификата нет. Пока лицензия на проверке, он не выдаётся.
event-license-certificate-taken = Сотрудник скачал лицензионный сертификат
