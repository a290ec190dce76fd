//! The mails of a change of owner (COM-3): that it will happen, with the link that stops it; that it happened; that it does not.

use crate::actions::owner_change_steps::objection;
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::model::states::Becomes;
use crate::pages::KEEP_OWNER;
use crate::queries::members::name_of_member;
use crate::queries::owner_changes::{Words, words};
use crate::queries::seals;
use crate::rights::Locked;
use crate::rights::staff::CLERKS;
use crate::tables::company_member::{Column, Entity, Model};
use crate::tables::owner_change;
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient, staff};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// The most administrators who are told.
const MOST: u64 = 200;

/// Whom a change concerns, as they stand before it.
pub(crate) struct People {
    /// The account of the owner of now.
    former: Option<Uuid>,
    /// The account of the owner to be, and what they are called.
    next: (Uuid, String),
    /// The accounts of the administrators who are neither.
    administrators: Vec<Uuid>,
}

impl People {
    /// Reads them inside the transaction.
    pub(crate) async fn of(cx: &Cx, tx: &Tx, held: &Locked<'_>, change: &owner_change::Model) -> Result<Self, Fault> {
        let own = Entity::find().filter(Column::CompanyId.eq(held.id()));
        let with_rights =
            Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
        let of_owner = own.clone().filter(Column::Id.eq(change.from_member)).select_only().column(Column::AccountId);
        let former: Option<Uuid> = of_owner.into_tuple().one(&**tx).await?;
        let administrators: Vec<Model> = own
            .filter(with_rights)
            .filter(Column::BlockedAt.is_null())
            .filter(Column::Id.ne(change.from_member))
            .filter(Column::AccountId.ne(change.to_account))
            .order_by_asc(Column::Id)
            .limit(MOST)
            .all(&**tx)
            .await?;
        // Whoever was given a right past the program has no word in it.
        let keys = subject::keys(cx, &**tx, &administrators.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        let is_believed = |row: &Model| keys.get(&row.id).is_some_and(|key| seals::holds_member(key, row));
        let administrators = administrators.into_iter().filter(is_believed).map(|row| row.account_id).collect();
        let next = (change.to_account, Self::called(cx, tx, held, change).await?);
        Ok(Self { former, next, administrators })
    }

    /// What the owner to be is called in the company, or in the letter. What stands in their account is their own, and no company's.
    async fn called(cx: &Cx, tx: &Tx, held: &Locked<'_>, change: &owner_change::Model) -> Result<String, Fault> {
        let own =
            Entity::find().filter(Column::CompanyId.eq(held.id())).filter(Column::AccountId.eq(change.to_account));
        if let Some(row) = own.one(&**tx).await? {
            return name_of_member(cx, &**tx, held.id(), row.id).await;
        }
        let Words { first, last, .. } = words(cx, &**tx, change).await?;
        Ok(MemberName::new(first, last).whole())
    }

    /// Those who may object.
    fn may_object(&self) -> Vec<Uuid> {
        self.former.iter().chain(&self.administrators).copied().collect()
    }

    fn all(&self) -> Vec<Uuid> {
        self.former.iter().chain([&self.next.0]).chain(&self.administrators).copied().collect()
    }
}

/// It will happen unless somebody objects.
pub(crate) async fn tell_planned(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    people: &People,
    change: &owner_change::Model,
) -> Result<(), Fault> {
    let (name, next) = (held.row().name.as_str(), people.next.1.as_str());
    let due = change.due_at.unwrap_or_else(|| cx.now());
    for to in contacts::recipients(cx, &**tx, &people.may_object()).await? {
        let t = crate::texts(to.lang);
        let token = objection(cx, change, to.account.unwrap_or(to.sealed_by))?;
        Letter::new(cx, "companies.owner_planned", &to)
            .title(t.msg_mail_owner_planned_title(name))
            .lead(t.msg_mail_owner_planned_lead(name))
            .line(t.msg_mail_owner_planned_when(next, to.moment(cx, due)))
            .line(t.msg_mail_owner_planned_object())
            .button(t.msg_owner_object(), &format!("{KEEP_OWNER}?token={token}"))
            .security()
            .queue(tx)
            .await?;
    }
    for to in contacts::recipients(cx, &**tx, &[people.next.0]).await? {
        let t = crate::texts(to.lang);
        Letter::new(cx, "companies.owner_planned", &to)
            .title(t.msg_mail_owner_next_title(name))
            .lead(t.msg_mail_owner_next_lead(name, to.moment(cx, due)))
            .line(t.msg_mail_owner_next_wait())
            .security()
            .queue(tx)
            .await?;
    }
    Ok(())
}

/// It happened.
pub(crate) async fn tell_done(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    people: &People,
    becomes: Becomes,
) -> Result<(), Fault> {
    let (name, next) = (held.row().name.as_str(), people.next.1.as_str());
    for to in contacts::recipients(cx, &**tx, &people.all()).await? {
        let t = crate::texts(to.lang);
        let letter = Letter::new(cx, "companies.owner_changed", &to).title(t.msg_mail_owner_changed_title(name));
        let letter = if to.account == Some(people.next.0) {
            letter
                .lead(t.msg_mail_owner_changed_you(name))
                .line(t.msg_mail_owner_changed_rights())
                .button(t.msg_staff_mail_open_company(), &format!("/c/{}", held.row().slug))
        } else {
            letter.lead(t.msg_mail_owner_changed_lead(next, name))
        };
        let letter = if to.account == people.former { letter.line(now_is(becomes, &to)) } else { letter };
        letter.security().queue(tx).await?;
    }
    Ok(())
}

/// What the owner of before is now.
fn now_is(becomes: Becomes, to: &Recipient) -> String {
    let t = crate::texts(to.lang);
    match becomes {
        Becomes::AllRights => t.msg_mail_owner_now_all(),
        Becomes::User => t.msg_mail_owner_now_user(),
        Becomes::Removed => t.msg_mail_owner_now_gone(),
    }
}

/// It does not happen. `objected`: because somebody of the company objected.
pub(crate) async fn tell_stopped(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    people: &People,
    objected: bool,
) -> Result<(), Fault> {
    let name = held.row().name.as_str();
    for to in contacts::recipients(cx, &**tx, &people.all()).await? {
        let t = crate::texts(to.lang);
        let lead = if objected { t.msg_mail_owner_stopped_objected(name) } else { t.msg_mail_owner_stopped_lead(name) };
        Letter::new(cx, "companies.owner_stopped", &to)
            .title(t.msg_mail_owner_stopped_title(name))
            .lead(lead)
            .security()
            .queue(tx)
            .await?;
    }
    Ok(())
}

/// Staff did not do what the owner asked for.
pub(crate) async fn tell_declined(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    change: &owner_change::Model,
    words: &str,
) -> Result<(), Fault> {
    let people = People::of(cx, tx, held, change).await?;
    let name = held.row().name.as_str();
    let owner: Vec<Uuid> = people.former.into_iter().collect();
    for to in contacts::recipients(cx, &**tx, &owner).await? {
        let t = crate::texts(to.lang);
        let letter = Letter::new(cx, "companies.owner_declined", &to)
            .title(t.msg_mail_owner_stopped_title(name))
            .lead(t.msg_mail_owner_declined_lead(name, people.next.1.as_str()));
        let letter = if words.is_empty() { letter } else { letter.line(words.to_owned()) };
        letter.security().queue(tx).await?;
    }
    Ok(())
}

/// Somebody objected: the clerks look at the letter again.
pub(crate) async fn tell_staff(cx: &Cx, tx: &Tx, held: &Locked<'_>) -> Result<(), Fault> {
    let name = held.row().name.as_str();
    for to in staff::with_roles(cx, tx, CLERKS).await? {
        let t = crate::texts(to.lang);
        Letter::new(cx, "companies.owner_objected", &to)
            .title(t.msg_mail_objected_title(name))
            .lead(t.msg_mail_objected_lead(name))
            .button(t.msg_staff_mail_open_company(), &format!("/staff/companies/{}", held.id()))
            .security()
            .queue(tx)
            .await?;
    }
    Ok(())
}
