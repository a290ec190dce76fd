//! The orders (LIC-3): `/staff/orders` and `/api/v1/orders`.

use super::cells::person;
use crate::model::order::Source;
use crate::queries::orders::{OrderColumn, OrderFilter, orders};
use crate::queries::people::{self, Named};
use crate::rights::{OrdersRead, may};
use crate::tables::purchase;
use crate::texts;
use gatehouse_accounts::rights::LookAtAccounts;
use gatehouse_context::{Cx, May, Seen};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use std::collections::HashMap;

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Orders {
    /// Whether the reader may record orders.
    pub may_record: bool,
}

/// An order and who bought it.
pub(crate) struct OrderRow {
    order: purchase::Model,
    buyer: Option<Named>,
}

impl Words for Orders {
    type Filter = OrderFilter;
    type Sort = OrderColumn;
    type Row = OrderRow;

    fn filters(&self, lang: Lang) -> FilterSet<OrderFilter> {
        let t = texts(lang);
        let sources = Source::ALL.map(|source| (source.word(), source.name(lang)));
        FilterSet::<OrderFilter>::new()
            .search("number", t.msg_order_number(), |filter, number| filter.number = number)
            .told("The number starts with this")
            .choice("source", t.msg_source(), t.msg_any(), sources, |filter, word| {
                filter.source = Source::from_word(&word);
            })
            .told("Sales channel")
            .text("partner", t.msg_partner(), |filter, partner| filter.partner = partner)
            .told("The partner's name")
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .told("Recorded on this day or later, or at this moment")
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
            .told("Recorded on this day or earlier")
            .id("buyer", |filter, buyer| filter.buyer = Some(buyer))
    }

    fn columns(&self, lang: Lang) -> Columns<OrderRow, OrderColumn> {
        let t = texts(lang);
        Columns::<OrderRow, OrderColumn>::sorted_by("-created")
            .column("number", t.msg_order_number(), |row, _| {
                Cell::number_link(&row.order.number, format!("{}/{}", Self::AT, row.order.id))
            })
            .sorts(OrderColumn::Number)
            .column("source", t.msg_source(), |row, to| Cell::text(row.order.source.name(to.lang())))
            .column("partner", t.msg_partner(), |row, _| Cell::text(row.order.partner.clone().unwrap_or_default()))
            .column("buyer", t.msg_buyer(), |row, _| person(row.buyer.as_ref()))
            .column("created", t.msg_created(), |row, to| Cell::time(&to.format, row.order.created_at))
            .sorts(OrderColumn::Created)
    }
}

#[async_trait]
impl List for Orders {
    const NAME: &'static str = "orders";
    const AT: &'static str = "/staff/orders";
    const FILE: &'static str = "/staff/orders.csv";
    type Seen = (May<OrdersRead>, Seen<OrderFilter>);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_orders()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::Order, t.msg_orders_none(), t.msg_orders_none_text());
        if self.may_record { empty.action(Button::link(t.msg_order_new(), "/staff/orders/new")) } else { empty }
    }

    async fn look(&self, cx: &Cx, filter: OrderFilter) -> Result<Self::Seen, Halt> {
        let may = may(cx)?;
        let with_people = May::<LookAtAccounts>::of(cx).is_some();
        let seen = Seen::of(&may, OrderFilter { with_people, ..filter }).await?;
        Ok((may, seen))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<OrderColumn>,
        request: &PageRequest,
    ) -> Result<Paged<OrderRow>, Halt> {
        let page = orders(cx, filter, sorting, request).await?;
        let mut buyers = match May::of(cx).filter(|_| filter.with_people) {
            Some(may) => people::of_orders(&may, &page.items).await?,
            None => HashMap::new(),
        };
        Ok(page.map(|order| OrderRow { buyer: buyers.remove(&order.id), order }))
    }
}
