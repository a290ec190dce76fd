//! Clients as staff and programs see them: all of them, disabled ones too.

use crate::model::client::{Client, ClientKind};
use crate::queries::client_seals;
use crate::queries::clients::{note_of, read};
use crate::rights::ClientsRead;
use crate::tables::client::{Column, Entity, Model};
use crate::tables::client_secret;
use gatehouse_context::{App, Cx, May, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::containing::in_name_or_code;
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use gatehouse_seal::Keys;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _};

/// What clients are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientColumn {
    /// The name.
    Name,
    /// When it was registered.
    Created,
}

/// Which clients.
#[derive(Clone, Debug, Default)]
pub struct ClientFilter {
    /// Name or client id contains this.
    pub text: String,
    /// Of this kind.
    pub kind: Option<ClientKind>,
    /// Whether it is disabled.
    pub disabled: Option<bool>,
}

/// A page of clients.
pub async fn clients(
    cx: &May<ClientsRead>,
    filter: &ClientFilter,
    sorting: Sorting<ClientColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let state = filter.disabled.map(|disabled| match disabled {
        true => Column::DisabledAt.is_not_null(),
        false => Column::DisabledAt.is_null(),
    });
    let wanted = Condition::all()
        .add(in_name_or_code(Column::Name, Column::ClientId, &filter.text))
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
        .add_option(state);
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        ClientColumn::Name => (Column::Name, |row| SortKey::Text(row.name.clone())),
        ClientColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
    };
    let place = |row: &Model| (key(row), row.id);
    keyset(cx.read(), Entity::find().filter(wanted), (column, Column::Id), sorting.direction, request, place).await
}

/// A client with what belongs to it.
#[derive(Clone, Debug)]
pub struct ClientView {
    /// The row.
    pub row: Model,
    /// What the row says; `None` where its lists are none.
    pub client: Option<Client>,
    /// Whether the row says what its seal says. Where it does not, it signs nobody in.
    pub is_sealed: bool,
    /// What staff note of it.
    pub note: String,
    /// Its secrets that work, the oldest first.
    pub secrets: Vec<client_secret::Model>,
}

/// One client; `None` when there is none.
pub async fn client(cx: &May<ClientsRead>, id: Uuid) -> Result<Option<ClientView>, Fault> {
    view(cx, id).await
}

/// The same after a change of it, for who may change and not look.
pub(crate) async fn after_change(cx: &Cx, id: Uuid) -> Result<Option<ClientView>, Fault> {
    view(cx, id).await
}

async fn view(cx: &Cx, id: Uuid) -> Result<Option<ClientView>, Fault> {
    use client_secret::{Column as Of, Entity as Secrets};
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let key = client_seals::opener(cx, cx.read()).await?;
    let works = Condition::any().add(Of::EndsAt.is_null()).add(Of::EndsAt.gt(cx.now()));
    let own = Secrets::find().filter(Of::Client.eq(id)).filter(works);
    let secrets = own.order_by_asc(Of::CreatedAt).order_by_asc(Of::Id).all(cx.read()).await?;
    Ok(Some(ClientView {
        client: read(row.clone()),
        is_sealed: client_seals::holds_client(&key, &row),
        note: note_of(&key, &row),
        secrets: secrets.into_iter().filter(|secret| client_seals::holds_secret(&key, secret)).collect(),
        row,
    }))
}

/// One secret of a client, whether it works or not.
pub async fn secret(cx: &May<ClientsRead>, client: Uuid, id: Uuid) -> Result<Option<client_secret::Model>, Fault> {
    use client_secret::{Column as Of, Entity as Secrets};
    Ok(Secrets::find_by_id(id).filter(Of::Client.eq(client)).one(cx.read()).await?)
}

/// How many secrets that work would prove nothing any more without the peppers below this version: their next use moves them.
pub(crate) async fn left_under(app: &App, below: i64) -> Result<i64, Fault> {
    use client_secret::{Column as Of, Entity as Secrets};
    let works = Condition::any().add(Of::EndsAt.is_null()).add(Of::EndsAt.gt(app.clock.now()));
    let left = Secrets::find().filter(works).filter(Of::PepperVersion.lt(below));
    Ok(i64::try_from(left.count(app.db.reader()).await?).unwrap_or(i64::MAX))
}

/// The rows that count as nothing because they were changed past the program, as `client ID` and `secret ID`: for `gatehouse doctor`. There
/// are few, and each table is asked once.
pub async fn refused<C: ConnectionTrait>(conn: &C, keys: &Keys) -> Result<Vec<String>, Fault> {
    let own = subject::keys_with(keys, conn, &[subject::INSTALLATION]).await?.remove(&subject::INSTALLATION);
    let clients = Entity::find().order_by_asc(Column::Id).all(conn).await?;
    let wrong = clients.into_iter().filter(|row| !own.as_ref().is_some_and(|key| client_seals::holds_client(key, row)));
    let mut found: Vec<String> = wrong.map(|row| format!("client {}", row.id)).collect();
    let secrets = client_secret::Entity::find().order_by_asc(client_secret::Column::Id).all(conn).await?;
    let wrong = secrets.into_iter().filter(|row| !own.as_ref().is_some_and(|key| client_seals::holds_secret(key, row)));
    found.extend(wrong.map(|row| format!("secret {}", row.id)));
    Ok(found)
}
