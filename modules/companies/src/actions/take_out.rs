//! Somebody else ends a membership (COM-4, COM-14): a step of removing and of the directory, inside their transaction and under the company's
//! lock. The person is told. Their own account goes on. One that came about with the membership and never used its personal side goes too,
//! and one that the directory or the company's provider made and that nobody else could enter.

use super::end_membership::{EndRefusal, end_membership};
use super::lock::see_all;
use super::target::recipient;
use crate::mails::{self, SURVEYS};
use crate::queries::membership::Membership;
use crate::rights::Locked;
use crate::signals::Ended;
use gatehouse_accounts::actions::by_company::{erase_if_only_the_companys, outliving};
use gatehouse_context::Cx;
use gatehouse_core::{Notification, Outcome};
use gatehouse_db::Tx;

/// What a membership switched on, where the account came about with it.
pub(super) fn made(made_account: bool) -> Option<&'static [Notification]> {
    made_account.then_some(SURVEYS)
}

/// Ends it.
pub(super) async fn take_out(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    before: &Membership,
    ended: Ended,
) -> Outcome<(), EndRefusal> {
    let to = recipient(cx, tx, before.account()).await?;
    end_membership(cx, tx, company, before.member().id, ended).await?;
    // What goes with an account may be another company's too.
    see_all(cx, tx).await?;
    let is_gone = erase_if_only_the_companys(cx, tx, before.account(), made(before.member().made_account)).await?;
    if let Some(to) = to {
        let to = if is_gone { outliving(cx, tx, to).await? } else { to };
        mails::removed::queue(cx, tx, &to, company.row(), (ended, is_gone)).await?;
    }
    Ok(())
}
