//! Who belonged to a company: found by the keyed hash of the address alone (COM-8).

use crate::tables::former_member::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// The domain of the keyed hashes of former members' addresses: apart from that of accounts, so that neither table tells of the other.
pub const FORMER: &str = "companies.former_address";

/// Former members of a company who had this address, the last one first.
pub async fn with_address<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    address: &str,
) -> Result<Vec<Model>, Fault> {
    let lookups = cx.app.keys.accepted(FORMER, gatehouse_address::normalized(address).as_bytes());
    let found = Entity::find()
        .filter(Column::CompanyId.eq(company))
        .filter(Column::AddressLookup.is_in(lookups))
        .order_by_desc(Column::LeftAt)
        .all(conn)
        .await?;
    Ok(found)
}

/// Former members of a company who had the address that an account has now: whose history staff can tie to it.
pub async fn of_account<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    account: Uuid,
) -> Result<Vec<Model>, Fault> {
    match contacts::contact(cx, conn, account).await? {
        Some(contact) => with_address(cx, conn, company, &contact.to.email).await,
        None => Ok(Vec::new()),
    }
}
