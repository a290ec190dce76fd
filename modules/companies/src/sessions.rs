//! Who acts in which company: found with every page of a customer by one statement ([`crate::queries::membership`]), judged when an
//! address of a company is opened. What a handler gets of it is a proof ([`crate::rights::In`]), made without a further query.

use crate::actions::enter::{closed, lacks};
use crate::pages::{DUE, two_step};
use crate::queries::companies;
use crate::queries::membership::{self, Membership};
use crate::queries::provider;
use crate::refusals::EnterRefusal;
use crate::rights::{In, Right};
use gatehouse_accounts::actions::by_company::has_own_way_in;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::scope::{Companies, Company, CompanyLogo, Held};
use gatehouse_web::{Customer, CustomerSession, Halt, Scope};

/// Finds the company of an account, for the kit.
pub(crate) struct OfMembers;

#[async_trait]
impl Companies for OfMembers {
    async fn of(&self, cx: &Cx, account: Uuid) -> Result<Option<Company>, Fault> {
        let Some(found) = membership::of_account(cx, cx.read(), account).await? else { return Ok(None) };
        let company = found.company();
        Ok(Some(Company {
            id: company.id,
            word: company.slug.clone(),
            name: company.name.clone(),
            logo: company.logo.map(|file| CompanyLogo { file, still: company.logo_still }),
            rights: found.rights().bits(),
            is_open: found.is_usable() && found.standing().blocked.is_none(),
            held: Held::of(found),
        }))
    }

    async fn enter(&self, cx: &Cx, session: &CustomerSession, company: &Company) -> Result<(), Halt> {
        let found = held(company)?;
        let vouched = provider::session(cx, cx.read(), session.id).await?;
        let company = found.company();
        // A session that another company's provider has opened is nobody's here.
        if vouched.as_ref().is_some_and(|row| row.only_inside && row.company_id != company.id) {
            return Err(Halt::NotFound);
        }
        let vouched = vouched.filter(|row| row.company_id == company.id);
        match closed(cx, cx.read(), found).await? {
            // The person can do something about it: the page says what, and leads back.
            Some(EnterRefusal::FactorDue(_)) => return Err(Halt::GoTo(two_step::PATH.to_owned())),
            Some(refusal) => return Err(Halt::refused(refusal)),
            None => {}
        }
        // What the provider says of a second step counts in the session for which it said so. The person's own one was given where they
        // signed in themselves, not where the provider let them in.
        let gave_factor = vouched.as_ref().is_some_and(|row| row.gave_factor);
        let by_provider = vouched.as_ref().is_some_and(|row| row.only_inside);
        if company.require_factor && !found.is_owner() && !gave_factor {
            let gave_own = !by_provider && contacts::has_second_step(cx.read(), found.account()).await?;
            if !gave_own {
                return Err(Halt::GoTo(two_step::PATH.to_owned()));
            }
        }
        if company.require_sso && vouched.is_none() {
            return Err(Halt::GoTo(DUE.to_owned()));
        }
        Ok(())
    }

    async fn is_only_inside(&self, cx: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
        Ok(provider::session(cx, cx.read(), session.id).await?.is_some_and(|row| row.only_inside))
    }

    async fn answers_gates(&self, cx: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
        Ok(!has_own_way_in(cx.read(), session.account).await?)
    }

    async fn proof_at(&self, cx: &Cx, session: &CustomerSession) -> Result<Option<String>, Fault> {
        Ok(provider::session(cx, cx.read(), session.id).await?.map(|row| provider::path(row.oidc_id)))
    }

    async fn had_word(&self, cx: &Cx, company: &Company, word: &str) -> Result<bool, Fault> {
        companies::is_word_of(cx.read(), company.id, word).await
    }
}

fn held(company: &Company) -> Result<&Membership, Fault> {
    company.held.get().ok_or_else(|| Fault::new("a company that is none of this module's"))
}

/// The membership of the company in whose name a customer's page is; `None` on their own pages. For what a page shows; what it may do, a
/// proof says.
#[must_use]
pub fn membership(customer: &Customer) -> Option<&Membership> {
    match &customer.scope {
        Scope::Company(company) => company.held.get(),
        Scope::Personal => None,
    }
}

/// The membership of who visits a page, on their own pages too, and whether the company lets them in or not. For leaving it.
pub(crate) fn own_membership(customer: &Customer) -> Option<&Membership> {
    let company = match &customer.scope {
        Scope::Company(company) => Some(company),
        Scope::Personal => customer.visit.company.as_ref(),
    };
    company.and_then(|company| company.held.get::<Membership>()).filter(|found| found.is_usable())
}

/// The proof that whoever visits a company's page has the right `R`, for reads. Without it the page names the right and who can give it;
/// on an address of no company there is nothing. It is good for this request; what is sent piece by piece asks [`still`] before each.
pub async fn inside<R: Right>(customer: &Customer) -> Result<In<'static, R>, Halt> {
    let Some(found) = membership(customer) else { return Err(Halt::NotFound) };
    match In::of(found) {
        Some(by) => Ok(by),
        None => {
            let cx = &customer.visit.cx;
            Err(Halt::refused(lacks::<R, _>(cx, cx.read(), found.company().id).await?))
        }
    }
}

/// The same proof once more, from the database as it is now; without it somebody has lost the right meanwhile.
pub async fn still<R: Right>(cx: &Cx, by: &In<'_, R>) -> Result<(), Halt> {
    let found = membership::of_account(cx, cx.read(), by.account()).await?;
    let found = found.filter(|found| found.company().id == by.company());
    let Some(found) = found else { return Err(Halt::NotFound) };
    if closed(cx, cx.read(), &found).await?.is_some() || In::<R>::of(&found).is_none() {
        return Err(Halt::Forbidden);
    }
    Ok(())
}
