//! Adding a license to a company, by its code or by a key file (LIC-5, LIC-24).
//!
//! The rule: as for an account; the company counts as one of the N that may have a license for N devices. An expired or blocked one is
//! refused with the reason. One trial of a product for a company (LIC-22). The right to manage licenses is asked before anything is looked
//! up, and once more behind the locks.

use super::attach::{Attaching, attach, had_trial};
use super::presented::{PresentedRefusal, presented};
use crate::actions::accept_agreement::write_down;
use crate::actions::add_code::{accepted_agreement, check_holders};
use crate::actions::license_slots;
use crate::model::adding::{self, AddCodeRefusal};
use crate::model::holder::Holder;
use crate::model::license::Kind;
use crate::queries::decision;
use crate::signals::LicenseBought;
use gatehouse_companies::enter;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_companies::signals::Shown;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Stop, Uuid, refuse};

/// What is added.
pub struct AddToCompany {
    /// To this company.
    pub company: Uuid,
    /// What was shown.
    pub shown: Shown,
    /// What the file was called; not read for a code.
    pub file_name: String,
    /// The version of the license agreement that the person read and accepted (LIC-34).
    pub accepted: Option<Uuid>,
}

/// Why it was not added.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddToCompanyRefusal {
    /// Not their company, or not their right.
    Enter(EnterRefusal),
    /// What was shown is of no license, or it cannot be added.
    Shown(PresentedRefusal),
    /// The company has it.
    #[refusal(409, "license.company_has_it", company_license_here_already, field = "code")]
    HereAlready {
        /// The license.
        license: Uuid,
    },
    /// The company had its trial of the product.
    #[refusal(409, "license.company_trial_taken", company_trial_taken, field = "code")]
    TrialTaken,
}

/// What was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedToCompany {
    /// The license.
    pub license: Uuid,
    /// It waits for a clerk (LIC-23).
    pub is_pending: bool,
}

/// Adds it.
pub async fn add_to_company(cx: &Cx, input: &AddToCompany) -> Outcome<AddedToCompany, AddToCompanyRefusal> {
    let holder = Holder::Company(input.company);
    may_manage(cx, input.company).await?;
    let entitlement = presented(cx, &input.shown).await.map_err(|stop| stop.map(AddToCompanyRefusal::Shown))?;
    let facts = decision::of_adding(cx, &entitlement, holder, input.accepted).await?;
    facts.check(adding::OF_LICENSE).map_err(of_code)?;
    let license = entitlement.license.id;
    let account = cx.actor.account().ok_or_else(|| refuse(AddToCompanyRefusal::Enter(EnterRefusal::NotFound)))?;
    let agreement = accepted_agreement(cx, &entitlement, &facts, account).await?;
    let _slot = license_slots::acquire(cx, license).await?;
    let tx = cx.begin().await?;
    // The license first, as everywhere.
    match check_holders(cx, &tx, &facts, holder).await {
        Ok(()) => {}
        Err(Stop::Refused(refusal)) => return Err(of_code(refusal)),
        Err(Stop::Broken(fault)) => return Err(fault.into()),
    }
    let entered = enter::<ManageLicenses>(cx, &tx, input.company).await;
    let (by, _company) = entered.map_err(|stop| stop.map(AddToCompanyRefusal::Enter))?;
    if had_trial(&tx, input.company, &entitlement.license).await? {
        return Err(refuse(AddToCompanyRefusal::TrialTaken));
    }
    let file_name = match &input.shown {
        Shown::Code(_) => None,
        Shown::KeyFile(_) => Some(input.file_name.as_str()),
    };
    let what = Attaching { license: &entitlement.license, company: input.company, member: by.member(), file_name };
    let is_pending = attach(cx, &tx, &what).await?;
    if let Some(agreement) = agreement {
        write_down(cx, &tx, license, &agreement, Some(account)).await?;
    }
    if matches!(entitlement.license.kind, Kind::Commercial | Kind::Subscription) {
        let product = entitlement.license.product_id;
        cx.raise(&tx, LicenseBought { product, account: Some(account), email: None }).await?;
    }
    cx.once(&tx, license).await?;
    tx.commit().await?;
    Ok(AddedToCompany { license, is_pending })
}

/// Whoever may not add learns nothing of a code, and spends nobody's tries.
async fn may_manage(cx: &Cx, company: Uuid) -> Outcome<(), AddToCompanyRefusal> {
    let tx = cx.begin().await?;
    let entered = enter::<ManageLicenses>(cx, &tx, company).await;
    entered.map_err(|stop| stop.map(AddToCompanyRefusal::Enter))?;
    tx.rollback().await?;
    Ok(())
}

fn of_code(refusal: AddCodeRefusal) -> Stop<AddToCompanyRefusal> {
    refuse(match refusal {
        AddCodeRefusal::AlreadyHere { license } => AddToCompanyRefusal::HereAlready { license },
        refusal => AddToCompanyRefusal::Shown(PresentedRefusal::Code(refusal)),
    })
}
