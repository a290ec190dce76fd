//! Who is told about a license: its holders, of a company those who manage its licenses, else the order's buyer.

use crate::model::buyer::BUYER_PLACE;
use crate::tables::{license, license_holder, purchase};
use gatehouse_accounts::queries::contacts;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::{companies, recipients};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use std::collections::HashSet;

/// The holders of a license; when nobody added it yet, the buyer of its order.
pub(crate) async fn of_license<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<Recipient>, Fault> {
    let held = holders(conn, license.id).await?;
    of_holders(cx, conn, license, &held).await
}

/// Those of them who may read its code: a company that added it by a key file had the file alone.
pub(crate) async fn of_code<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<Recipient>, Fault> {
    let held = holders(conn, license.id).await?;
    let with_code: Vec<_> = held.into_iter().filter(|row| row.key_file_name_sealed.is_none()).collect();
    of_holders(cx, conn, license, &with_code).await
}

async fn of_holders<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
    held: &[license_holder::Model],
) -> Result<Vec<Recipient>, Fault> {
    let (accounts, companies) = ids(held);
    let mut found = contacts::recipients(cx, conn, &accounts).await?;
    found.extend(recipients::with_right(cx, conn, &companies, CompanyRight::ManageLicenses).await?);
    // Who has it in both is told once.
    let mut told = HashSet::new();
    found.retain(|to| to.account.is_none_or(|account| told.insert(account)));
    if !found.is_empty() {
        return Ok(found);
    }
    match purchase::Entity::find_by_id(license.purchase_id).one(conn).await? {
        Some(purchase) => Ok(buyer(cx, conn, &purchase).await?.into_iter().collect()),
        None => Ok(Vec::new()),
    }
}

async fn holders<C: ConnectionTrait>(conn: &C, license: Uuid) -> Result<Vec<license_holder::Model>, Fault> {
    Ok(license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license)).all(conn).await?)
}

/// The accounts and the companies that have it.
fn ids(held: &[license_holder::Model]) -> (Vec<Uuid>, Vec<Uuid>) {
    let accounts = held.iter().filter_map(|row| row.account_id).collect();
    (accounts, held.iter().filter_map(|row| row.company_id).collect())
}

/// The countries of the accounts and companies that have a license; when there is none, of its buyer's. Who has not told theirs has none.
pub(crate) async fn countries<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<String>, Fault> {
    let (mut accounts, companies) = ids(&holders(conn, license.id).await?);
    if accounts.is_empty() && companies.is_empty() {
        let purchase = purchase::Entity::find_by_id(license.purchase_id).one(conn).await?;
        accounts.extend(purchase.and_then(|purchase| purchase.buyer_account));
    }
    let found = contacts::contacts(cx, conn, &accounts).await?;
    let mut countries: Vec<String> = found.into_values().filter_map(|contact| contact.country).collect();
    countries.extend(companies::countries(conn, &companies).await?);
    Ok(countries)
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
