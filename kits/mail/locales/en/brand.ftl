letter-help = Help
