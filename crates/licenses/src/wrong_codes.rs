//! Wrong codes per network (LIC-10): after 20 within ten minutes nothing is looked up for that network any more, right
//! codes neither, so that the answers tell a guesser nothing.

use gatehouse_core::{Fault, Moment, SECOND};
use gatehouse_db::Cx;
use gatehouse_web::limit::{self, Limit, TooOften};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// 20 at once, then one every 30 seconds.
const WRONG_CODES: Limit = Limit { action: "licenses.wrong_code", burst: 20, seconds_each: 30 };
/// Networks remembered before those whose time is over are dropped.
const MOST_NETWORKS: usize = 10_000;

/// The networks that have to wait, on this node. Only failures are counted, so honest traffic takes no lock but this one.
#[derive(Debug, Default)]
pub struct WrongCodes(Mutex<HashMap<String, Moment>>);

/// Whether the context's network may try a code now.
pub fn may_try(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    let Some(network) = &cx.network else { return Ok(Ok(())) };
    let waiting = cx.service::<WrongCodes>()?.0.lock().unwrap_or_else(PoisonError::into_inner);
    let left = waiting.get(network).map_or(0, |until| until.since(cx.now()));
    let after = u32::try_from((left.max(0) + SECOND - 1) / SECOND).unwrap_or(u32::MAX);
    Ok(if after == 0 { Ok(()) } else { Err(TooOften { after }) })
}

/// Counts a well-formed code that no license has.
pub fn count(cx: &Cx) -> Result<(), Fault> {
    let Some(network) = &cx.network else { return Ok(()) };
    let Err(often) = limit::check(cx, WRONG_CODES)? else { return Ok(()) };
    let now = cx.now();
    let mut waiting = cx.service::<WrongCodes>()?.0.lock().unwrap_or_else(PoisonError::into_inner);
    if waiting.len() >= MOST_NETWORKS {
        waiting.retain(|_, until| *until > now);
    }
    waiting.insert(network.clone(), now.plus(i64::from(often.after) * SECOND));
    Ok(())
}
