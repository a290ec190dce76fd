//! What stands on a license certificate (LIC-25, LIC-34), and whose license a number is that somebody checks.

use super::acceptances::{Standing, standing};
use super::customer_license::{features, held};
use super::sellers::{self, SoldBy};
use crate::model::certificate;
use crate::model::holder::Holder;
use crate::tables::{license, license_holder};
use gatehouse_accounts::contacts;
use gatehouse_catalog::queries::{agreements, revisions};
use gatehouse_catalog::tables::{edition_rev, product};
use gatehouse_companies::queries::companies;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// What is printed.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The license.
    pub license: license::Model,
    /// Its product's name.
    pub product: String,
    /// Its edition as it was sold: its name, the standard support and further services.
    pub edition: edition_rev::Model,
    /// What the edition includes, in the reader's language.
    pub features: Vec<String>,
    /// Whom it is made out to; empty where nobody has it yet.
    pub licensee: String,
    /// Who sold it.
    pub sold_by: SoldBy,
    /// The license agreement that applies, and when the licensee accepted it.
    pub agreement: Option<Standing>,
    /// What tells that it is genuine.
    pub code: String,
}

/// The certificate of a license of the account, made out to its owner; `None` for others, for one that a clerk must look at first,
/// and for one whose order was erased.
pub async fn of_holder(cx: &Cx, account: Uuid, id: Uuid) -> Result<Option<Certificate>, Fault> {
    match held(cx, account, id).await? {
        Some(license) => made_out(cx, license, Some(Holder::Account(account))).await,
        None => Ok(None),
    }
}

/// The same of any license, made out to who added it first.
pub(crate) async fn of_first_holder(cx: &Cx, id: Uuid) -> Result<Option<Certificate>, Fault> {
    use license_holder::{Column, Entity};
    let Some(license) = license::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let holders = Entity::find().filter(Column::LicenseId.eq(id));
    let first = holders.order_by_asc(Column::AddedAt).order_by_asc(Column::Id).one(cx.read()).await?;
    made_out(cx, license, first.and_then(|row| row.holder())).await
}

/// Whether there is a certificate of it.
pub fn is_certified(license: &license::Model) -> bool {
    !license.awaiting_verification
}

async fn made_out(cx: &Cx, license: license::Model, holder: Option<Holder>) -> Result<Option<Certificate>, Fault> {
    if !is_certified(&license) {
        return Ok(None);
    }
    let Some(key) = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id) else {
        return Ok(None);
    };
    let (product, edition) = catalog(cx, &license).await?;
    let licensee = match holder {
        Some(Holder::Account(account)) => contacts::contact(cx, cx.read(), account).await?.map(|contact| contact.label),
        Some(Holder::Company(company)) => companies::names(cx.read(), &[company]).await?.remove(&company),
        None => None,
    };
    let agreement = match holder.and_then(Holder::account) {
        Some(account) => standing(cx, account, &license, &product).await?,
        None => {
            let version = agreements::in_force(cx, product.id).await?;
            version.map(|version| Standing { version, accepted_at: None, due: None })
        }
    };
    let licensee = licensee.unwrap_or_default();
    let features = features(cx, product.id, &edition).await?;
    let features = features.into_iter().filter_map(|(name, has)| has.then_some(name)).collect();
    Ok(Some(Certificate {
        code: certificate::code(&key, license.id, &licensee),
        product: product.name,
        edition,
        features,
        licensee,
        sold_by: sellers::of_license(cx, &license).await?,
        agreement,
        license,
    }))
}

/// The product of a license, and its edition as it was sold.
pub(crate) async fn catalog(cx: &Cx, license: &license::Model) -> Result<(product::Model, edition_rev::Model), Fault> {
    let gone = || Fault::new("a license without its product");
    let product = product::Entity::find_by_id(license.product_id).one(cx.read()).await?.ok_or_else(gone)?;
    let edition = revisions::numbered(cx.read(), license.edition_id, license.edition_rev).await?.ok_or_else(gone)?;
    Ok((product, edition))
}

/// The license with this number.
pub(crate) async fn by_number(cx: &Cx, number: &str) -> Result<Option<license::Model>, Fault> {
    Ok(license::Entity::find().filter(license::Column::Number.eq(number)).one(cx.read()).await?)
}
