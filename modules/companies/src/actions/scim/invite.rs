//! Somebody whom the directory names has an account of their own: they are invited, and come only if they want to (COM-14). The mail is one
//! that others cause (G5): where the address gets no more of them today, the invitation waits in the account without one.

use crate::actions::move_lookups::INVITED;
use crate::events::{DIRECTORY_INVITED, INVITATION_WITHDRAWN};
use crate::mails::directory_invites;
use crate::model::rights::Rights;
use crate::model::states::{InvitationState, LINK};
use crate::queries::invitations::ADDRESS;
use crate::queries::seals;
use crate::rights::Locked;
use crate::tables::invitation::{ActiveModel, Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::{self, Asker};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The ledger's word for these mails.
const MAIL: &str = "companies.directory_invites";

/// Invites the owner of an account, unless an invitation is open. It gives no rights; those of groups come with joining.
pub(super) async fn invite(cx: &Cx, tx: &Tx, company: &Locked<'_>, email: &Email, account: Uuid) -> Result<(), Fault> {
    let Some(contact) = contacts::contact(cx, &**tx, account).await? else { return Ok(()) };
    let version = peppers::writing(cx, tx, INVITED).await?;
    if open(cx, tx, company.id(), email).await?.is_some() {
        return Ok(());
    }
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company.id()),
        address_lookup: Set(cx.app.keys.lookup_under(version, INVITED, email.normalized().as_bytes())?.to_vec()),
        pepper_version: Set(version),
        address_sealed: Set(key.seal(cx.app.random.as_ref(), ADDRESS, id, email.written().as_bytes())?),
        rights: Set(Rights::NONE),
        rights_seal: Set(seals::of_invitation(cx, &key, id, company.id(), Rights::NONE)?),
        branch_id: Set(None),
        invited_by: Set(company.row().owner_member_id),
        lang: Set(contact.to.lang.tag().to_owned()),
        // No link carries a token: it is answered in the account alone.
        token_hash: Set(cx.app.random.token().to_vec()),
        ends_at: Set(cx.now().plus(LINK)),
        registered_at: Set(None),
        sends: Set(1),
        state: Set(InvitationState::Sent),
        created_at: Set(cx.now()),
        version: Set(1),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, DIRECTORY_INVITED.about(company.id())).await?;
    let address = contacts::lookups(cx, email.normalized());
    let ledger = ledger::hold(cx, tx, MAIL, &address, Asker::Stranger).await?;
    if !ledger.admits_of_day(cx.now()) {
        return Ok(());
    }
    let caused = ledger.count(cx, tx, &address).await?;
    directory_invites::queue(cx, tx, &contact.to, &company.row().name, &caused).await
}

/// The open invitation of an address into a company.
async fn open(cx: &Cx, tx: &Tx, company: Uuid, email: &Email) -> Result<Option<Uuid>, Fault> {
    let lookups = cx.app.keys.accepted(INVITED, email.normalized().as_bytes());
    let own = Entity::find()
        .filter(Column::CompanyId.eq(company))
        .filter(Column::AddressLookup.is_in(lookups))
        .filter(Column::State.is_in([InvitationState::Sent, InvitationState::Registered]));
    let Some(row) = own.one(&**tx).await? else { return Ok(None) };
    if row.ends_at > cx.now() || row.state == InvitationState::Registered {
        return Ok(Some(row.id));
    }
    // Its link has ended: another one takes its place.
    close(cx, tx, row.id, InvitationState::Withdrawn).await?;
    Ok(None)
}

/// Takes an open invitation back: the directory has deactivated or deleted whom it invited.
pub(super) async fn withdraw(cx: &Cx, tx: &Tx, company: &Locked<'_>, email: &Email) -> Result<(), Fault> {
    match open(cx, tx, company.id(), email).await? {
        Some(id) => {
            close(cx, tx, id, InvitationState::Withdrawn).await?;
            cx.audit(tx, INVITATION_WITHDRAWN.about(company.id())).await
        }
        None => Ok(()),
    }
}

/// Gives an invitation its last state.
pub(super) async fn close(_cx: &Cx, tx: &Tx, id: Uuid, state: InvitationState) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::Version, sea_orm::ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
