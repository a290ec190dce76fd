//! What a license brings as it was sold (LIC-1), and the text of the agreement that was accepted for it (LIC-34): for the page of the
//! license, and for papers.

use super::acceptances::{Standing, standing};
use crate::tables::license;
use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_catalog::queries::{agreements, revisions};
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Uuid};

/// What comes with a license beside the product.
#[derive(Clone, Debug)]
pub struct Brings {
    /// Devices at once.
    pub seats: i64,
    /// The term, as the license has it: calendar months, calendar days, or its end.
    pub months: Option<i64>,
    /// See `months`.
    pub days: Option<i64>,
    /// See `months`.
    pub fixed_until: Option<Moment>,
    /// The standard support, for this reader; empty where nothing is said of it.
    pub support: String,
    /// Further services; empty where there are none.
    pub services: String,
    /// For which features the product must be connected to an account (LIC-33).
    pub account_need: AccountNeed,
}

/// What a license brings, for a reader of this language.
pub async fn of_license(cx: &Cx, license: &license::Model, lang: Lang) -> Result<Brings, Fault> {
    let sold = revisions::numbered(cx.read(), license.edition_id, license.edition_rev).await?;
    Ok(Brings {
        seats: license.seats,
        months: license.months,
        days: license.days,
        fixed_until: license.fixed_until,
        support: sold.as_ref().map(|sold| sold.support_for(lang)).unwrap_or_default(),
        services: sold.as_ref().map(|sold| sold.services_for(lang)).unwrap_or_default(),
        account_need: sold.map(|sold| sold.account_need).unwrap_or_default(),
    })
}

/// The agreement that applies to a license of an account.
#[derive(Clone, Debug)]
pub struct AppliedAgreement {
    /// Where everybody can read that version; a path of the portal.
    pub page: String,
    /// The version's number.
    pub number: i64,
    /// When the account accepted it.
    pub accepted_at: Option<Moment>,
}

/// The version that the account accepted for the license, else the one in force; `None` where the product has none.
pub async fn agreement(
    cx: &Cx,
    account: Uuid,
    license: &license::Model,
    product: &product::Model,
) -> Result<Option<AppliedAgreement>, Fault> {
    let applied = |standing: Standing| AppliedAgreement {
        page: agreements::page_of(standing.version.id),
        number: standing.version.number,
        accepted_at: standing.accepted_at,
    };
    Ok(standing(cx, account, license, product).await?.map(applied))
}
