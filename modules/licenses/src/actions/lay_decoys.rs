//! Decoy codes are laid beside the codes of licenses that are drawn at random, and taken up again (LIC-4). See [`crate::model::decoys`].

use crate::actions::issue::codes::number;
use crate::model::code::CODE_PLACE;
use crate::model::decoys::{self, Decoys};
use crate::tables::{license, license_code};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Random, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};
use std::collections::{HashMap, HashSet};

/// Draws before a decoy is left to the next run: few licenses, or none whose order has a key.
const DRAWS: u32 = 8;

/// Lays what is missing of the number that is configured, and takes up what is beyond it; answers how many were laid.
pub(crate) async fn lay_decoys(cx: &Cx) -> Result<u32, Fault> {
    let count = cx.service::<Decoys>()?.count();
    let keys = &cx.app.keys;
    let tx = cx.begin().await?;
    let marks = decoys::marks(keys, false)?;
    let beyond = marks.iter().skip(usize::try_from(count)?).cloned();
    let beyond: Vec<Vec<u8>> = beyond.chain(decoys::marks(keys, true)?).collect();
    license_code::Entity::delete_many().filter(license_code::Column::Lookup.is_in(beyond)).exec(&*tx).await?;
    let rows = license_code::Entity::find().filter(license_code::Column::Lookup.is_in(marks.clone())).all(&*tx).await?;
    let newer = newer_than_their_own(&tx, &marks, &rows).await?;
    license_code::Entity::delete_many()
        .filter(license_code::Column::Id.is_in(newer.iter().copied()))
        .exec(&*tx)
        .await?;
    let laid: HashSet<Vec<u8>> =
        rows.into_iter().filter(|row| !newer.contains(&row.id)).map(|row| row.lookup).collect();
    let mut made = 0;
    // A query for each: there are few, and only the first run finds them missing.
    for (n, mark) in (0..count).zip(&marks) {
        if !laid.contains(mark) && lay(cx, &tx, n).await? {
            made += 1;
        }
    }
    tx.commit().await?;
    Ok(made)
}

/// Decoys that are newer than every other code of their license: they would be taken for its code. None is laid so any more.
async fn newer_than_their_own(
    tx: &Tx,
    marks: &[Vec<u8>],
    laid: &[license_code::Model],
) -> Result<HashSet<Uuid>, Fault> {
    use license_code::Column;
    // The last of each license stays: its newest.
    let own: HashMap<Uuid, Uuid> = license_code::Entity::find()
        .select_only()
        .columns([Column::LicenseId, Column::Id])
        .filter(Column::LicenseId.is_in(laid.iter().map(|row| row.license_id)))
        .filter(Column::Lookup.is_not_in(marks.to_vec()))
        .order_by_asc(Column::Id)
        .into_tuple::<(Uuid, Uuid)>()
        .all(&**tx)
        .await?
        .into_iter()
        .collect();
    let is_newer = |row: &&license_code::Model| own.get(&row.license_id).is_some_and(|own| row.id > *own);
    Ok(laid.iter().filter(is_newer).map(|row| row.id).collect())
}

/// Lays one; `false`: no license was drawn that can have it.
async fn lay(cx: &Cx, tx: &Tx, n: u32) -> Result<bool, Fault> {
    for _ in 0..DRAWS {
        let Some(license) = drawn(cx, tx).await? else { return Ok(false) };
        let codes = license_code::Entity::find().filter(license_code::Column::LicenseId.eq(license.id)).limit(2);
        let mut codes = codes.all(&**tx).await?;
        // One beside another decoy, or beside codes of which one was replaced, would stand out.
        let Some(own) = codes.pop().filter(|code| codes.is_empty() && code.replaced_at.is_none()) else { continue };
        let Some(key) = subject::keys(cx, &**tx, &[own.purchase_id]).await?.remove(&own.purchase_id) else { continue };
        let row = decoys::row(&cx.app.keys, license.kind, n)?;
        let id = before(cx.app.random.as_ref(), own.id);
        let code = license_code::Model {
            id,
            license_id: license.id,
            purchase_id: own.purchase_id,
            lookup: row.lookup,
            last_group_lookup: row.last_group_lookup,
            pepper_version: row.pepper,
            code_sealed: key.seal(cx.app.random.as_ref(), CODE_PLACE, id, row.code.canonical())?,
            created_at: own.created_at,
            replaced_at: None,
            number: own.number,
            key_file_only: own.key_file_only,
        };
        license_code::Entity::insert(code.into_active_model()).exec_without_returning(&**tx).await?;
        return Ok(true);
    }
    Ok(false)
}

/// An id of the millisecond before that of the license's own code: of several codes the newest is the license's. By the code's id, and
/// not by `created_at`, which the clock may have said later.
fn before(random: &dyn Random, own: Uuid) -> Uuid {
    random.id(Moment::of_id(own).plus(-1_000))
}

/// A license at random: the first one behind a number that is drawn, which are spread evenly.
async fn drawn(cx: &Cx, tx: &Tx) -> Result<Option<license::Model>, Fault> {
    let by_number = license::Entity::find().order_by_asc(license::Column::Number).limit(1);
    let drawn = number(cx.app.random.as_ref());
    let behind = by_number.clone().filter(license::Column::Number.gte(drawn)).one(&**tx).await?;
    match behind {
        Some(license) => Ok(Some(license)),
        None => Ok(by_number.one(&**tx).await?),
    }
}

#[cfg(test)]
mod tests {
    use super::before;
    use gatehouse_core::{Moment, Random as _, SystemRandom};

    /// LIC-4
    #[test]
    fn a_decoy_is_older_than_the_licenses_own_code() {
        for moment in [1_000, 1_999, 1_764_000_000_123_456] {
            let own = SystemRandom.id(Moment(moment));
            for _ in 0..100 {
                let decoy = before(&SystemRandom, own);
                assert!(decoy < own && decoy.get_version_num() == 7, "{decoy} beside {own}");
            }
        }
    }
}
