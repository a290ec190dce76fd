//! Who has to hear that somebody signed out: a step. The notice is written with what ends the session, and sent by a job.

use crate::jobs::tell_of_logout;
use crate::queries::clients;
use crate::tables::family::Model as Family;
use crate::tables::logout_notice::{ActiveModel, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// Notes it for each of these sign-ins whose client wants to hear. `sub`: what clients call the account.
pub(super) async fn note(cx: &Cx, tx: &Tx, sub: &str, families: &[Family]) -> Result<(), Fault> {
    let mut wants: HashMap<Uuid, bool> = HashMap::new();
    let (mut ids, mut rows) = (Vec::new(), Vec::new());
    for family in families.iter().filter(|family| family.signed_in_at.is_some()) {
        let wants = match wants.get(&family.client) {
            Some(wants) => *wants,
            None => {
                let client = clients::by_id(cx, &**tx, family.client).await?;
                let says = client.is_some_and(|client| client.backchannel_logout_uri.is_some());
                wants.insert(family.client, says);
                says
            }
        };
        if wants {
            let id = cx.id();
            ids.push(id);
            rows.push(ActiveModel {
                id: Set(id),
                client: Set(family.client),
                sub: Set(sub.to_owned()),
                sid: Set(Some(family.sid.clone())),
                created_at: Set(cx.now()),
            });
        }
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    tell_of_logout(cx, tx, &ids).await
}
