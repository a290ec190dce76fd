//! Removing a license from an account (LIC-7): a ticked "I agree" and a button; afterwards a new owner can add the code.
//!
//! Removing changes who sees the license, not who uses it: devices keep their seats until they are deactivated, on the
//! device or by the next owner (LIC-13). When nobody has the license any more, the names of its devices are erased, so the
//! next owner reads nothing of the last one's.

use crate::events;
use crate::tables::{activation, license, license_holder};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{QueryOrder, QuerySelect};

/// Licenses of one statement.
const PART: usize = 500;

/// What is removed.
#[derive(Clone, Copy, Debug)]
pub struct RemoveLicense {
    /// The license.
    pub license: Uuid,
    /// "I agree" was ticked.
    pub agreed: bool,
}

/// Why it was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RemoveLicenseRefusal {
    /// It is not in this account.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// "I agree" was not ticked.
    #[refusal(422, "license.removal_not_agreed", customer_remove_not_agreed, field = "confirm")]
    NotAgreed,
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
    cx.audit(&tx, events::REMOVED.about(input.license).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a license away from an account; false: it was not there. With its last account go the names of its devices.
async fn detach(tx: &Tx, license: Uuid, account: Uuid) -> Result<bool, Fault> {
    lock(tx, &[license]).await?;
    let deleted = license_holder::Entity::delete_many()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?
        .rows_affected;
    forget_names(tx, &[license]).await?;
    Ok(deleted > 0)
}

/// Takes every license away from an account that is being deleted (ACC-17).
pub(crate) async fn detach_all(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let held: Vec<Uuid> = license_holder::Entity::find()
        .filter(license_holder::Column::AccountId.eq(account))
        .order_by_asc(license_holder::Column::LicenseId)
        .select_only()
        .column(license_holder::Column::LicenseId)
        .into_tuple()
        .all(&**tx)
        .await?;
    for part in held.chunks(PART) {
        lock(tx, part).await?;
        license_holder::Entity::delete_many()
            .filter(license_holder::Column::AccountId.eq(account))
            .filter(license_holder::Column::LicenseId.is_in(part.iter().copied()))
            .exec(&**tx)
            .await?;
        forget_names(tx, part).await?;
        forget_notes(tx, part).await?;
    }
    Ok(())
}

/// Locks the licenses as adding a code does, in the order of their ids: of two accounts that leave at once, the later one
/// sees that it was the last.
async fn lock(tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    license::Entity::find()
        .filter(license::Column::Id.is_in(licenses.iter().copied()))
        .order_by_asc(license::Column::Id)
        .lock_exclusive()
        .select_only()
        .column(license::Column::Id)
        .into_tuple::<Uuid>()
        .all(&**tx)
        .await?;
    Ok(())
}

/// Those of these licenses that an account still has.
fn still_held(licenses: &[Uuid]) -> SelectStatement {
    Query::select()
        .column(license_holder::Column::LicenseId)
        .from(license_holder::Entity)
        .and_where(license_holder::Column::LicenseId.is_in(licenses.iter().copied()))
        .to_owned()
}

/// Erases the names of the devices of those of these licenses that nobody has any more.
async fn forget_names(tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    activation::Entity::update_many()
        .col_expr(activation::Column::DeviceNameSealed, Expr::value(None::<Vec<u8>>))
        .filter(activation::Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(activation::Column::LicenseId.not_in_subquery(still_held(licenses)))
        .filter(activation::Column::DeviceNameSealed.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Erases the clerks' words to holders who are gone for good. Who only lets a license go takes them not along: a clerk reads why
/// it is blocked.
async fn forget_notes(tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    license::Entity::update_many()
        .col_expr(license::Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .filter(license::Column::Id.is_in(licenses.iter().copied()))
        .filter(license::Column::Id.not_in_subquery(still_held(licenses)))
        .filter(license::Column::BlockNoteSealed.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(())
}
