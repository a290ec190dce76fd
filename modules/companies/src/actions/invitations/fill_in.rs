//! Somebody without an account fills in the form of their invitation (COM-5). The link has proven the address, so the page to set a password
//! follows at once; the mailed activation link is for who does not finish there. After seven days without activation only support invites
//! anew.

use super::decline::{LinkRefusal, opened};
use super::locked;
use crate::actions::registrations::{NewRegistration, store};
use crate::events::INVITATION_FILLED_IN;
use crate::mails;
use crate::model::joining_form::{Form, JoinError, Typed};
use crate::model::states::InvitationState;
use crate::queries::invitations::DeadInvitation;
use crate::queries::{branches, invitations};
use crate::tables::company;
use crate::tables::invitation::{Column, Entity};
use gatehouse_accounts::model::Email;
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_privacy::queries::registration::at_registration;
use gatehouse_signin::Browser;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Why it is not filled in.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FillInRefusal {
    /// Fields are wrong.
    Invalid(Invalid<JoinError>),
    /// The link opens nothing, or was tried too often.
    Link(LinkRefusal),
    /// The branch is none of the company's.
    #[refusal(422, "company.no_branch", company_no_branch, field = "branch")]
    NoBranch,
    /// The company takes addresses of its own domains alone by now, and this is none: a registration would only lapse.
    #[refusal(409, "company.accept_domain", accept_domain)]
    OtherDomain,
}

impl From<DeadInvitation> for FillInRefusal {
    fn from(dead: DeadInvitation) -> Self {
        Self::Link(LinkRefusal::Dead(dead))
    }
}

/// Takes the form; answers the token of the page where the password is set.
pub async fn fill_in(cx: &Cx, token: &str, typed: &Typed, browser: &Browser) -> Outcome<Secret<String>, FillInRefusal> {
    let found = opened(cx, token).await.map_err(|stop| stop.map(FillInRefusal::from))?;
    if let Some(dead) = found.dead() {
        return Err(refuse(dead.into()));
    }
    let mut errors = Errors::<JoinError>::default();
    let person = typed.person(&mut errors);
    let answers = typed.answers(&mut errors, &at_registration(cx, cx.lang).await?);
    let (name, country) = errors.finish(|| person).or_refuse()?;
    let branch = branch(typed)?;
    let email = Email::parse(&found.email).map_err(|_| Fault::new("an invitation has no address"))?;
    let form =
        Form { name, company: found.company.name.clone(), country, branch, zone: typed.zone.clone(), key_file: None };
    let tx = cx.begin().await?;
    let row = locked(&tx, found.row.id).await?.ok_or(DeadInvitation::Unknown).or_refuse()?;
    if row.state != InvitationState::Sent || row.ends_at <= cx.now() {
        return Err(refuse(DeadInvitation::Registered.into()));
    }
    let company = company::Entity::find_by_id(row.company_id).one(&*tx).await?;
    let company = company.ok_or(DeadInvitation::CompanyGone).or_refuse()?;
    if !invitations::takes(&*tx, &company, &email).await? {
        return Err(refuse(FillInRefusal::OtherDomain));
    }
    if let Some(branch) = branch
        && !branches::is_of(&*tx, row.company_id, branch).await?
    {
        return Err(refuse(FillInRefusal::NoBranch));
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Registered))
        .col_expr(Column::RegisteredAt, Expr::value(Some(cx.now())))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let new = NewRegistration {
        email: &email,
        form: &form,
        answers: &answers,
        license: None,
        invitation: Some(row.id),
        browser,
    };
    let stored = store(cx, &tx, &new).await?;
    let (to, link) = stored.ok_or_else(|| Fault::busy("another registration of this address came between"))?;
    mails::activate::queue(cx, &tx, &to, &link, None).await?;
    cx.audit(&tx, INVITATION_FILLED_IN.about(row.company_id)).await?;
    tx.commit().await?;
    Ok(link)
}

/// The branch that was chosen.
fn branch(typed: &Typed) -> Outcome<Option<Uuid>, FillInRefusal> {
    if typed.branch.is_empty() {
        return Ok(None);
    }
    Uuid::parse_str(&typed.branch).map(Some).map_err(|_| refuse(FillInRefusal::NoBranch))
}
