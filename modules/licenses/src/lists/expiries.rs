//! Licenses that will expire, by month and product (LIC-15): `/staff/reports/expiries`.

use crate::queries::reports::{ExpiriesFilter, Expiring, expiring};
use crate::rights::LicensesRead;
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, may};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpiriesSort {
    Month,
    Product,
    Licenses,
    Seats,
}

/// The list.
pub(crate) struct Expiries {
    products: Vec<(Uuid, String)>,
    counted: Counted<Vec<Expiring>>,
}

/// What a report is made of. Counted once, for its rows, its plot and each piece of its file.
pub(crate) type Counted<T> = Arc<OnceCell<T>>;

impl Expiries {
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        Ok(Self { products: products::all_by_name(cx).await?, counted: Counted::default() })
    }

    /// All rows, whatever the page; there once the list has been read.
    pub(crate) fn counted(&self) -> Counted<Vec<Expiring>> {
        Arc::clone(&self.counted)
    }
}

impl Words for Expiries {
    type Filter = ExpiriesFilter;
    type Sort = ExpiriesSort;
    type Row = Expiring;

    fn filters(&self, lang: Lang) -> FilterSet<ExpiriesFilter> {
        let t = texts(lang);
        let ahead = [("3", 3), ("6", 6), ("24", 24)].map(|(word, count)| (word, t.msg_report_months(count)));
        FilterSet::<ExpiriesFilter>::new()
            .record("product", t.msg_product(), t.msg_any(), self.products.clone(), |filter, id| {
                filter.product = Some(id);
            })
            .choice("months", t.msg_report_ahead(), t.msg_report_months(12), ahead, |filter, word| {
                filter.months = word.parse().ok();
            })
    }

    fn columns(&self, lang: Lang) -> Columns<Expiring, ExpiriesSort> {
        let t = texts(lang);
        Columns::<Expiring, ExpiriesSort>::sorted_by("month")
            .column("month", t.msg_report_month(), |row, to| Cell::text(to.format.month(&row.month)).value(&row.month))
            .sorts(ExpiriesSort::Month)
            .column("product", t.msg_product(), |row, _| {
                let there = [
                    ("product", row.product.to_string()),
                    ("status", "active".to_owned()),
                    ("sort", "ends".to_owned()),
                ];
                let there: Vec<(&str, &str)> = there.iter().map(|(name, value)| (*name, value.as_str())).collect();
                Cell::link(&row.name, address("/staff/licenses", &there))
            })
            .sorts(ExpiriesSort::Product)
            .column("licenses", t.msg_nav_licenses(), |row, to| Cell::number(to.format.number(row.licenses)))
            .sorts(ExpiriesSort::Licenses)
            .at_end()
            .column("seats", t.msg_seats(), |row, to| Cell::number(to.format.number(row.seats)))
            .sorts(ExpiriesSort::Seats)
            .at_end()
    }
}

#[async_trait]
impl List for Expiries {
    const NAME: &'static str = "expiries";
    const AT: &'static str = "/staff/reports/expiries";
    const FILE: &'static str = "/staff/reports/expiries.csv";
    type Seen = (May<LicensesRead>, ExpiriesFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_expiries_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Calendar, t.msg_expiries_none(), t.msg_expiries_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: ExpiriesFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ExpiriesSort>,
        request: &PageRequest,
    ) -> Result<Paged<Expiring>, Halt> {
        let mut rows = self.counted.get_or_try_init(|| expiring(cx, *filter)).await?.clone();
        match sorting.column {
            ExpiriesSort::Month => {}
            ExpiriesSort::Product => {
                rows.sort_by(|one, other| (&one.name, &one.month).cmp(&(&other.name, &other.month)));
            }
            ExpiriesSort::Licenses => rows.sort_by_key(|row| row.licenses),
            ExpiriesSort::Seats => rows.sort_by_key(|row| row.seats),
        }
        if sorting.direction == Direction::Descending {
            rows.reverse();
        }
        let id =
            |row: &Expiring| row.product.as_u128() ^ row.month.bytes().fold(0, |id, byte| id << 8 | u128::from(byte));
        Ok(in_memory::page(rows, request, |row| Uuid::from_u128(id(row))))
    }
}
