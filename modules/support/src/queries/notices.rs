//! How many notices go out (SUP-13): to one recipient about one request ever fewer, and in the whole installation none while five times the usual
//! number goes out in an hour, because something writes in a circle. What a member of the staff wrote is always told.

use crate::mails::paused;
use crate::tables::message_delivery::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, MINUTE, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_inbox::limits;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _, Statement};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long an answer of the breaker holds.
const LOOKS_EACH: i64 = MINUTE;
/// Hours whose number is the usual one.
const HOURS: i64 = 24;
/// How often it is told that they are paused.
const TOLD: Rule = Rule::counted(6 * HOUR);
/// The ladder looks back so far.
const LADDER: i64 = 10 * HOUR;

/// The breaker of this node, in the services.
#[derive(Debug, Default)]
pub(crate) struct Notices(Mutex<Option<(Moment, bool)>>);

impl Notices {
    fn known(&self, now: Moment) -> Option<bool> {
        let held = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.filter(|(at, _)| at.was_within(now, LOOKS_EACH)).map(|(_, broken)| broken)
    }

    fn keep(&self, now: Moment, broken: bool) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, broken));
    }
}

/// Whether notices that people cause are paused. Who leads support is told by mail, once in six hours.
pub(crate) async fn is_broken(cx: &Cx, tx: &Tx) -> Result<bool, Fault> {
    let (notices, now) = (cx.service::<Notices>()?, cx.now());
    if let Some(broken) = notices.known(now) {
        return Ok(broken);
    }
    let text =
        "select ($1 - at) / $2 as age, count(*) as sent from message_delivery where at > $3 and at <= $4 group by 1";
    let values = [now.0.into(), HOUR.into(), now.plus(-(HOURS + 1) * HOUR).0.into(), now.0.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let mut counts = vec![0_u32; usize::try_from(HOURS + 1)?];
    for row in cx.read().query_all_raw(statement).await? {
        let (age, sent): (i64, i64) = (row.try_get("", "age")?, row.try_get("", "sent")?);
        if let Some(place) = usize::try_from(age).ok().and_then(|age| counts.get_mut(age)) {
            *place = u32::try_from(sent).unwrap_or(u32::MAX);
        }
    }
    let broken = counts.split_first().is_some_and(|(this, before)| limits::is_broken(*this, before));
    if broken {
        tracing::error!("notices of requests are paused: five times the usual number has gone out in an hour");
        metrics::counter!("gatehouse_support_notices_paused_total").increment(1);
        let counter = Counter::new(cx, "support.notices_paused", b"", TOLD);
        if counters::add(cx, tx, &[counter]).await?.first() == Some(&1) {
            paused::queue(cx, tx).await?;
        }
    }
    notices.keep(now, broken);
    Ok(broken)
}

/// What went to some people lately.
pub(crate) struct Lately {
    now: Moment,
    sent: HashMap<Uuid, Vec<Moment>>,
}

impl Lately {
    /// Of these people of a request.
    pub async fn of<C: ConnectionTrait>(cx: &Cx, conn: &C, people: &[Uuid]) -> Result<Self, Fault> {
        let now = cx.now();
        let rows: Vec<(Uuid, Moment)> = Entity::find()
            .select_only()
            .columns([Column::PersonId, Column::At])
            .filter(Column::PersonId.is_in(people.iter().copied()))
            .filter(Column::At.gte(now.plus(-LADDER)))
            .into_tuple()
            .all(conn)
            .await?;
        let mut sent: HashMap<Uuid, Vec<Moment>> = HashMap::new();
        for (person, at) in rows {
            sent.entry(person).or_default().push(at);
        }
        Ok(Self { now, sent })
    }

    /// Whether one of them gets one more mail now.
    pub fn may_get(&self, person: Uuid) -> bool {
        self.sent.get(&person).is_none_or(|sent| limits::may_notify(sent, self.now))
    }
}
