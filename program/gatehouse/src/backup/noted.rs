//! The line of the audit log that says that a backup was made.

use crate::config::Config;
use gatehouse_context::{App, Cx, Listeners, RecentLooks, Services};
use gatehouse_core::{Fault, Ids, SystemClock, SystemRandom};
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use gatehouse_web::events::BACKED_UP;
use std::sync::Arc;

/// Writes it. The backup is whole without it: what goes wrong is only told.
pub async fn note(db: &Db, keys: Keys, config: &Config) {
    if let Err(fault) = write(db, keys, config).await {
        tracing::warn!(error = %fault, "the audit log does not tell of this backup");
    }
}

async fn write(db: &Db, keys: Keys, config: &Config) -> Result<(), Fault> {
    let app = Arc::new(App {
        db: db.clone(),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        ids: Ids::default(),
        keys,
        settings: config.settings(),
        listeners: Listeners::default(),
        services: Services::default(),
        looks: RecentLooks::default(),
        job_wakeup: Arc::default(),
    });
    let cx = Cx::program(&app, "backup");
    let tx = cx.begin().await?;
    cx.audit(&tx, BACKED_UP.entry()).await?;
    tx.commit().await
}
