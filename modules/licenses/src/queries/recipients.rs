//! Who is told about a license: its holders, else the order's buyer.

use crate::model::buyer::BUYER_PLACE;
use crate::tables::{license, license_holder, purchase};
use gatehouse_accounts::queries::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

/// The holders of a license; when nobody added it yet, the buyer of its order.
pub(crate) async fn of_license<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<Recipient>, Fault> {
    let found = contacts::recipients(cx, conn, &holders(conn, license.id).await?).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    match purchase::Entity::find_by_id(license.purchase_id).one(conn).await? {
        Some(purchase) => Ok(buyer(cx, conn, &purchase).await?.into_iter().collect()),
        None => Ok(Vec::new()),
    }
}

async fn holders<C: ConnectionTrait>(conn: &C, license: Uuid) -> Result<Vec<Uuid>, Fault> {
    let rows = license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license)).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// The countries of the accounts that have a license; when there is none, of its buyer's. Who has not told theirs has none.
pub(crate) async fn countries<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<String>, Fault> {
    let mut ids = holders(conn, license.id).await?;
    if ids.is_empty() {
        let purchase = purchase::Entity::find_by_id(license.purchase_id).one(conn).await?;
        ids.extend(purchase.and_then(|purchase| purchase.buyer_account));
    }
    let found = contacts::contacts(cx, conn, &ids).await?;
    Ok(found.into_values().filter_map(|contact| contact.country).collect())
}

/// The buyer of an order: their account where they have one, else the address that the shop gave.
pub(crate) async fn buyer<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    purchase: &purchase::Model,
) -> Result<Option<Recipient>, Fault> {
    if let Some(account) = purchase.buyer_account
        && let Some(found) = contacts::recipients(cx, conn, &[account]).await?.pop()
    {
        return Ok(Some(found));
    }
    let Some(sealed) = &purchase.buyer_email_sealed else { return Ok(None) };
    let Some(key) = subject::keys(cx, conn, &[purchase.id]).await?.remove(&purchase.id) else { return Ok(None) };
    Ok(Some(Recipient {
        account: None,
        sealed_by: purchase.id,
        email: key.open_text(BUYER_PLACE, purchase.id, sealed)?,
        greeted: None,
        lang: purchase.buyer_lang.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
        zone: None,
        is_staff: false,
    }))
}
