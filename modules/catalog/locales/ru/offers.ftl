### Offers and revisions of editions (LIC-1)

edition-revision = Версия состава
offer = Предложение
offers = Предложения
offers-none = Предложений пока нет. Магазин может указать предложение вместо продукта, редакции и срока.
offer-add = Добавить предложение
offer-choose = Выберите…
offer-code = Код предложения
offer-code-hint = Уникален во всём каталоге. Магазин передаёт его с заказом.
offer-kind = Вид
offer-kind-commercial = Коммерческая
offer-kind-subscription = Подписка
offer-kind-trial = Пробная
offer-kind-nfr = Не для перепродажи
offer-seats = Число устройств
offer-seats-min = Число устройств или наименьшее
offer-seats-max = Наибольшее число устройств
offer-seats-max-hint = Оставьте пустым, если число постоянное.
offer-seats-step = Шаг
offer-regions = Страны
offer-regions-hint = Двухбуквенные коды, например JP, DE. Пусто — везде, где продаётся продукт.
# $min (String) - the fewest
# $max (String) - the most
offer-seats-between = от { $min } до { $max }
# $min (String) - the fewest
# $max (String) - the most
# $step (String) - by how many it grows
offer-seats-in-steps = от { $min } до { $max }, с шагом { $step }
# $number (String) - the revision
offer-revision = Версия { $number }
offer-retired = Больше не продаётся
offer-retire = Снять с продажи
offer-retired-now = Предложение снято с продажи. Купленное по нему остаётся.
wrong-sold = Этот идентификатор есть в проданных лицензиях, поэтому его нельзя изменить.
wrong-not-of-offer = Предложение продаёт другое. Оставьте поле пустым или укажите то, что в предложении.
event-offer-created = Предложение добавлено
event-offer-changed = Предложение изменено
event-offer-retired = Предложение снято с продажи
event-offer-removed = Предложение удалено
