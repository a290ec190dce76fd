//! The chain of what happened to a request: each link is a hash with the link before it in it, so that nothing is left out, changed or put in
//! between without the rest saying so. Who did it and what there is to know stand in it as a salted hash, and can be erased.

use crate::tables::request_event::{Column, Entity, Model};
use gatehouse_core::{Fault, Random, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const SALT: usize = 16;
/// What the first event of a request stands behind.
pub(crate) const START: [u8; 32] = [0; 32];

/// The facts as they are sealed: a salt, then JSON.
pub(crate) fn salted(random: &dyn Random, facts: &Value) -> Result<Vec<u8>, Fault> {
    let mut bytes = vec![0; SALT];
    random.fill(&mut bytes);
    serde_json::to_writer(&mut bytes, facts)?;
    Ok(bytes)
}

/// The facts in what was sealed.
pub fn unsalted(bytes: &[u8]) -> Result<Value, Fault> {
    let json = bytes.get(SALT..).ok_or_else(|| Fault::new("an event's facts are too short"))?;
    Ok(serde_json::from_slice(json)?)
}

/// The hash of salted facts.
pub(crate) fn digest(salted: &[u8]) -> Vec<u8> {
    Sha256::digest(salted).to_vec()
}

/// The link of an event, from everything in it that stays.
pub(crate) fn link(event: &Model) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    };
    part(b"gatehouse request event 1");
    part(event.request_id.as_bytes());
    part(event.id.as_bytes());
    part(&event.seq.to_be_bytes());
    part(event.kind.as_bytes());
    part(event.from_status.map_or("", crate::model::status::Status::word).as_bytes());
    part(event.to_status.map_or("", crate::model::status::Status::word).as_bytes());
    part(event.actor.word().as_bytes());
    part(&event.at.0.to_be_bytes());
    part(&event.facts_digest);
    part(&event.prev_link);
    hash.finalize().to_vec()
}

/// Whether the chain of a request is whole: every event from the first to `last`, each linked to the one before.
pub async fn is_whole<C: ConnectionTrait>(conn: &C, request: Uuid, last: i64, last_link: &[u8]) -> Result<bool, Fault> {
    let events = Entity::find().filter(Column::RequestId.eq(request)).order_by_asc(Column::Seq).all(conn).await?;
    let mut before = START.to_vec();
    for (place, event) in (1_i64..).zip(&events) {
        if event.seq != place || event.prev_link != before || event.link != link(event) {
            return Ok(false);
        }
        before.clone_from(&event.link);
    }
    Ok(i64::try_from(events.len())? == last && before == last_link)
}
