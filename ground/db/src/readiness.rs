//! Whether the database takes a write (`/health/ready`).

use crate::Db;
use gatehouse_core::{Fault, Moment};
use sea_orm::{ConnectionTrait, Statement};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A write at most this often, however often somebody asks.
const PAUSE: Duration = Duration::from_secs(1);
/// An answer that takes longer than this is none: a balancer asks again.
const PATIENCE: Duration = Duration::from_secs(5);

/// When it was last tried, and whether it went well.
#[derive(Debug, Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, bool)>>);

impl Db {
    /// Whether the database stores what it is given: writes one row, at most once a second. After a fault of the storage
    /// the answer is no until a write has succeeded.
    pub async fn ready(&self, now: Moment) -> Result<(), Fault> {
        let mut last = self.readiness().0.lock().await;
        if let Some((at, went_well)) = *last
            && at.elapsed() < PAUSE
        {
            self.storage().refuse_failing()?;
            return if went_well { Ok(()) } else { Err(Fault::busy("the last try to write failed")) };
        }
        let written = match tokio::time::timeout(PATIENCE, self.write_probe(now)).await {
            Ok(written) => written,
            Err(_) => Err(Fault::busy("the database did not take a write in time")),
        };
        if written.is_ok() {
            self.storage().wrote();
        }
        *last = Some((Instant::now(), written.is_ok()));
        written
    }

    async fn write_probe(&self, now: Moment) -> Result<(), Fault> {
        let text = "insert into write_probe (id, at) values (1, $1) on conflict (id) do update set at = excluded.at";
        let statement = Statement::from_sql_and_values(self.backend(), text, [now.0.into()]);
        let written = if self.has_one_writer() {
            self.writer().execute_raw(statement).await
        } else {
            self.reserved().execute_raw(statement).await.inspect_err(|error| {
                self.storage().saw(error);
            })
        };
        Ok(written.map(drop)?)
    }
}
