### Учётные записи, созданные при покупке (ACC-3)

staff-state-invited = Пароль не задан
staff-invite-again = Отправить ссылку ещё раз
staff-invited-text = Учётная запись создана при покупке и ждёт первого пароля. Ссылка действует до { $when }; затем учётная запись удаляется, а заказ остаётся.
staff-invited-again = Ссылка отправлена.
invite-has-password = Эта учётная запись не ждёт первого пароля.
event-account-invited = Учётная запись создана при покупке
event-account-invited-again = Ссылка для первого пароля отправлена ещё раз
event-account-invited-erased = Учётная запись без пароля удалена
