//! What was sold, by product, edition, seller or month (LIC-15): `/staff/reports/sales`.

use super::expiries::Counted;
use crate::model::license::Kind;
use crate::queries::reports::{SalesBy, SalesFilter, Sold, sales};
use crate::rights::SalesRead;
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, may};
use std::sync::Arc;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SalesSort {
    Name,
    Licenses,
    Seats,
}

/// The list.
pub(crate) struct Sales {
    products: Vec<(Uuid, String)>,
    counted: Counted<(Vec<Sold>, Vec<Sold>)>,
}

impl Sales {
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        Ok(Self { products: products::all_by_name(cx).await?, counted: Counted::default() })
    }

    /// All rows, and the months; there once the list has been read.
    pub(crate) fn counted(&self) -> Counted<(Vec<Sold>, Vec<Sold>)> {
        Arc::clone(&self.counted)
    }
}

fn by_name(by: SalesBy, lang: Lang) -> String {
    let t = texts(lang);
    match by {
        SalesBy::Product => t.msg_product(),
        SalesBy::Edition => t.msg_edition(),
        SalesBy::Seller => t.msg_seller(),
        SalesBy::Month => t.msg_report_month(),
    }
}

impl Words for Sales {
    type Filter = SalesFilter;
    type Sort = SalesSort;
    type Row = Sold;

    fn filters(&self, lang: Lang) -> FilterSet<SalesFilter> {
        let t = texts(lang);
        let by = [SalesBy::Edition, SalesBy::Seller, SalesBy::Month].map(|by| (by.word(), by_name(by, lang)));
        let kinds = Kind::ALL.map(|kind| (kind.word(), kind.name(lang)));
        FilterSet::<SalesFilter>::new()
            .choice("by", t.msg_sales_by(), by_name(SalesBy::Product, lang), by, |filter, word| {
                filter.by = SalesBy::from_word(&word).unwrap_or_default();
            })
            .first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from))
            .last_day("until", t.msg_until_day(), |filter, until| filter.until = Some(until))
            .record("product", t.msg_product(), t.msg_any(), self.products.clone(), |filter, id| {
                filter.product = Some(id);
            })
            .choice("kind", t.msg_kind(), t.msg_sales_no_trials(), kinds, |filter, word| {
                filter.kind = Kind::from_word(&word);
            })
    }

    fn columns(&self, lang: Lang) -> Columns<Sold, SalesSort> {
        let t = texts(lang);
        Columns::<Sold, SalesSort>::sorted_by("-licenses")
            .column("name", t.msg_sales_sold(), |row, to| match row.name.as_str() {
                "" => Cell::text(texts(to.lang()).msg_sales_no_seller()),
                name => Cell::text(to.format.month(name)).value(name),
            })
            .sorts(SalesSort::Name)
            .column("licenses", t.msg_nav_licenses(), |row, to| Cell::number(to.format.number(row.licenses)))
            .sorts(SalesSort::Licenses)
            .at_end()
            .column("seats", t.msg_seats(), |row, to| Cell::number(to.format.number(row.seats)))
            .sorts(SalesSort::Seats)
            .at_end()
    }
}

#[async_trait]
impl List for Sales {
    const NAME: &'static str = "sales";
    const AT: &'static str = "/staff/reports/sales";
    const FILE: &'static str = "/staff/reports/sales.csv";
    type Seen = (May<SalesRead>, SalesFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_sales_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_sales_none(), t.msg_sales_none_text())
            .action(Button::link(t.msg_nav_orders(), "/staff/orders"))
    }

    async fn look(&self, cx: &Cx, filter: SalesFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<SalesSort>,
        request: &PageRequest,
    ) -> Result<Paged<Sold>, Halt> {
        let (mut rows, _) = self.counted.get_or_try_init(|| sales(cx, *filter)).await?.clone();
        match sorting.column {
            SalesSort::Name => {}
            SalesSort::Licenses => rows.sort_by_key(|row| row.licenses),
            SalesSort::Seats => rows.sort_by_key(|row| row.seats),
        }
        if sorting.direction == Direction::Descending {
            rows.reverse();
        }
        let id = |row: &Sold| row.name.bytes().fold(0_u128, |id, byte| id.rotate_left(7) ^ u128::from(byte));
        Ok(in_memory::page(rows, request, |row| Uuid::from_u128(id(row))))
    }
}
