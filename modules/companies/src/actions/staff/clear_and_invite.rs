//! Somebody filled in the form of an invitation and did not activate within seven days (COM-5): neither they nor the company can go on. Staff clear that
//! registration and invite them anew, with a new link of seven days and as many sendings as at first.

use super::steps::{CompanyRefusal, held, widened};
use crate::events::CLEARED_AND_INVITED;
use crate::mails;
use crate::model::states::{InvitationState, Invited, LINK as LINK_LIFE};
use crate::queries::invitations::{ADDRESS, JOIN, LINK};
use crate::queries::members::names_in;
use crate::queries::membership;
use crate::rights::Locked;
use crate::rights::staff::{CompaniesWrite, NotAllowed, may};
use crate::tables::company_registration;
use crate::tables::invitation::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QuerySelect as _};
use serde_json::json;

/// Why nobody is invited anew.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ClearRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// The company.
    Company(CompanyRefusal),
    /// No such invitation of this company.
    #[refusal(404, "company.no_such_invitation", staff_no_such_invitation)]
    Unknown,
    /// The company can go on with it itself.
    #[refusal(409, "company.not_lapsed", staff_not_lapsed)]
    NotLapsed,
    /// The address belongs to a company meanwhile, or another invitation of this one to it is open.
    #[refusal(409, "company.address_taken", staff_address_taken)]
    Taken,
}

/// Clears the registration and mails a new invitation; answers the invitation.
pub async fn clear_and_invite(cx: &Cx, company: Uuid, invitation: Uuid) -> Outcome<Uuid, ClearRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let held = held(cx, &tx, company, None).await.map_err(widened)?;
    let own = Entity::find_by_id(invitation).filter(Column::CompanyId.eq(company)).lock_exclusive();
    let Some(row) = own.one(&*tx).await? else { return Err(refuse(ClearRefusal::Unknown)) };
    if row.state.at(row.ends_at, row.registered_at, cx.now()) != Invited::Lapsed {
        return Err(refuse(ClearRefusal::NotLapsed));
    }
    let key = subject::key(cx, &*tx, row.id).await?;
    let address = key.open_text(ADDRESS, row.id, &row.address_sealed)?;
    if is_taken(cx, &tx, &row, &address).await? {
        return Err(refuse(ClearRefusal::Taken));
    }
    clear(cx, &tx, row.id).await?;
    invite(cx, &tx, &held, &row, &address).await?;
    cx.audit(&tx, CLEARED_AND_INVITED.about(company).with(json!({ "rights": row.rights.words() }))).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

async fn is_taken(cx: &Cx, tx: &Tx, row: &Model, address: &str) -> Result<bool, Fault> {
    let open = Entity::find()
        .filter(Column::CompanyId.eq(row.company_id))
        .filter(Column::AddressLookup.eq(row.address_lookup.clone()))
        .filter(Column::Id.ne(row.id))
        .filter(Column::State.is_in([InvitationState::Sent, InvitationState::Registered]));
    if open.one(&**tx).await?.is_some() {
        return Ok(true);
    }
    let Some(account) = contacts::find_by_email(cx, &**tx, address).await? else { return Ok(false) };
    Ok(membership::of_account(cx, &**tx, account).await?.is_some())
}

/// What was filled in goes, with its key and its mails.
async fn clear(cx: &Cx, tx: &Tx, invitation: Uuid) -> Result<(), Fault> {
    use company_registration::{Column, Entity};
    let stored = Entity::find().filter(Column::InvitationId.eq(invitation)).select_only().column(Column::Id);
    let stored: Vec<Uuid> = stored.into_tuple().all(&**tx).await?;
    Entity::delete_many().filter(Column::Id.is_in(stored.iter().copied())).exec(&**tx).await?;
    // One, or none where its 30 days are over: an address registers once at a time.
    for registration in stored {
        gatehouse_mail::forget_subject(tx, registration).await?;
        subject::destroy(cx, tx, registration).await?;
    }
    Ok(())
}

async fn invite(cx: &Cx, tx: &Tx, held: &Locked<'_>, row: &Model, address: &str) -> Result<(), Fault> {
    let link = bound_token::make(cx, LINK, row.id, JOIN);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Sent))
        .col_expr(Column::TokenHash, Expr::value(token::hash(cx, LINK, link.expose())))
        .col_expr(Column::EndsAt, Expr::value(cx.now().plus(LINK_LIFE)))
        .col_expr(Column::RegisteredAt, Expr::value(None::<Moment>))
        .col_expr(Column::Sends, Expr::value(1))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    let to = Recipient {
        account: None,
        sealed_by: row.id,
        email: address.to_owned(),
        greeted: None,
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: None,
        is_staff: false,
    };
    let names = names_in(cx, &**tx, row.company_id, &[row.invited_by]).await?;
    let inviter = names.get(&row.invited_by).map(|name| name.whole()).unwrap_or_default();
    mails::invited::queue(cx, tx, &to, (&held.row().name, &inviter), &link, None).await
}
