//! A published line becomes a row for each endpoint that listens, in the transaction of the line.

use crate::deliver::{self, WAKE};
use crate::model::chosen;
use gatehouse_context::{Cx, Published, Publisher, Services, SharedPublisher};
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait as _, Statement, Value};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::Notify;

/// Lines of one statement.
const PART: usize = 200;
/// Values of a line in it.
const VALUES: usize = 7;

/// What the publisher and the job of this process know of one another. Lies in the services.
#[derive(Debug, Default)]
pub struct Lanes {
    /// Rows came about, or are due.
    pub(crate) woken: Notify,
    /// A run of the job is looking for what is due.
    pub(crate) is_looking: AtomicBool,
}

/// Puts the publisher into the installation.
pub fn services(services: &mut Services) {
    let lanes = Arc::new(Lanes::default());
    services.put(SharedPublisher(Arc::new(Rows(Arc::clone(&lanes)))));
    services.put(lanes);
}

struct Rows(Arc<Lanes>);

#[async_trait]
impl Publisher for Rows {
    async fn publish(&self, cx: &Cx, tx: &Tx, lines: &[Published<'_>]) -> Result<(), Fault> {
        let mut rows = 0;
        for part in lines.chunks(PART) {
            let statement = Statement::from_sql_and_values(cx.db().backend(), text(part.len()), values(part));
            rows += (**tx).execute_raw(statement).await?.rows_affected();
        }
        if rows == 0 {
            return Ok(());
        }
        deliver::wake(cx, tx, WAKE).await?;
        let lanes = Arc::clone(&self.0);
        tx.after_commit(move || lanes.woken.notify_one());
        Ok(())
    }
}

/// For so many lines. A broken endpoint is collected for too: what it missed goes out when it is switched on again.
fn text(lines: usize) -> String {
    let places = |line: usize| {
        let places: Vec<String> = (1..=VALUES).map(|value| format!("${}", line * VALUES + value)).collect();
        format!("({})", places.join(", "))
    };
    let all: Vec<String> = (0..lines).map(places).collect();
    format!(
        "with told (line, at, kind, area, subject_kind, subject_id, account_id) as (values {}) \
         insert into webhook_delivery (endpoint_id, message_id, kind, at, subject_kind, subject_id, account_id, state, attempts, next_at) \
         select e.id, told.line, told.kind, told.at, told.subject_kind, told.subject_id, told.account_id, 'waiting', 0, told.at \
         from told cross join webhook_endpoint e where e.state in ('on', 'broken') and (e.types = '*' \
         or ' ' || e.types || ' ' like '% ' || told.kind || ' %' or ' ' || e.types || ' ' like '% ' || told.area || ' %')",
        all.join(", ")
    )
}

fn values(lines: &[Published<'_>]) -> Vec<Value> {
    let mut values = Vec::with_capacity(lines.len() * VALUES);
    for line in lines {
        values.push(line.id.into());
        values.push(line.at.0.into());
        values.push(line.word.into());
        values.push(chosen::area(line.word).into());
        values.push(line.record.into());
        values.push(line.subject.into());
        values.push(line.account.into());
    }
    values
}
