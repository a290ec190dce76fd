//! Reads what a license entitles to: its row, and what the catalog says of the revision of its edition (LIC-1).

use crate::model::decoys::Decoys;
use crate::model::entitlement::{Entitlement, OfCode};
use crate::tables::license;
use gatehouse_catalog::queries::catalog_memory::CatalogMemory;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Statement, Value};

/// What is read with every request.
struct Row {
    license: license::Model,
    code: Option<OfCode>,
    listed_at: Option<Moment>,
    is_held: bool,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            code: of_code(row)?,
            listed_at: row.try_get("", "listed_at")?,
            is_held: row.try_get("", "is_held")?,
        })
    }
}

fn of_code(row: &QueryResult) -> Result<Option<OfCode>, DbErr> {
    let Some(id) = row.try_get("", "of_code")? else { return Ok(None) };
    Ok(Some(OfCode {
        id,
        number: row.try_get("", "code_number")?,
        made_at: row.try_get("", "code_made_at")?,
        replaced_at: row.try_get("", "replaced_at")?,
        key_file_only: row.try_get("", "key_file_only")?,
    }))
}

/// The code, beside what is said of the license.
const CODE: &str =
    "c.id as of_code, c.number as code_number, c.created_at as code_made_at, c.replaced_at, c.key_file_only";

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
    let Row { license, code, listed_at, is_held } = row;
    let memory = cx.service::<CatalogMemory>()?;
    let catalog = memory.facts(cx, license.product_id, license.edition_id, license.edition_rev).await?;
    Ok(catalog.map(|catalog| Entitlement { license, code, listed_at, is_held, catalog }))
}

/// By what a code can lie under: one keyed hash for each pepper that is known. A decoy is a code that no license has, and raises the alarm.
pub async fn by_code<C: ConnectionTrait>(cx: &Cx, conn: &C, lookups: &[Vec<u8>]) -> Result<Option<Entitlement>, Fault> {
    let places: Vec<String> = (1..=lookups.len()).map(|place| format!("${place}")).collect();
    let places = places.join(", ");
    let text = format!(
        "select {COLUMNS}, {CODE} from license_code c join license l on l.id = c.license_id \
         where c.lookup in ({places})"
    );
    let found = one(cx, conn, text, lookups.iter().map(|lookup| lookup.clone().into()).collect()).await?;
    if found.is_none() {
        cx.service::<Decoys>()?.watch(cx, lookups);
    }
    Ok(found)
}

/// By the license's id, with its newest code.
pub async fn by_license<C: ConnectionTrait>(cx: &Cx, conn: &C, license: Uuid) -> Result<Option<Entitlement>, Fault> {
    of_license(cx, conn, vec![license.into()], "c.replaced_at is null").await
}

/// By the license's id, and the code that a device was activated by: `None` is the license's first, as in its row.
pub async fn by_seat<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: Uuid,
    code: Option<Uuid>,
) -> Result<Option<Entitlement>, Fault> {
    match code {
        Some(code) => of_license(cx, conn, vec![license.into(), code.into()], "c.id = $2").await,
        None => of_license(cx, conn, vec![license.into()], "c.number = 1").await,
    }
}

/// A decoy is older than the code that it lies beside, so the last one is a code of the license.
async fn of_license<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    values: Vec<Value>,
    is_code: &str,
) -> Result<Option<Entitlement>, Fault> {
    let text = format!(
        "select {COLUMNS}, {CODE} from license l left join license_code c on c.license_id = l.id and {is_code} \
         where l.id = $1 order by c.number desc, c.id desc limit 1"
    );
    one(cx, conn, text, values).await
}
