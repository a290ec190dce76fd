//! Browsers in which a member has signed in with both factors. They are counted apart from everybody else and have the
//! staff's lane before the pool of hashers, so a member gets in whatever strangers do (ACC-11).

use crate::tables::staff_browser::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::token::is_plausible;
use sea_orm::entity::prelude::*;

/// A browser in which nobody has signed in for so many days is unknown again; also the life of its cookie.
pub const DAYS: u32 = 180;

pub(super) const DOMAIN: &str = "staff.browser";

/// What the hash is of: two members of one browser cannot be linked.
fn marked(member: Uuid, cookie: &str) -> Vec<u8> {
    [&member.as_bytes()[..], cookie.as_bytes()].concat()
}

/// What is stored of a browser, under the newest pepper.
pub(super) fn hash(cx: &Cx, member: Uuid, cookie: &str) -> Vec<u8> {
    cx.app.keys.lookup(DOMAIN, &marked(member, cookie)).to_vec()
}

/// The browser with this cookie, when the member has signed in with it before. For an unknown member the same statement is
/// asked with an id that nobody has.
pub(crate) async fn known(cx: &Cx, member: Option<Uuid>, cookie: Option<&str>) -> Result<Option<Model>, Fault> {
    let Some(cookie) = cookie.filter(|cookie| is_plausible(cookie)) else { return Ok(None) };
    let member = member.unwrap_or_default();
    let hashes = cx.app.keys.accepted(DOMAIN, &marked(member, cookie));
    let select = Entity::find().filter(Column::StaffId.eq(member)).filter(Column::BrowserHash.is_in(hashes));
    Ok(select.one(cx.read()).await?)
}

/// Forgets every browser of a member: a password or a factor was set anew, or the member is out.
pub(crate) async fn forget_all(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}
