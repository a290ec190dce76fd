//! The keys that sign and those that are published, in the memory of each node. A key is published for a day before it signs, so a node that
//! reads them once in half a minute misses none.

use crate::model::client::IdTokenAlg;
use crate::model::signing::{Jwk, Signer};
use crate::tables::signing_key::{Column, Entity, Model};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, SECOND};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the private halves are sealed.
pub(crate) const PLACE: &str = "oidc_signing_key.private_sealed";
/// How long a node goes by what it has read.
const FRESH: i64 = 30 * SECOND;

/// One key that can sign.
struct Held {
    signs_at: Moment,
    signer: Signer,
}

/// The keys of now.
pub struct Keys {
    held: Vec<Held>,
    public: Vec<Jwk>,
    body: String,
    tag: String,
}

impl Keys {
    /// The key that signs now; before its time only where there is no other one. Where there is none yet, the answer is to come again.
    pub fn signer(&self, alg: IdTokenAlg, now: Moment) -> Result<&Signer, Fault> {
        let of_alg = || self.held.iter().filter(move |held| held.signer.alg() == alg);
        let newest = of_alg().filter(|held| held.signs_at <= now).max_by_key(|held| held.signs_at);
        let found = newest.or_else(|| of_alg().min_by_key(|held| held.signs_at));
        found.map(|held| &held.signer).ok_or_else(|| Fault::busy("there is no signing key yet"))
    }

    /// The public halves.
    #[must_use]
    pub fn public(&self) -> &[Jwk] {
        &self.public
    }

    /// The set as it is published, and its tag.
    #[must_use]
    pub fn published(&self) -> (&str, &str) {
        (&self.body, &self.tag)
    }
}

/// What this node has read, and when, by the clock that never jumps.
#[derive(Clone, Default)]
pub(crate) struct SharedKeys(Arc<Mutex<Option<Read>>>);

/// When, and what.
type Read = (i64, Arc<Keys>);

impl SharedKeys {
    fn fresh(&self, elapsed: i64) -> Option<Arc<Keys>> {
        let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.as_ref().filter(|(at, _)| elapsed - at < FRESH).map(|(_, keys)| Arc::clone(keys))
    }

    fn put(&self, elapsed: i64, keys: &Arc<Keys>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((elapsed, Arc::clone(keys)));
    }

    /// Reads them anew with the next question: others were made.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The keys of now.
pub async fn keys(cx: &Cx) -> Result<Arc<Keys>, Fault> {
    let shared = cx.service::<SharedKeys>()?;
    let elapsed = cx.app.clock.elapsed();
    if let Some(keys) = shared.fresh(elapsed) {
        return Ok(keys);
    }
    let keys = Arc::new(read(cx).await?);
    if !keys.held.is_empty() {
        shared.put(elapsed, &keys);
    }
    Ok(keys)
}

/// Those that have not ended, the oldest first.
pub(crate) async fn living<C: ConnectionTrait>(conn: &C, now: Moment) -> Result<Vec<Model>, Fault> {
    let lives = Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now));
    Ok(Entity::find().filter(lives).order_by_asc(Column::SignsAt).order_by_asc(Column::Id).all(conn).await?)
}

async fn read(cx: &Cx) -> Result<Keys, Fault> {
    let rows = living(cx.read(), cx.now()).await?;
    let (mut held, mut public) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    if !rows.is_empty() {
        let key = subject::key(cx, cx.read(), subject::INSTALLATION).await?;
        for row in rows {
            let private = key.open(PLACE, row.id, &row.private_sealed)?;
            let signer = Signer::read(row.alg, row.kid, &private)?;
            // Made of the private half, which is sealed: with another one in the row its owner would sign in as anybody (PRI-13).
            public.push(signer.public());
            held.push(Held { signs_at: row.signs_at, signer });
        }
    }
    let body = json!({ "keys": public }).to_string();
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(body.as_bytes())[..12]));
    Ok(Keys { held, public, body, tag })
}
