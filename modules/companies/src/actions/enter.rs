//! Entering a company to do something there (COM-3): the company is locked, the membership read again behind the lock, and what the
//! company demands is judged. What a page found out before counts for nothing here: a right that was taken meanwhile is gone.

use super::lock;
use crate::model::rights::Rights;
use crate::queries::{members, membership, provider};
use crate::refusals::{EnterRefusal, Lacks, WasDeleted};
use crate::rights::{In, Locked, Member, Right};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use membership::Membership;
use sea_orm::ConnectionTrait;

/// The proof that the actor has the right `R` in this company, with the company's lock. `company`: of the page's scope.
pub async fn enter<'t, R: Right>(cx: &Cx, tx: &'t Tx, company: Uuid) -> Outcome<(In<'t, R>, Locked<'t>), EnterRefusal> {
    let (found, locked) = held(cx, tx, company).await?;
    if let Some(refusal) = closed(cx, &**tx, &found).await? {
        return Err(refuse(refusal));
    }
    let Some(by) = In::of(&found) else { return Err(refuse(lacks::<R, _>(cx, &**tx, company).await?)) };
    lock::see_only(cx, tx, company).await?;
    Ok((by, locked))
}

/// The same for somebody who leaves: nobody is kept in a company, not even by a block or by what it demands (PRI-4).
pub(super) async fn enter_to_leave<'t>(
    cx: &Cx,
    tx: &'t Tx,
    company: Uuid,
) -> Outcome<(In<'t, Member>, Locked<'t>), EnterRefusal> {
    let (found, locked) = held(cx, tx, company).await?;
    if let Some(refusal @ (EnterRefusal::Deleted(_) | EnterRefusal::NotFound)) = closed(cx, &**tx, &found).await? {
        return Err(refuse(refusal));
    }
    let Some(by) = In::of(&found) else { return Err(refuse(EnterRefusal::NotFound)) };
    lock::see_only(cx, tx, company).await?;
    Ok((by, locked))
}

/// The actor's membership, read behind the company's lock.
async fn held<'t>(cx: &Cx, tx: &'t Tx, company: Uuid) -> Outcome<(Membership, Locked<'t>), EnterRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(EnterRefusal::NotFound)) };
    let Some(locked) = lock::lock(cx, tx, company).await? else { return Err(refuse(EnterRefusal::NotFound)) };
    let found = membership::of_account(cx, &**tx, account).await?.filter(|found| found.company().id == company);
    let Some(found) = found else { return Err(refuse(EnterRefusal::NoMember(locked.row().name.clone()))) };
    Ok((found, locked))
}

/// Why a member does not get in; `None` for who does. What the company's own provider demands is judged with the request
/// ([`crate::sessions`]), which knows the session.
pub(crate) async fn closed<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    found: &Membership,
) -> Result<Option<EnterRefusal>, Fault> {
    let company = found.company();
    if !found.is_usable() {
        let (Some(at), Some(until)) = (company.deleted_at, company.purge_at) else {
            return Ok(Some(EnterRefusal::NotFound));
        };
        let name = company.name.clone();
        return Ok(Some(EnterRefusal::Deleted(WasDeleted { name, at, until, zone: cx.zone.clone() })));
    }
    if found.standing().blocked.is_some() {
        return Ok(Some(EnterRefusal::Blocked(company.name.clone())));
    }
    // An owner may not be locked out by a demand of their own that they could not take back.
    if company.require_factor
        && !found.is_owner()
        && !contacts::has_second_step(conn, found.account()).await?
        && !provider::has_given_factor(cx, conn, found.member().id).await?
    {
        return Ok(Some(EnterRefusal::FactorDue(company.name.clone())));
    }
    Ok(None)
}

/// What somebody is told who lacks a right.
pub(crate) async fn lacks<R: Right, C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
) -> Result<EnterRefusal, Fault> {
    let givers = members::givers(cx, conn, company, Rights::of(R::ANY_OF)).await?;
    Ok(EnterRefusal::Lacks(Lacks { rights: R::ANY_OF, givers }))
}
