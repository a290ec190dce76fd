//! What stands beside a request for staff: its people, those of the staff who follow it, what it belongs to, its incident, its clocks.

use super::people::opened;
use super::staff::Looked;
use crate::model::files::FILE;
use crate::model::message::Audience;
use crate::model::places::CALLBACK;
use crate::model::request::{LinkKind, Person, Role};
use crate::tables::{
    critical_incident, request, request_file, request_link, request_message, request_person, request_watcher,
    support_queue,
};
use gatehouse_accounts::contacts;
use gatehouse_companies::tables::company;
use gatehouse_context::{Cx, Seen, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_files::{Files, ScanState, StoredFile, has_scanner};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _};
use std::collections::{HashMap, HashSet};

/// Somebody of a request.
#[derive(Clone, Debug)]
pub struct Belonging {
    /// As what.
    pub part: Role,
    /// Their account, where they have one.
    pub account: Option<Uuid>,
    /// Their row.
    pub row: Uuid,
    /// Name, address and telephone number, as far as known.
    pub person: Person,
    /// Mails to them came back.
    pub bounced: bool,
    /// They want none.
    pub muted: bool,
}

/// The people of a request, its author first.
pub async fn people(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<Belonging>, Fault> {
    use request_person::{Column, Entity};
    let id = seen.row().id;
    let rows = Entity::find()
        .filter(Column::RequestId.eq(id))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Id)
        .all(cx.read())
        .await?;
    let accounts: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let mut known = contacts::contacts(cx, cx.read(), &accounts).await?;
    let key = subject::keys(cx, cx.read(), &[id]).await?.remove(&id);
    rows.into_iter()
        .map(|row| {
            let person = match (row.account_id.and_then(|id| known.remove(&id)), &key) {
                (Some(contact), _) => Person { name: contact.label, email: contact.to.email, phone: String::new() },
                (None, Some(key)) => opened(key, &row)?.unwrap_or_default(),
                (None, None) => Person::default(),
            };
            let (bounced, muted) = (row.bounced_at.is_some(), row.muted);
            Ok(Belonging { part: row.part, account: row.account_id, row: row.id, person, bounced, muted })
        })
        .collect()
}

