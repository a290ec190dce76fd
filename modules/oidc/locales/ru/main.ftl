### Oidc: страницы, отказы, журнал действий и права ключей API.

nav = Oidc
lede = Всё, что добавили сотрудники; сначала новые записи.
entry-title = Название
entry-created = Добавлено
entry-add = Добавить запись
entry-added = Запись добавлена.
entries-none = Записей пока нет
entries-none-text = Здесь появятся записи, которые добавят сотрудники.

refusal-title-missing = Введите название.
refusal-title-too-long = { $most ->
    [one] Введите не более { $most } символа.
    [few] Введите не более { $most } символов.
    [many] Введите не более { $most } символов.
   *[other] Введите не более { $most } символа.
}
refusal-title-unprintable = Здесь есть символ, который нельзя сохранить: { $character }. Он не виден или меняет порядок чтения.

event-entry-added = Запись добавлена
audit-record-entry = Запись
scope-read = Просмотр записей (Oidc)
