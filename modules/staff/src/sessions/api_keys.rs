//! API keys as the API asks for them, with a small memory in front of the table.
//!
//! A key that was found is remembered for 15 seconds, so that a busy program does not ask the database on every
//! call. Revoking a key forgets it in the same breath on this node; another node, which asks what was revoked as long as
//! keys are used, forgets it within [`FOLLOWED`].

use crate::actions::grant;
use crate::model::api_key;
use crate::tables::api_key::{Column, Entity, Model};
use gatehouse_context::{App, Cx};
use gatehouse_core::{Fault, MINUTE, Moment, SECOND, Uuid, async_trait};
use gatehouse_web::session::ApiKeys;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The longest that a node other than the revoking one may still accept a revoked key. Once in this time it reads what was
/// revoked, if a key is used.
pub const FOLLOWED: i64 = SECOND;
/// After this the whole row is read again.
const REMEMBERED: i64 = 15 * SECOND;
/// Each reading looks back this far: rows appear in the order of commits, not of their times, and clocks differ.
const LOOK_BACK: i64 = 2 * MINUTE;
/// `last_used_at` is written at most this often.
const USED_EVERY: i64 = MINUTE;
const MOST: usize = 1000;

#[derive(Clone)]
struct Remembered {
    id: Uuid,
    scopes: Vec<String>,
    expires_at: Option<Moment>,
    used_at: Moment,
    read_at: Moment,
}

#[derive(Default)]
struct Memory {
    /// Counts what was forgotten: a row read before a revocation must not be remembered after it.
    generation: u64,
    keys: HashMap<Vec<u8>, Remembered>,
    /// What was revoked before this moment is known.
    followed: Option<Moment>,
}

/// The keys of this node.
#[derive(Default)]
pub struct ApiKeyStore {
    memory: Mutex<Memory>,
    /// Held by the one request that reads what was revoked.
    reading: tokio::sync::Mutex<()>,
}

impl ApiKeyStore {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a revoked key. Called after the revocation was committed.
    pub(crate) fn forget(&self, id: Uuid) {
        let mut memory = self.memory();
        memory.generation += 1;
        memory.keys.retain(|_, key| key.id != id);
    }

    fn remembered(&self, hash: &[u8], now: Moment) -> (u64, Option<Remembered>) {
        let memory = self.memory();
        let fresh = memory.keys.get(hash).filter(|key| now.since(key.read_at) < REMEMBERED && now >= key.read_at);
        (memory.generation, fresh.cloned())
    }

    /// What is remembered of a key and still holds. Once in [`FOLLOWED`] somebody reads first what was revoked; whoever comes
    /// meanwhile waits for nobody and believes no memory.
    async fn known(&self, cx: &Cx, hash: &[u8]) -> Result<(u64, Option<Remembered>), Fault> {
        let now = cx.now();
        if self.is_behind(now) {
            let Ok(_reading) = self.reading.try_lock() else { return Ok((self.memory().generation, None)) };
            if self.is_behind(now) {
                self.follow(cx).await?;
            }
        }
        Ok(self.remembered(hash, now))
    }

    /// A clock that was set back is followed too.
    fn is_behind(&self, now: Moment) -> bool {
        self.memory().followed.is_none_or(|at| now < at || now.since(at) >= FOLLOWED)
    }

    /// Forgets what other nodes have revoked.
    async fn follow(&self, cx: &Cx) -> Result<(), Fault> {
        let now = cx.now();
        let is_idle = self.memory().keys.is_empty();
        let revoked: Vec<Uuid> = if is_idle {
            Vec::new()
        } else {
            let lately = Entity::find().filter(Column::RevokedAt.gte(now.plus(-LOOK_BACK)));
            lately.select_only().column(Column::Id).into_tuple().all(cx.read()).await?
        };
        let mut memory = self.memory();
        let before = memory.keys.len();
        memory.keys.retain(|_, key| !revoked.contains(&key.id));
        if memory.keys.len() < before {
            memory.generation += 1;
        }
        memory.followed = Some(now);
        Ok(())
    }

