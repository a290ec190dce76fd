//! The product was bought by whoever tries or tried it (LIC-22): with the same mailbox, or into the same account. No reminder follows.

use super::counts::count;
use crate::model::mailbox::{MAILBOX, mailbox};
use crate::model::state::{Step, TrialState};
use crate::tables::trial::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_licenses::signals::LicenseBought;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// Notes it.
pub(crate) async fn note_bought(cx: &Cx, tx: &Tx, signal: &LicenseBought) -> Result<(), Fault> {
    let mut theirs = Condition::any();
    if let Some(account) = signal.account {
        theirs = theirs.add(Column::AccountId.eq(account));
    }
    if let Some(email) = &signal.email {
        theirs = theirs.add(Column::MailboxLookup.is_in(cx.app.keys.accepted(MAILBOX, mailbox(email).as_bytes())));
    }
    if theirs.is_empty() {
        return Ok(());
    }
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Bought))
        .col_expr(Column::BoughtAt, Expr::value(cx.now()))
        .filter(theirs)
        .filter(Column::ProductId.eq(signal.product))
        .filter(Column::State.is_in(TrialState::before(TrialState::Bought)));
    let bought = update.exec(&**tx).await?.rows_affected;
    count(cx, tx, signal.product, Step::Bought, bought).await
}
