//! Writes how many seats of each license were in use on the days that have ended (LIC-15). All of it follows from the rows of
//! the seats, so no call of a device writes anything for it, and days that were missed are written later. Can be stopped at any point and
//! run again.

use crate::model::usage::{Day, Figures, SeatSpan, days_since, figures};
use crate::tables::{activation, license, license_usage, usage_day};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, FromQueryResult, QueryOrder, QuerySelect, Set, Statement};
use std::collections::HashMap;

/// Licenses of one transaction.
const PART: u64 = 500;
/// Rows of one statement.
const ROWS: usize = 1_000;

/// A seat with its license: when it was taken, freed and seen last, and its longest lease.
type Row = (Uuid, Moment, Option<Moment>, Moment, i64);

/// One run over all licenses.
pub struct WriteUsage {
    started: Moment,
    days: Vec<Day>,
    /// Licenses with a device, and devices with a seat, of each day.
    totals: Vec<(i64, i64)>,
    last: Uuid,
}

impl WriteUsage {
    /// A run for the days that have ended and are not written yet; `None` where there is none.
    pub async fn begin(cx: &Cx) -> Result<Option<Self>, Fault> {
        use usage_day::{Column, Entity};
        let last: Option<Moment> = Entity::find()
            .select_only()
            .column(Column::DayAt)
            .order_by_desc(Column::DayAt)
            .limit(1)
            .into_tuple()
            .one(cx.read())
            .await?;
        let zone = cx.app.settings.vendor_zone();
        let now = cx.now();
        let days = match last {
            Some(last) => {
                // Days that lie ahead were written while a clock was ahead: nothing is written until they have passed.
                let mut days = days_since(last.min(now), now, &zone);
                days.retain(|day| day.start > last);
                days
            }
            None => days_since(Moment(0), now, &zone),
        };
        let totals = vec![(0, 0); days.len()];
        Ok((!days.is_empty()).then_some(Self { started: now, days, totals, last: Uuid::nil() }))
    }

    /// Writes the next licenses; false: there are no more.
    pub async fn part(&mut self, cx: &Cx) -> Result<bool, Fault> {
        let licenses = self.licenses(cx).await?;
        let Some(end) = licenses.last().copied() else { return Ok(false) };
        let spans = self.spans(cx, end).await?;
        let seats = seats(cx, &licenses).await?;
        let before = self.before(cx, end).await?;
        let mut rows = Vec::new();
        for license in licenses {
            let (Some(seats), Some(spans)) = (seats.get(&license), spans.get(&license)) else { continue };
            rows.extend(self.changes(cx, license, *seats, spans, before.get(&license).copied()));
        }
        let tx = cx.begin().await?;
        write(&tx, &rows).await?;
        tx.commit().await?;
        self.last = end;
        Ok(true)
    }

