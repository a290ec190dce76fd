//! Texts leave the index. The embedded engine overwrites them in the file and in the index (`secure-delete`).

use crate::table::{Column, Entity};
use gatehouse_context::subject::KeyDestroyed;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;

/// Removes what is sealed under a key that is destroyed, in the same transaction (ACC-17, PRI-3).
#[derive(Clone, Copy, Debug)]
pub struct EraseWithSubject;

#[async_trait]
impl Listener<KeyDestroyed> for EraseWithSubject {
    async fn hear(&self, _cx: &Cx, tx: &Tx, destroyed: &KeyDestroyed) -> Result<(), Fault> {
        Entity::delete_many().filter(Column::SubjectId.eq(destroyed.subject)).exec(&**tx).await?;
        Ok(())
    }
}

/// Removes every part of a thing.
pub async fn forget(tx: &Tx, kind: &'static str, about: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::Kind.eq(kind)).filter(Column::AboutId.eq(about)).exec(&**tx).await?;
    Ok(())
}

/// Removes every part of all things whose ids a statement selects.
pub async fn forget_kind_of(tx: &Tx, kind: &'static str, about: SelectStatement) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::Kind.eq(kind)).filter(Column::AboutId.in_subquery(about)).exec(&**tx).await?;
    Ok(())
}
