//! The license agreement of a product is accepted (LIC-34).
//!
//! The rule: where the product asks for it, the version in force is accepted before a license is activated for the first time: by who
//! adds the license to their account, by who has it already, or in the product, which then names the version that it showed. It is kept
//! which version was accepted, in which language, when, and by which account. The devices of a license that was activated before are asked for nothing; an account that
//! adds its code accepts for itself.

use crate::events;
use crate::model::entitlement::Entitlement;
use crate::queries::{acceptances, customer_license};
use crate::tables::agreement_acceptance::{ActiveModel, Column, Entity};
use crate::tables::license;
use gatehouse_catalog::queries::agreements::{self, Agreement};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

/// What is accepted.
#[derive(Clone, Copy, Debug)]
pub struct AcceptAgreement {
    /// For this license of the acting account.
    pub license: Uuid,
    /// The version that the person read.
    pub agreement: Option<Uuid>,
    /// "I accept" was ticked.
    pub agreed: bool,
}

/// Why it was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AcceptAgreementRefusal {
    /// The license is not in this account.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// "I accept" was not ticked.
    #[refusal(422, "license.agreement_required", customer_agreement_not_accepted, field = "accepted")]
    NotAgreed,
    /// A newer version came into force while the person was reading.
    #[refusal(409, "license.agreement_changed", customer_agreement_changed, field = "accepted")]
    Changed,
}

/// Accepts the version in force for a license of the acting account. Accepting it once more changes nothing.
pub async fn accept_agreement(cx: &Cx, input: AcceptAgreement) -> Outcome<(), AcceptAgreementRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(AcceptAgreementRefusal::NotHere)) };
    let Some(license) = customer_license::held(cx, account, input.license).await? else {
        return Err(refuse(AcceptAgreementRefusal::NotHere));
    };
    if !input.agreed {
        return Err(refuse(AcceptAgreementRefusal::NotAgreed));
    }
    let in_force = agreements::in_force(cx, license.product_id).await?;
    let Some(version) = in_force.filter(|version| Some(version.id) == input.agreement) else {
        return Err(refuse(AcceptAgreementRefusal::Changed));
    };
    let Some(agreement) = agreements::version(cx, version.id).await? else {
        return Err(Fault::new("an agreement without a product").into());
    };
    let tx = cx.begin().await?;
    write_down(cx, &tx, license.id, &agreement, Some(account)).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down the version that was accepted in the product with an activation.
pub(crate) async fn accept_in_product(cx: &Cx, entitlement: &Entitlement, version: Uuid) -> Result<(), Fault> {
    let Some(agreement) = agreements::version(cx, version).await? else {
        return Err(Fault::busy("an agreement went away while it was accepted"));
    };
    let tx = cx.begin().await?;
    write_down(cx, &tx, entitlement.license.id, &agreement, None).await?;
    tx.commit().await
}

/// Writes down that a version was accepted for a license, unless that is written already. Behind the license's row, so that two
/// requests at once write one line.
pub(crate) async fn write_down(
    cx: &Cx,
    tx: &Tx,
    license: Uuid,
    agreement: &Agreement,
    account: Option<Uuid>,
) -> Result<(), Fault> {
    let locked = license::Entity::find_by_id(license).lock_exclusive().one(&**tx).await?;
    if locked.is_none() || acceptances::of_account(&**tx, license, agreement.version.id, account).await?.is_some() {
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license),
        agreement_id: Set(agreement.version.id),
        account_id: Set(account),
        lang: Set(agreement.text(cx.lang).0.to_owned()),
        accepted_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let details = serde_json::json!({ "accepted": agreement.version.number });
    let event = events::AGREEMENT_ACCEPTED.about(license).with(details);
    cx.audit(tx, if let Some(account) = account { event.of_account(account) } else { event }).await
}

/// Takes the account out of what it accepted; that it was accepted stays with the licenses.
pub(crate) async fn forget_account(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let own = Entity::update_many().col_expr(Column::AccountId, Expr::value(None::<Uuid>));
    own.filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}
