//! The engine, the schema and the clocks.

use super::Findings;
use gatehouse_core::{Clock as _, Fault, MINUTE, Moment, SECOND, SystemClock};
use gatehouse_db::{Db, Engine, Migration, Transport};

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
    let before = SystemClock.now();
    if let Some(server) = db.server_time().await? {
        let after = SystemClock.now();
        // Its answer was true at some moment between the question and its arrival.
        let apart = if server < before { before.since(server) } else { server.since(after).max(0) };
        if apart > MINUTE {
            findings
                .error("clock.apart", format!("the database server's clock is {} s away from ours", apart / SECOND));
        } else if apart > TOLERANCE {
            findings
                .warning("clock.apart", format!("the database server's clock is {} s away from ours", apart / SECOND));
        } else {
            findings.ok("clock.apart", "the database server's clock agrees with ours");
        }
    }
    // A schema without an audit log has no last change; what is missing has been said above.
    let last = db.last_audited().await.unwrap_or(None);
    if last.is_some_and(|last| last.since(now) > 5 * MINUTE) {
        let text =
            "the last change was made in the future: this machine's clock was set back; leases and links depend on it";
        findings.error("clock.back", text);
    } else {
        findings.ok("clock.back", "the clock is not behind the last change");
    }
    Ok(())
}
