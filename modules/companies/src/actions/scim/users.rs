//! What a company's directory does to users (COM-14). A new address of the company's domains gets an account; a user of the company is
//! adopted; somebody's own account is invited, and the directory hears nothing of the difference. Who is deactivated is blocked, and their
//! sessions by the company's provider have ended before the answer; rights stay as they are. The owner is neither deactivated nor deleted.

use super::blocking::{block, unblock};
use super::directory::OfCompany;
use super::enrol::{Named, address, enrol, name};
use super::invite;
use crate::actions::restate::{Restated, member as member_of, restate};
use crate::actions::take_out::take_out;
use crate::events::{DIRECTORY_CHANGED, DIRECTORY_CREATED};
use crate::queries::domains::{Fit, fits};
use crate::queries::scim::{DISPLAY, EMAIL, USER, USER_NAME, lookup, user_meta, user_of, user_records, user_row};
use crate::rights::Locked;
use crate::signals::Ended;
use crate::tables::{scim_group_member, scim_user, scim_user_email};
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_scim::{Error, Precondition, Refusal, User, UserRecord, WholeUser};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};
use serde_json::json;

fn no<T>(refusal: Refusal) -> Outcome<T, Refusal> {
    Err(Stop::Refused(refusal))
}

/// Others of the company with this name or this id of the other side.
async fn doubles(
    cx: &Cx,
    tx: &Tx,
    company: Uuid,
    user: &User,
    but: Option<Uuid>,
) -> Result<Vec<scim_user::Model>, Fault> {
    use scim_user::{Column, Entity};
    let key = subject::key(cx, &**tx, company).await?;
    let mut any = Condition::any().add(Column::UserNameLookup.eq(lookup(&key, USER_NAME, &user.user_name)));
    if let Some(id) = &user.external_id {
        any = any.add(Column::ExternalId.eq(id.as_str()));
    }
    let found = Entity::find().filter(Column::CompanyId.eq(company)).filter(any).all(&**tx).await?;
    Ok(found.into_iter().filter(|row| Some(row.id) != but).collect())
}

/// Makes a user. One who is inactive and has the same name or id comes again under the old id.
pub(super) async fn create(of: &OfCompany, whole: WholeUser) -> Outcome<UserRecord, Refusal> {
    let cx = &of.cx;
    let mut user = whole.created();
    let email = address(&user)?;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let same = doubles(cx, &tx, company.id(), &user, None).await?;
    if same.len() > 1 || same.iter().any(|row| row.active) {
        return no(Refusal::Taken);
    }
    if fits(&*tx, company.id(), &email).await? == Fit::None {
        return no(Refusal::OutsideDomains);
    }
    let record = match same.into_iter().next() {
        Some(before) => {
            user.active = true;
            let old = user_of(cx, &*tx, &before).await?;
            let row = store(cx, &tx, &company, before, &old, user).await?;
            record(cx, &tx, row).await?
        }
        None => {
            let row = insert(cx, &tx, &company, &user, &email).await?;
            UserRecord { meta: user_meta(&row), user, groups: Vec::new() }
        }
    };
    tx.commit().await?;
    Ok(record)
}

async fn record(cx: &Cx, tx: &Tx, row: scim_user::Model) -> Result<UserRecord, Fault> {
    let record = user_records(cx, &**tx, vec![row], true).await?.pop();
    record.ok_or_else(|| Fault::new("a user of a directory has no key"))
}

async fn insert(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    user: &User,
    email: &Email,
) -> Outcome<scim_user::Model, Refusal> {
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let companys = subject::key(cx, &**tx, company.id()).await?;
    let display = user.display_name.as_deref().map(|name| lookup(&companys, DISPLAY, name));
    let row = scim_user::Model {
        id,
        company_id: company.id(),
        user_name_lookup: lookup(&companys, USER_NAME, &user.user_name),
        external_id: user.external_id.clone(),
        active: user.active,
        member_id: None,
        display_lookup: display,
        extra_sealed: key.seal(cx.app.random.as_ref(), USER, id, &serde_json::to_vec(user)?)?,
        created_at: cx.now(),
        changed_at: cx.now(),
        version: 1,
    };
    let new = scim_user::ActiveModel::from(row.clone()).reset_all();
    scim_user::Entity::insert(new).exec_without_returning(&**tx).await?;
    insert_emails(cx, tx, company.id(), id, user).await?;
    cx.audit(tx, DIRECTORY_CREATED.about(company.id())).await?;
    let member = enrol(cx, tx, company, Named { id, user, email, is_new: true }).await?;
    if let Some(member) = member
        && !user.active
    {
        if member == company.row().owner_member_id {
            return no(Refusal::Owner);
        }
        block(cx, tx, company, member).await?;
    }
    Ok(scim_user::Model { member_id: member, ..row })
}

async fn write_emails(cx: &Cx, tx: &Tx, company: Uuid, id: Uuid, user: &User) -> Result<(), Fault> {
    use scim_user_email::{Column, Entity};
    Entity::delete_many().filter(Column::UserId.eq(id)).exec(&**tx).await?;
    insert_emails(cx, tx, company, id, user).await
}

