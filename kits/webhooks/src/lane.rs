//! The lane of one endpoint: one node at a time numbers its new messages and sends what is due, one after the other.

use crate::deliver::{self, LANE_LEASE, WAKE};
use crate::endpoints::locked;
use crate::model::backoff::FARTHEST;
use crate::model::message;
use crate::model::secret::Signing;
use crate::outcome::{self, Goes};
use crate::sealed;
use crate::send::send;
use crate::tables::delivery::{self, Model as Delivery};
use crate::tables::endpoint::{Column, Entity, Model, State};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND, SKEW, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, Select, Statement};

/// Messages that are read at a time.
const PART: u64 = 50;
/// Messages that are numbered by one statement.
const NUMBERED: i64 = 500;
/// A lane runs for so long, then others have their turn.
const RUNS_FOR: i64 = 20 * SECOND;

/// An endpoint that this lane holds.
pub(crate) struct Held {
    pub(crate) id: Uuid,
    /// Of this lane only.
    pub(crate) claim: Uuid,
}

impl Held {
    /// The row, held until the transaction ends; `None`: the endpoint is another lane's, or sends no more.
    pub(crate) async fn row(&self, tx: &Tx) -> Result<Option<Model>, Fault> {
        let row = locked(tx, self.id).await?;
        Ok(row.filter(|row| row.lease_by == Some(self.claim) && row.state == State::On))
    }
}

/// Sends what is due, until nothing is, or until it must wait. An endpoint that another node sends to is left alone.
pub(crate) async fn run(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let held = Held { id, claim: cx.id() };
    if !claim(cx, &held).await? {
        return Ok(());
    }
    let begun = cx.app.clock.elapsed();
    loop {
        let Some((url, signing)) = take_up(cx, &held).await? else { return Ok(()) };
        let messages = next(cx, id).await?;
        if messages.is_empty() {
            if release(cx, &held, false).await? {
                return Ok(());
            }
            continue;
        }
        for message in &messages {
            if send_one(cx, &held, (&url, &signing), message).await? == Goes::Ends {
                return Ok(());
            }
            if cx.app.clock.elapsed().saturating_sub(begun) > RUNS_FOR {
                release(cx, &held, true).await?;
                return Ok(());
            }
        }
    }
}

/// Takes the endpoint, where nobody has it and it need not wait.
async fn claim(cx: &Cx, held: &Held) -> Result<bool, Fault> {
    let now = cx.now();
    let free = |column: Column, farthest: i64| Condition::any().add(column.lte(now)).add(column.gt(now.plus(farthest)));
    let claimed = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(now.plus(LANE_LEASE)))
        .col_expr(Column::LeaseBy, Expr::value(held.claim))
        .filter(Column::Id.eq(held.id))
        .filter(Column::State.eq(State::On))
        .filter(free(Column::NextAt, FARTHEST))
        .filter(free(Column::LeaseUntil, LANE_LEASE + SKEW))
        .exec(cx.db().writer())
        .await?
        .rows_affected;
    Ok(claimed == 1)
}

/// Numbers what is new, in the order of the lines, and reads where to send and what signs. `None`: the endpoint is not this lane's any more.
async fn take_up(cx: &Cx, held: &Held) -> Result<Option<(String, Signing)>, Fault> {
    let tx = cx.begin().await?;
    let Some(row) = held.row(&tx).await? else { return Ok(None) };
    let mut last = row.last_sequence;
    loop {
        let numbered = number(cx, &tx, held.id, last).await?;
        last += numbered;
        if numbered < NUMBERED {
            break;
        }
    }
    if last > row.last_sequence || row.lease_until.since(cx.now()) < LANE_LEASE / 2 {
        Entity::update_many()
            .col_expr(Column::LastSequence, Expr::value(last))
            .col_expr(Column::LeaseUntil, Expr::value(cx.now().plus(LANE_LEASE)))
            .filter(Column::Id.eq(held.id))
            .exec(&*tx)
            .await?;
    }
    let opener = sealed::opener(cx, &*tx).await?;
    tx.commit().await?;
    Ok(Some((sealed::url(&opener, &row)?, sealed::signing(cx, &opener, &row)?)))
}

/// Numbers the next new messages behind `last`; answers how many.
async fn number(cx: &Cx, tx: &Tx, endpoint: Uuid, last: i64) -> Result<i64, Fault> {
    let text = format!(
        "update webhook_delivery set sequence = $1 + fresh.place from (select id, row_number() over (order by message_id) as place \
         from webhook_delivery where endpoint_id = $2 and state = 'waiting' and sequence is null order by message_id limit {NUMBERED}) \
         as fresh where fresh.id = webhook_delivery.id"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [last.into(), endpoint.into()]);
    let numbered = (**tx).execute_raw(statement).await?.rows_affected();
    Ok(i64::try_from(numbered)?)
}

/// What waits for its turn, and what is due again.
fn due(endpoint: Uuid, now: Moment) -> Select<delivery::Entity> {
    use delivery::{Column, Entity, State};
    let is_due = Condition::any().add(Column::NextAt.lte(now)).add(Column::NextAt.gt(now.plus(FARTHEST)));
    Entity::find().filter(Column::EndpointId.eq(endpoint)).filter(Column::State.eq(State::Waiting)).filter(is_due)
}

async fn next(cx: &Cx, endpoint: Uuid) -> Result<Vec<Delivery>, Fault> {
    let numbered = due(endpoint, cx.now()).filter(delivery::Column::Sequence.is_not_null());
    Ok(numbered.order_by_asc(delivery::Column::Sequence).limit(PART).all(cx.read()).await?)
}

/// Gives the endpoint back; `false` where something came meanwhile and this lane goes on. `unfinished`: it is given back whatever waits,
/// and the job looks again.
async fn release(cx: &Cx, held: &Held, unfinished: bool) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    if held.row(&tx).await?.is_none() {
        return Ok(true);
    }
    if !unfinished && due(held.id, cx.now()).one(&*tx).await?.is_some() {
        return Ok(false);
    }
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(Moment(0)))
        .col_expr(Column::LeaseBy, Expr::value(None::<Uuid>))
        .filter(Column::Id.eq(held.id))
        .exec(&*tx)
        .await?;
    if unfinished {
        deliver::wake(cx, &tx, WAKE).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Sends one message and marks how that ended. A node that ends between the two sends it again under the same id.
async fn send_one(cx: &Cx, held: &Held, (url, signing): (&str, &Signing), message: &Delivery) -> Result<Goes, Fault> {
    let body = message::body(message)?;
    let sent = send(cx, url, signing, &message::id(message.message_id), body).await?;
    let (judged, took) = (sent.judged, sent.took);
    outcome::mark(cx, held, message, judged, took).await
}
