### Справочный центр: страницы для читателей и сотрудников, отказы, журнал действий и права ключей API.

nav-help = Справочный центр
nav-own = Справка
way-help = Найти ответ
way-help-text = Статьи и вопросы об учётных записях, лицензиях, устройствах, компаниях и поддержке.
help-lede = Ответы и инструкции по каждой странице портала.
search = Что вы ищете?
search-do = Найти
search-found = Результаты поиска по запросу «{ $words }»
search-elsewhere = На вашем языке ничего не найдено. Эти статьи написаны на другом языке.
search-nothing = Статья не найдена
search-nothing-text = Сократите запрос, попробуйте другие слова или обратитесь в поддержку: слова поиска уже будут в форме.
category-all = { $count ->
    [one] Показать { NUMBER($count) } статью
    [few] Показать все { NUMBER($count) } статьи
    [many] Показать все { NUMBER($count) } статей
   *[other] Показать все { NUMBER($count) } статьи
}
open-all = Раскрыть все ответы
close-all = Свернуть все ответы
more = Следующие статьи
article-page = Открыть страницу статьи
article-about = Статья { $number }, { $date }
article-number = Статья { $number }
no-article-of-page = Статьи об этой странице сейчас нет. Воспользуйтесь поиском по справке или обратитесь в поддержку.
not-translated = Эта статья пока не переведена. Она показана на языке оригинала: { $language }.
outdated = После перевода оригинал этой статьи изменился. Часть сведений могла устареть.
to-original = Открыть более новый оригинал ({ $language })
original = Показан более новый оригинал ({ $language }). Последних изменений в переводе пока нет.
to-translation = Открыть перевод ({ $language })
to-the-page = Перейти на страницу
related = Похожие статьи
did-this-help = Статья помогла?
yes = Да
no = Нет
thanks = Спасибо
why-not = Что не так?
reason-unclear = Трудно понять
reason-wrong = Написано неверно
reason-missing = Нет того, что мне нужно
reason-other = Другое
comment = Комментарий
comment-hint = На комментарий не отвечают, он хранится без вашего имени. Не указывайте пароли и коды активации.
comment-send = Отправить комментарий
comment-sent = Спасибо за комментарий.
ask-title = Нужна помощь?
ask-text = Если ни одна статья не отвечает на ваш вопрос, напишите в поддержку.
ask-support = Написать в поддержку
ask-about = О статье { $number }: { $title }
glossary = Словарь терминов
glossary-lede = Слова, которые используются на портале, и их значения.

kind = Вид
kind-question = Вопрос
kind-article = Статья
kind-term = Термин
audience = Кому видна
audience-public = Всем
audience-customers = Клиентам после входа
audience-staff = Только сотрудникам
state = Статус
state-draft = Черновик
state-review = Ждёт проверки
state-published = Опубликована
state-replaced = Заменена
badge = { $language }: { $state }
badge-outdated = { $language }: устарела

articles-lede = То, что читают клиенты и сотрудники. Текст публикуют после проверки тем, кто его не писал.
articles-none = Статей пока нет
articles-none-text = Статьи, поставляемые с программой, появятся здесь в течение минуты.
article-new = Новая статья
article-edit = Изменить настройки
article-read = Читать
article-manage = Версии и отзывы
search-title = Название или номер
any = Любая
missing-in = Нет публикации на языке
shown = Показать
in-help-center = Статьи справочного центра
archived = В архиве
number = Номер
title = Название
untitled = Текста пока нет
category = Раздел
texts = Языки
changed = Изменена
language = Язык
source = Язык оригинала
source-hint = Язык, на котором статья пишется сначала. Тексты на других языках — переводы.
slug = Адрес
slug-hint = Строчные латинские буквы, цифры и дефисы, например add-a-license. В ссылках стоит после номера.
form = Страница
form-hint = Страница портала, о которой эта статья, например /licenses/add.
address = Адрес
choose = Выберите
save = Сохранить
saved = Сохранено.
back = Назад
archive = В архив
put-back = Вернуть из архива
write = Изменить текст
translate = Перевести
read-over = Проверить
helped = Да
failed = Нет
share = Помогла
percent = { NUMBER($share) } %
comments = Комментарии
no-answers = Ответов пока нет.
no-comments = Комментариев пока нет.
no-texts = Ничего пока не написано.
when = Отправлен
by-program = Gatehouse
version = Версия
version-of = { $language } { NUMBER($number) }
versions = Версии
author = Автор
reader = Проверил
text-in = Текст на языке: { $language }
body = Текст
body-hint = Markdown: ## заголовок, - список, 1. нумерованный список, **жирный**, `код`, > примечание, [ссылка](/licenses), ![что видно](имя изображения). HTML показывается как обычный текст.
wording = Изменена только формулировка: переводы не устаревают
preview = Предварительный просмотр
send-to-review = Отправить на проверку
sent-to-review = Отправлено. Текст проверит другой сотрудник.
in-review = Текст ждёт проверки. Если изменить его, он снова станет черновиком.
given-back = Нужны правки
given-back-now = Возвращено автору.
restore = Вернуть текст из программы
restored = Текст из программы снова опубликован.
read-over-lede = Проверьте текст, затем опубликуйте его или напишите, что изменить.
now-published = Опубликовано сейчас
own-text = Этот текст написали вы, поэтому проверить его должен другой сотрудник.
note = Что изменить
note-hint = Нужно, только если вы возвращаете текст.
publish = Опубликовать
published-now = Опубликовано.
give-back = Вернуть
categories = Разделы
category-new = Новый раздел
no-categories = Разделов пока нет.
name = Название
name-in = Название на языке: { $language }
above = Входит в раздел
above-none = Нет
place = Порядок

