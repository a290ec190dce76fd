//! Addresses that are not, or no longer, an account's (ACC-14).

use crate::model::{Email, term};
use crate::queries::contacts;
use crate::tables::{address_change, former_address};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Where an address that waits is sealed.
pub const NEXT: &str = "address_change.email_sealed";
/// Where one of before is sealed.
pub const FORMER: &str = "former_address.email_sealed";

/// An address that waits for its proof, as its owner sees it.
#[derive(Clone)]
pub struct Waiting {
    pub email: String,
    pub until: Moment,
}

/// The change that waits, if one does.
pub async fn change<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
) -> Result<Option<address_change::Model>, Fault> {
    use address_change::{Column, Entity};
    let row = Entity::find().filter(Column::AccountId.eq(account)).one(conn).await?;
    Ok(row.filter(|row| row.expires_at.is_within(cx.now(), term::CHANGE_ADDRESS)))
}

/// What the owner sees.
pub async fn waiting(cx: &Cx, account: Uuid) -> Result<Option<Waiting>, Fault> {
    let Some(row) = change(cx, cx.read(), account).await? else { return Ok(None) };
    let key = subject::key(cx, cx.read(), account).await?;
    Ok(Some(Waiting { email: key.open_text(NEXT, row.id, &row.email_sealed)?, until: row.expires_at }))
}

/// The account that had this address until lately, and for which it is kept.
pub async fn former<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    email: &Email,
) -> Result<Option<former_address::Model>, Fault> {
    former_of(cx, conn, email.normalized()).await
}

/// The same of whatever signs in, in the form for look-ups.
pub async fn former_of<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    login: &str,
) -> Result<Option<former_address::Model>, Fault> {
    use former_address::{Column, Entity};
    let lookups = cx.app.keys.accepted(contacts::EMAIL, login.as_bytes());
    let kept = Entity::find()
        .filter(Column::EmailLookup.is_in(lookups))
        .filter(Column::UndoneAt.is_null())
        .order_by_desc(Column::ChangedAt);
    let newest = kept.one(conn).await?;
    Ok(newest.filter(|row| row.changed_at.was_within(cx.now(), term::RESERVED)))
}

/// Those of these look-ups under which an address is kept for an account that had it until lately.
pub async fn former_lookups(cx: &Cx, conn: &Tx, lookups: &[&Vec<u8>]) -> Result<Vec<Vec<u8>>, Fault> {
    use former_address::{Column, Entity};
    let found = Entity::find()
        .select_only()
        .column(Column::EmailLookup)
        .filter(Column::EmailLookup.is_in(lookups.iter().map(|value| (*value).clone())))
        .filter(Column::UndoneAt.is_null())
        .filter(Column::ChangedAt.gt(cx.now().plus(-term::RESERVED)))
        .into_tuple()
        .all(&**conn)
        .await?;
    Ok(found)
}
