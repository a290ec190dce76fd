//! Wrong codes per network (LIC-10): after 20 within ten minutes nothing is looked up for that network any more, right
//! codes neither, so that the answers tell a guesser nothing.

use gatehouse_core::Fault;
use gatehouse_db::Cx;
use gatehouse_guard::limit::{self, Limit, TooOften};

/// 20 at once, then one every 30 seconds.
const WRONG_CODES: Limit = Limit { action: "licenses.wrong_code", burst: 20, seconds_each: 30 };

/// Whether the context's network may try a code now.
pub fn may_try(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    limit::look(cx, WRONG_CODES)
}

/// Counts a well-formed code that no license has.
pub fn count(cx: &Cx) -> Result<(), Fault> {
    // What it says is said at the next try.
    let _counted = limit::check(cx, WRONG_CODES)?;
    Ok(())
}
