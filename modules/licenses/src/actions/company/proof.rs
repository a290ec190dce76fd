//! What companies need of licenses (COM-1, COM-2): a license is the proof that somebody belongs to the company that has it.
//!
//! The license agreement of a product is not asked here: it is accepted on the license's page or in the product, before the first activation
//! (LIC-34).

use super::attach::{Attaching, attach};
use super::presented::{PresentedRefusal, presented};
use crate::model::adding::{AddCodeRefusal, AddFacts, OF_LICENSE};
use crate::model::decision::Facts;
use crate::model::entitlement::Entitlement;
use crate::model::licensee;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::entitlement;
use crate::tables::{license, license_holder, purchase};
use gatehouse_companies::signals::{Brought, LicenseProof, LicenseRefused, ProvenLicense, Shown};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid, async_trait};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// Proves by licenses.
pub(crate) struct OfLicenses;

fn refused(refusal: PresentedRefusal) -> LicenseRefused {
    LicenseRefused(Arc::new(refusal))
}

/// Whether it can be used for it: as when it is added to an account.
fn judge(cx: &Cx, entitlement: &Entitlement) -> Result<(), LicenseRefused> {
    let facts = Facts::at(cx.now(), &cx.zone).of(entitlement);
    let facts = AddFacts { facts, is_held: false, accounts: 0, due: None };
    facts.check(OF_LICENSE).map_err(|refusal| refused(PresentedRefusal::Code(refusal)))
}

fn unknown() -> LicenseRefused {
    refused(PresentedRefusal::Code(SeatRefusal::UnknownCode.into()))
}

#[async_trait]
impl LicenseProof for OfLicenses {
    async fn read(&self, cx: &Cx, shown: &Shown) -> Result<Result<Uuid, LicenseRefused>, Fault> {
        let entitlement = match presented(cx, shown).await {
            Ok(entitlement) => entitlement,
            Err(Stop::Refused(refusal)) => return Ok(Err(refused(refusal))),
            Err(Stop::Broken(fault)) => return Err(fault),
        };
        Ok(judge(cx, &entitlement).map(|()| entitlement.license.id))
    }

    async fn lock(&self, cx: &Cx, tx: &Tx, license: Uuid) -> Result<Result<ProvenLicense, LicenseRefused>, Fault> {
        use license_holder::{Column, Entity};
        if license::Entity::find_by_id(license).lock_exclusive().one(&**tx).await?.is_none() {
            return Ok(Err(unknown()));
        }
        let Some(entitlement) = entitlement::by_license(cx, &**tx, license).await? else { return Ok(Err(unknown())) };
        if let Err(refusal) = judge(cx, &entitlement) {
            return Ok(Err(refusal));
        }
        let held: Vec<Option<Uuid>> = Entity::find()
            .filter(Column::LicenseId.eq(license))
            .select_only()
            .column(Column::CompanyId)
            .into_tuple()
            .all(&**tx)
            .await?;
        let companies: Vec<Uuid> = held.iter().copied().flatten().collect();
        let row = &entitlement.license;
        // A first company takes one of the places; whoever joins one that has it takes none.
        if companies.is_empty() && i64::try_from(held.len()).unwrap_or(i64::MAX) >= row.seats {
            let full = AddCodeRefusal::TooManyAccounts { seats: row.seats };
            return Ok(Err(refused(PresentedRefusal::Code(full))));
        }
        Ok(Ok(ProvenLicense {
            id: row.id,
            product: entitlement.catalog.product_name.clone(),
            licensee: licensee_of(cx, tx, row).await?,
            ends_at: row.ends_at,
            companies,
            is_pending: row.awaiting_verification,
        }))
    }

    async fn attach(&self, cx: &Cx, tx: &Tx, license: Uuid, brought: &Brought<'_>) -> Result<bool, Fault> {
        let Brought { company, by, key_file } = *brought;
        let row = license::Entity::find_by_id(license).lock_exclusive().one(&**tx).await?;
        let row = row.ok_or_else(|| Fault::new("a license went away while a company took it"))?;
        attach(cx, tx, &Attaching { license: &row, company, member: by, file_name: key_file }).await
    }
}

/// The company that its order names.
async fn licensee_of(cx: &Cx, tx: &Tx, license: &license::Model) -> Result<Option<String>, Fault> {
    let order = purchase::Entity::find_by_id(license.purchase_id).one(&**tx).await?;
    let Some(order) = order.filter(|order| order.licensee_sealed.is_some()) else { return Ok(None) };
    match subject::keys(cx, &**tx, &[order.id]).await?.remove(&order.id) {
        Some(key) => licensee::of_order(&key, &order),
        None => Ok(None),
    }
}
