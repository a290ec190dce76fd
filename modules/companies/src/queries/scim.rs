//! Users and groups of a company's directory (COM-14), as its services ask for them, and as the owner's pages show them.

use crate::model::rights::Rights;
use crate::queries::seals;
use crate::rights::{Administrator, In, Owner};
use crate::tables::{scim_call, scim_group, scim_group_member, scim_token, scim_user, scim_user_email};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_scim::{
    Group, GroupFilter, GroupRecord, GroupTerm, ListQuery, Meta, Page, Reference, User, UserFilter, UserRecord,
    UserTerm,
};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Where the attributes of a user are sealed.
pub(crate) const USER: &str = "scim_user.extra_sealed";
/// The domain of the keyed hashes of `userName`.
pub(crate) const USER_NAME: &str = "companies.scim_user_name";
/// The domain of the keyed hashes of addresses.
pub(crate) const EMAIL: &str = "companies.scim_email";
/// The domain of the keyed hashes of `displayName`.
pub(crate) const DISPLAY: &str = "companies.scim_display";
/// The domain of the keyed hashes of tokens.
pub(crate) const TOKEN: &str = "companies.scim_token";

/// The keyed hash of a text, whatever its case, under the company's own key: no pepper has to be kept for it, another company's hash
/// of the same text is another one, and it means nothing when the company is gone.
pub(crate) fn lookup(key: &SubjectKey, domain: &str, text: &str) -> Vec<u8> {
    key.derive(domain, text.to_lowercase().as_bytes()).to_vec()
}

fn with_email(key: &SubjectKey, company: Uuid, address: &str, only_work: bool) -> sea_orm::sea_query::SelectStatement {
    use scim_user_email::{Column, Entity};
    let mut with = Query::select();
    with.column(Column::UserId)
        .from(Entity)
        .and_where(Column::CompanyId.eq(company))
        .and_where(Column::EmailLookup.eq(lookup(key, EMAIL, address)));
    if only_work {
        with.and_where(Column::IsWork.eq(true));
    }
    with
}

/// `None`: nobody can meet it.
fn user_condition(key: &SubjectKey, company: Uuid, filter: &UserFilter) -> Option<Condition> {
    use scim_user::Column;
    let mut all = Condition::all().add(Column::CompanyId.eq(company));
    for term in &filter.0 {
        all = match term {
            UserTerm::UserName(name) => all.add(Column::UserNameLookup.eq(lookup(key, USER_NAME, name))),
            UserTerm::ExternalId(id) => all.add(Column::ExternalId.eq(id.as_str())),
            UserTerm::Id(id) => all.add(Column::Id.eq(Uuid::parse_str(id).ok()?)),
            UserTerm::Active(active) => all.add(Column::Active.eq(*active)),
            UserTerm::DisplayName(name) => all.add(Column::DisplayLookup.eq(lookup(key, DISPLAY, name))),
            UserTerm::Email(address) => all.add(Column::Id.in_subquery(with_email(key, company, address, false))),
            UserTerm::WorkEmail(address) => all.add(Column::Id.in_subquery(with_email(key, company, address, true))),
        };
    }
    Some(all)
}

/// A page of users.
pub(crate) async fn users(cx: &Cx, company: Uuid, query: &ListQuery<UserFilter>) -> Result<Page<UserRecord>, Fault> {
    let key = subject::key(cx, cx.read(), company).await?;
    let Some(condition) = user_condition(&key, company, &query.filter) else {
        return Ok(Page { total: 0, items: Vec::new() });
    };
    let found = scim_user::Entity::find().filter(condition);
    let total = found.clone().count(cx.read()).await?;
    if query.take == 0 || query.skip >= total {
        return Ok(Page { total, items: Vec::new() });
    }
    let page = found.order_by_asc(scim_user::Column::Id).offset(query.skip).limit(u64::from(query.take));
    let rows = page.all(cx.read()).await?;
    Ok(Page { total, items: user_records(cx, cx.read(), rows, query.with_references).await? })
}

/// One user's row.
pub(crate) async fn user_row<C: ConnectionTrait>(
    conn: &C,
    company: Uuid,
    id: &str,
) -> Result<Option<scim_user::Model>, Fault> {
    let Ok(id) = Uuid::parse_str(id) else { return Ok(None) };
    let own = scim_user::Entity::find_by_id(id).filter(scim_user::Column::CompanyId.eq(company));
    Ok(own.one(conn).await?)
}