/// What the people of a request and their company are called: what an article that answers it for everybody does not say.
pub async fn names(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<String>, Fault> {
    let mut names: Vec<String> = people(cx, seen).await?.into_iter().map(|one| one.person.name).collect();
    if let Some(company) = seen.row().company_id {
        let found = company::Entity::find_by_id(company).one(cx.read()).await?;
        names.extend(found.map(|row| row.name));
    }
    Ok(names)
}

/// What those without an account are called who wrote in it and belong to it no more, by their rows.
pub async fn names_of_left(cx: &Cx, seen: &Seen<Looked>) -> Result<HashMap<Uuid, String>, Fault> {
    use request_person::{Column, Entity};
    let id = seen.row().id;
    let left = Entity::find()
        .filter(Column::RequestId.eq(id))
        .filter(Column::RemovedAt.is_not_null())
        .filter(Column::PersonSealed.is_not_null())
        .all(cx.read())
        .await?;
    let Some(key) = subject::keys(cx, cx.read(), &[id]).await?.remove(&id) else { return Ok(HashMap::new()) };
    let mut names = HashMap::new();
    for row in left {
        if let Some(person) = opened(&key, &row)? {
            names.insert(row.id, if person.name.is_empty() { person.email } else { person.name });
        }
    }
    Ok(names)
}

/// The members of the staff who follow it.
pub async fn watchers(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<Uuid>, Fault> {
    use request_watcher::{Column, Entity};
    let rows = Entity::find().filter(Column::RequestId.eq(seen.row().id)).order_by_asc(Column::Since);
    Ok(rows.all(cx.read()).await?.into_iter().map(|row| row.staff_id).collect())
}

/// Another request that it belongs with.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The link.
    pub link: request_link::Model,
    /// The other one.
    pub other: request::Model,
}

/// What it belongs with, as far as nobody has undone it.
pub async fn links(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<Linked>, Fault> {
    use request_link::{Column, Entity};
    let id = seen.row().id;
    let of = Condition::any().add(Column::RequestId.eq(id)).add(Column::OtherId.eq(id));
    let rows =
        Entity::find().filter(of).filter(Column::UndoneAt.is_null()).order_by_asc(Column::Id).all(cx.read()).await?;
    let other = |link: &request_link::Model| if link.request_id == id { link.other_id } else { link.request_id };
    let found: HashMap<Uuid, request::Model> = request::Entity::find()
        .filter(super::staff::kept(cx.now()))
        .filter(request::Column::Id.is_in(rows.iter().map(other)))
        .all(cx.read())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let with = |link: request_link::Model| Some(Linked { other: found.get(&other(&link))?.clone(), link });
    Ok(rows.into_iter().filter_map(with).collect())
}

/// How many of a customer's other requests stand beside one.
const OTHERS: u64 = 5;

/// The latest other requests of whoever asked: of their account, or of the address that they gave.
pub async fn others_of(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<request::Model>, Fault> {
    use request_person::{Column, Entity};
    let row = seen.row();
    let of = match row.account_id {
        Some(account) => request::Column::AccountId.eq(account),
        None => {
            let author = Entity::find().filter(Column::RequestId.eq(row.id)).filter(Column::Part.eq(Role::Author));
            let Some(address) = author.one(cx.read()).await?.and_then(|author| author.email_lookup) else {
                return Ok(Vec::new());
            };
            let asked = Entity::find()
                .select_only()
                .column(Column::RequestId)
                .filter(Column::EmailLookup.eq(address))
                .filter(Column::Part.eq(Role::Author));
            request::Column::Id.in_subquery(asked.into_query())
        }
    };
    let found = request::Entity::find()
        .filter(super::staff::kept(cx.now()))
        .filter(of)
        .filter(request::Column::Id.ne(row.id))
        .order_by_desc(request::Column::UpdatedAt)
        .order_by_desc(request::Column::Id)
        .limit(OTHERS);
    Ok(found.all(cx.read()).await?)
}

/// Those that go on in it.
pub fn merged(links: &[Linked], into: Uuid) -> impl Iterator<Item = &request::Model> {
    let is_taken_in = move |one: &&Linked| one.link.kind == LinkKind::Merged && one.link.other_id == into;
    links.iter().filter(is_taken_in).map(|one| &one.other)
}

/// Its critical incident, with the number to call back.
pub async fn incident(cx: &Cx, seen: &Seen<Looked>) -> Result<Option<(critical_incident::Model, String)>, Fault> {
    use critical_incident::{Column, Entity};
    let id = seen.row().id;
    if seen.row().critical.is_none() {
        return Ok(None);
    }
    let Some(row) = Entity::find().filter(Column::RequestId.eq(id)).one(cx.read()).await? else { return Ok(None) };
    let key = subject::keys(cx, cx.read(), &[id]).await?.remove(&id);
    let callback = match (&key, &row.callback_sealed) {
        (Some(key), Some(sealed)) => key.open_text(CALLBACK, row.id, sealed)?,
        _ => String::new(),
    };
    Ok(Some((row, callback)))
}

/// The queues that requests can be moved into.
pub async fn open_queues(cx: &Cx) -> Result<Vec<support_queue::Model>, Fault> {
    let all = super::settings::queues(cx).await?;
    Ok(all.into_iter().filter(|queue| queue.archived_at.is_none()).collect())
}

/// The files of its messages, with what is known of each.
pub async fn files(cx: &Cx, seen: &Seen<Looked>) -> Result<Vec<(request_file::Model, StoredFile)>, Fault> {
    use request_file::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::RequestId.eq(seen.row().id))
        .filter(Column::MessageId.is_not_null())
        .order_by_asc(Column::AddedAt)
        .order_by_asc(Column::Place)
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.file_id).collect();
    let found = cx.service::<Files>()?.look_all(cx, &FILE, &ids).await?;
    let mut found: HashMap<Uuid, StoredFile> = found.into_iter().map(|file| (file.id, file)).collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((found.remove(&row.file_id)?, row)))
        .map(|(file, row)| (row, file))
        .collect())
}

/// Whether its customer will never open a file unless somebody vouches for it: nothing looks into it, or nothing can.
fn needs_vouching(cx: &Cx, file: &StoredFile) -> bool {
    match file.scan {
        ScanState::Quarantined => !file.is_vouched && !has_scanner(cx),
        ScanState::NotScannable => !file.is_vouched,
        ScanState::Own | ScanState::Clean | ScanState::Infected => false,
    }
}

/// The files that support has sent to the customer of a request and that the customer cannot open, by [`StoredFile::id`].
pub async fn closed_to_customer(cx: &Cx, seen: &Seen<Looked>) -> Result<HashSet<Uuid>, Fault> {
    use request_file::{Column, Entity};
    let said = request_message::Entity::find()
        .select_only()
        .column(request_message::Column::Id)
        .filter(request_message::Column::RequestId.eq(seen.row().id))
        .filter(request_message::Column::Audience.eq(Audience::Public));
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::FileId)
        .filter(Column::RequestId.eq(seen.row().id))
        .filter(Column::StaffId.is_not_null())
        .filter(Column::MessageId.in_subquery(said.into_query()))
        .into_tuple()
        .all(cx.read())
        .await?;
    let all = cx.service::<Files>()?.look_all(cx, &FILE, &ids).await?;
    Ok(all.into_iter().filter(|file| needs_vouching(cx, file)).map(|file| file.id).collect())
}
