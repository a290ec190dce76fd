//! The accounts elsewhere by which an owner signs in (ACC-8). They are found by service and subject alone.

use crate::model::identity::Identity;
use crate::tables::account_identity::{Column, Entity, Model};
use gatehouse_context::peppers::{self, Lasting};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_federation::Federation;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// The domain of their look-ups.
const LOOKUP: &str = "accounts.identity";
/// Where service and subject are sealed.
pub const SUBJECT: &str = "account_identity.subject_sealed";
/// Where the address is sealed that the service has.
pub const SHOWN: &str = "account_identity.shown_sealed";
/// Where what waits for a proof is sealed.
pub const WAITING: &str = "waiting_identity.identity_sealed";

const LASTING: Lasting =
    Lasting { name: LOOKUP, table: "account_identity", subject: "account_id", sealed: "subject_sealed" };

/// The row of somebody elsewhere, under whichever pepper it lies.
pub async fn by_subject<C: ConnectionTrait>(cx: &Cx, conn: &C, identity: &Identity) -> Result<Option<Model>, Fault> {
    let lookups = cx.app.keys.accepted(LOOKUP, identity.text().as_bytes());
    Ok(Entity::find().filter(Column::SubjectLookup.is_in(lookups)).one(conn).await?)
}

/// The look-up value for a row that is written in this transaction, with its pepper's version, which stays so until the transaction ends.
/// Whoever writes one looks by [`by_subject`] after this.
pub async fn written(cx: &Cx, tx: &Tx, identity: &Identity) -> Result<(Vec<u8>, i64), Fault> {
    let version = peppers::writing(cx, tx, LOOKUP).await?;
    Ok((cx.app.keys.lookup_under(version, LOOKUP, identity.text().as_bytes())?.to_vec(), version))
}

/// Moves the look-ups to another pepper.
pub async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    peppers::move_all(app, to, LASTING, |keys, text| {
        Ok(vec![("subject_lookup", keys.lookup_under(to, LOOKUP, text.as_bytes())?)])
    })
    .await
}

/// Those of an account, oldest first.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<Model>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account));
    Ok(own.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// One, as its owner sees it.
#[derive(Clone)]
pub struct Shown {
    pub id: Uuid,
    /// The service's word.
    pub provider: String,
    /// What the service is called.
    pub label: String,
    /// The address that the service has.
    pub email: Option<String>,
    pub added: Moment,
    pub used: Moment,
}

/// Those of an account, as its owner sees them.
pub async fn shown(cx: &Cx, account: Uuid) -> Result<Vec<Shown>, Fault> {
    let rows = of_account(cx.read(), account).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, cx.read(), account).await?;
    let shown = |row: Model| {
        let email = row.shown_sealed.as_deref().map(|sealed| key.open_text(SHOWN, row.id, sealed)).transpose()?;
        let label = label(cx, &row.provider);
        Ok(Shown { id: row.id, provider: row.provider, label, email, added: row.created_at, used: row.used_at })
    };
    rows.into_iter().map(shown).collect()
}

/// What a service is called; one that is not in the configuration any more by its word.
pub fn label(cx: &Cx, provider: &str) -> String {
    let federation = cx.app.services.find::<Federation>();
    let found = federation.and_then(|federation| federation.find(provider));
    found.map_or_else(|| provider.to_owned(), |found| found.label.clone())
}
