//! Tells the owner that staff changed something of the company: its name (COM-10), that it was confirmed (LIC-23).

use crate::rights::Locked;
use crate::tables::company_member::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// What was done.
pub(crate) enum Told<'a> {
    /// It has another name.
    Renamed {
        /// The name of before.
        before: &'a str,
        /// The name of now.
        now: &'a str,
    },
    /// It was confirmed.
    Verified,
}

/// The owner of a company that the transaction holds, to write to.
pub(super) async fn owner_of(cx: &Cx, tx: &Tx, held: &Locked<'_>) -> Result<Vec<Recipient>, Fault> {
    let owner = Entity::find_by_id(held.row().owner_member_id).filter(Column::CompanyId.eq(held.id()));
    let owner: Option<Uuid> = owner.select_only().column(Column::AccountId).into_tuple().one(&**tx).await?;
    match owner {
        Some(owner) => contacts::recipients(cx, &**tx, &[owner]).await,
        None => Ok(Vec::new()),
    }
}

/// Writes to the owner of a company that the transaction holds.
pub(crate) async fn tell_owner(cx: &Cx, tx: &Tx, held: &Locked<'_>, told: &Told<'_>) -> Result<(), Fault> {
    let name = held.row().name.as_str();
    for to in owner_of(cx, tx, held).await? {
        let t = crate::texts(to.lang);
        let letter = Letter::new(cx, "companies.changed", &to);
        let letter = match told {
            Told::Renamed { before, now } => letter
                .title(t.msg_staff_mail_renamed_title())
                .lead(t.msg_staff_mail_renamed_lead(*before, *now))
                .line(t.msg_staff_mail_renamed_links()),
            Told::Verified => {
                letter.title(t.msg_staff_mail_verified_title()).lead(t.msg_staff_mail_verified_lead(name))
            }
        };
        letter.reason(t.msg_staff_mail_reason_owner(name)).queue(tx).await?;
    }
    Ok(())
}
