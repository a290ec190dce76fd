//! Removing a license from an account (LIC-7): a ticked "I agree" and a button; afterwards a new owner can add the code.
//!
//! Removing changes who sees the license, not who uses it: devices keep their seats until they are deactivated, on the
//! device or by the next owner (LIC-13). When nobody has the license any more, the names of its devices are erased, so the
//! next owner reads nothing of the last one's.

use crate::tables::{activation, license_holder};
use crate::texts;
use gatehouse_core::{Fault, Lang, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx};
use sea_orm::entity::prelude::*;

/// What is removed.
#[derive(Clone, Copy, Debug)]
pub struct RemoveLicense {
    /// The license.
    pub license: Uuid,
    /// "I agree" was ticked.
    pub agreed: bool,
}

/// Why it was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoveLicenseRefusal {
    /// It is not in this account.
    NotHere,
    /// "I agree" was not ticked.
    NotAgreed,
}

impl Refusal for RemoveLicenseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotHere => "license.not_found",
            Self::NotAgreed => "license.removal_not_agreed",
        }
    }
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NotHere => texts(lang).msg_customer_not_here(),
            Self::NotAgreed => texts(lang).msg_customer_remove_not_agreed(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        (*self == Self::NotAgreed).then_some("confirm")
    }
    fn status(&self) -> u16 {
        if *self == Self::NotHere { 404 } else { 422 }
    }
}

/// Removes the license from the acting account.
pub async fn remove_license(cx: &Cx, input: RemoveLicense) -> Outcome<(), RemoveLicenseRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(RemoveLicenseRefusal::NotHere)) };
    let here = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(input.license))
        .filter(license_holder::Column::AccountId.eq(account));
    if here.count(cx.read()).await? == 0 {
        return Err(refuse(RemoveLicenseRefusal::NotHere));
    }
    if !input.agreed {
        return Err(refuse(RemoveLicenseRefusal::NotAgreed));
    }
    let tx = cx.begin().await?;
    if !detach(&tx, input.license, account).await? {
        return Err(refuse(RemoveLicenseRefusal::NotHere));
    }
    cx.audit(&tx, AuditEntry::new("license.removed", "license", Some(input.license)).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a license away from an account; false: it was not there. With its last account go the names of its devices.
pub(crate) async fn detach(tx: &Tx, license: Uuid, account: Uuid) -> Result<bool, Fault> {
    let deleted = license_holder::Entity::delete_many()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?
        .rows_affected;
    let left =
        license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license)).count(&**tx).await?;
    if left == 0 {
        let none: Option<Vec<u8>> = None;
        activation::Entity::update_many()
            .col_expr(activation::Column::DeviceNameSealed, Expr::value(none))
            .filter(activation::Column::LicenseId.eq(license))
            .filter(activation::Column::DeviceNameSealed.is_not_null())
            .exec(&**tx)
            .await?;
    }
    Ok(deleted > 0)
}
