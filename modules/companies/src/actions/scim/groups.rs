//! Groups of a company's directory (COM-14). Members change by difference under the company's lock, so that fifty writers lose nobody.

use super::adopt::recalculate;
use super::directory::OfCompany;
use crate::model::rights::Rights;
use crate::queries::scim::{group_record, group_row, members_of, name_key};
use crate::queries::seals;
use crate::rights::Locked;
use crate::tables::{scim_group, scim_group_member, scim_user};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_scim::{Group, GroupEffect, GroupPatch, GroupRecord, Precondition, Refusal, WholeGroup, limits};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// Rows of one statement.
const PART: usize = 500;

fn no<T>(refusal: Refusal) -> Outcome<T, Refusal> {
    Err(Stop::Refused(refusal))
}

/// The users of the company with these ids; one that nobody has is refused.
async fn known(tx: &Tx, company: Uuid, ids: &[String]) -> Outcome<Vec<Uuid>, Refusal> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        match Uuid::parse_str(id) {
            Ok(id) => all.push(id),
            Err(_) => return no(Refusal::UnknownMember),
        }
    }
    for part in all.chunks(PART) {
        let own = scim_user::Entity::find()
            .filter(scim_user::Column::CompanyId.eq(company))
            .filter(scim_user::Column::Id.is_in(part.iter().copied()));
        if own.count(&**tx).await? != u64::try_from(part.len()).map_err(Fault::from)? {
            return no(Refusal::UnknownMember);
        }
    }
    Ok(all)
}

async fn is_external_taken(tx: &Tx, company: Uuid, id: Option<&str>, but: Option<Uuid>) -> Result<bool, Fault> {
    use scim_group::{Column, Entity};
    let Some(id) = id else { return Ok(false) };
    let found =
        Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::ExternalId.eq(id)).one(&**tx).await?;
    Ok(found.is_some_and(|found| Some(found.id) != but))
}

