//! Asks to leave the company (COM-8): after a ticked box a link is mailed to the person. It opens for seven days and changes nothing by
//! itself: its page asks for the password ([`super::leave`]). The owner cannot leave.

use super::end_membership::EndRefusal;
use super::enter::enter_to_leave;
use super::target::recipient;
use crate::events::LEAVING_ASKED;
use crate::mails;
use crate::model::states::LINK;
use crate::refusals::LeaveRefusal;
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::counters::{self, Counter, Rule};
use serde_json::json;

/// What such a link is sealed for; nothing of it is stored.
const PURPOSE: &str = "companies.leave";
/// Mails of one person in a day.
const MAILS_A_DAY: i64 = 5;

/// Mails the link. `page`: where it leads.
pub async fn ask_leaving(cx: &Cx, company: Uuid, is_ticked: bool, page: &str) -> Outcome<(), LeaveRefusal> {
    if !is_ticked {
        return Err(refuse(LeaveRefusal::NotTicked));
    }
    let account = cx.actor.account().unwrap_or_default();
    let tx = cx.begin().await?;
    // Counters before rows, as everywhere.
    let counter = Counter::new(cx, "companies.leave_mails", account.as_bytes(), Rule::codes(MAILS_A_DAY));
    counters::take(cx, &tx, &counter).await?.map_err(LeaveRefusal::MailedTooOften).or_refuse()?;
    let entered = enter_to_leave(cx, &tx, company).await;
    let (by, locked) = entered.map_err(|stop| stop.map(LeaveRefusal::from))?;
    if by.is_owner() {
        return Err(refuse(EndRefusal::Owner.into()));
    }
    let link = seal(cx, by.member(), by.account())?;
    if let Some(to) = recipient(cx, &tx, by.account()).await? {
        mails::leave::queue(cx, &tx, &to, locked.row(), &format!("{page}?token={link}")).await?;
    }
    let details = json!({ "member": by.member() });
    cx.audit(&tx, LEAVING_ASKED.about(company).of_account(by.account()).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

fn seal(cx: &Cx, member: Uuid, account: Uuid) -> Result<String, Fault> {
    let ids = [member, account].map(Uuid::into_bytes).concat();
    sealed_token::seal(cx, PURPOSE, cx.now().plus(LINK), &ids)
}

/// The member whose link it is; `None` for one that is too old, somebody else's than the actor's, or none.
#[must_use]
pub fn opened(cx: &Cx, link: &str) -> Option<Uuid> {
    let ids = sealed_token::open(cx, PURPOSE, LINK, link)?;
    let (member, account) = ids.split_at_checked(16)?;
    let is_own = cx.actor.account().is_some_and(|own| own.as_bytes().as_slice() == account);
    Uuid::from_slice(member).ok().filter(|_| is_own)
}
