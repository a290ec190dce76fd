//! Which rows are refused, for `gatehouse doctor`: each table is asked once, however many rows it has.

use super::{is_stated, number_in, read, rights_lines};
use crate::tables::{api_key, staff};
use gatehouse_context::audit::table as audit;
use gatehouse_context::audit_keep::KEY_REVOKED;
use gatehouse_context::{audit_proof, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::Keys;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _, QuerySelect as _, QueryTrait as _, Statement, Value};
use std::collections::{HashMap, HashSet};

/// The rows that are refused, as `staff ID` and `api_key ID`.
pub async fn refused<C: ConnectionTrait>(conn: &C, keys: &Keys) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    let members = staff::Entity::find().order_by_asc(staff::Column::Id).all(conn).await?;
    let ids: Vec<Uuid> = members.iter().map(|row| row.id).collect();
    let opened = subject::keys_with(keys, conn, &ids).await?;
    let audited = audited(conn, keys).await?;
    for row in members {
        let grant = opened.get(&row.id).and_then(|key| read(key, &row));
        let newest = audited.get(&row.id).copied();
        if grant.is_none_or(|grant| newest.is_none_or(|newest| grant.number < newest)) {
            found.push(format!("staff {}", row.id));
        }
    }
    let own = subject::keys_with(keys, conn, &[subject::INSTALLATION]).await?.remove(&subject::INSTALLATION);
    let live = api_key::Entity::find().filter(api_key::Column::RevokedAt.is_null());
    let live = live.order_by_asc(api_key::Column::Id).all(conn).await?;
    let revoked = revoked(conn).await?;
    for row in live {
        if !own.as_ref().is_some_and(|key| is_stated(key, &row)) || revoked.contains(&row.id) {
            found.push(format!("api_key {}", row.id));
        }
    }
    Ok(found)
}

/// The numbers that the audit log holds for members; one whose newest line is not as Gatehouse wrote it, or who has none, is
/// missing.
pub(super) async fn audited<C: ConnectionTrait>(conn: &C, keys: &Keys) -> Result<HashMap<Uuid, i64>, Fault> {
    let kinds: Vec<String> = (1..=rights_lines().len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "select * from audit where id in (select id from (select id, \
         row_number() over (partition by subject_id order by id desc) as place \
         from audit where kind in ({}) and subject_id in (select id from staff)) as newest where place = 1)",
        kinds.join(", ")
    );
    let values = rights_lines().into_iter().map(Value::from);
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), text, values);
    let newest = audit::Entity::find().from_raw_sql(statement).all(conn).await?;
    let proven = audit_proof::proven(conn, keys, newest).await?;
    let number = |line: audit::Model| Some((line.subject_id?, number_in(line.details.as_deref())));
    Ok(proven.into_iter().filter_map(number).collect())
}

/// Keys that the log says were revoked, though their rows say that they live.
async fn revoked<C: ConnectionTrait>(conn: &C) -> Result<HashSet<Uuid>, Fault> {
    use audit::{Column, Entity};
    let live = api_key::Entity::find()
        .select_only()
        .column(api_key::Column::Id)
        .filter(api_key::Column::RevokedAt.is_null())
        .into_query();
    let ids = Entity::find()
        .select_only()
        .column(Column::SubjectId)
        .filter(Column::Kind.eq(KEY_REVOKED))
        .filter(Column::SubjectId.in_subquery(live))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    Ok(ids.into_iter().collect())
}