about-product = Статьи о продукте «{ $product }»
product = Продукт
any-product = Все продукты
products = Продукты
products-hint = О каких продуктах статья. Их владельцы увидят статью первой. Если ничего не выбрано, статья о портале.
versions-field = Версии продукта
versions-hint = Только номера, например 12.1-12.4 или 13+. Пустое поле означает все версии.
versions-of = версии { $versions }
from-request-text = Основа статьи — запрос. Заголовок — его тема без адресов и номеров, имена убраны. Проверьте, что ничего не указывает на автора вопроса.
from-request = Открыть запрос { $number }
changes = Изменения
changes-text = Новые слова подчёркнуты, удалённые зачёркнуты.
source-changes = Что изменилось в оригинале
changes-none = Текст совпадает с опубликованным.
diff-skipped = { $count ->
    [one] { NUMBER($count) } строка без изменений
    [few] { NUMBER($count) } строки без изменений
    [many] { NUMBER($count) } строк без изменений
   *[other] { NUMBER($count) } строки без изменений
}
diff-added = добавлено:
diff-removed = удалено:
pictures = Изображения
pictures-lede = Скопируйте строку изображения в текст, на отдельную строку. Читатели увидят его после публикации этого текста.
pictures-none = Изображений пока нет.
picture = Изображение
picture-line = Строка для текста
picture-add = Новое изображение
picture-file = Файл изображения
picture-hint = PNG, JPEG или GIF размером до 256 КБ. Изображение больше 1 600 пикселей уменьшается. Сначала скройте имена и коды.
picture-alt = Что на изображении
picture-alt-hint = Словами, для тех, кто его не видит. В переводе замените эти слова в строке.
picture-upload = Добавить изображение
picture-added = Изображение добавлено. Скопируйте его строку в текст.
picture-remove = Удалить
picture-removed = Изображение удалено.
missed = Поиск без результата
missed-lede = Что читатели искали и не нашли. Слова показаны, если их искали не меньше трёх посетителей. Адреса и номера не сохраняются, через 30 дней все записи удаляются.
missed-none = Ничего не пропущено
missed-none-text = Слова, по которым читатели не нашли статью, появятся здесь.
missed-words = Слова поиска
missed-times = Количество
missed-last = Последний поиск

advised = { $advised ->
    [one] Предложена для { NUMBER($advised) } запроса, решено: { NUMBER($solved) }.
    [few] Предложена для { NUMBER($advised) } запросов, решено: { NUMBER($solved) }.
    [many] Предложена для { NUMBER($advised) } запросов, решено: { NUMBER($solved) }.
   *[other] Предложена для { NUMBER($advised) } запроса, решено: { NUMBER($solved) }.
}

refusal-not-found = Этой статьи больше нет. Найдите другую в справочном центре.
refusal-category-not-found = Этого раздела больше нет. Выберите другой.
refusal-changed-meanwhile = За это время кто-то внёс изменения. Скопируйте свой текст и загрузите страницу заново.
refusal-slug = Используйте строчные латинские буквы, цифры и дефисы; первой должна быть буква.
refusal-slug-taken = Этот адрес занят.
refusal-category = Выберите раздел.
refusal-choose = Выберите один из вариантов.
refusal-form = Введите страницу портала, начиная с косой черты.
refusal-title-missing = Введите название.
refusal-body-missing = Введите текст.
refusal-too-long = { $most ->
    [one] Введите не более { NUMBER($most) } символа.
    [few] Введите не более { NUMBER($most) } символов.
    [many] Введите не более { NUMBER($most) } символов.
   *[other] Введите не более { NUMBER($most) } символа.
}
refusal-unprintable = Здесь есть символ, который нельзя сохранить: { $character }. Он не виден или меняет порядок чтения.
refusal-no-draft = На этом языке нет черновика.
refusal-no-review = На этом языке нет текста, который ждёт проверки.
refusal-own-text = Этот текст написали вы. Проверить его должен другой сотрудник.
refusal-note-missing = Напишите, что изменить.
refusal-nothing-to-restore = Это и есть текст из программы.
refusal-alt-missing = Опишите словами, что на изображении.
refusal-pictures-full = { $most ->
    [one] В статье не более { NUMBER($most) } изображения. Сначала удалите его.
    [few] В статье не более { NUMBER($most) } изображений. Сначала удалите одно из них.
    [many] В статье не более { NUMBER($most) } изображений. Сначала удалите одно из них.
   *[other] В статье не более { NUMBER($most) } изображения. Сначала удалите одно из них.
}
refusal-picture-shown = Это изображение есть в тексте. Сначала удалите его строку из текста.
refusal-picture = Изображение пишется на отдельной строке как ![Что видно](имя), с именем из изображений этой статьи.
refusal-products = Выберите продукты из каталога, не более 20.
refusal-versions = Введите номера версий, например 12.1-12.4 или 13+.
refusal-comment-missing = Введите комментарий.
refusal-name-missing = Введите название на английском языке.
refusal-place = Введите целое число от 0 до 9999.
refusal-above = Выберите раздел, который не входит в другой раздел.

event-brought-in = Статья из программы обновлена
event-made = Статья создана
event-changed = Настройки статьи изменены
event-written = Текст статьи изменён
event-sent-to-review = Текст статьи отправлен на проверку
event-given-back = Текст статьи возвращён автору
event-published = Текст статьи опубликован
event-restored = Текст статьи из программы восстановлен
event-archived = Статья убрана в архив
event-picture-added = В статью добавлено изображение
event-picture-removed = Из статьи удалено изображение
event-category-saved = Раздел справки сохранён
job-bring-in = Обновление статей справочного центра, поставляемых с программой
scope-read = Просмотр статей справки, их версий и отзывов
scope-write = Создание черновиков статей справки
