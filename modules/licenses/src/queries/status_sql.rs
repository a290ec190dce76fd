//! [`crate::model::license::status`] as expressions of the database, for lists, counts and the job that stores it. `prefix`
//! stands before each column of `license` (`l.`), `now` is the moment's place in the statement.

use crate::model::license::Status;

/// The status, in its word.
pub(crate) fn status(prefix: &str, now: &str) -> String {
    let [blocked, awaiting, expired, active, not_activated] =
        [Status::Blocked, Status::AwaitingVerification, Status::Expired, Status::Active, Status::NotActivated]
            .map(Status::word);
    let superseded = Status::Superseded.word();
    let (is_blocked, is_over) = (is_blocked(prefix, now), is_over(prefix, now));
    format!(
        "case when {prefix}superseded_at is not null then '{superseded}' when {is_blocked} then '{blocked}' when {prefix}awaiting_verification then '{awaiting}' \
         when {is_over} then '{expired}' when {prefix}first_activated_at is not null then '{active}' \
         else '{not_activated}' end"
    )
}

/// Whether a block is in force.
pub(crate) fn is_blocked(prefix: &str, now: &str) -> String {
    format!("({prefix}blocked_at is not null or coalesce({prefix}block_from <= {now}, false))")
}

/// Whether it has ended, or can be activated no more.
pub(crate) fn is_over(prefix: &str, now: &str) -> String {
    format!(
        "({prefix}ends_order <= {now} or \
         ({prefix}first_activated_at is null and coalesce({prefix}activate_by <= {now}, false)))"
    )
}
