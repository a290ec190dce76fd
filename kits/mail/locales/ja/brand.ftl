letter-help = ヘルプ
