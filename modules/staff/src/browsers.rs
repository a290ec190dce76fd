//! Browsers in which a member has signed in with both factors. They are counted apart from everybody else and have the
//! staff's lane before the pool of hashers, so a member gets in whatever strangers do (ACC-11).

use crate::tables::staff_browser::{ActiveModel, Column, Entity, Model};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

/// A browser in which nobody has signed in for so many days is unknown again; also the life of its cookie.
pub const DAYS: u32 = 180;
/// Browsers of one member; the one that was used longest ago makes room.
const MOST: u64 = 20;

const DOMAIN: &str = "staff.browser";

/// What the hash is of: two members of one browser cannot be linked.
fn marked(member: Uuid, cookie: &str) -> Vec<u8> {
    [&member.as_bytes()[..], cookie.as_bytes()].concat()
}

/// The browser with this cookie, when the member has signed in with it before. For an unknown member the same statement is
/// asked with an id that nobody has.
pub(crate) async fn known(cx: &Cx, member: Option<Uuid>, cookie: Option<&str>) -> Result<Option<Model>, Fault> {
    let Some(cookie) = cookie.filter(|cookie| !cookie.is_empty() && cookie.len() <= 128) else { return Ok(None) };
    let member = member.unwrap_or_default();
    let hashes = cx.app.keys.accepted(DOMAIN, &marked(member, cookie));
    let select = Entity::find().filter(Column::StaffId.eq(member)).filter(Column::BrowserHash.is_in(hashes));
    Ok(select.one(cx.read()).await?)
}

/// Notes the browser; returns what its cookie shall hold. A cookie that is not known is never taken over: somebody may have
/// planted it.
pub(crate) async fn remember(cx: &Cx, tx: &Tx, member: Uuid, cookie: Option<&str>) -> Result<Secret<String>, Fault> {
    let now = cx.now();
    if let (Some(known), Some(cookie)) = (known(cx, Some(member), cookie).await?, cookie) {
        // Under the newest pepper from now on.
        let hash = cx.app.keys.lookup(DOMAIN, &marked(member, cookie)).to_vec();
        let update = Entity::update_many()
            .col_expr(Column::LastAt, Expr::value(now))
            .col_expr(Column::BrowserHash, Expr::value(hash))
            .filter(Column::Id.eq(known.id));
        if update.exec(&**tx).await?.rows_affected == 1 {
            return Ok(Secret::new(cookie.to_owned()));
        }
    }
    let fresh = URL_SAFE_NO_PAD.encode(cx.app.random.token());
    let row = ActiveModel {
        id: Set(cx.id()),
        staff_id: Set(member),
        browser_hash: Set(cx.app.keys.lookup(DOMAIN, &marked(member, &fresh)).to_vec()),
        first_at: Set(now),
        last_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let spare: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::StaffId.eq(member))
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .offset(MOST)
        .limit(MOST)
        .into_tuple()
        .all(&**tx)
        .await?;
    if !spare.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(spare)).exec(&**tx).await?;
    }
    Ok(Secret::new(fresh))
}

/// Forgets every browser of a member: a password or a factor was set anew, or the member is out.
pub(crate) async fn forget_all(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}
