### Бренд поставщика на страницах

about = Лицензии, устройства и учётная запись { $brand } в одном месте.
link-home = Сайт
link-shop = Магазин
link-privacy = Конфиденциальность
link-terms = Условия использования
link-imprint = Сведения о компании
link-status = Состояние сервиса

preview-title = Ваши лицензии
preview-text = Так выглядит текст на странице.
preview-chosen = Открытая страница
preview-link = Ссылка на другую страницу
preview-button = Кнопка
