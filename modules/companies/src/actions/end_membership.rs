//! A membership ends (COM-4, COM-8, COM-11, COM-14): a step of leaving, removing, the directory, purging and deleting an account, inside
//! their transaction and under the company's lock. Whoever is no member enters the company's pages no more from the next request on. In the
//! same transaction the invitations that they sent with rights end, and the modules above end tokens, webhooks and contacts
//! ([`MembershipEnded`]). The name is erased at once, with the key that seals it.

use super::tell::tell;
use crate::events::{INVITATION_WITHDRAWN, LEFT};
use crate::model::notice::News;
use crate::model::rights::Rights;
use crate::model::states::InvitationState;
use crate::queries::former::FORMER;
use crate::queries::members::names_in;
use crate::rights::Locked;
use crate::signals::{Ended, MembershipEnded};
use crate::tables::{company_identity, company_member, former_member, invitation, scim_group_member, scim_user};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use serde_json::json;

/// Why a membership goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum EndRefusal {
    /// They are the owner: another owner comes first, or the company is deleted (COM-3).
    #[refusal(409, "company.owner_stays", company_owner_stays)]
    Owner,
    /// There is no such member.
    #[refusal(404, "company.no_such_member", company_no_such_member)]
    NotFound,
}

/// Ends it.
pub async fn end_membership(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    member: Uuid,
    ended: Ended,
) -> Outcome<(), EndRefusal> {
    use company_member::{Column, Entity};
    // With the whole company its owner goes too: the row of the company goes in the same transaction.
    if company.row().owner_member_id == member && ended != Ended::CompanyPurged {
        return Err(refuse(EndRefusal::Owner));
    }
    let own = Entity::find_by_id(member).filter(Column::CompanyId.eq(company.id()));
    let Some(row) = own.one(&**tx).await? else { return Err(refuse(EndRefusal::NotFound)) };
    let signal = MembershipEnded { company: company.id(), member, account: row.account_id, ended };
    cx.raise(tx, signal).await?;
    if ended != Ended::CompanyPurged {
        let name = names_in(cx, &**tx, row.company_id, &[member]).await?.remove(&member).unwrap_or_default();
        let news = News::UserGone { name: name.whole(), how: ended.word().to_owned() };
        tell(cx, tx, row.company_id, &news).await?;
    }
    remember(cx, tx, &row).await?;
    forget(cx, tx, &row).await?;
    let had = row.rights_own.union(row.rights_groups).words();
    let details = json!({ "member": member, "membership_ended": ended.word(), "before": had });
    cx.audit(tx, LEFT.about(company.id()).of_account(row.account_id).with(details)).await?;
    Ok(())
}

/// The id and the keyed hash of the address stay: staff tie the history to a new user by them.
async fn remember(cx: &Cx, tx: &Tx, row: &company_member::Model) -> Result<(), Fault> {
    let Some(contact) = contacts::contact(cx, &**tx, row.account_id).await? else { return Ok(()) };
    let version = peppers::writing(cx, tx, FORMER).await?;
    let address = gatehouse_address::normalized(&contact.to.email);
    let former = former_member::ActiveModel {
        id: Set(row.id),
        company_id: Set(row.company_id),
        address_lookup: Set(cx.app.keys.lookup_under(version, FORMER, address.as_bytes())?.to_vec()),
        pepper_version: Set(version),
        left_at: Set(cx.now()),
        successor_id: Set(None),
    };
    former_member::Entity::insert(former).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The invitations that these members sent with rights end.
pub(super) async fn withdraw_invitations(cx: &Cx, tx: &Tx, company: Uuid, by: &[Uuid]) -> Result<(), Fault> {
    use invitation::{Column, Entity};
    let ended = Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Withdrawn))
        .col_expr(Column::Version, sea_orm::ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::InvitedBy.is_in(by.iter().copied()))
        .filter(Column::CompanyId.eq(company))
        .filter(Column::Rights.ne(Rights::NONE))
        .filter(Column::State.is_in([InvitationState::Sent, InvitationState::Registered]))
        .exec(&**tx)
        .await?;
    match ended.rows_affected {
        0 => Ok(()),
        some => cx.audit(tx, INVITATION_WITHDRAWN.about(company).with(json!({ "how_many": some }))).await,
    }
}

/// Everything else of the membership goes: invitations with rights, the identity at the provider, the row and its key.
async fn forget(cx: &Cx, tx: &Tx, row: &company_member::Model) -> Result<(), Fault> {
    withdraw_invitations(cx, tx, row.company_id, &[row.id]).await?;
    let identities = company_identity::Entity::delete_many();
    identities.filter(company_identity::Column::MemberId.eq(row.id)).exec(&**tx).await?;
    let mut of_directory = Query::select();
    of_directory
        .column(scim_user::Column::Id)
        .from(scim_user::Entity)
        .and_where(scim_user::Column::MemberId.eq(row.id));
    let groups = scim_group_member::Entity::delete_many();
    groups.filter(scim_group_member::Column::UserId.in_subquery(of_directory)).exec(&**tx).await?;
    scim_user::Entity::update_many()
        .col_expr(scim_user::Column::MemberId, Expr::value(Option::<Uuid>::None))
        .filter(scim_user::Column::MemberId.eq(row.id))
        .exec(&**tx)
        .await?;
    company_member::Entity::delete_by_id(row.id).exec(&**tx).await?;
    gatehouse_mail::forget_subject(tx, row.id).await?;
    subject::destroy(cx, tx, row.id).await
}
