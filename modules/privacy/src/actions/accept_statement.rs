//! A customer accepts a statement (ACC-12, PRI-7): the version in force in their country, in the language that they read it in. Accepting it
//! once more changes nothing.

use super::ConsentRefusal;
use super::ledger::{asked, write_down};
use crate::events;
use crate::model::answer::Answer;
use gatehouse_context::Cx;
use gatehouse_core::Outcome;

pub use super::ledger::Answering;

/// Accepts it.
pub async fn accept_statement(cx: &Cx, input: &Answering) -> Outcome<(), ConsentRefusal> {
    let asked = asked(cx, input).await?;
    let tx = cx.begin().await?;
    write_down(cx, &tx, &asked, Answer::Accepted, events::ACCEPTED).await?;
    tx.commit().await?;
    Ok(())
}
