//! An issuing key is taken back (LIC-11, LIC-20): for one that was stolen. What it signed, products believe no more as soon as they hear of it,
//! by a status list or an update of the product. Only the root key says so.

use super::KeyFiles;
use crate::actions::leases::keys::word;
use crate::events;
use crate::tables::{key_revocation, signing_key};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, refuse};
use gatehouse_formats::trust::MAX_REVOKED_KEYS;
use gatehouse_formats::{KeyRevocations, Purpose};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

/// Why it was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RevokeIssuingRefusal {
    /// The root key is offline.
    #[refusal(422, "signing_key.root_offline", activation_root_offline)]
    RootOffline,
    /// There is no such issuing key of key files.
    #[refusal(404, "signing_key.unknown", key_revoke_unknown)]
    Unknown,
    /// It was taken back before.
    #[refusal(409, "signing_key.revoked", key_revoke_already)]
    Already,
    /// A list names 256 keys at the most.
    #[refusal(409, "signing_key.too_many_revoked", key_revoke_too_many)]
    TooMany,
}

/// Takes an issuing key of key files back, and makes the next one when it was the one in use. Returns the list for products.
pub async fn revoke_issuing_key(cx: &Cx, kid: &str) -> Outcome<String, RevokeIssuingRefusal> {
    let vendor = cx.service::<KeyFiles>()?;
    let Some(root) = vendor.keys().root() else { return Err(refuse(RevokeIssuingRefusal::RootOffline)) };
    vendor.read_revoked(cx).await?;
    let known = signing_key::Entity::find_by_id(kid).one(cx.read()).await?;
    if known.is_none_or(|row| row.purpose != word(Purpose::KeyFile)) {
        return Err(refuse(RevokeIssuingRefusal::Unknown));
    }
    if vendor.is_revoked(kid) {
        return Err(refuse(RevokeIssuingRefusal::Already));
    }
    let tx = cx.begin().await?;
    let newest = key_revocation::Entity::find().order_by_desc(key_revocation::Column::Seq).one(&*tx).await?;
    let seq = newest.as_ref().map_or(0, |row| row.seq) + 1;
    let mut revoked = match &newest {
        Some(row) => KeyRevocations::open(&row.list, vendor.keys().roots())?.revoked,
        None => Vec::new(),
    };
    revoked.push(kid.to_owned());
    revoked.sort_unstable();
    revoked.dedup();
    if revoked.len() > MAX_REVOKED_KEYS {
        return Err(refuse(RevokeIssuingRefusal::TooMany));
    }
    let list = KeyRevocations { iat: cx.now().seconds(), seq, revoked }.sign(root)?;
    // Of two at once, one meets the other's number, and is told to try again.
    let row = key_revocation::ActiveModel { seq: Set(seq), list: Set(list.clone()), made_at: Set(cx.now()) };
    key_revocation::Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::SIGNING_KEY_REVOKED.entry().with(serde_json::json!({ "kid": kid }))).await?;
    tx.commit().await?;
    vendor.load(cx).await?;
    Ok(list)
}
