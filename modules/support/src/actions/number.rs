//! The next number (SUP-6). One row a year counts; it is held until the transaction ends, so that no number is given twice. A rolled back request
//! leaves none unused.

use crate::model::number::Number;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait as _, Statement};

/// The number of a request that is opened now; the year is the vendor's.
pub(crate) async fn next(cx: &Cx, tx: &Tx) -> Result<Number, Fault> {
    let year = i64::from(cx.now().timestamp().to_zoned(cx.app.settings.vendor_zone()).year());
    let text = "insert into request_number (year, last) values ($1, 1) \
                on conflict (year) do update set last = request_number.last + 1 returning last";
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [year.into()]);
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Fault::new("no number came"))?;
    let seq: i64 = row.try_get("", "last")?;
    Number::new(year, seq).ok_or_else(|| Fault::new("the numbers of this year are used up"))
}
