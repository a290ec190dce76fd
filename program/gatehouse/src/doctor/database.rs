//! The engine, the schema and the clocks.

use super::Findings;
use crate::clock;
use gatehouse_core::{Clock as _, Fault, HOUR, Moment, SECOND, SystemClock};
use gatehouse_db::{Db, Engine, Migration, Transport};
use gatehouse_jobs::clock_watch::{self, APART, LEAP, STANDSTILL};

/// The clocks of two machines may differ by this.
const TOLERANCE: i64 = 2 * SECOND;

pub(super) async fn examine(db: &Db, steps: &[Migration], now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    let version = db.engine_version().await?;
    if version.is_supported {
        findings.ok("database.engine", version.name);
    } else {
        findings.error("database.engine", format!("{} is too old; PostgreSQL 15 or later is needed", version.name));
    }
    if db.engine() == Engine::Sqlite {
        // Opening has read them back, and fails when one is not as it must be.
        findings.ok("database.pragmas", "log, synchronization, references and erasure are set");
    }
    way(db, findings).await?;
    if db.takes_writes().await? {
        findings.ok("database.write", "the database can be written");
    } else {
        findings.error(
            "database.write",
            "the database can only be read: see the file's mode, or whether the server is a standby",
        );
    }
    if db.keeps_prepared_statements().await? {
        findings.ok("database.statements", "prepared statements are kept");
    } else {
        let text = "SQLite was built without ENABLE_QPSG, so lists are slow; build with the project's own configuration of cargo";
        findings.warning("database.statements", text);
    }
    match db.pending(steps).await? {
        0 => findings.ok("database.schema", "the schema is up to date"),
        pending => {
            let text = format!("{pending} migrations are pending; the next start or gatehouse migrate runs them");
            findings.warning("database.schema", text);
        }
    }
    clocks(db, now, findings).await
}

/// Who can read or change what is said between this machine and the database server.
async fn way(db: &Db, findings: &mut Findings) -> Result<(), Fault> {
    let protocol = db.encryption().await?;
    match (db.config().transport()?, protocol) {
        (Transport::Local, _) => findings.ok("database.tls", "the database is on this machine"),
        (Transport::Verified, Some(protocol)) => {
            findings.ok("database.tls", format!("{protocol}, and the server has proved its name"));
        }
        (_, Some(protocol)) => {
            let text = format!("{protocol}, but the server has not proved its name: use sslmode=verify-full");
            findings.warning("database.tls", text);
        }
        (_, None) => {
            let text = "passwords of the database, personal data and hashes go to another machine in clear text: use \
                        sslmode=verify-full and remove insecure_database";
            findings.error("database.tls", text);
        }
    }
    Ok(())
}

async fn clocks(db: &Db, now: Moment, findings: &mut Findings) -> Result<(), Fault> {
    if let Some(apart) = clock_watch::apart(db, || SystemClock.now()).await? {
        if apart > APART {
            let text = format!("the database server's clock is {} s away from ours: no server starts", apart / SECOND);
            findings.error("clock.apart", text);
        } else if apart > TOLERANCE {
            findings
                .warning("clock.apart", format!("the database server's clock is {} s away from ours", apart / SECOND));
        } else {
            findings.ok("clock.apart", "the database server's clock agrees with ours");
        }
    }
    if clock::is_back(db, now).await {
        let text =
            "the last change was made in the future: this machine's clock was set back; leases and links depend on it";
        findings.error("clock.back", text);
    } else {
        findings.ok("clock.back", "the clock is not behind the last change");
    }
    if !db.schema().await?.contains_key("clock_mark") {
        return Ok(());
    }
    let Some(believed) = clock_watch::believed(db).await? else { return Ok(()) };
    let ahead = now.since(believed);
    let text = format!(
        "the clock was last believed {} h ago ({}), so nothing is erased and no planned block is put into force: jobs \
         must run; if the clock is wrong, set it right, and if it is right after a standstill, run gatehouse clock confirm",
        ahead / HOUR,
        believed.rfc3339()
    );
    if ahead > STANDSTILL {
        findings.error("clock.ahead", text);
    } else if ahead > LEAP {
        findings.warning("clock.ahead", text);
    } else {
        findings.ok("clock.ahead", "the clock goes on from the last believed moment");
    }
    Ok(())
}
