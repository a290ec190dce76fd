//! The mails of companies (ALL-4): one file each, in the reader's language.

pub(crate) mod by_directory;
pub(crate) mod directory_invites;
pub(crate) mod domain;
pub(crate) mod owner_notice;

use crate::rights::Locked;
use crate::tables::company_member::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The owner of a company, to be written to.
pub(crate) async fn owner(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Result<Option<Recipient>, Fault> {
    let own = Entity::find_by_id(company.row().owner_member_id).select_only().column(Column::AccountId);
    let Some(account) = own.into_tuple::<Uuid>().one(&**tx).await? else { return Ok(None) };
    Ok(contacts::contact(cx, &**tx, account).await?.map(|contact| contact.to))
}
