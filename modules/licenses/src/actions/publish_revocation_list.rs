//! A product's revocation list is signed and stored (LIC-20), for devices that have no network.

use crate::actions::leases::LeaseIssuer;
use crate::events;
use crate::model::revocation::{NEXT_UPDATE, REMADE_EVERY};
use crate::queries::revocations;
use crate::tables::revocation_list::{ActiveModel, Column, Entity, Model};
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::RevocationList;
use gatehouse_formats::revocation_list::{self, MAX_ENTRIES};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

/// Makes the product's list if anything in it changed, or if the last one is a day old or from the future. Answers whether there is a
/// new one. Its number rises, whatever a clock said.
pub async fn publish_revocation_list(cx: &Cx, product: Uuid) -> Result<bool, Fault> {
    let now = cx.now();
    // Read and signed before the transaction: the one writer must not wait for that. What is stopped meanwhile is later
    // than `now`, so the next look finds it.
    let Some(product) = product::Entity::find_by_id(product).one(cx.read()).await? else { return Ok(false) };
    let before = revocations::of_product(cx.read(), product.id).await?;
    let revoked = revoked(cx, &product, now).await?;
    let digest = Sha256::digest(revoked.concat()).to_vec();
    let entries = i64::try_from(revoked.len()).unwrap_or(i64::MAX);
    let unchanged = before.as_ref().is_some_and(|list| list.digest == digest);
    let stands = |made_at: Moment| unchanged && made_at.was_within(now, REMADE_EVERY);
    if let Some(list) = before.as_ref().filter(|list| stands(list.made_at)) {
        mark_looked_at(cx, list, now).await?;
        return Ok(false);
    }
    let seq = before.as_ref().map_or(0, |list| list.seq) + 1;
    let list = RevocationList {
        iss: cx.app.settings.origin.clone(),
        aud: product.code.clone(),
        iat: now.seconds(),
        seq,
        next_update: now.plus(NEXT_UPDATE).seconds(),
        revoked,
    };
    let keys = cx.service::<LeaseIssuer>()?.keys().in_use()?;
    let row = ActiveModel {
        product_id: Set(product.id),
        seq: Set(seq),
        entries: Set(entries),
        digest: Set(digest),
        list: Set(list.sign(&keys.current)?),
        made_at: Set(now),
        looked_at: Set(now),
    };
    let tx = cx.begin().await?;
    if !store(&tx, before.as_ref(), row).await? {
        return Ok(false);
    }
    if !unchanged {
        let details = serde_json::json!({ "number": seq, "entries": entries });
        cx.audit(&tx, events::REVOCATION_LIST_PUBLISHED.about(product.id).with(details)).await?;
    }
    tx.commit().await?;
    cx.service::<LeaseIssuer>()?.lists().note(&product.code, Some(now), now);
    Ok(true)
}

/// The entries. At most 100,000: with more, the oldest are left out (their leases end soonest), and the log says so.
async fn revoked(cx: &Cx, product: &product::Model, now: Moment) -> Result<Vec<String>, Fault> {
    let most = u64::try_from(MAX_ENTRIES).unwrap_or(u64::MAX);
    let found = revocations::revoked(cx.read(), product.id, now, most + 1).await?;
    if found.len() > MAX_ENTRIES {
        tracing::warn!(product = product.code, "the revocation list is full: the oldest entries are left out");
    }
    let mut revoked: Vec<String> =
        found.iter().take(MAX_ENTRIES).map(|id| revocation_list::entry(&id.to_string())).collect();
    revoked.sort_unstable();
    revoked.dedup();
    Ok(revoked)
}

/// The list stands, and is as true now as when it was made.
async fn mark_looked_at(cx: &Cx, list: &Model, now: Moment) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    Entity::update_many()
        .col_expr(Column::LookedAt, Expr::value(now))
        .filter(Column::ProductId.eq(list.product_id))
        .filter(Column::Seq.eq(list.seq))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// Stores a list in the place of the one before. `false`: another node made one at the same moment, so this one is not needed.
async fn store(tx: &Tx, before: Option<&Model>, row: ActiveModel) -> Result<bool, Fault> {
    let written = match before {
        Some(before) => {
            Entity::update_many()
                .set(row)
                .filter(Column::ProductId.eq(before.product_id))
                .filter(Column::Seq.eq(before.seq))
                .exec(&**tx)
                .await?
                .rows_affected
        }
        None => {
            Entity::insert(row)
                .on_conflict(sea_orm::sea_query::OnConflict::column(Column::ProductId).do_nothing().to_owned())
                .exec_without_returning(&**tx)
                .await?
        }
    };
    Ok(written > 0)
}
