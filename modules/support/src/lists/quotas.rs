//! What is left of the contracts that run (SUP-19), by level or product: `/staff/support/reports/contracts`.

use super::reports::{Reports, row_id, whole};
use crate::model::category::Level;
use crate::model::figures::Dim;
use crate::queries::quotas::{Quota, by_level, by_product};
use crate::rights::{ReportsRead, may};
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Cell, Empty, Icon};
use std::collections::HashMap;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct QuotaFilter {
    by_product: bool,
}

/// Contracts of a level, or of a product.
#[derive(Clone, Debug)]
pub(crate) struct QuotaRow {
    /// Its word, as reports over time are asked for it; empty: all products.
    pub of: String,
    /// What it is called.
    pub name: String,
    /// Its figures.
    pub quota: Quota,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuotaSort {
    Name,
    Left,
}

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quotas;

impl Quotas {
    async fn rows(cx: &May<ReportsRead>, filter: QuotaFilter) -> Result<Vec<QuotaRow>, Halt> {
        let lang = cx.lang;
        let of = |dim: Dim, value: &str| format!("{}:{value}", dim.word());
        if !filter.by_product {
            let rows = by_level(cx).await?.into_iter();
            let row = |(level, quota)| QuotaRow {
                of: of(Dim::Level, Level::word(level)),
                name: Level::name(level, lang),
                quota,
            };
            return Ok(rows.map(row).collect());
        }
        let names: HashMap<_, _> = products::all_by_name(cx).await?.into_iter().collect();
        let t = texts(lang);
        let rows = by_product(cx).await?.into_iter().map(|(product, quota)| match product {
            Some(id) => {
                let name = names.get(&id).cloned().unwrap_or_else(|| t.msg_report_former());
                QuotaRow { of: of(Dim::Product, &id.to_string()), name, quota }
            }
            None => QuotaRow { of: String::new(), name: t.msg_staff_any_product(), quota },
        });
        Ok(rows.collect())
    }
}

/// How much of what they have is used or held, of those with a limit.
fn share(row: &QuotaRow, to: &RowContext) -> Cell {
    let Quota { units, left, .. } = row.quota;
    if units <= 0 {
        return Cell::none();
    }
    let percent = ((units - left) * 100 + units / 2) / units;
    Cell::number(texts(to.lang()).msg_report_percent(percent)).value(percent.to_string())
}

impl Words for Quotas {
    type Filter = QuotaFilter;
    type Sort = QuotaSort;
    type Row = QuotaRow;

    fn filters(&self, lang: Lang) -> FilterSet<QuotaFilter> {
        let t = texts(lang);
        let by = [(Dim::Product.word(), t.msg_report_product())];
        FilterSet::<QuotaFilter>::new()
            .choice("by", t.msg_report_by(), t.msg_level(), by, |filter, _| filter.by_product = true)
            .told("A row for each of these instead of each level")
    }

    fn columns(&self, lang: Lang) -> Columns<QuotaRow, QuotaSort> {
        let t = texts(lang);
        Columns::<QuotaRow, QuotaSort>::sorted_by("name")
            .column("name", t.msg_report_what(), |row, _| {
                if row.of.is_empty() {
                    return Cell::text(&row.name);
                }
                Cell::link(&row.name, address(Reports::AT, &[("of", row.of.as_str())]))
            })
            .sorts(QuotaSort::Name)
            .column("contracts", t.msg_contracts(), |row, to| whole(row.quota.contracts, to))
            .at_end()
            .column("units", t.msg_units(), |row, to| whole(row.quota.units, to))
            .at_end()
            .column("used", t.msg_ledger_used(), |row, to| whole(row.quota.used, to))
            .at_end()
            .column("held", t.msg_quota_held(), |row, to| whole(row.quota.held, to))
            .at_end()
            .column("left", t.msg_staff_units_left(), |row, to| whole(row.quota.left, to))
            .sorts(QuotaSort::Left)
            .at_end()
            .column("share", t.msg_quota_share(), share)
            .at_end()
            .column("unlimited", t.msg_staff_units_unlimited(), |row, to| whole(row.quota.unlimited, to))
            .at_end()
            .extra()
    }
}

#[async_trait]
impl List for Quotas {
    const NAME: &'static str = "support-quotas";
    const AT: &'static str = "/staff/support/reports/contracts";
    const FILE: &'static str = "/staff/support/reports/contracts.csv";
    const ROWS: u64 = 200;
    type Seen = Vec<QuotaRow>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_quotas()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Order, t.msg_quotas_none(), t.msg_quotas_none_text())
    }

    async fn look(&self, cx: &Cx, filter: QuotaFilter) -> Result<Vec<QuotaRow>, Halt> {
        Self::rows(&may(cx)?, filter).await
    }

    async fn read(
        &self,
        _: &Cx,
        seen: &Vec<QuotaRow>,
        sorting: Sorting<QuotaSort>,
        request: &PageRequest,
    ) -> Result<Paged<QuotaRow>, Halt> {
        let mut rows = seen.clone();
        match sorting.column {
            QuotaSort::Name => rows.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.of.cmp(&other.of))),
            QuotaSort::Left => rows.sort_by_key(|row| row.quota.left),
        }
        if sorting.direction == Direction::Descending {
            rows.reverse();
        }
        Ok(in_memory::page(rows, request, |row| row_id(&row.of)))
    }
}
