//! The people of a request, for its pages: who belongs to it, and whom a mail proposes.

use super::chain::unsalted;
use super::people::{addresses, names, opened};
use crate::model::places::FACTS;
use crate::rights::Visible;
use crate::tables::request_person::{Column, Entity, Model};
use crate::tables::{request, request_event};
use gatehouse_address::{Email, normalized};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::BTreeSet;

/// The latest mails of unconfirmed addresses that are looked at.
const MOST: u64 = 50;

/// Somebody who belongs to a request.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Their row.
    pub row: Model,
    /// Their name, or their address where no more is known; empty: a former user.
    pub name: String,
}

/// The people of a request that somebody sees, its author first.
pub async fn participants(cx: &Cx, seen: &Visible) -> Result<Vec<Participant>, Fault> {
    let id = seen.row().id;
    let rows = Entity::find()
        .filter(Column::RequestId.eq(id))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Id)
        .all(cx.read())
        .await?;
    let accounts: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let members: Vec<Uuid> = rows.iter().filter_map(|row| row.member_id).collect();
    let known = names(cx, cx.read(), &accounts, &members).await?;
    let key = subject::keys(cx, cx.read(), &[id]).await?.remove(&id);
    rows.into_iter()
        .map(|row| {
            let name = row.member_id.or(row.account_id).and_then(|id| known.get(&id).cloned());
            let name = match (name, &key) {
                (Some(name), _) => name,
                (None, Some(key)) => {
                    let person = opened(key, &row)?.unwrap_or_default();
                    if person.name.is_empty() { gatehouse_address::shown(&person.email) } else { person.name }
                }
                (None, None) => String::new(),
            };
            Ok(Participant { row, name })
        })
        .collect()
}

/// Addresses of the company's proven domains from which somebody wrote who does not belong to the request, the latest first. Who was taken
/// out of it is not proposed. `row`: of the page's proof.
pub(crate) async fn proposed(cx: &Cx, row: &request::Model) -> Result<Vec<String>, Fault> {
    if row.company_id.is_none() {
        return Ok(Vec::new());
    }
    let events = request_event::Entity::find()
        .filter(request_event::Column::RequestId.eq(row.id))
        .filter(request_event::Column::Kind.eq("unconfirmed"))
        .order_by_desc(request_event::Column::Seq)
        .limit(MOST)
        .all(cx.read())
        .await?;
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let Some(key) = subject::keys(cx, cx.read(), &[row.id]).await?.remove(&row.id) else { return Ok(Vec::new()) };
    let mut known: BTreeSet<String> =
        addresses(cx, cx.read(), row).await?.iter().map(|(_, address)| normalized(address)).collect();
    let mut all = Vec::new();
    for event in events {
        let Some(sealed) = &event.facts_sealed else { continue };
        let facts = unsalted(&key.open(FACTS, event.id, sealed)?)?;
        let from = facts["from"].as_str().filter(|_| facts["same_company"] == true);
        let Some(email) = from.and_then(|from| Email::parse(from).ok()) else { continue };
        if known.insert(email.normalized().to_owned()) {
            all.push(email.written().to_owned());
        }
    }
    Ok(all)
}
