support = サポート
