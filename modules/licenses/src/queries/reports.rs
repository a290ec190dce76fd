//! What staff are told of all licenses together (LIC-15): which will expire, and what was sold.

use crate::model::license::Kind;
use crate::model::report::{Month, months, months_between};
use crate::rights::{LicensesRead, SalesRead};
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Statement, Value};
use std::collections::{BTreeMap, HashMap};

/// Months ahead that are shown unless others are asked for.
pub const MONTHS: i64 = 12;

/// Licenses of a product that expire in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    /// The month as `2026-11`.
    pub month: String,
    /// The product.
    pub product: Uuid,
    /// Its name.
    pub name: String,
    /// How many.
    pub licenses: i64,
    /// Their seats.
    pub seats: i64,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExpiriesFilter {
    /// Of this product.
    pub product: Option<Uuid>,
    /// So many months from this one on; `None`: [`MONTHS`].
    pub months: Option<i64>,
}

/// Running licenses that expire from now on, by month and product. Each month is a part of an index.
pub async fn expiring(cx: &May<LicensesRead>, filter: ExpiriesFilter) -> Result<Vec<Expiring>, Fault> {
    let months = months(cx.now(), &cx.app.settings.vendor_zone(), 0, filter.months.unwrap_or(MONTHS).max(1));
    let mut values: Vec<Value> = Vec::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let product =
        filter.product.map(|product| format!(" and product_id = {}", place(product.into()))).unwrap_or_default();
    let parts = months.iter().enumerate().map(|(n, month)| {
        let (from, until) = (place(month.start.max(cx.now()).0.into()), place(month.end.0.into()));
        format!(
            "select {n} as month, product_id, count(*) as licenses, cast(sum(seats) as bigint) as seats from license \
             where status = 'active' and ends_order >= {from} and ends_order < {until}{product} group by product_id"
        )
    });
    let text = parts.collect::<Vec<_>>().join(" union all ");
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let ids = rows.iter().map(|row| row.try_get_by_index(1)).collect::<Result<Vec<Uuid>, _>>()?;
    let names = products::product_names(cx, ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // A number that stands in the text is an `int4` to one engine and an `int8` to the other.
        let month = row.try_get_by_index::<i32>(0).map(i64::from).or_else(|_| row.try_get_by_index::<i64>(0))?;
        let product: Uuid = row.try_get_by_index(1)?;
        let Some(month) = usize::try_from(month).ok().and_then(|month| months.get(month)) else { continue };
        found.push(Expiring {
            month: month.word.clone(),
            product,
            name: names.get(&product).map(|(_, name)| name.clone()).unwrap_or_default(),
            licenses: row.try_get_by_index(2)?,
            seats: row.try_get_by_index(3)?,
        });
    }
    found.sort_by(|one, other| (&one.month, &one.name).cmp(&(&other.month, &other.name)));
    Ok(found)
}

/// By what sales are added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SalesBy {
    /// Products.
    #[default]
    Product,
    /// Editions.
    Edition,
    /// Who sold.
    Seller,
    /// Months.
    Month,
}

gatehouse_db::stored_words!(SalesBy { Product = "product", Edition = "edition", Seller = "seller", Month = "month" });

/// Which sales.
#[derive(Clone, Copy, Debug, Default)]
pub struct SalesFilter {
    /// Added up by this.
    pub by: SalesBy,
    /// From this moment on; `None`: a year back.
    pub from: Option<Moment>,
    /// Up to this moment.
    pub until: Option<Moment>,
    /// Of this product.
    pub product: Option<Uuid>,
    /// Of this kind; `None`: all but trials.
    pub kind: Option<Kind>,
}

/// What was sold of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    /// Product, edition, seller or month; empty: no seller is named.
    pub name: String,
    /// Licenses.
    pub licenses: i64,
    /// Their seats.
    pub seats: i64,
}

struct Line {
    product: Uuid,
    edition: Uuid,
    seller: String,
    month: usize,
    licenses: i64,
    seats: i64,
}

