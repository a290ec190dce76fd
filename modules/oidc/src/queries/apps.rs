//! What people have connected with their accounts.

use crate::queries::clients;
use crate::tables::app::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Where it lies what somebody has allowed.
pub(crate) const PLACE: &str = "oidc_app.allowed_sealed";
/// More than anybody connects.
pub const MOST: u64 = 200;

/// An application that is connected.
#[derive(Clone, Debug)]
pub struct Connected {
    /// Its row.
    pub id: Uuid,
    /// The client's row.
    pub client: Uuid,
    /// What it is called.
    pub name: String,
    /// What it may, scopes separated by spaces.
    pub allowed: String,
    /// Since when.
    pub since: Moment,
    /// When it was used last.
    pub used_at: Moment,
}

/// Those of an account, the last used first.
pub async fn of_account(cx: &Cx, account: Uuid) -> Result<Vec<Connected>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account));
    let rows = own.order_by_desc(Column::UsedAt).order_by_desc(Column::Id).limit(MOST).all(cx.read()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.client).collect();
    let mut names = clients::names(cx.read(), &ids).await?;
    let key = subject::key(cx, cx.read(), account).await?;
    let connected = |row: Model| -> Result<Connected, Fault> {
        Ok(Connected {
            allowed: key.open_text(PLACE, row.id, &row.allowed_sealed)?,
            name: names.remove(&row.client).unwrap_or_default(),
            id: row.id,
            client: row.client,
            since: row.created_at,
            used_at: row.used_at,
        })
    };
    rows.into_iter().map(connected).collect()
}

/// The rows of an account, for statements that look for its sign-ins: these are found by what they are of.
pub(crate) fn ids(account: Uuid) -> SelectStatement {
    Query::select().column(Column::Id).from(Entity).and_where(Column::AccountId.eq(account)).to_owned()
}

/// The row of this client in an account.
pub(crate) async fn find<C: ConnectionTrait>(conn: &C, account: Uuid, client: Uuid) -> Result<Option<Model>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::Client.eq(client));
    Ok(own.one(conn).await?)
}

/// What this client may in an account, as the person has allowed it; empty: nothing yet.
pub(crate) async fn allowed<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
    client: Uuid,
) -> Result<String, Fault> {
    let Some(row) = find(conn, account, client).await? else { return Ok(String::new()) };
    let key = subject::key(cx, conn, account).await?;
    key.open_text(PLACE, row.id, &row.allowed_sealed)
}
