//! The browsers that have signed in to an account before (ACC-10).

use crate::model::{Email, term, token};
use crate::queries::contacts;
use crate::tables::known_device;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use known_device::{Column, Entity, Model};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// The known browsers of an account, last used first.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<Model>, Fault> {
    let select = Entity::find().filter(Column::AccountId.eq(account));
    let select = select.order_by_desc(Column::LastAt).order_by_desc(Column::Id);
    // A little more than there can be, so that what is too much is seen.
    Ok(select.limit(2 * term::MOST_BROWSERS).all(conn).await?)
}

/// The browser with this cookie, if it has signed in to the account before.
pub async fn known(cx: &Cx, account: Uuid, cookie: Option<&str>) -> Result<Option<Model>, Fault> {
    let Some(hashes) = hashes(cx, account, cookie) else { return Ok(None) };
    let select = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::DeviceHash.is_in(hashes));
    Ok(select.one(cx.read()).await?)
}

/// The known browser or usual network of the owner's that the request comes from, if it comes from one. For an unknown
/// address the same statements are asked.
pub async fn own_source(cx: &Cx, email: &Email, cookie: Option<&str>) -> Result<Option<Vec<u8>>, Fault> {
    let account = contacts::by_address(cx, cx.read(), email).await?;
    let id = account.map_or(Uuid::nil(), |account| account.id);
    let known = Entity::find().filter(Column::AccountId.eq(id)).limit(term::MOST_BROWSERS).all(cx.read()).await?;
    let hashes = hashes(cx, id, cookie).unwrap_or_default();
    let browser = known.iter().find(|row| hashes.contains(&row.device_hash));
    let network =
        known.iter().filter_map(|row| row.network.as_deref()).find(|name| cx.network.as_deref() == Some(name));
    Ok(browser.map(|row| row.device_hash.clone()).or_else(|| network.map(|name| name.as_bytes().to_vec())))
}

/// The hash of a browser's cookie for one account: two accounts of one browser cannot be linked.
pub fn hash(cx: &Cx, account: Uuid, cookie: &str) -> Vec<u8> {
    token::hash(cx, token::DEVICE, &format!("{account}{cookie}"))
}

/// The hashes that a cookie can be stored under, before and after a rotation of the pepper.
fn hashes(cx: &Cx, account: Uuid, cookie: Option<&str>) -> Option<Vec<Vec<u8>>> {
    let cookie = cookie.filter(|text| token::is_plausible(text))?;
    Some(token::hashes(cx, token::DEVICE, &format!("{account}{cookie}")))
}
