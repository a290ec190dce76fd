//! A company's own OpenID Connect provider (COM-14), and who is who there.

use crate::model::states::{CompanyState, DomainState, OidcState};
use crate::queries::domains::longest;
use crate::tables::{company, company_identity, company_oidc, company_session};
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_domains::MailDomain;
use gatehouse_federation::{CompanyProvider, Issuer};
use sea_orm::entity::prelude::*;

/// Where our secret at the provider is sealed.
pub(crate) const SECRET: &str = "company_oidc.secret_sealed";
/// The domain of the keyed hashes of subjects.
pub(crate) const SUBJECT: &str = "companies.provider_subject";

/// Where people sign in by a provider.
#[must_use]
pub fn path(oidc: Uuid) -> String {
    format!("/sign-in/company/{oidc}")
}

/// Where a provider sends browsers back to: one address for each provider, and for no other one.
#[must_use]
pub fn back(cx: &Cx, oidc: Uuid) -> String {
    format!("{}{}/answer", cx.app.settings.origin, path(oidc))
}

/// A subject at a provider, as it is hashed.
pub(crate) fn subject_text(oidc: Uuid, subject: &str) -> String {
    format!("{oidc}:{subject}")
}

/// The provider of a company.
pub async fn of_company<C: ConnectionTrait>(conn: &C, company: Uuid) -> Result<Option<company_oidc::Model>, Fault> {
    let own = company_oidc::Entity::find().filter(company_oidc::Column::CompanyId.eq(company));
    Ok(own.one(conn).await?)
}

/// A provider.
pub async fn find<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<Option<company_oidc::Model>, Fault> {
    Ok(company_oidc::Entity::find_by_id(id).one(conn).await?)
}

/// Where the users of a company sign in by its own provider, once that is on.
pub(crate) async fn way_in<C: ConnectionTrait>(conn: &C, company: Uuid) -> Result<Option<String>, Fault> {
    let found = of_company(conn, company).await?.filter(|row| row.state == OidcState::On);
    Ok(found.map(|row| path(row.id)))
}

/// The domain and the provider where people with this address sign in: a company has proven the domain, and its own sign-in is on. Nothing
/// is asked about the address itself.
pub(crate) async fn way_of<C: ConnectionTrait>(conn: &C, address: &Email) -> Result<Option<(MailDomain, Uuid)>, Fault> {
    let of = MailDomain::of(address);
    let Some(held) = longest(conn, &of, [DomainState::Verified]).await? else { return Ok(None) };
    let lives = company::Entity::find_by_id(held.company_id).filter(company::Column::State.ne(CompanyState::Deleted));
    if lives.one(conn).await?.is_none() {
        return Ok(None);
    }
    let found = of_company(conn, held.company_id).await?.filter(|row| row.state == OidcState::On);
    Ok(found.map(|row| (of, row.id)))
}

/// The row as the kit asks it. `None`: what is stored is no provider any more.
pub async fn opened<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &company_oidc::Model,
) -> Result<Option<CompanyProvider>, Fault> {
    let Ok(issuer) = Issuer::read(&row.issuer) else { return Ok(None) };
    let secret = subject::key(cx, conn, row.company_id).await?.open_text(SECRET, row.id, &row.secret_sealed)?;
    Ok(Some(CompanyProvider {
        id: row.id,
        issuer,
        client_id: row.client_id.clone(),
        secret: (!secret.is_empty()).then(|| secret.into()),
        trusts_mfa: row.trust_mfa,
    }))
}

/// How many users have come in by a provider.
pub(crate) async fn connected<C: ConnectionTrait>(conn: &C, oidc: Uuid) -> Result<u64, Fault> {
    let own = company_identity::Entity::find().filter(company_identity::Column::OidcId.eq(oidc));
    Ok(own.count(conn).await?)
}

/// What a provider has vouched for in a session, if it has and the session is this company's.
pub(crate) async fn session<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    session: Uuid,
) -> Result<Option<company_session::Model>, Fault> {
    let found = company_session::Entity::find_by_id(session).one(conn).await?;
    Ok(found.filter(|row| row.ends_at > cx.now()))
}

/// Whether a member has given the provider a second factor, in a session that lives.
pub(crate) async fn has_given_factor<C: ConnectionTrait>(cx: &Cx, conn: &C, member: Uuid) -> Result<bool, Fault> {
    use company_session::{Column, Entity};
    let own = Entity::find().filter(Column::MemberId.eq(member)).filter(Column::GaveFactor.eq(true));
    Ok(own.filter(Column::EndsAt.gt(cx.now())).one(conn).await?.is_some())
}
