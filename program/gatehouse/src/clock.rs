//! The machine's clock at the start of a server, and the operator's word for it.

use gatehouse_context::{Cx, audit};
use gatehouse_core::{Fault, MINUTE, Moment, SECOND};
use gatehouse_db::Db;
use gatehouse_jobs::clock_watch::{self, APART, Judgement};

/// The last change may lie ahead by this much: the nodes' clocks differ a little.
const BACK: i64 = 5 * MINUTE;

/// Whether the last change lies in the future, which means that the clock was set back since. A schema without an audit log
/// has no last change.
pub async fn is_back(db: &Db, now: Moment) -> bool {
    audit::last_written(db).await.unwrap_or(None).is_some_and(|last| last.since(now) > BACK)
}

/// Looks at the clock when a server starts, and tells the log what is wrong. Refused is a clock more than a minute away
/// from the database server's: leases, links and sessions of such a node would hold on no other.
pub async fn examine(cx: &Cx) -> Result<(), Fault> {
    let clock = &cx.app.clock;
    match clock_watch::apart(cx.db(), || clock.now()).await? {
        Some(apart) if apart > APART => {
            return Err(Fault::new(format!(
                "clock.apart: the database server's clock is {} s away from this machine's: set both right, then start",
                apart / SECOND
            )));
        }
        _ => {}
    }
    if is_back(cx.db(), cx.now()).await {
        tracing::error!(
            "clock.back: the last change was made in the future: this machine's clock was set back, or is right again after \
             it was ahead; leases and links depend on it"
        );
    }
    if let Judgement::Doubted(doubt) = clock_watch::judge(cx).await? {
        tracing::error!("{doubt}");
    }
    Ok(())
}

/// `gatehouse clock confirm`: the operator says that the clock is right. Returns what was done, in words.
pub async fn confirm(cx: &Cx) -> Result<String, Fault> {
    let clock = &cx.app.clock;
    if let Some(apart) = clock_watch::apart(cx.db(), || clock.now()).await?
        && apart > APART
    {
        return Err(Fault::new(format!(
            "the database server's clock is {} s away from this machine's: one of them is wrong",
            apart / SECOND
        )));
    }
    let before = clock_watch::believed(cx.db()).await?.map_or_else(|| "none".to_owned(), Moment::rfc3339);
    clock_watch::confirm(cx).await?;
    Ok(format!(
        "the clock is believed: it is {} (the last believed moment was {before}). What is due by it is erased and blocked \
         with the next sweep, within ten minutes",
        cx.now().rfc3339()
    ))
}
