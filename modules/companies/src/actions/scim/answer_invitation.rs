//! Somebody answers the invitation of a company's directory (COM-14), signed in to the account that it names.

use crate::actions::invitations::accept::{AcceptRefusal, come_in};
use crate::actions::invitations::decline::declined;
use crate::actions::invitations::locked;
use crate::actions::joining::join::{Became, Comer};
use crate::actions::move_lookups::INVITED;
use crate::model::joining_form::Form;
use crate::model::name::MemberName;
use crate::model::states::{CompanyState, InvitationState};
use crate::tables::{company, invitation};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use invitation::{Column, Entity, Model};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Why there is nothing to answer.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AnswerRefusal {
    /// The invitation has ended, or was answered or taken back.
    #[refusal(409, "company.invitation_over", scim_invitation_over)]
    Over,
    /// They belong to a company, or it was answered at this moment.
    Accept(AcceptRefusal),
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

/// Accepts or declines it, by the same steps as the holder of a link; answers the word of the company that they belong to now.
pub async fn answer_invitation(cx: &Cx, company: Uuid, accepts: bool) -> Outcome<Option<String>, AnswerRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(AnswerRefusal::Over)) };
    let tx = cx.begin().await?;
    let contact = contacts::contact(cx, &*tx, account).await?;
    let open = open_invitation(cx, &*tx, account).await?.filter(|(_, of)| of.id == company);
    let (Some((row, of)), Some(contact)) = (open, contact) else { return Err(refuse(AnswerRefusal::Over)) };
    let (own, country) = (contact.to.email, contact.country.unwrap_or_default());
    if !accepts {
        let row = locked(&tx, row.id).await?.filter(|row| row.state == InvitationState::Sent);
        let row = row.ok_or(AnswerRefusal::Over).or_refuse()?;
        declined(cx, &tx, &row, &of, &own).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let email = Email::parse(&own).map_err(|_| Fault::new("an account has no address"))?;
    let name = MemberName::of_person(&contacts::name(cx, &*tx, account).await?.unwrap_or_default());
    let form = Form { name, company: of.name, country, branch: row.branch_id, zone: String::new() };
    let comer = Comer { account, email: &email, form: &form };
    // What the directory's groups give comes with joining.
    let became = come_in(cx, &tx, &comer, row.id, row.branch_id).await;
    let became = became.map_err(|stop| stop.map(AnswerRefusal::Accept))?;
    tx.commit().await?;
    Ok(match became {
        Became::User(word) => Some(word),
        _ => None,
    })
}
