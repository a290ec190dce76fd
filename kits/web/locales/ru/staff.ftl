### Texts of what staff do with lists and records: notes, several rows at once, keys.

## Заметки сотрудников

notes = Внутренние заметки
notes-none = Внутренних заметок пока нет
note-new = Новая внутренняя заметка
note-hint = Внутренние заметки видят только сотрудники. До 2000 символов.
note-add = Добавить заметку
note-remove = Удалить заметку
note-added = Заметка добавлена.
note-removed = Заметка удалена.
refusal-note-missing = Введите текст заметки.
refusal-note-too-long = { $most ->
    [one] Введите не более { $most } символа.
    [few] Введите не более { $most } символов.
    [many] Введите не более { $most } символов.
   *[other] Введите не более { $most } символов.
}
refusal-note-unprintable = В заметке есть невидимый символ ({ $character }). Удалите его.
refusal-note-too-many = { $most ->
    [one] Здесь уже { $most } заметка. Удалите ненужные, чтобы добавить новую.
    [few] Здесь уже { $most } заметки. Удалите ненужные, чтобы добавить новую.
    [many] Здесь уже { $most } заметок. Удалите ненужные, чтобы добавить новую.
   *[other] Здесь уже { $most } заметки. Удалите ненужные, чтобы добавить новую.
}

## Несколько строк списка

chosen-all = Выбрать все строки на этой странице
chosen-hint = Выберите строки, затем действие.
chosen-counted = Выбрано: { $count }
chosen-row = Запись
chosen-result = Результат
chosen-reason = Причина
chosen-done = Выполнено
chosen-done-before = Выполнено ранее
chosen-refused = Не выполнено
chosen-some-refused = { $count ->
    [one] { $count } запись не изменена. Причина указана в таблице.
    [few] { $count } записи не изменены. Причины указаны в таблице.
    [many] { $count } записей не изменено. Причины указаны в таблице.
   *[other] { $count } записи не изменено. Причины указаны в таблице.
}
refusal-rows-none = Выберите хотя бы одну строку.
refusal-rows-too-many = { $most ->
    [one] За один раз можно выбрать не более { $most } строки.
    [few] За один раз можно выбрать не более { $most } строк.
    [many] За один раз можно выбрать не более { $most } строк.
   *[other] За один раз можно выбрать не более { $most } строк.
}
refusal-rows-unknown-act = Выберите действие кнопкой под списком.

## Клавиши в списках

shortcut-answer = Ответить на запрос
shortcut-status = Выбрать статус запроса
shortcut-rows = Следующая и предыдущая строка списка
shortcut-open = Открыть строку
shortcut-tick = Выбрать строку
