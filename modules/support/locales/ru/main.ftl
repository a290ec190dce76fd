support = Поддержка
