//! What an account bought (ACC-19): `/account/purchases`.

use crate::model::money::Money;
use crate::model::order::Payment;
use crate::queries::purchases::{Line, Purchase, PurchaseFilter, PurchaseSort, purchases};
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Purchases {
    pub(crate) account: Uuid,
}

/// How a payment stands, as a label.
pub(crate) fn payment_badge(payment: Payment, lang: Lang) -> Badge {
    let label = payment.name(lang);
    match payment {
        Payment::Paid => Badge::new(Tone::Good, label),
        Payment::PartRefunded => Badge::new(Tone::Neutral, label).ring(),
        Payment::Refunded => Badge::new(Tone::Neutral, label),
        Payment::Disputed => Badge::new(Tone::Bad, label),
    }
}

/// What was bought with one line of an order.
pub(crate) fn line(line: &Line, lang: Lang) -> String {
    let name = format!("{} {}", line.product, line.edition).trim().to_owned();
    texts(lang).msg_purchase_line(line.count, line.seats, name)
}

impl Words for Purchases {
    type Filter = PurchaseFilter;
    type Sort = PurchaseSort;
    type Row = Purchase;

    fn filters(&self, lang: Lang) -> FilterSet<PurchaseFilter> {
        let t = texts(lang);
        let payments = Payment::ALL.map(|payment| (payment.word(), payment.name(lang)));
        FilterSet::<PurchaseFilter>::new()
            .search("number", t.msg_order_number(), |filter, number| filter.number = number)
            .choice("payment", t.msg_purchase_payment(), t.msg_any(), payments, |filter, word| {
                filter.payment = Payment::from_word(&word);
            })
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
    }

    fn columns(&self, lang: Lang) -> Columns<Purchase, PurchaseSort> {
        let t = texts(lang);
        Columns::<Purchase, PurchaseSort>::sorted_by("-made")
            .column("products", t.msg_purchase_products(), |row, to| {
                let told: Vec<String> = row.lines.iter().map(|bought| line(bought, to.lang())).collect();
                match told.split_first() {
                    None => Cell::text(texts(to.lang()).msg_purchase_nothing_yet()),
                    Some((first, [])) => Cell::text(first),
                    Some((first, more)) => Cell::text(first).sub(more.join("; ")).value(told.join("; ")),
                }
            })
            .column("number", t.msg_order_number(), |row, _| {
                let place = format!("{}/{}", Self::AT, row.order.id);
                Cell::number_link(&row.order.number, place).sub(&row.seller)
            })
            .sorts(PurchaseSort::Number)
            .column("made", t.msg_purchase_made(), |row, to| Cell::date(&to.format, row.order.created_at))
            .sorts(PurchaseSort::Made)
            .column("seller", t.msg_seller(), |row, _| Cell::text(&row.seller))
            .extra()
            .column("amount", t.msg_purchase_amount(), |row, to| match &row.money {
                Some(money) => Cell::number(Money::shown(money, &to.format)),
                None => Cell::none(),
            })
            .column("payment", t.msg_purchase_payment(), |row, to| {
                Cell::badge(&payment_badge(row.order.payment, to.lang()))
            })
            .column("invoice", t.msg_purchase_invoice(), |row, _| {
                row.invoice.as_ref().map_or_else(Cell::none, Cell::text)
            })
            .extra()
            .actions(|row, to| {
                let again =
                    row.lines.iter().filter_map(|bought| Some((bought, bought.shop.as_ref()?.again(to.lang())?)));
                let label = texts(to.lang()).msg_purchase_again();
                // One button a product: two lines of one product lead to the same shop.
                let mut buttons: Vec<(String, Button)> = Vec::new();
                for (bought, href) in again {
                    if buttons.iter().all(|(there, _)| *there != href) {
                        let button = Button::link(label.clone(), href.clone()).quiet().icon(Icon::External).new_tab();
                        buttons.push((href, button.about(format!("{} {}", bought.product, bought.edition))));
                    }
                }
                let invoice = row.invoice.as_ref().map(|url| {
                    let open = Button::link(texts(to.lang()).msg_purchase_invoice(), url.clone());
                    open.quiet().icon(Icon::External).new_tab().about(row.order.number.as_str())
                });
                Cell::actions(invoice.into_iter().chain(buttons.into_iter().map(|(_, button)| button)))
            })
    }
}

#[async_trait]
impl List for Purchases {
    const NAME: &'static str = "own_purchases";
    const AT: &'static str = "/account/purchases";
    const FILE: &'static str = "/account/purchases.csv";
    type Seen = PurchaseFilter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_purchases_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_purchases_none(), t.msg_purchases_none_text())
            .action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus))
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    async fn look(&self, _: &Cx, filter: PurchaseFilter) -> Result<PurchaseFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &PurchaseFilter,
        sorting: Sorting<PurchaseSort>,
        request: &PageRequest,
    ) -> Result<Paged<Purchase>, Halt> {
        Ok(purchases(cx, self.account, filter, sorting, request).await?)
    }
}
