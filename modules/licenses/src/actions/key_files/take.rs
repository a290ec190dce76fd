//! The archive behind a mailed link is fetched, once (LIC-11).

use super::fetch::Archive;
use super::made_again::{archive_of, files_of};
use super::mail::{ends, lookups};
use crate::events;
use crate::queries::key_files;
use crate::tables::key_file_ask::{Column, Entity, Model};
use crate::tables::{key_file, license};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, refuse};
use sea_orm::entity::prelude::*;

/// Why there is no archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum TakeKeyFileRefusal {
    /// The link is none of ours, was used, or is older than a day.
    #[refusal(410, "key_file.link_dead", key_link_expired, next = key_link_expired_next)]
    Expired,
}

/// Whether a link still opens; looking changes nothing.
pub async fn is_valid(cx: &Cx, token: &str) -> Result<bool, Fault> {
    Ok(find(cx, token).await?.is_some())
}

async fn find(cx: &Cx, token: &str) -> Result<Option<Model>, Fault> {
    if token.is_empty() {
        return Ok(None);
    }
    let row = Entity::find().filter(Column::TokenLookup.is_in(lookups(cx, token))).one(cx.read()).await?;
    Ok(row.filter(|row| row.taken_at.is_none() && ends(row).is_some_and(|ends| cx.now() < ends)))
}

/// The archive; the link works no more.
pub async fn take_key_file(cx: &Cx, token: &str) -> Outcome<Archive, TakeKeyFileRefusal> {
    let expired = || refuse(TakeKeyFileRefusal::Expired);
    let ask = find(cx, token).await?.ok_or_else(expired)?;
    let file = key_file::Entity::find_by_id(ask.key_file_id.ok_or_else(expired)?).one(cx.read()).await?;
    let file = file.filter(|file| file.replaced_at.is_none() && file.returned_at.is_none()).ok_or_else(expired)?;
    let license = license::Entity::find_by_id(file.license_id).one(cx.read()).await?.ok_or_else(expired)?;
    if crate::model::license::is_blocked(&license, cx.now()) {
        return Err(expired());
    }
    let serial = file.serial.clone();
    let files = files_of(cx, &license, &key_files::set_of(cx, file).await?).await?;
    let bytes = archive_of(cx, &license, &files, cx.lang).await?;
    let tx = cx.begin().await?;
    let taken = Entity::update_many()
        .col_expr(Column::TakenAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(ask.id))
        .filter(Column::TakenAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if taken == 0 {
        tx.rollback().await?;
        return Err(expired());
    }
    let details = serde_json::json!({ "serial": serial });
    cx.audit(&tx, events::KEY_FILE_FETCHED.about(license.id).with(details)).await?;
    tx.commit().await?;
    Ok(Archive { name: format!("{serial}.zip"), bytes })
}