/// What was sold, added up by `filter.by`, and by month for the plot. By batches: one of them is one sale, however many licenses it made.
pub async fn sales(cx: &May<SalesRead>, filter: SalesFilter) -> Result<(Vec<Sold>, Vec<Sold>), Fault> {
    let until = filter.until.unwrap_or(cx.now()).min(cx.now());
    let from = filter.from.unwrap_or(until.plus(-364 * DAY));
    let months = months_between(from, until, &cx.app.settings.vendor_zone());
    let lines = lines(cx, filter, (from, until), &months).await?;
    let names = Names::of(cx, filter.by, &lines).await?;
    let name = |line: &Line| names.of_line(filter.by, line, &months);
    let month = |line: &Line| months.get(line.month).map(|month| month.word.clone()).unwrap_or_default();
    let mut by_month = added_up(&lines, month);
    // Also months without a sale are a bar.
    for month in months.iter().filter(|month| !lines.iter().any(|line| months.get(line.month) == Some(month))) {
        by_month.push(Sold { name: month.word.clone(), licenses: 0, seats: 0 });
    }
    by_month.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((added_up(&lines, name), by_month))
}

/// What the products and editions of sales are called now, as far as the report names them.
#[derive(Default)]
struct Names {
    products: HashMap<Uuid, (String, String)>,
    editions: HashMap<Uuid, String>,
}

impl Names {
    async fn of(cx: &Cx, by: SalesBy, lines: &[Line]) -> Result<Self, Fault> {
        let mut names = Self::default();
        if matches!(by, SalesBy::Product | SalesBy::Edition) {
            names.products = products::product_names(cx, lines.iter().map(|line| line.product)).await?;
        }
        if by == SalesBy::Edition {
            names.editions = products::edition_names(cx, lines.iter().map(|line| line.edition)).await?;
        }
        Ok(names)
    }

    fn of_line(&self, by: SalesBy, line: &Line, months: &[Month]) -> String {
        let product = self.products.get(&line.product).map_or("", |(_, name)| name);
        match by {
            SalesBy::Product => product.to_owned(),
            SalesBy::Edition => {
                format!("{product} {}", self.editions.get(&line.edition).map_or("", String::as_str)).trim().to_owned()
            }
            SalesBy::Seller => line.seller.clone(),
            SalesBy::Month => months.get(line.month).map(|month| month.word.clone()).unwrap_or_default(),
        }
    }
}

fn added_up(lines: &[Line], name: impl Fn(&Line) -> String) -> Vec<Sold> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for line in lines {
        let sum = sums.entry(name(line)).or_default();
        sum.0 += line.licenses;
        sum.1 += line.seats;
    }
    sums.into_iter().map(|(name, (licenses, seats))| Sold { name, licenses, seats }).collect()
}

async fn lines(
    cx: &Cx,
    filter: SalesFilter,
    (from, until): (Moment, Moment),
    months: &[Month],
) -> Result<Vec<Line>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let mut which =
        vec![format!("b.created_at >= {}", place(from.0.into())), format!("b.created_at <= {}", place(until.0.into()))];
    if let Some(product) = filter.product {
        which.push(format!("b.product_id = {}", place(product.into())));
    }
    which.push(match filter.kind {
        Some(kind) => format!("b.kind = '{}'", kind.word()),
        None => format!("b.kind <> '{}'", Kind::Trial.word()),
    });
    // How many of the later months have begun: the place of its month.
    let later: Vec<String> = months
        .iter()
        .skip(1)
        .map(|month| format!("case when b.created_at >= {} then 1 else 0 end", place(month.start.0.into())))
        .collect();
    let month = if later.is_empty() { "0".to_owned() } else { later.join(" + ") };
    let text = format!(
        "select s.product_id, s.edition_id, s.seller, s.month, cast(sum(s.done) as bigint), \
         cast(sum(s.done * s.seats) as bigint) from (select b.product_id, b.edition_id, b.done, b.seats, \
         coalesce(r.name, o.partner, '') as seller, cast({month} as bigint) as month \
         from issue_batch b join purchase o on o.id = b.purchase_id left join seller r on r.id = o.seller_id \
         where {}) s group by s.product_id, s.edition_id, s.seller, s.month",
        which.join(" and ")
    );
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let line = |row: &sea_orm::QueryResult| {
        Ok(Line {
            product: row.try_get_by_index(0)?,
            edition: row.try_get_by_index(1)?,
            seller: row.try_get_by_index(2)?,
            month: usize::try_from(row.try_get_by_index::<i64>(3)?).unwrap_or(0),
            licenses: row.try_get_by_index(4)?,
            seats: row.try_get_by_index(5)?,
        })
    };
    rows.iter().map(line).collect()
}
