letter-help = Помощь
