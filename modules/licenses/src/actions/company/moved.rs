//! Two companies became one (COM): the licenses of the double are the other one's. What both had stands once; what waited for a clerk goes on
//! waiting; a trial that the double had counts for the one that is left (LIC-22).

use crate::actions::connection::connection_changed;
use crate::model::company_file_name;
use crate::model::holder::Holder;
use crate::model::verification::VerificationState;
use crate::tables::{company_trial, license_holder, verification};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Licenses of one statement.
const PART: usize = 500;

/// Moves them, before the double is purged.
pub(crate) async fn move_to(cx: &Cx, tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    use license_holder::{Column, Entity};
    let (old, new) = (Holder::Company(from), Holder::Company(into));
    let own: Vec<Uuid> = held(tx, new).await?;
    let rows = Entity::find().filter(license_holder::of(old)).all(&**tx).await?;
    let (double, moving): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| own.contains(&row.license_id));
    let double: Vec<Uuid> = double.into_iter().map(|row| row.license_id).collect();
    for part in double.chunks(PART) {
        let twice = Entity::delete_many().filter(license_holder::of(old));
        twice.filter(Column::LicenseId.is_in(part.iter().copied())).exec(&**tx).await?;
        verification::Entity::delete_many()
            .filter(verification::of(old))
            .filter(verification::Column::State.eq(VerificationState::Waiting))
            .filter(verification::Column::LicenseId.is_in(part.iter().copied()))
            .exec(&**tx)
            .await?;
        connection_changed(cx, tx, part).await?;
    }
    reseal(cx, tx, (from, into), &moving).await?;
    Entity::update_many()
        .col_expr(Column::CompanyId, Expr::value(into))
        .filter(license_holder::of(old))
        .exec(&**tx)
        .await?;
    verification::Entity::update_many()
        .col_expr(verification::Column::CompanyId, Expr::value(into))
        .filter(verification::of(old))
        .exec(&**tx)
        .await?;
    move_trials(tx, from, into).await
}

async fn held(tx: &Tx, holder: Holder) -> Result<Vec<Uuid>, Fault> {
    use license_holder::{Column, Entity};
    let ids = Entity::find().filter(license_holder::of(holder)).select_only().column(Column::LicenseId);
    Ok(ids.into_tuple().all(&**tx).await?)
}

/// The names of key files lie under the company's key, and that of the double goes with it.
async fn reseal(cx: &Cx, tx: &Tx, (from, into): (Uuid, Uuid), moving: &[license_holder::Model]) -> Result<(), Fault> {
    use license_holder::{Column, Entity};
    let keys = subject::keys(cx, &**tx, &[from, into]).await?;
    let (Some(old), Some(new)) = (keys.get(&from), keys.get(&into)) else { return Ok(()) };
    // As many as a company has licenses that came by a file.
    for row in moving.iter().filter(|row| row.key_file_name_sealed.is_some()) {
        let name = company_file_name::open(old, row)?.unwrap_or_default();
        let sealed = company_file_name::seal(cx.app.random.as_ref(), new, row.id, &name)?;
        let one = Entity::update_many().col_expr(Column::KeyFileNameSealed, Expr::value(sealed));
        one.filter(Column::Id.eq(row.id)).exec(&**tx).await?;
    }
    Ok(())
}

async fn move_trials(tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    use company_trial::{Column, Entity};
    let had: Vec<Uuid> = Entity::find()
        .filter(Column::CompanyId.eq(into))
        .select_only()
        .column(Column::ProductId)
        .into_tuple()
        .all(&**tx)
        .await?;
    let of_double = Entity::delete_many().filter(Column::CompanyId.eq(from));
    of_double.filter(Column::ProductId.is_in(had)).exec(&**tx).await?;
    let others = Entity::update_many().col_expr(Column::CompanyId, Expr::value(into));
    others.filter(Column::CompanyId.eq(from)).exec(&**tx).await?;
    Ok(())
}
