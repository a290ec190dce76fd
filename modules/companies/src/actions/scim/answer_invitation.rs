//! Somebody answers the invitation of a company's directory (COM-14), signed in to the account that it names.

use super::invite::close;
use crate::actions::add_member::{AddRefusal, NewMember, add_member};
use crate::actions::lock::lock;
use crate::actions::move_lookups::INVITED;
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::model::states::{CompanyState, InvitationState, JoinedBy};
use crate::tables::{company, invitation};
use gatehouse_accounts::contacts;
use gatehouse_accounts::queries::own::person_name;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use invitation::{Column, Entity, Model};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Why there is nothing to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AnswerRefusal {
    /// The invitation has ended, or was answered or taken back.
    #[refusal(409, "company.invitation_over", scim_invitation_over)]
    Over,
    /// They belong to a company.
    Has(AddRefusal),
}

/// The newest open invitation of an account, with its company.
pub async fn open_invitation<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
) -> Result<Option<(Model, company::Model)>, Fault> {
    let Some(contact) = contacts::contact(cx, conn, account).await? else { return Ok(None) };
    let lookups = cx.app.keys.accepted(INVITED, gatehouse_address::normalized(&contact.to.email).as_bytes());
    let found = Entity::find()
        .filter(Column::AddressLookup.is_in(lookups))
        .filter(Column::State.eq(InvitationState::Sent))
        .filter(Column::EndsAt.gt(cx.now()))
        .order_by_desc(Column::Id)
        .one(conn)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let company = company::Entity::find_by_id(row.company_id).one(conn).await?;
    Ok(company.filter(|company| company.state != CompanyState::Deleted).map(|company| (row, company)))
}

/// Accepts or declines it; answers the word of the company that they belong to now.
pub async fn answer_invitation(cx: &Cx, company: Uuid, accepts: bool) -> Outcome<Option<String>, AnswerRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(AnswerRefusal::Over)) };
    let tx = cx.begin().await?;
    let Some(company) = lock(cx, &tx, company).await? else { return Err(refuse(AnswerRefusal::Over)) };
    let open = open_invitation(cx, &*tx, account).await?.filter(|(_, of)| of.id == company.id());
    let Some((row, _)) = open else { return Err(refuse(AnswerRefusal::Over)) };
    if !accepts {
        close(cx, &tx, row.id, InvitationState::Declined).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let new = NewMember {
        account,
        name: MemberName::of_person(&person_name(cx, &*tx, account).await?),
        country: None,
        branch: row.branch_id,
        rights: Rights::NONE,
        joined_by: JoinedBy::Invitation,
    };
    // What the directory's groups give comes with joining.
    add_member(cx, &tx, &company, &new).await.map_err(|stop| stop.map(AnswerRefusal::Has))?;
    close(cx, &tx, row.id, InvitationState::Accepted).await?;
    let word = company.row().slug.clone();
    tx.commit().await?;
    Ok(Some(word))
}
