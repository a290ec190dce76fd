//! Who is told about a license: its holders, else the order's buyer.

use crate::tables::{license, license_holder, purchase};
use gatehouse_accounts::queries::contacts;
use gatehouse_address::normalized;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::{Cx, Tx, subject};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ConnectionTrait, ExprTrait, QuerySelect, QueryTrait};

/// The keyed hash's domain of a buyer's address.
pub(crate) const BUYER: &str = "licenses.buyer_email";
/// Where a buyer's address is sealed.
pub(crate) const BUYER_PLACE: &str = "purchase.buyer_email_sealed";

/// The look-up value of a buyer's address, however it is written, with its pepper's version.
pub(crate) fn buyer_lookup(cx: &Cx, email: &str) -> (Vec<u8>, i64) {
    let (lookup, version) = cx.app.keys.lookup_versioned(BUYER, normalized(email).as_bytes());
    (lookup.to_vec(), version)
}

/// What a buyer's address can lie under: one value for each pepper that is known.
pub(crate) fn buyer_lookups(cx: &Cx, email: &str) -> Vec<Vec<u8>> {
    cx.app.keys.accepted(BUYER, normalized(email).as_bytes())
}

/// Clears who bought from these orders and answers how many they were, and with them what clerks wrote about or to him. The
/// orders stay for the books: their numbers and partners say nothing about a person.
pub(crate) async fn forget_buyer(tx: &Tx, which: impl IntoCondition) -> Result<u64, Fault> {
    use purchase::{Column, Entity};
    let which = which.into_condition();
    let his = Entity::find().select_only().column(Column::Id).filter(which.clone()).into_query();
    license::Entity::update_many()
        .col_expr(license::Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .filter(license::Column::PurchaseId.in_subquery(his))
        .filter(license::Column::BlockNoteSealed.is_not_null())
        .exec(&**tx)
        .await?;
    let cleared = Entity::update_many()
        .col_expr(Column::BuyerAccount, Expr::value(None::<Uuid>))
        .col_expr(Column::BuyerEmailSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLookup, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLang, Expr::value(None::<String>))
        .col_expr(Column::UnclaimedSince, Expr::value(None::<i64>))
        .col_expr(Column::NoteSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(which)
        .exec(&**tx)
        .await?;
    Ok(cleared.rows_affected)
}

/// The holders of a license; when nobody added it yet, the buyer of its order.
pub(crate) async fn of_license<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<Recipient>, Fault> {
    let holders =
        license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license.id)).all(conn).await?;
    let ids: Vec<Uuid> = holders.iter().map(|holder| holder.account_id).collect();
    let found = contacts::recipients(cx, conn, &ids).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    match purchase::Entity::find_by_id(license.purchase_id).one(conn).await? {
        Some(purchase) => Ok(buyer(cx, conn, &purchase).await?.into_iter().collect()),
        None => Ok(Vec::new()),
    }
}

/// The countries of the accounts that have a license; when there is none, of its buyer's. Who did not tell his has none.
pub(crate) async fn countries<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<String>, Fault> {
    let mut ids: Vec<Uuid> = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(license.id))
        .all(conn)
        .await?
        .into_iter()
        .map(|holder| holder.account_id)
        .collect();
    if ids.is_empty() {
        let purchase = purchase::Entity::find_by_id(license.purchase_id).one(conn).await?;
        ids.extend(purchase.and_then(|purchase| purchase.buyer_account));
    }
    let found = contacts::contacts(cx, conn, &ids).await?;
    Ok(found.into_values().filter_map(|contact| contact.country).collect())
}

/// The buyer of an order: his account where he has one, else the address that the shop gave.
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
        lang: purchase.buyer_lang.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
        zone: None,
        is_staff: false,
    }))
}