    fn remember(&self, generation: u64, hash: Vec<u8>, key: Remembered) {
        let mut memory = self.memory();
        if memory.generation != generation {
            return;
        }
        if memory.keys.len() >= MOST {
            memory.keys.clear();
        }
        memory.keys.insert(hash, key);
    }
}

const DOMAIN: &str = "staff.api_key";

/// The hash of a new key with its pepper's version.
pub(crate) fn new_hash(cx: &Cx, key: &str) -> (Vec<u8>, i64) {
    let (hash, version) = cx.app.keys.lookup_versioned(DOMAIN, key.as_bytes());
    (hash.to_vec(), version)
}

async fn read(cx: &Cx, key: &str) -> Result<Option<Model>, Fault> {
    let hashes = cx.app.keys.accepted(DOMAIN, key.as_bytes());
    Ok(Entity::find().filter(Column::KeyHash.is_in(hashes)).filter(Column::RevokedAt.is_null()).one(cx.read()).await?)
}

/// A key that is used while it lies under an older pepper is moved to the newest.
async fn renew(cx: &Cx, row: &Model, key: &str) -> Result<(), Fault> {
    let (hash, version) = cx.app.keys.lookup_versioned(DOMAIN, key.as_bytes());
    if row.pepper_version >= version {
        return Ok(());
    }
    let moved = Model { key_hash: hash.to_vec(), pepper_version: version, ..row.clone() };
    let tx = cx.begin().await?;
    Entity::update_many()
        .col_expr(Column::KeyHash, Expr::value(moved.key_hash.clone()))
        .col_expr(Column::PepperVersion, Expr::value(version))
        .col_expr(Column::RightsSealed, Expr::value(grant::of_key(cx, &*tx, &moved).await?))
        .filter(Column::Id.eq(row.id))
        .filter(Column::PepperVersion.eq(row.pepper_version))
        .filter(Column::KeyHash.eq(row.key_hash.clone()))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// How many live keys lie under a pepper below this version.
pub(crate) async fn left_under(app: &App, below: i64) -> Result<i64, Fault> {
    use sea_orm::PaginatorTrait as _;
    let left = Entity::find().filter(Column::RevokedAt.is_null()).filter(Column::PepperVersion.lt(below));
    Ok(i64::try_from(left.count(app.db.reader()).await?).unwrap_or(i64::MAX))
}

/// Notes the use; at most once a minute, so that it costs the busy path nothing.
async fn used(cx: &Cx, key: &mut Remembered) -> Result<(), Fault> {
    let now = cx.now();
    if now.since(key.used_at) < USED_EVERY {
        return Ok(());
    }
    key.used_at = now;
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(key.id))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}

#[async_trait]
impl ApiKeys for ApiKeyStore {
    async fn find(&self, cx: &Cx, key: &str) -> Result<Option<(Uuid, Vec<String>)>, Fault> {
        if !api_key::is_well_formed(key) {
            return Ok(None);
        }
        let (hash, now) = (new_hash(cx, key).0, cx.now());
        let (generation, known) = self.known(cx, &hash).await?;
        let mut found = match known {
            Some(known) => known,
            None => {
                let Some(row) = read(cx, key).await? else { return Ok(None) };
                if !grant::holds(cx, &row).await? {
                    return Ok(None);
                }
                renew(cx, &row, key).await?;
                Remembered {
                    id: row.id,
                    scopes: row.scopes.split(' ').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
                    expires_at: row.expires_at,
                    used_at: row.last_used_at.unwrap_or(Moment(0)),
                    read_at: now,
                }
            }
        };
        if found.expires_at.is_some_and(|at| at <= now) {
            return Ok(None);
        }
        used(cx, &mut found).await?;
        let answer = (found.id, found.scopes.clone());
        self.remember(generation, hash, found);
        Ok(Some(answer))
    }
}