    /// Says that the days are written.
    pub async fn finish(self, cx: &Cx) -> Result<(), Fault> {
        let rows = self.days.iter().zip(&self.totals).map(|(day, (licenses, used))| usage_day::ActiveModel {
            id: Set(cx.id()),
            day_at: Set(day.start),
            licenses: Set(*licenses),
            used: Set(*used),
            written_at: Set(cx.now()),
        });
        let once = OnConflict::column(usage_day::Column::DayAt).do_nothing().to_owned();
        let tx = cx.begin().await?;
        usage_day::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&*tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The next licenses that have or had a device.
    async fn licenses(&self, cx: &Cx) -> Result<Vec<Uuid>, Fault> {
        use activation::{Column, Entity};
        let found =
            Entity::find().select_only().column(Column::LicenseId).distinct().filter(Column::LicenseId.gt(self.last));
        Ok(found.order_by_asc(Column::LicenseId).limit(PART).into_tuple().all(cx.read()).await?)
    }

    /// Their seats, but those that were freed before the first day.
    async fn spans(&self, cx: &Cx, end: Uuid) -> Result<HashMap<Uuid, Vec<SeatSpan>>, Fault> {
        use activation::{Column, Entity};
        let first = self.days.first().map_or(self.started, |day| day.start);
        let matters = Condition::any().add(Column::DeactivatedAt.is_null()).add(Column::DeactivatedAt.gte(first));
        let rows: Vec<Row> = Entity::find()
            .select_only()
            .columns([Column::LicenseId, Column::ActivatedAt, Column::DeactivatedAt])
            .columns([Column::LastSeenAt, Column::LeaseDays])
            .filter(Column::LicenseId.gt(self.last))
            .filter(Column::LicenseId.lte(end))
            .filter(matters)
            .into_tuple()
            .all(cx.read())
            .await?;
        let mut spans: HashMap<Uuid, Vec<SeatSpan>> = HashMap::new();
        for (license, taken, freed, seen, lease_days) in rows {
            spans.entry(license).or_default().push(SeatSpan { taken, freed, seen, lease_days });
        }
        Ok(spans)
    }

    /// What was written last of each license before the first day: its seats and figures.
    async fn before(&self, cx: &Cx, end: Uuid) -> Result<HashMap<Uuid, (i64, Figures)>, Fault> {
        let first = self.days.first().map_or(self.started, |day| day.start);
        let text = "select u.* from (select license_id, max(day_at) as day_at from license_usage \
                    where license_id > $1 and license_id <= $2 and day_at < $3 group by license_id) m \
                    join license_usage u on u.license_id = m.license_id and u.day_at = m.day_at";
        let values = [self.last.into(), end.into(), first.0.into()];
        let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
        let rows = license_usage::Model::find_by_statement(statement).all(cx.read()).await?;
        let told = |row: license_usage::Model| {
            (row.license_id, (row.seats, Figures { used: row.used, alive: row.alive, most: row.most }))
        };
        Ok(rows.into_iter().map(told).collect())
    }

    /// The days on which something is other than the day before, and the first of each month.
    fn changes(
        &mut self,
        cx: &Cx,
        license: Uuid,
        seats: i64,
        spans: &[SeatSpan],
        before: Option<(i64, Figures)>,
    ) -> Vec<license_usage::ActiveModel> {
        let nothing = (0, Figures::default());
        let mut last = before.unwrap_or(nothing);
        let mut rows = Vec::new();
        for (day, (told, total)) in self.days.iter().zip(figures(spans, &self.days).into_iter().zip(&mut self.totals)) {
            total.0 += i64::from(told.used > 0);
            total.1 += told.used;
            let stays_nothing = told == Figures::default() && last.1 == Figures::default();
            let is_same = (seats, told) == last && !day.is_first;
            if stays_nothing || is_same {
                continue;
            }
            last = (seats, told);
            rows.push(license_usage::ActiveModel {
                id: Set(cx.id()),
                license_id: Set(license),
                day_at: Set(day.start),
                seats: Set(seats),
                used: Set(told.used),
                alive: Set(told.alive),
                most: Set(told.most),
            });
        }
        rows
    }
}

async fn seats(cx: &Cx, licenses: &[Uuid]) -> Result<HashMap<Uuid, i64>, Fault> {
    use license::{Column, Entity};
    let found = Entity::find().select_only().columns([Column::Id, Column::Seats]);
    let found: Vec<(Uuid, i64)> =
        found.filter(Column::Id.is_in(licenses.iter().copied())).into_tuple().all(cx.read()).await?;
    Ok(found.into_iter().collect())
}

/// In few statements, however many days were missed.
async fn write(tx: &Tx, rows: &[license_usage::ActiveModel]) -> Result<(), DbErr> {
    use license_usage::Column;
    let again = OnConflict::columns([Column::LicenseId, Column::DayAt])
        .update_columns([Column::Seats, Column::Used, Column::Alive, Column::Most])
        .to_owned();
    for part in rows.chunks(ROWS) {
        let insert = license_usage::Entity::insert_many(part.iter().cloned()).on_conflict(again.clone());
        insert.exec_without_returning(&**tx).await?;
    }
    Ok(())
}
