//! People who try are reminded of the end (LIC-22): see [`crate::model::reminder`] for the days. Each reminder is mailed once: its number
//! goes up in the trial's row in the transaction that queues the mail, and only if no other node was faster. Nobody is reminded who has
//! bought, and nobody of a license that is blocked or was changed by a clerk.

use crate::mails::reminder::{self, ReminderMail};
use crate::model::person::Person;
use crate::model::reminder::{Reminder, SILENT_DAYS, due};
use crate::model::state::TrialState;
use crate::queries::offered::{self, Named};
use crate::queries::recipients;
use crate::tables::trial::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_licenses::model::license::is_blocked;
use gatehouse_licenses::queries::trial_licenses;
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Trials looked at together.
const PART: u64 = 100;

/// Where to go on.
pub(crate) type After = Option<(Moment, Uuid)>;

/// Reminds those of the next part who are due; answers where to go on, `None` at the end.
pub(crate) async fn remind(cx: &Cx, after: After) -> Result<After, Fault> {
    let rows = next(cx, after).await?;
    let Some(last) = rows.last().and_then(|row| Some((row.ends_at?, row.id))) else { return Ok(None) };
    let is_told = |row: &Model| matches!(row.state, TrialState::Running | TrialState::Ended);
    let rows: Vec<Model> = rows.into_iter().filter(is_told).collect();
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.license_id).collect();
    let licenses = trial_licenses::by_ids(cx.read(), &ids).await?;
    let is_as_known = |row: &Model| {
        let license = row.license_id.and_then(|id| licenses.get(&id));
        license.is_some_and(|license| license.ends_at == row.ends_at && !is_blocked(license, cx.now()))
    };
    let rows: Vec<Model> = rows.into_iter().filter(is_as_known).collect();
    let products = offered::names(cx, rows.iter().map(|row| row.product_id)).await?;
    for (row, to, reminder) in whom_to_tell(cx, rows).await? {
        if let Some(product) = products.get(&row.product_id) {
            tell(cx, &row, &to, reminder, product).await?;
        }
    }
    Ok(Some(last))
}

/// The next trials whose end is near or past, in any state: by the state as well, an engine would read all running ones for each part.
async fn next(cx: &Cx, after: After) -> Result<Vec<Model>, Fault> {
    let now = cx.now();
    let mut select = Entity::find()
        .filter(Column::EndsAt.gt(now.plus(-(SILENT_DAYS + 1) * DAY)))
        .filter(Column::EndsAt.lte(now.plus(9 * DAY)));
    if let Some((ends, id)) = after {
        let same = Condition::all().add(Column::EndsAt.eq(ends)).add(Column::Id.gt(id));
        select =
            select.filter(Column::EndsAt.gte(ends)).filter(Condition::any().add(Column::EndsAt.gt(ends)).add(same));
    }
    Ok(select.order_by_asc(Column::EndsAt).order_by_asc(Column::Id).limit(PART).all(cx.read()).await?)
}

/// Those of these to whom something is due, with whom to write to.
async fn whom_to_tell(cx: &Cx, rows: Vec<Model>) -> Result<Vec<(Model, Recipient, Reminder)>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let mut people: HashMap<Uuid, Person> = HashMap::new();
    for row in &rows {
        if let Some(key) = keys.get(&row.id) {
            people.insert(row.id, Person::open(key, row)?);
        }
    }
    let mut recipients = recipients::of_all(cx, &rows, &people).await?;
    let told = rows.into_iter().filter_map(|row| {
        let to = recipients.remove(&row.id)?;
        let times = (row.activated_at?, row.ends_at?);
        let reminder = due(cx.now(), times, row.told, to.format(cx).zone())?;
        Some((row, to, reminder))
    });
    Ok(told.collect())
}

/// Queues the mail, unless another node was faster, or the trial was bought, erased or told meanwhile.
async fn tell(cx: &Cx, row: &Model, to: &Recipient, reminder: Reminder, product: &Named) -> Result<(), Fault> {
    let Some(ends) = row.ends_at else { return Ok(()) };
    let tx = cx.begin().await?;
    let update = Entity::update_many()
        .col_expr(Column::Told, Expr::value(reminder.number()))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Told.lt(reminder.number()))
        .filter(Column::State.is_in([TrialState::Running, TrialState::Ended]));
    if update.exec(&*tx).await?.rows_affected == 0 {
        return Ok(());
    }
    reminder::queue(cx, &tx, to, &ReminderMail { trial: row.id, product, ends, reminder }).await?;
    tx.commit().await
}
