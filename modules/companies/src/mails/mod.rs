//! The mails about companies (ALL-4, COM-13): one file each, in the reader's language.

pub(crate) mod activate;
pub(crate) mod active;
pub(crate) mod address_known;
pub(crate) mod blocked;
pub(crate) mod by_directory;
pub(crate) mod cannot_join;
pub(crate) mod carried_over;
pub(crate) mod company_changed;
pub(crate) mod confirm_deletion;
pub(crate) mod deleted;
pub(crate) mod directory_invites;
pub(crate) mod domain;
pub(crate) mod invitation_accepted;
pub(crate) mod invitation_declined;
pub(crate) mod invitation_wanted;
pub(crate) mod invited;
pub(crate) mod join_answered;
pub(crate) mod join_asked;
pub(crate) mod leave;
pub(crate) mod left;
pub(crate) mod merged;
pub(crate) mod news;
pub(crate) mod owner_change;
pub(crate) mod owner_notice;
pub(crate) mod password;
pub(crate) mod portal_change;
pub(crate) mod removed;
pub(crate) mod restored;
pub(crate) mod rights_changed;
pub(crate) mod unblocked;

use crate::rights::Locked;
use crate::tables::company_member::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The yearly question how the support was (COM-1): agreed to in the form of a registration, and ended like every other notification.
pub(crate) const SURVEY: Notification =
    Notification { word: "company_survey", text: |lang| crate::texts(lang).msg_notify_survey() };

/// The owner of a company, to be written to.
pub(crate) async fn owner(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Result<Option<Recipient>, Fault> {
    let own = Entity::find_by_id(company.row().owner_member_id).select_only().column(Column::AccountId);
    let Some(account) = own.into_tuple::<Uuid>().one(&**tx).await? else { return Ok(None) };
    Ok(contacts::contact(cx, &**tx, account).await?.map(|contact| contact.to))
}
