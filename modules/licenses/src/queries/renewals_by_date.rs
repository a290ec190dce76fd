//! When the licenses of a company end, in groups by date, with how many of each renew by themselves (LIC-8, LIC-24). One statement.

use super::status_sql;
use crate::model::holder::Holder;
use crate::model::license::{NO_END, Status};
use crate::model::report::{Month, months};
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, Value};

/// Months that stand apart, this one included; what ends behind them is one group.
pub const MONTHS: i64 = 12;

/// When.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It has ended.
    Over,
    /// In this month; of this one, what is left of it.
    In(Month),
    /// Behind those months, from this moment on.
    Later(Moment),
}

/// The licenses of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndsGroup {
    /// When they end.
    pub ends: Ends,
    /// How many.
    pub licenses: i64,
    /// Those of them that the shop renews by itself.
    pub automatic: i64,
}

impl EndsGroup {
    /// Those that nobody renews unless somebody does.
    #[must_use]
    pub const fn by_hand(&self) -> i64 {
        self.licenses - self.automatic
    }
}

/// The groups that are not empty, what has ended first. Months are those of the reader's zone.
pub async fn by_date<R: Right>(cx: &Cx, by: &In<'_, R>) -> Result<Vec<EndsGroup>, Fault> {
    let months = months(cx.now(), &cx.zone, 0, MONTHS);
    let mut values: Vec<Value> = vec![by.company().into(), cx.now().0.into()];
    let mut parts = String::from("case when l.ends_order <= $2 then 0");
    for (n, month) in months.iter().enumerate() {
        values.push(month.end.0.into());
        parts.push_str(&format!(" when l.ends_order < ${} then {}", values.len(), n + 1));
    }
    let later = months.len() + 1;
    let [active, fresh, expired] = [Status::Active, Status::NotActivated, Status::Expired].map(Status::word);
    let text = format!(
        "select cast(part as bigint), count(*), cast(sum(goes_on) as bigint) from \
         (select {parts} else {later} end as part, case when a.is_on then 1 else 0 end as goes_on \
         from license_holder h join license l on l.id = h.license_id left join auto_renewal a on a.license_id = l.id \
         where h.{} = $1 and l.kind <> 'trial' and l.ends_order < {NO_END} \
         and {} in ('{active}', '{fresh}', '{expired}')) s group by part order by part",
        Holder::Company(by.company()).column(),
        status_sql::status("l.", "$2")
    );
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let group = |row: &QueryResult| {
        let part = usize::try_from(row.try_get_by_index::<i64>(0)?)?;
        let ends = match part.checked_sub(1).map(|n| months.get(n)) {
            None => Ends::Over,
            Some(Some(month)) => Ends::In(month.clone()),
            Some(None) => Ends::Later(months.last().map_or(cx.now(), |month| month.end)),
        };
        Ok(EndsGroup { ends, licenses: row.try_get_by_index(1)?, automatic: row.try_get_by_index(2)? })
    };
    rows.iter().map(group).collect()
}
