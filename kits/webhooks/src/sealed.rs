//! Endpoints opened: their names, addresses and secrets lie under the installation's own key, as an endpoint outlives who made it.

use crate::model::secret::Signing;
use crate::tables::endpoint::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Personal, Secret, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

const NAME: &str = "webhook_endpoint.name_sealed";
const URL: &str = "webhook_endpoint.url_sealed";
const KEY: &str = "webhook_endpoint.key_sealed";
const OLD_KEY: &str = "webhook_endpoint.old_key_sealed";

/// The most endpoints of an installation.
pub const MOST: u64 = 50;

/// An endpoint with what is read of it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The row.
    pub row: Model,
    /// What it is called.
    pub name: Personal<String>,
    /// Its address.
    pub url: Personal<String>,
}

/// The key that seals and opens.
pub(crate) async fn opener<C: ConnectionTrait>(cx: &Cx, conn: &C) -> Result<SubjectKey, Fault> {
    subject::key(cx, conn, subject::INSTALLATION).await
}

fn open(opener: &SubjectKey, row: Model) -> Result<Opened, Fault> {
    let name = Personal(opener.open_text(NAME, row.id, &row.name_sealed)?);
    let url = Personal(opener.open_text(URL, row.id, &row.url_sealed)?);
    Ok(Opened { row, name, url })
}

/// One endpoint; `None`: there is none.
pub async fn opened(cx: &Cx, id: Uuid) -> Result<Option<Opened>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    Ok(Some(open(&opener(cx, cx.read()).await?, row)?))
}

/// All of them, the oldest first; at most [`MOST`].
pub async fn opened_all(cx: &Cx) -> Result<Vec<Opened>, Fault> {
    let rows = Entity::find().order_by_asc(Column::Id).all(cx.read()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let opener = opener(cx, cx.read()).await?;
    rows.into_iter().map(|row| open(&opener, row)).collect()
}

/// Name and address, sealed for a row.
pub(crate) fn seal(
    cx: &Cx,
    opener: &SubjectKey,
    id: Uuid,
    (name, url): (&str, &str),
) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    let random = cx.app.random.as_ref();
    Ok((opener.seal(random, NAME, id, name.as_bytes())?, opener.seal(random, URL, id, url.as_bytes())?))
}

/// A secret, sealed for a row.
pub(crate) fn seal_key(cx: &Cx, opener: &SubjectKey, id: Uuid, secret: &Secret<String>) -> Result<Vec<u8>, Fault> {
    opener.seal(cx.app.random.as_ref(), KEY, id, secret.expose().as_bytes())
}

/// The secret of a row, sealed anew as the one before.
pub(crate) fn seal_old_key(cx: &Cx, opener: &SubjectKey, row: &Model) -> Result<Vec<u8>, Fault> {
    let secret = Secret::new(opener.open_text(KEY, row.id, &row.key_sealed)?);
    opener.seal(cx.app.random.as_ref(), OLD_KEY, row.id, secret.expose().as_bytes())
}

/// What signs for an endpoint now.
pub(crate) fn signing(cx: &Cx, opener: &SubjectKey, row: &Model) -> Result<Signing, Fault> {
    let secret = Secret::new(opener.open_text(KEY, row.id, &row.key_sealed)?);
    let lives = row.old_key_until.is_some_and(|until| cx.now() < until);
    let before = match &row.old_key_sealed {
        Some(sealed) if lives => Some(Secret::new(opener.open_text(OLD_KEY, row.id, sealed)?)),
        _ => None,
    };
    Ok(Signing { secret, before })
}

/// The address of an endpoint.
pub(crate) fn url(opener: &SubjectKey, row: &Model) -> Result<String, Fault> {
    opener.open_text(URL, row.id, &row.url_sealed)
}

/// The name of an endpoint.
pub(crate) fn name(opener: &SubjectKey, row: &Model) -> Result<String, Fault> {
    opener.open_text(NAME, row.id, &row.name_sealed)
}
