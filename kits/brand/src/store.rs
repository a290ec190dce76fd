//! Reading and writing what is stored.

use crate::chosen::Chosen;
use crate::tables::{brand, brand_picture};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_pictures::Picture;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, QuerySelect as _, Set};

const ONLY: i64 = 1;

/// The choices of the console with the version of their row; version 0 while there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// What was chosen.
    pub chosen: Chosen,
    /// Counts changes.
    pub version: i64,
}

/// Reads the choices.
pub async fn read(db: &impl ConnectionTrait) -> Result<Stored, Fault> {
    let Some(row) = brand::Entity::find_by_id(ONLY).one(db).await? else { return Ok(Stored::default()) };
    Ok(Stored { chosen: serde_json::from_str(&row.settings)?, version: row.version })
}

/// Reads the version alone.
pub(crate) async fn version(db: &impl ConnectionTrait) -> Result<i64, Fault> {
    let found =
        brand::Entity::find_by_id(ONLY).select_only().column(brand::Column::Version).into_tuple().one(db).await?;
    Ok(found.unwrap_or_default())
}

/// Writes the choices over those of `version`; `None` when somebody else has changed them meanwhile.
pub async fn write(cx: &Cx, tx: &Tx, chosen: &Chosen, version: i64) -> Result<Option<Stored>, Fault> {
    let row = brand::ActiveModel {
        id: Set(ONLY),
        settings: Set(serde_json::to_string(chosen)?),
        version: Set(version + 1),
        changed_at: Set(cx.now()),
    };
    let written = if version == 0 {
        let none = OnConflict::column(brand::Column::Id).do_nothing().to_owned();
        brand::Entity::insert(row).on_conflict(none).exec_without_returning(&**tx).await?
    } else {
        let same = brand::Column::Version.eq(version);
        brand::Entity::update_many()
            .set(row)
            .filter(brand::Column::Id.eq(ONLY))
            .filter(same)
            .exec(&**tx)
            .await?
            .rows_affected
    };
    Ok((written == 1).then(|| Stored { chosen: chosen.clone(), version: version + 1 }))
}

/// Stores a picture, unless it is there already.
pub async fn keep(cx: &Cx, db: &impl ConnectionTrait, picture: &Picture) -> Result<(), Fault> {
    let row = brand_picture::ActiveModel {
        name: Set(picture.name()),
        content: Set(picture.bytes.clone()),
        created_at: Set(cx.now()),
    };
    let there = OnConflict::column(brand_picture::Column::Name).do_nothing().to_owned();
    brand_picture::Entity::insert(row).on_conflict(there).exec_without_returning(db).await?;
    Ok(())
}

/// A picture by its name.
pub async fn picture(db: &impl ConnectionTrait, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    Ok(brand_picture::Entity::find_by_id(name.to_owned()).one(db).await?.map(|row| row.content))
}
