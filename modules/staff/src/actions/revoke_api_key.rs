//! Revoking an API key (ALL-7): refused at once on this node, on others within [`FOLLOWED`](crate::sessions::api_keys::FOLLOWED).

use crate::events;
use crate::rights::{Administer, NotAllowed, may};
use crate::sessions::api_keys::ApiKeyStore;
use crate::tables::api_key::{Column, Entity};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// Why no key was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RevokeApiKeyRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// There is no such key.
    #[refusal(404, "api_key.not_found", refusal_key_not_found)]
    NotFound,
    /// It was revoked before.
    #[refusal(409, "api_key.already_revoked", refusal_key_revoked)]
    AlreadyRevoked,
    /// The tick is missing.
    #[refusal(422, "api_key.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
}

/// Revokes a key.
pub async fn revoke_api_key(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<(), RevokeApiKeyRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(RevokeApiKeyRefusal::NotConfirmed));
    }
    let tx = cx.begin().await?;
    if !revoke(cx, &tx, id).await? {
        let is_known = Entity::find_by_id(id).one(&*tx).await?.is_some();
        return Err(refuse(if is_known { RevokeApiKeyRefusal::AlreadyRevoked } else { RevokeApiKeyRefusal::NotFound }));
    }
    tx.commit().await?;
    Ok(())
}

/// Revokes every key that a member made, with a line of the log for each. Returns how many there were.
pub(super) async fn revoke_keys_of(cx: &May<Administer>, tx: &Tx, member: Uuid) -> Result<usize, Fault> {
    let live = Entity::find().filter(Column::CreatedBy.eq(member)).filter(Column::RevokedAt.is_null());
    let keys = live.lock_exclusive().all(&**tx).await?;
    for key in &keys {
        revoke(cx, tx, key.id).await?;
    }
    Ok(keys.len())
}

/// `false` where no live key has this id.
async fn revoke(cx: &May<Administer>, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::RevokedAt.is_null())
        .exec(&**tx)
        .await?
        .rows_affected;
    if revoked == 0 {
        return Ok(false);
    }
    cx.audit(tx, events::API_KEY_REVOKED.about(id)).await?;
    let store = Arc::clone(cx.service::<Arc<ApiKeyStore>>()?);
    tx.after_commit(move || store.forget(id));
    Ok(true)
}