/// A user as it was sealed.
pub(crate) async fn user_of<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &scim_user::Model) -> Result<User, Fault> {
    let key = subject::key(cx, conn, row.id).await?;
    Ok(serde_json::from_slice(&key.open(USER, row.id, &row.extra_sealed)?)?)
}

/// Rows as the protocol shows them.
pub(crate) async fn user_records<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    rows: Vec<scim_user::Model>,
    with_groups: bool,
) -> Result<Vec<UserRecord>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let mut groups = if with_groups { groups_of(conn, &ids).await? } else { HashMap::new() };
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(key) = keys.get(&row.id) else { continue };
        let user: User = serde_json::from_slice(&key.open(USER, row.id, &row.extra_sealed)?)?;
        let groups = groups.remove(&row.id).unwrap_or_default();
        records.push(UserRecord { meta: user_meta(&row), user, groups });
    }
    Ok(records)
}

/// What is said of a user.
pub(crate) fn user_meta(row: &scim_user::Model) -> Meta {
    Meta {
        id: row.id.to_string(),
        version: row.version.to_string(),
        created: row.created_at.timestamp(),
        modified: row.changed_at.timestamp(),
    }
}

async fn groups_of<C: ConnectionTrait>(conn: &C, users: &[Uuid]) -> Result<HashMap<Uuid, Vec<Reference>>, Fault> {
    let members = scim_group_member::Entity::find()
        .filter(scim_group_member::Column::UserId.is_in(users.iter().copied()))
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = members.iter().map(|member| member.group_id).collect();
    let groups = scim_group::Entity::find().filter(scim_group::Column::Id.is_in(ids)).all(conn).await?;
    let names: HashMap<Uuid, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let mut found: HashMap<Uuid, Vec<Reference>> = HashMap::new();
    for member in members {
        let display = names.get(&member.group_id).cloned();
        found.entry(member.user_id).or_default().push(Reference { id: member.group_id.to_string(), display });
    }
    Ok(found)
}

/// A page of groups.
pub(crate) async fn groups(cx: &Cx, company: Uuid, query: &ListQuery<GroupFilter>) -> Result<Page<GroupRecord>, Fault> {
    use scim_group::{Column, Entity};
    let mut all = Condition::all().add(Column::CompanyId.eq(company));
    for term in &query.filter.0 {
        all = match term {
            GroupTerm::DisplayName(name) => all.add(Column::NameKey.eq(name_key(name))),
            GroupTerm::ExternalId(id) => all.add(Column::ExternalId.eq(id.as_str())),
            GroupTerm::Id(id) => match Uuid::parse_str(id) {
                Ok(id) => all.add(Column::Id.eq(id)),
                Err(_) => return Ok(Page { total: 0, items: Vec::new() }),
            },
        };
    }
    let found = Entity::find().filter(all);
    let total = found.clone().count(cx.read()).await?;
    if query.take == 0 || query.skip >= total {
        return Ok(Page { total, items: Vec::new() });
    }
    let page = found.order_by_asc(Column::Id).offset(query.skip).limit(u64::from(query.take));
    let rows = page.all(cx.read()).await?;
    let mut members = if query.with_references {
        Some(members_of(cx, cx.read(), &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?)
    } else {
        None
    };
    let record = |row: scim_group::Model| {
        let members = members.as_mut().map(|all| all.remove(&row.id).unwrap_or_default());
        group_record(&row, members)
    };
    Ok(Page { total, items: rows.into_iter().map(record).collect() })
}

/// A name as it is compared: without case.
pub(crate) fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// One group's row.
pub(crate) async fn group_row<C: ConnectionTrait>(
    conn: &C,
    company: Uuid,
    id: &str,
) -> Result<Option<scim_group::Model>, Fault> {
    let Ok(id) = Uuid::parse_str(id) else { return Ok(None) };
    let own = scim_group::Entity::find_by_id(id).filter(scim_group::Column::CompanyId.eq(company));
    Ok(own.one(conn).await?)
}

/// The members of groups, each with the name that the directory shows.
pub(crate) async fn members_of<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    groups: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Reference>>, Fault> {
    use scim_group_member::{Column, Entity};
    let rows = Entity::find().filter(Column::GroupId.is_in(groups.iter().copied())).order_by_asc(Column::UserId);
    let rows = rows.all(conn).await?;
    let mut names: HashMap<Uuid, Option<String>> = HashMap::new();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.user_id).collect();
    for part in ids.chunks(500) {
        let of = scim_user::Entity::find().filter(scim_user::Column::Id.is_in(part.iter().copied())).all(conn).await?;
        let records = user_records(cx, conn, of, false).await?;
        names.extend(
            records
                .into_iter()
                .filter_map(|record| Some((Uuid::parse_str(&record.meta.id).ok()?, record.user.display_name))),
        );
    }
    let mut found: HashMap<Uuid, Vec<Reference>> = HashMap::new();
    for row in rows {
        let display = names.get(&row.user_id).cloned().flatten();
        found.entry(row.group_id).or_default().push(Reference { id: row.user_id.to_string(), display });
    }
    Ok(found)
}

