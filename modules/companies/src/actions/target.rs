//! The user whom an action is about, as they are behind the company's lock.

use super::enter::enter;
use super::restate;
use crate::queries::membership::Membership;
use crate::refusals::MemberRefusal;
use crate::rights::{In, Locked, Right};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;

/// Enters the company, with the refusal of actions about users.
pub(super) async fn entered<'t, R: Right>(
    cx: &Cx,
    tx: &'t Tx,
    company: Uuid,
) -> Outcome<(In<'t, R>, Locked<'t>), MemberRefusal> {
    enter(cx, tx, company).await.map_err(|stop| stop.map(MemberRefusal::from))
}

/// The user; refused where they are none of this company's.
pub(super) async fn target(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid) -> Outcome<Membership, MemberRefusal> {
    let found = restate::member(cx, tx, company, member).await?;
    Ok(found.ok_or(super::end_membership::EndRefusal::NotFound).or_refuse()?)
}

/// Refuses where the page was made of an older row. `version`: as the form brings it back.
pub(super) fn is_of_now(before: &Membership, version: &str) -> Result<(), Stop<MemberRefusal>> {
    if version.parse::<i64>().ok() == Some(before.member().version) {
        Ok(())
    } else {
        Err(Stop::Refused(MemberRefusal::Changed))
    }
}

/// To whom a mail about a membership goes.
pub(super) async fn recipient(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Option<Recipient>, Fault> {
    Ok(contacts::contact(cx, &**tx, account).await?.map(|contact| contact.to))
}
