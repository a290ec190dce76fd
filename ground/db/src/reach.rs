//! Telling a database that is away, busy or out of order at this moment from a mistake.

use gatehouse_core::Fault;
use sea_orm::{DbErr, RuntimeErr};
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// The fault, marked as passing ([`Fault::is_busy`]: 503 with `Retry-After`) where its cause is a database that is down,
/// starting, overloaded, or cannot store what it is given.
#[must_use]
pub fn busy_if_unreachable(fault: Fault) -> Fault {
    let passes = match (fault.cause().downcast_ref::<DbErr>(), fault.cause().downcast_ref::<sqlx::Error>()) {
        (Some(error), _) => is_passing(error),
        (_, Some(error)) => is_passing_for(error),
        (None, None) => false,
    };
    if passes { fault.into_busy() } else { fault }
}

/// Whether the same request can succeed when it is made again.
pub fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        _ => driver_error(error).is_some_and(is_passing_for),
    }
}

/// A connection that broke, an answer that took too long, or a storage that failed. Codes of PostgreSQL: class 08
/// (connection), 25006 (the server only reads now), 25P03 (silent too long), class 40 (deadlock), class 53 (disk full,
/// memory, connections), 55P03 (lock timeout), 57014 (statement timeout), 57P01 to 57P05 (the server stops or starts),
/// class 58 (its disk fails).
pub(crate) fn is_passing_for(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::BeginFailed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(_) => {
            if let Some(code) = sqlite_code(error) {
                return matches!(code, BUSY | LOCKED) || sqlite_storage(code).is_some();
            }
            postgres_code(error).is_some_and(|code| {
                ["08", "40", "53", "58", "57P0"].iter().any(|class| code.starts_with(class))
                    || matches!(code, "25006" | "25P03" | "55P03" | "57014")
            })
        }
        _ => false,
    }
}

/// Results of SQLite (its extended codes without the upper bits).
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const CORRUPT: i32 = 11;
const NOT_A_DATABASE: i32 = 26;

/// What the storage under SQLite failed at: after these its own state in memory is not built upon any more.
const fn sqlite_storage(code: i32) -> Option<&'static str> {
    Some(match code {
        7 => "memory",
        8 => "read_only",
        10 => "io",
        CORRUPT | NOT_A_DATABASE => "damaged",
        13 => "full",
        14 => "cannot_open",
        _ => return None,
    })
}

/// What the storage under the database failed at, in a word for metrics; `None` where it did not.
pub(crate) fn storage_fault(error: &DbErr) -> Option<&'static str> {
    let error = driver_error(error)?;
    if let Some(code) = sqlite_code(error) {
        return sqlite_storage(code);
    }
    Some(match postgres_code(error)? {
        "53100" => "full",
        "53200" => "memory",
        "25006" => "read_only",
        "58030" => "io",
        "XX001" | "XX002" => "damaged",
        _ => return None,
    })
}

/// Whether the server itself has answered with an error: then PostgreSQL takes nothing more in that transaction.
pub(crate) fn is_answer(error: &DbErr) -> bool {
    driver_error(error).is_some_and(|error| matches!(error, sqlx::Error::Database(_)))
}

/// Whether a statement timed out waiting for another process that holds the embedded database.
pub(crate) fn is_held(error: &DbErr) -> bool {
    driver_error(error).and_then(sqlite_code) == Some(BUSY)
}

/// Whether another process held the embedded database.
pub(crate) fn is_locked(fault: &Fault) -> bool {
    fault_code(fault).is_some_and(|code| matches!(code, BUSY | LOCKED))
}

/// Whether the embedded database's file is damaged.
pub(crate) fn is_damage(fault: &Fault) -> bool {
    fault_code(fault).is_some_and(|code| matches!(code, CORRUPT | NOT_A_DATABASE))
}

fn fault_code(fault: &Fault) -> Option<i32> {
    let mut cause = Some(fault.cause());
    while let Some(error) = cause {
        let driver =
            error.downcast_ref::<sqlx::Error>().or_else(|| error.downcast_ref::<DbErr>().and_then(driver_error));
        if let Some(code) = driver.and_then(sqlite_code) {
            return Some(code);
        }
        cause = error.source();
    }
    None
}

fn driver_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let sqlx::Error::Database(error) = error else { return None };
    error.try_downcast_ref::<SqliteError>()?;
    error.code()?.parse::<i32>().ok().map(|code| code & 0xff)
}

pub(crate) fn postgres_code(error: &sqlx::Error) -> Option<&str> {
    let sqlx::Error::Database(error) = error else { return None };
    Some(error.try_downcast_ref::<PgDatabaseError>()?.code())
}

#[cfg(test)]
mod tests {
    use super::busy_if_unreachable;
    use gatehouse_core::Fault;
    use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
    use std::sync::Arc;

    /// ALL-6
    #[test]
    fn a_database_that_is_away_is_a_passing_fault_and_a_wrong_question_is_not() {
        let is_busy = |error: DbErr| busy_if_unreachable(Fault::from(error)).is_busy();
        assert!(is_busy(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)));
        assert!(is_busy(DbErr::Conn(RuntimeErr::Internal("refused".into()))));
        let hung_up = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert!(is_busy(DbErr::Query(RuntimeErr::SqlxError(Arc::new(sqlx::Error::Io(hung_up))))));
        assert!(!is_busy(DbErr::Query(RuntimeErr::SqlxError(Arc::new(sqlx::Error::RowNotFound)))));
        assert!(!is_busy(DbErr::RecordNotFound("a row".into())));
        assert!(!busy_if_unreachable(Fault::new("a mistake")).is_busy());
    }
}
