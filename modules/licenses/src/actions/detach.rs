//! Taking licenses away from an account or a company: one by its owner (LIC-7, LIC-24), all of them when it is deleted (ACC-17, COM-11).

use crate::actions::connection::connection_changed;
use crate::model::holder::Holder;
use crate::model::verification::VerificationState;
use crate::tables::{activation, license, license_holder, license_note, verification};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// Licenses of one statement.
const PART: usize = 500;

/// Takes a license away from its holder; false: it was not there. With its last holder go the names of its devices.
pub(crate) async fn detach(tx: &Tx, license: Uuid, holder: Holder) -> Result<bool, Fault> {
    lock(tx, &[license]).await?;
    let deleted = license_holder::Entity::delete_many()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::of(holder))
        .exec(&**tx)
        .await?
        .rows_affected;
    forget_names(tx, &[license]).await?;
    Ok(deleted > 0)
}

/// Takes a license, whose row is held, away from these holders. What of it waited for a clerk's word in them waits no more.
pub(crate) async fn detach_from(cx: &Cx, tx: &Tx, license: Uuid, holders: &[Holder]) -> Result<(), Fault> {
    license_holder::Entity::delete_many()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::of_any(holders))
        .exec(&**tx)
        .await?;
    verification::Entity::delete_many()
        .filter(verification::Column::LicenseId.eq(license))
        .filter(verification::of_any(holders))
        .filter(verification::Column::State.eq(VerificationState::Waiting))
        .exec(&**tx)
        .await?;
    connection_changed(cx, tx, &[license]).await?;
    forget_names(tx, &[license]).await
}

/// Takes every license away from an account or a company that is being deleted.
pub(crate) async fn detach_all(cx: &Cx, tx: &Tx, holder: Holder) -> Result<(), Fault> {
    let held: Vec<Uuid> = license_holder::Entity::find()
        .filter(license_holder::of(holder))
        .order_by_asc(license_holder::Column::LicenseId)
        .select_only()
        .column(license_holder::Column::LicenseId)
        .into_tuple()
        .all(&**tx)
        .await?;
    for part in held.chunks(PART) {
        lock(tx, part).await?;
        license_holder::Entity::delete_many()
            .filter(license_holder::of(holder))
            .filter(license_holder::Column::LicenseId.is_in(part.iter().copied()))
            .exec(&**tx)
            .await?;
        connection_changed(cx, tx, part).await?;
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

/// Those of these licenses that somebody still has.
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
        .col_expr(activation::Column::GivenNameSealed, Expr::value(None::<Vec<u8>>))
        .filter(activation::Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(activation::Column::LicenseId.not_in_subquery(still_held(licenses)))
        .filter(
            Condition::any()
                .add(activation::Column::DeviceNameSealed.is_not_null())
                .add(activation::Column::GivenNameSealed.is_not_null()),
        )
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Erases the clerks' words to holders who are gone for good, and what staff noted. Who only lets a license go takes them not along: a
/// clerk reads why it is blocked.
async fn forget_notes(tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    license::Entity::update_many()
        .col_expr(license::Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .filter(license::Column::Id.is_in(licenses.iter().copied()))
        .filter(license::Column::Id.not_in_subquery(still_held(licenses)))
        .filter(license::Column::BlockNoteSealed.is_not_null())
        .exec(&**tx)
        .await?;
    license_note::Entity::delete_many()
        .filter(license_note::Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(license_note::Column::LicenseId.not_in_subquery(still_held(licenses)))
        .exec(&**tx)
        .await?;
    Ok(())
}
