//! The owner asks that another user becomes the owner (COM-3): nobody gives ownership away alone, staff carry it out. What is asked for waits
//! in the staff's list; the owner can take it back until then.

use super::enter::enter;
use super::owner_change_steps::{NewOwnerRefusal, fit, stop, store};
use super::staff::{ReasonRefusal, read_words, widened};
use crate::events::OWNER_CHANGE_ASKED;
use crate::model::states::{Becomes, OwnerChangeKind, OwnerChangeState};
use crate::queries::membership;
use crate::queries::owner_changes::{Words, waiting};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::{company_member, owner_change};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why nothing was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AskOwnerRefusal {
    /// They are not the owner.
    Enter(EnterRefusal),
    /// The words.
    Reason(ReasonRefusal),
    /// The person whom they named.
    Owner(NewOwnerRefusal),
    /// They named nobody of the company.
    #[refusal(422, "company.no_such_member", company_no_such_member, field = "member")]
    NoMember,
}

/// Asks for it; answers the change. `member`: a user of the company.
pub async fn ask_owner_change(cx: &Cx, company: Uuid, member: Uuid, why: &str) -> Outcome<Uuid, AskOwnerRefusal> {
    let reason = read_words(why).or_refuse()?;
    let tx = cx.begin().await?;
    let (by, held) = enter::<Owner>(cx, &tx, company).await.map_err(widened)?;
    let named = company_member::Entity::find_by_id(member).filter(company_member::Column::CompanyId.eq(company));
    let Some(named) = named.one(&*tx).await? else { return Err(refuse(AskOwnerRefusal::NoMember)) };
    if waiting(&*tx, company).await?.is_some() {
        return Err(refuse(NewOwnerRefusal::Waits.into()));
    }
    if fit(cx, &tx, &held, named.account_id).await.map_err(widened)?.is_none() {
        return Err(refuse(NewOwnerRefusal::Unfit.into()));
    }
    let row = owner_change::Model {
        id: cx.id(),
        company_id: company,
        from_member: by.member(),
        to_account: named.account_id,
        kind: OwnerChangeKind::Asked,
        becomes: Becomes::AllRights,
        reason_sealed: Vec::new(),
        state: OwnerChangeState::Waiting,
        asked_by: by.member(),
        agreed_by: None,
        asked_at: cx.now(),
        due_at: None,
        ended_at: None,
    };
    let id = row.id;
    store(cx, &tx, row, &Words { reason, ..Words::default() }).await?;
    let line = OWNER_CHANGE_ASKED.about(company).with(json!({ "member": member }));
    cx.audit(&tx, line.of_account(named.account_id)).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same of a user who is named by their address: the page of a large company does not list everybody.
pub async fn ask_owner_change_by_address(
    cx: &Cx,
    company: Uuid,
    address: &str,
    why: &str,
) -> Outcome<Uuid, AskOwnerRefusal> {
    let account = contacts::find_by_email(cx, cx.read(), address.trim()).await?;
    let account = account.ok_or(AskOwnerRefusal::NoMember).or_refuse()?;
    let named = membership::of_account(cx, cx.read(), account).await?;
    let named = named.filter(|named| named.company().id == company).ok_or(AskOwnerRefusal::NoMember).or_refuse()?;
    ask_owner_change(cx, company, named.member().id, why).await
}

/// Why nothing is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TakeBackRefusal {
    /// They are not the owner.
    Enter(EnterRefusal),
    /// Nothing of theirs waits.
    #[refusal(409, "company.nothing_asked", owner_nothing_asked)]
    Nothing,
}

/// The owner takes it back.
pub async fn take_back_owner_change(cx: &Cx, company: Uuid) -> Outcome<(), TakeBackRefusal> {
    let tx = cx.begin().await?;
    let (_, held) = enter::<Owner>(cx, &tx, company).await.map_err(widened)?;
    let Some(change) = waiting(&*tx, company).await?.filter(|change| change.kind == OwnerChangeKind::Asked) else {
        return Err(refuse(TakeBackRefusal::Nothing));
    };
    stop(cx, &tx, &held, &change, None).await?;
    tx.commit().await?;
    Ok(())
}