async fn insert_emails(cx: &Cx, tx: &Tx, company: Uuid, id: Uuid, user: &User) -> Result<(), Fault> {
    use scim_user_email::{ActiveModel, Entity};
    let key = subject::key(cx, &**tx, company).await?;
    let mut rows: Vec<(Vec<u8>, bool)> = Vec::new();
    for email in &user.emails {
        let is_work = email.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("work"));
        let hash = lookup(&key, EMAIL, &email.value);
        match rows.iter_mut().find(|(own, _)| *own == hash) {
            Some((_, work)) => *work |= is_work,
            None => rows.push((hash, is_work)),
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(|(hash, is_work)| ActiveModel {
        user_id: Set(id),
        company_id: Set(company),
        email_lookup: Set(hash),
        is_work: Set(is_work),
    });
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Puts what `put` makes of a user in the user's place.
pub(super) async fn change(
    of: &OfCompany,
    id: &str,
    if_match: &Precondition,
    put: impl FnOnce(&User) -> Result<User, Error> + Send,
) -> Outcome<UserRecord, Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let Some(row) = user_row(&*tx, company.id(), id).await? else { return no(Refusal::NotFound) };
    if_match.check(&user_meta(&row)).map_err(Stop::Refused)?;
    let before = user_of(cx, &*tx, &row).await?;
    let after = put(&before).map_err(|error| Stop::Refused(Refusal::Patch(error)))?;
    let row = store(cx, &tx, &company, row, &before, after).await?;
    let record = record(cx, &tx, row).await?;
    tx.commit().await?;
    Ok(record)
}

/// Writes a user, and does to the member what changed: name, block. The sign-in address stays what it is (COM-6).
async fn store(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    row: scim_user::Model,
    before: &User,
    after: User,
) -> Outcome<scim_user::Model, Refusal> {
    if !doubles(cx, tx, company.id(), &after, Some(row.id)).await?.is_empty() {
        return no(Refusal::Taken);
    }
    let is_owner = row.member_id == Some(company.row().owner_member_id);
    if is_owner && !after.active {
        return no(Refusal::Owner);
    }
    let was_active = row.active;
    let key = subject::key(cx, &**tx, row.id).await?;
    let companys = subject::key(cx, &**tx, company.id()).await?;
    let mut row = scim_user::Model {
        user_name_lookup: lookup(&companys, USER_NAME, &after.user_name),
        external_id: after.external_id.clone(),
        active: after.active,
        display_lookup: after.display_name.as_deref().map(|name| lookup(&companys, DISPLAY, name)),
        extra_sealed: key.seal(cx.app.random.as_ref(), USER, row.id, &serde_json::to_vec(&after)?)?,
        changed_at: cx.now(),
        version: row.version + 1,
        ..row
    };
    let change = scim_user::ActiveModel::from(row.clone()).reset_all();
    scim_user::Entity::update_many().set(change).filter(scim_user::Column::Id.eq(row.id)).exec(&**tx).await?;
    if before.emails != after.emails {
        write_emails(cx, tx, company.id(), row.id, &after).await?;
    }
    match (row.member_id, was_active, after.active) {
        (Some(member), true, false) => block(cx, tx, company, member).await?,
        (Some(member), false, true) => unblock(cx, tx, company, member).await?,
        (None, _, false) => invite::withdraw(cx, tx, company, &address(&after)?).await?,
        (None, false, true) => {
            let email = address(&after)?;
            if fits(&**tx, company.id(), &email).await? == Fit::None {
                return no(Refusal::OutsideDomains);
            }
            let named = Named { id: row.id, user: &after, email: &email, is_new: false };
            row.member_id = enrol(cx, tx, company, named).await?;
        }
        _ => {}
    }
    if let Some(member) = row.member_id
        && name(before) != name(&after)
    {
        rename(cx, tx, company, member, &after).await?;
    }
    Ok(row)
}

async fn rename(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid, user: &User) -> Result<(), Fault> {
    let Some(before) = member_of(cx, tx, company, member).await? else { return Ok(()) };
    let named = name(user);
    if named.whole().is_empty() {
        return Ok(());
    }
    restate(cx, tx, company, &before, Restated { name: Some(named), ..Restated::default() }).await?;
    let line = DIRECTORY_CHANGED
        .about(company.id())
        .of_account(before.account())
        .with(json!({ "member": member, "changed_fields": ["name"] }));
    cx.audit(tx, line).await
}

/// Ends a user: the membership, and an account that was never anything but the company's.
pub(super) async fn delete(of: &OfCompany, id: &str, if_match: &Precondition) -> Outcome<(), Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let Some(row) = user_row(&*tx, company.id(), id).await? else { return no(Refusal::NotFound) };
    if_match.check(&user_meta(&row)).map_err(Stop::Refused)?;
    if row.member_id == Some(company.row().owner_member_id) {
        return no(Refusal::Owner);
    }
    if row.member_id.is_none() {
        let user = user_of(cx, &*tx, &row).await?;
        if let Ok(email) = address(&user) {
            invite::withdraw(cx, &tx, &company, &email).await?;
        }
    }
    let in_groups = scim_group_member::Entity::delete_many();
    in_groups.filter(scim_group_member::Column::UserId.eq(row.id)).exec(&*tx).await?;
    let emails = scim_user_email::Entity::delete_many();
    emails.filter(scim_user_email::Column::UserId.eq(row.id)).exec(&*tx).await?;
    scim_user::Entity::delete_by_id(row.id).exec(&*tx).await?;
    subject::destroy(cx, &tx, row.id).await?;
    if let Some(member) = row.member_id
        && let Some(before) = member_of(cx, &tx, &company, member).await?
    {
        let ended = take_out(cx, &tx, &company, &before, Ended::ByDirectory).await;
        ended.map_err(|stop| stop.map(|_| Refusal::Owner))?;
    }
    tx.commit().await?;
    Ok(())
}
