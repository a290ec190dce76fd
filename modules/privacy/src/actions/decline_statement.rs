//! A customer declines a statement (ACC-12, PRI-7): that is written down as well, and the portal stays closed where the statement is needed. What
//! is accepted is withdrawn, and not declined.

use super::ConsentRefusal;
use super::ledger::{Answering, Written, asked, write_down};
use crate::events;
use crate::model::answer::Answer;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, refuse};

/// Declines it.
pub async fn decline_statement(cx: &Cx, input: &Answering) -> Outcome<(), ConsentRefusal> {
    let asked = asked(cx, input).await?;
    let tx = cx.begin().await?;
    if write_down(cx, &tx, &asked, Answer::Declined, events::DECLINED).await? == Written::Accepted {
        return Err(refuse(ConsentRefusal::Accepted));
    }
    tx.commit().await?;
    Ok(())
}
