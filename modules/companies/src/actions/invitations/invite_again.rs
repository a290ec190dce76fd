//! Sends an invitation again (COM-5): one that has expired, was declined or taken back, three times at the most. Whoever sends it is the
//! inviter from now on, and gives no more rights than they have. It counts as one of the day's.

use super::invite::{InviteRefusal, NotYours, Sent, count, count_refused, is_taken, may_send, send};
use super::{MAIL, locked};
use crate::actions::enter::enter;
use crate::events::INVITED_AGAIN;
use crate::model::change;
use crate::model::states::Invited;
use crate::queries::invitations::{address, by_id, takes};
use crate::queries::seals;
use crate::rights::InviteUsers;
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_mail::ledger::{self, Asker};

/// Sends it.
pub async fn invite_again(cx: &Cx, company: Uuid, invitation: Uuid) -> Outcome<(), InviteRefusal> {
    let tx = cx.begin().await?;
    let row = by_id(&*tx, company, invitation).await?.ok_or(InviteRefusal::Registered).or_refuse()?;
    let key = subject::key(cx, &*tx, row.id).await?;
    let written = address(&key, &row)?;
    let email = Email::parse(&written).map_err(|_| Fault::new("an invitation has no address"))?;
    let lookups = contacts::lookups(cx, email.normalized());
    let ledger = ledger::hold(cx, &tx, MAIL, &lookups, Asker::Stranger).await?;
    // Before the company is entered: behind that wall no other company's users are seen.
    let is_taken = is_taken(cx, &tx, &email).await?;
    let entered = enter::<InviteUsers>(cx, &tx, company).await;
    let (by, company) = entered.map_err(|stop| stop.map(InviteRefusal::from))?;
    let row = locked(&tx, invitation).await?.ok_or(InviteRefusal::Registered).or_refuse()?;
    let rights = change::invite(by.standing(), seals::invited(&key, &row));
    let rights = rights.map_err(|no| refuse(InviteRefusal::Denied(NotYours(no))))?;
    count(cx, &tx, &company).await?;
    if !takes(&*tx, company.row(), &email).await? {
        return Err(refuse(InviteRefusal::OtherDomain));
    }
    if is_taken {
        count_refused(cx, &tx, &by).await?;
        // What was counted stays.
        tx.commit().await?;
        return Err(refuse(InviteRefusal::Taken));
    }
    // One whose link still opens may be sent again, too: its mail may have got lost.
    let sends = match row.state.at(row.ends_at, row.registered_at, cx.now()) {
        Invited::Sent if row.sends < super::invite::SENDS => row.sends,
        Invited::Sent => return Err(refuse(InviteRefusal::Thrice)),
        _ => may_send(cx, &row)?,
    };
    if !ledger.admits_of_day(cx.now()) {
        tx.commit().await?;
        return Err(refuse(InviteRefusal::Enough));
    }
    let caused = ledger.count(cx, &tx, &lookups).await?;
    let lang = Lang::from_tag(&row.lang).unwrap_or_default();
    let sent = Sent { rights, branch: row.branch_id, lang, sends: sends + 1, caused };
    send(cx, &tx, &by, &company, &email, Some(row), &sent).await?;
    cx.audit(&tx, INVITED_AGAIN.about(company.id())).await?;
    tx.commit().await?;
    Ok(())
}