/// A group as the protocol shows it.
pub(crate) fn group_record(row: &scim_group::Model, members: Option<Vec<Reference>>) -> GroupRecord {
    let meta = Meta {
        id: row.id.to_string(),
        version: row.version.to_string(),
        created: row.created_at.timestamp(),
        modified: row.changed_at.timestamp(),
    };
    let group = Group { display_name: row.name.clone(), external_id: row.external_id.clone() };
    GroupRecord { meta, group, members }
}

/// The live tokens of the owner's company, the oldest first.
pub async fn tokens(cx: &Cx, by: &In<'_, Owner>) -> Result<Vec<scim_token::Model>, Fault> {
    use scim_token::{Column, Entity};
    let live = Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(cx.now()));
    let own = Entity::find().filter(Column::CompanyId.eq(by.company())).filter(live).order_by_asc(Column::Id);
    Ok(own.all(cx.read()).await?)
}

/// A group with what it gives, as the seal says.
#[derive(Clone, Debug)]
pub struct MappedGroup {
    /// The row.
    pub row: scim_group::Model,
    /// What it gives.
    pub rights: Rights,
    /// How many are in it.
    pub members: i64,
}

/// Groups that are shown: the directories of large companies have thousands, of which few mean something here.
const MOST_GROUPS: u64 = 500;

/// The groups of the owner's company by name; those that give something come first.
pub async fn mapped_groups(cx: &Cx, by: &In<'_, Owner>) -> Result<Vec<MappedGroup>, Fault> {
    use scim_group::{Column, Entity};
    let own = Entity::find().filter(Column::CompanyId.eq(by.company())).order_by_desc(Column::Rights);
    let rows = own.order_by_asc(Column::NameKey).limit(MOST_GROUPS).all(cx.read()).await?;
    let key = subject::key(cx, cx.read(), by.company()).await?;
    let counted: Vec<(Uuid, i64)> = scim_group_member::Entity::find()
        .select_only()
        .column(scim_group_member::Column::GroupId)
        .column_as(scim_group_member::Column::UserId.count(), "count")
        .filter(scim_group_member::Column::GroupId.is_in(rows.iter().map(|row| row.id)))
        .group_by(scim_group_member::Column::GroupId)
        .into_tuple()
        .all(cx.read())
        .await?;
    let counted: HashMap<Uuid, i64> = counted.into_iter().collect();
    let mapped = |row: scim_group::Model| MappedGroup {
        rights: seals::grouped(&key, &row),
        members: counted.get(&row.id).copied().unwrap_or(0),
        row,
    };
    Ok(rows.into_iter().map(mapped).collect())
}

/// One page of what the directory asked for, the newest first unless told otherwise.
pub async fn calls(
    cx: &Cx,
    by: &In<'_, Administrator>,
    only_refused: bool,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<scim_call::Model>, Fault> {
    use scim_call::{Column, Entity, Model};
    let mut own = Entity::find().filter(Column::CompanyId.eq(by.company()));
    if only_refused {
        own = own.filter(Column::Status.gte(400));
    }
    let place = |row: &Model| (SortKey::Int(row.at.0), row.id);
    keyset(cx.read(), own, (Column::At, Column::Id), direction, request, place).await
}
