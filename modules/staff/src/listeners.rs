//! What the staff module is asked by those that know neither members nor API keys.

use crate::model::roles;
use crate::queries::recipients::open;
use crate::tables::api_key::{Column, Entity};
use crate::tables::staff;
use gatehouse_approval::MadeKey;
use gatehouse_context::{Answers, Cx, Listener, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_mail::staff::StaffWanted;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Knows who made which API key, revoked ones too.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyMakers;

#[async_trait]
impl Answers<MadeKey> for KeyMakers {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &MadeKey) -> Result<bool, Fault> {
        let made = Entity::find_by_id(asked.key).filter(Column::CreatedBy.eq(asked.member));
        Ok(made.one(&**tx).await?.is_some())
    }
}

/// Knows whom a letter to the staff goes to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Members;

#[async_trait]
impl Listener<StaffWanted> for Members {
    async fn hear(&self, cx: &Cx, tx: &Tx, wanted: &StaffWanted) -> Result<(), Fault> {
        let all = staff::Entity::find().filter(staff::Column::DisabledAt.is_null());
        let mut rows = all.order_by_asc(staff::Column::Id).all(&**tx).await?;
        rows.retain(|row| roles::split(&row.roles).iter().any(|role| wanted.roles.contains(role)));
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, &**tx, &ids).await?;
        for row in rows {
            let id = row.id;
            match keys.get(&id).map(|key| open(key, row)) {
                Some(Ok(member)) => wanted.add(member.recipient()),
                // A row that somebody changed keeps no letter from the others.
                Some(Err(fault)) => tracing::error!(%fault, %id, "the address of a member opens nothing"),
                None => {}
            }
        }
        Ok(())
    }
}
