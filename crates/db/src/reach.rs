//! Telling a database that cannot be reached at this moment from a mistake.

use gatehouse_core::Fault;
use sea_orm::{DbErr, RuntimeErr};

/// The fault, marked as passing ([`Fault::is_busy`]: 503 with `Retry-After`) where its cause is a database that
/// is down, starting, or has no connection left.
#[must_use]
pub fn busy_if_unreachable(fault: Fault) -> Fault {
    if fault.cause().downcast_ref::<DbErr>().is_some_and(is_unreachable) { fault.into_busy() } else { fault }
}

/// Whether the error is about the way to the database and not about what was asked.
pub fn is_unreachable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Query(RuntimeErr::SqlxError(error)) | DbErr::Exec(RuntimeErr::SqlxError(error)) => is_lost(error),
        _ => false,
    }
}

/// A connection that broke while it was used. Codes of PostgreSQL: class 08 (connection), 53300 (too many
/// connections), 57P01 to 57P03 (the server stops or starts).
fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.len() == 5 && (code.starts_with("08") || matches!(&*code, "53300" | "57P01" | "57P02" | "57P03"))
        }),
        _ => false,
    }
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
