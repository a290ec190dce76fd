//! Makes the keys that sign, and the next ones in time: each is published for a day before it signs, signs for 90 days, and is published until
//! everything of it has ended. Access tokens are signed by Ed25519; another kind of key is there as soon as a client wants it.

use crate::events;
use crate::model::client::IdTokenAlg;
use crate::model::signing::{NewKey, make};
use crate::model::terms;
use crate::queries::keys::{PLACE, SharedKeys, living};
use crate::tables::client;
use crate::tables::signing_key::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, SKEW};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use serde_json::json;
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Makes what is due; answers how many. Two nodes may do it at once.
pub async fn rotate_keys(cx: &Cx) -> Result<usize, Fault> {
    let mut made = 0;
    for alg in wanted(cx).await? {
        let before = living(cx.read(), cx.now()).await?;
        if due(&before, alg, cx.now()).is_none() {
            continue;
        }
        let random = Arc::clone(&cx.app.random);
        let key = spawn_blocking(move || make(alg, random.as_ref())).await??;
        let tx = cx.begin().await?;
        let rows = living(&*tx, cx.now()).await?;
        // Unless another node was first.
        let Some(signs_at) = due(&rows, alg, cx.now()) else { continue };
        keep(cx, &tx, alg, &key, signs_at).await?;
        end(&tx, &rows, alg, signs_at).await?;
        tx.commit().await?;
        made += 1;
    }
    if made > 0 {
        cx.service::<SharedKeys>()?.forget();
    }
    Ok(made)
}

/// What keys sign with that are needed.
async fn wanted(cx: &Cx) -> Result<Vec<IdTokenAlg>, Fault> {
    use client::{Column, Entity};
    let working = Entity::find().filter(Column::DisabledAt.is_null());
    let working = working.select_only().column(Column::IdTokenAlg).distinct();
    let mut wanted: Vec<IdTokenAlg> = working.into_tuple().all(cx.read()).await?;
    if !wanted.contains(&IdTokenAlg::EdDsa) {
        wanted.push(IdTokenAlg::EdDsa);
    }
    Ok(wanted)
}

/// The one that signs last. One that begins further ahead than any does was made while a clock was ahead.
fn newest(rows: &[Model], alg: IdTokenAlg, now: Moment) -> Option<&Model> {
    let is_believed = |row: &&Model| row.alg == alg && row.signs_at <= now.plus(terms::KEY_PUBLISHED + SKEW);
    rows.iter().filter(is_believed).max_by_key(|row| (row.signs_at, row.id))
}

/// From when a new key would sign; `None`: none is due.
fn due(rows: &[Model], alg: IdTokenAlg, now: Moment) -> Option<Moment> {
    match newest(rows, alg, now) {
        None => Some(now),
        Some(row) if row.signs_at.plus(terms::KEY_SIGNS - terms::KEY_PUBLISHED) <= now => {
            Some(now.plus(terms::KEY_PUBLISHED))
        }
        Some(_) => None,
    }
}

async fn keep(cx: &Cx, tx: &Tx, alg: IdTokenAlg, key: &NewKey, signs_at: Moment) -> Result<(), Fault> {
    let id = cx.id();
    let sealing = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let kid = key.public.kid.clone().ok_or_else(|| Fault::new("a signing key without a name"))?;
    let row = ActiveModel {
        id: Set(id),
        kid: Set(kid.clone()),
        alg: Set(alg),
        public: Set(serde_json::to_string(&key.public)?),
        private_sealed: Set(sealing.seal(cx.app.random.as_ref(), PLACE, id, &key.private)?),
        created_at: Set(cx.now()),
        signs_at: Set(signs_at),
        ends_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let details = json!({ "app_key": kid, "app_algorithm": alg.word() });
    cx.audit(tx, events::KEY_MADE.entry().with(details)).await
}

/// The earlier ones end when everything has ended that they will have signed.
async fn end(tx: &Tx, rows: &[Model], alg: IdTokenAlg, signs_at: Moment) -> Result<(), Fault> {
    let earlier = rows.iter().filter(|row| row.alg == alg && row.ends_at.is_none()).map(|row| row.id);
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(signs_at.plus(terms::KEY_AFTER)))
        .filter(Column::Id.is_in(earlier))
        .exec(&**tx)
        .await?;
    Ok(())
}
