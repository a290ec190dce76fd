//! The owner claims a mail domain (COM-14). Nothing follows from that until its DNS record is seen.

use crate::enter;
use crate::events::DOMAIN_CLAIMED;
use crate::model::states::DomainState;
use crate::queries::domains::{MOST, TOKEN, stored};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::company_domain::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_domains::{Challenge, Course, NotADomain, Unclaimable, claimable};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ClaimForm {
    /// The domain, or an address of it.
    pub domain: String,
    /// `true`: domains below it count too.
    pub subdomains: String,
}

/// Why nothing was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ClaimRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// Nothing was typed.
    #[refusal(422, "domain.missing", domain_missing, field = "domain")]
    Missing,
    /// It is no domain.
    #[refusal(422, "domain.malformed", domain_malformed, field = "domain")]
    Malformed,
    /// Everybody has names below it.
    #[refusal(422, "domain.public_suffix", domain_public_suffix, field = "domain")]
    PublicSuffix,
    /// A host of free mail.
    #[refusal(422, "domain.free_mail", domain_free_mail, field = "domain")]
    FreeMail,
    /// No name server outside knows it.
    #[refusal(422, "domain.not_public", domain_not_public, field = "domain")]
    NotPublic,
    /// It is claimed already.
    #[refusal(409, "domain.already", domain_already, field = "domain")]
    Already,
    /// There are as many as there can be.
    #[refusal(409, "domain.too_many", domain_too_many, field = "domain")]
    TooMany,
}

impl From<Unclaimable> for ClaimRefusal {
    fn from(no: Unclaimable) -> Self {
        match no {
            Unclaimable::NotADomain(NotADomain::Missing) => Self::Missing,
            Unclaimable::NotADomain(_) => Self::Malformed,
            Unclaimable::PublicSuffix => Self::PublicSuffix,
            Unclaimable::FreeMail => Self::FreeMail,
            Unclaimable::NotPublic => Self::NotPublic,
        }
    }
}

/// Claims it; answers the claim. A claim that was lost begins anew, with another record.
pub async fn claim(cx: &Cx, company: Uuid, form: &ClaimForm) -> Outcome<Uuid, ClaimRefusal> {
    let domain = claimable(&form.domain).map_err(ClaimRefusal::from).or_refuse()?;
    let tx = cx.begin().await?;
    let (by, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(ClaimRefusal::Enter))?;
    let own = Entity::find().filter(Column::CompanyId.eq(company.id())).all(&*tx).await?;
    let before = own.iter().find(|row| row.domain == domain.as_str());
    if before.is_some_and(|row| row.state != DomainState::Lost) {
        return Err(refuse(ClaimRefusal::Already));
    }
    if before.is_none() && own.len() >= MOST {
        return Err(refuse(ClaimRefusal::TooMany));
    }
    if let Some(before) = before {
        Entity::delete_by_id(before.id).exec(&*tx).await?;
    }
    let (id, course) = (cx.id(), Course::claimed(cx.now()));
    let challenge = Challenge::new(cx.app.random.as_ref());
    let key = subject::key(cx, &*tx, company.id()).await?;
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company.id()),
        domain: Set(domain.as_str().to_owned()),
        subdomains: Set(form.subdomains == "true"),
        token: Set(key.seal(cx.app.random.as_ref(), TOKEN, id, challenge.as_str().as_bytes())?),
        state: Set(stored(course.state)),
        checks: Set(0),
        next_check_at: Set(course.next_check_at),
        checked_at: Set(None),
        verified_at: Set(None),
        failing_since: Set(None),
        told: Set(0),
        last_answer: Set(None),
        absent_days: Set(0),
        claimed_by: Set(by.member()),
        claimed_at: Set(course.claimed_at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, DOMAIN_CLAIMED.about(company.id()).with(json!({ "domain": domain.as_str() }))).await?;
    tx.commit().await?;
    Ok(id)
}