async fn add(tx: &Tx, group: Uuid, users: &[Uuid]) -> Result<(), Fault> {
    use scim_group_member::{ActiveModel, Column, Entity};
    for part in users.chunks(PART) {
        let rows = part.iter().map(|user| ActiveModel { group_id: Set(group), user_id: Set(*user) });
        let once = OnConflict::columns([Column::GroupId, Column::UserId]).do_nothing().to_owned();
        Entity::insert_many(rows).on_conflict(once).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

async fn drop_members(tx: &Tx, group: Uuid, users: &[Uuid]) -> Result<(), Fault> {
    use scim_group_member::{Column, Entity};
    for part in users.chunks(PART) {
        let some = Entity::delete_many().filter(Column::GroupId.eq(group));
        some.filter(Column::UserId.is_in(part.iter().copied())).exec(&**tx).await?;
    }
    Ok(())
}

/// Everybody in it.
async fn everybody(tx: &Tx, group: Uuid) -> Result<Vec<Uuid>, Fault> {
    use scim_group_member::{Column, Entity};
    let own = Entity::find().filter(Column::GroupId.eq(group)).select_only().column(Column::UserId);
    Ok(own.into_tuple().all(&**tx).await?)
}

/// Makes a group. It gives nothing until the owner says what.
pub(super) async fn create(of: &OfCompany, whole: WholeGroup) -> Outcome<GroupRecord, Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    if is_external_taken(&tx, company.id(), whole.group.external_id.as_deref(), None).await? {
        return no(Refusal::Taken);
    }
    let members = known(&tx, company.id(), &whole.members).await?;
    let id = cx.id();
    let key = subject::key(cx, &*tx, company.id()).await?;
    let row = scim_group::Model {
        id,
        company_id: company.id(),
        name_key: name_key(&whole.group.display_name),
        name: whole.group.display_name,
        external_id: whole.group.external_id,
        rights: Rights::NONE,
        rights_seal: seals::of_group(cx, &key, id, Rights::NONE)?,
        branch_id: None,
        created_at: cx.now(),
        changed_at: cx.now(),
        version: 1,
    };
    let new = scim_group::ActiveModel::from(row.clone()).reset_all();
    scim_group::Entity::insert(new).exec_without_returning(&*tx).await?;
    add(&tx, id, &members).await?;
    let members = members_of(cx, &*tx, &[id]).await?.remove(&id).unwrap_or_default();
    tx.commit().await?;
    Ok(group_record(&row, Some(members)))
}

/// A group that is held.
async fn held(tx: &Tx, company: &Locked<'_>, id: &str, if_match: &Precondition) -> Outcome<scim_group::Model, Refusal> {
    let Some(row) = group_row(&**tx, company.id(), id).await? else { return no(Refusal::NotFound) };
    if_match.check(&group_record(&row, None).meta).map_err(Stop::Refused)?;
    Ok(row)
}

async fn write(cx: &Cx, tx: &Tx, row: scim_group::Model, group: &Group) -> Outcome<scim_group::Model, Refusal> {
    if is_external_taken(tx, row.company_id, group.external_id.as_deref(), Some(row.id)).await? {
        return no(Refusal::Taken);
    }
    let row = scim_group::Model {
        name_key: name_key(&group.display_name),
        name: group.display_name.clone(),
        external_id: group.external_id.clone(),
        changed_at: cx.now(),
        version: row.version + 1,
        ..row
    };
    let change = scim_group::ActiveModel::from(row.clone()).reset_all();
    scim_group::Entity::update_many().set(change).filter(scim_group::Column::Id.eq(row.id)).exec(&**tx).await?;
    Ok(row)
}

fn gives(row: &scim_group::Model) -> bool {
    !row.rights.is_empty() || row.branch_id.is_some()
}

/// Name, id of the other side and all members anew.
pub(super) async fn replace(
    of: &OfCompany,
    id: &str,
    whole: WholeGroup,
    if_match: &Precondition,
) -> Outcome<GroupRecord, Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let row = held(&tx, &company, id, if_match).await?;
    let members = known(&tx, company.id(), &whole.members).await?;
    let row = write(cx, &tx, row, &whole.group).await?;
    put(cx, &tx, &company, &row, Members { all: true, add: &members, remove: &[] }).await?;
    let members = members_of(cx, &*tx, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    tx.commit().await?;
    Ok(group_record(&row, Some(members)))
}

/// Makes the effects of a PATCH.
pub(super) async fn patch(
    of: &OfCompany,
    id: &str,
    patch: &GroupPatch,
    if_match: &Precondition,
) -> Outcome<GroupRecord, Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let row = held(&tx, &company, id, if_match).await?;
    let mut group = Group { display_name: row.name.clone(), external_id: row.external_id.clone() };
    for effect in patch.effects() {
        match effect {
            GroupEffect::DisplayName(name) => group.display_name.clone_from(name),
            GroupEffect::ExternalId(id) => group.external_id.clone_from(id),
            GroupEffect::Members { .. } => {}
        }
    }
    let row = write(cx, &tx, row, &group).await?;
    for effect in patch.effects() {
        if let GroupEffect::Members { all, add, remove } = effect {
            let add = known(&tx, company.id(), add).await?;
            // Whoever is to be no member and is known to nobody is none.
            let remove: Vec<Uuid> = remove.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect();
            put(cx, &tx, &company, &row, Members { all: *all, add: &add, remove: &remove }).await?;
        }
    }
    tx.commit().await?;
    Ok(group_record(&row, None))
}

struct Members<'a> {
    all: bool,
    add: &'a [Uuid],
    remove: &'a [Uuid],
}

/// Changes who is in it, and what that gives to whom.
async fn put(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    row: &scim_group::Model,
    members: Members<'_>,
) -> Outcome<(), Refusal> {
    let gone = if members.all {
        let mut gone = everybody(tx, row.id).await?;
        let stay: std::collections::HashSet<&Uuid> = members.add.iter().collect();
        gone.retain(|user| !stay.contains(user));
        gone
    } else {
        members.remove.to_vec()
    };
    drop_members(tx, row.id, &gone).await?;
    add(tx, row.id, members.add).await?;
    let count = scim_group_member::Entity::find().filter(scim_group_member::Column::GroupId.eq(row.id));
    if count.count(&**tx).await? > u64::try_from(limits::MEMBERS).map_err(Fault::from)? {
        return no(Refusal::TooManyMembers);
    }
    if gives(row) {
        recalculate(cx, tx, company, &[gone.as_slice(), members.add].concat()).await?;
    }
    Ok(())
}

/// Ends a group, and what it gave.
pub(super) async fn delete(of: &OfCompany, id: &str, if_match: &Precondition) -> Outcome<(), Refusal> {
    let cx = &of.cx;
    let tx = cx.begin().await?;
    let company = of.hold(&tx).await?;
    let row = held(&tx, &company, id, if_match).await?;
    let users = if gives(&row) { everybody(&tx, row.id).await? } else { Vec::new() };
    let members = scim_group_member::Entity::delete_many();
    members.filter(scim_group_member::Column::GroupId.eq(row.id)).exec(&*tx).await?;
    scim_group::Entity::delete_by_id(row.id).exec(&*tx).await?;
    recalculate(cx, &tx, &company, &users).await?;
    tx.commit().await?;
    Ok(())
}
