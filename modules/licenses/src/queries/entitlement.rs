//! Reads what a license entitles to: its row, and what the catalog says of the revision of its edition (LIC-1).

use crate::model::decoys::Decoys;
use crate::model::entitlement::Entitlement;
use crate::tables::license;
use gatehouse_catalog::queries::catalog_memory::CatalogMemory;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Statement, Value};

/// What is read with every request.
struct Row {
    license: license::Model,
    replaced_at: Option<Moment>,
    listed_at: Option<Moment>,
    is_held: bool,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            replaced_at: row.try_get("", "replaced_at")?,
            listed_at: row.try_get("", "listed_at")?,
            is_held: row.try_get("", "is_held")?,
        })
    }
}

/// When the newest list was signed is not remembered: no lease may be dated before it, whichever node signed it.
const COLUMNS: &str = "l.*, \
     (select r.made_at from revocation_list r where r.product_id = l.product_id) as listed_at, \
     exists (select 1 from license_holder h where h.license_id = l.id) as is_held";

async fn one<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: String,
    values: Vec<Value>,
) -> Result<Option<Entitlement>, Fault> {
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let Some(row) = Row::find_by_statement(statement).one(conn).await? else { return Ok(None) };
    let Row { license, replaced_at, listed_at, is_held } = row;
    let memory = cx.service::<CatalogMemory>()?;
    let catalog = memory.facts(cx, license.product_id, license.edition_id, license.edition_rev).await?;
    Ok(catalog.map(|catalog| Entitlement { license, replaced_at, listed_at, is_held, catalog }))
}

/// By what a code can lie under: one keyed hash for each pepper that is known. A decoy is a code that no license has, and raises the alarm.
pub async fn by_code<C: ConnectionTrait>(cx: &Cx, conn: &C, lookups: &[Vec<u8>]) -> Result<Option<Entitlement>, Fault> {
    let places: Vec<String> = (1..=lookups.len()).map(|place| format!("${place}")).collect();
    let places = places.join(", ");
    let text = format!(
        "select {COLUMNS}, c.replaced_at from license_code c join license l on l.id = c.license_id \
         where c.lookup in ({places})"
    );
    let found = one(cx, conn, text, lookups.iter().map(|lookup| lookup.clone().into()).collect()).await?;
    if found.is_none() {
        cx.service::<Decoys>()?.watch(cx, lookups);
    }
    Ok(found)
}

/// By the license's id.
pub async fn by_license<C: ConnectionTrait>(cx: &Cx, conn: &C, license: Uuid) -> Result<Option<Entitlement>, Fault> {
    let text = format!("select {COLUMNS}, cast(null as bigint) as replaced_at from license l where l.id = $1");
    one(cx, conn, text, vec![license.into()]).await
}
