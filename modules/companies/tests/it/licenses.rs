//! Licenses as companies need them, until the module of licenses says what they are: a table of codes and one of who holds them, in the same
//! transactions as everything else.

use gatehouse_companies::signals::{Brought, LicenseProof, LicenseRefused, ProvenLicense, SharedLicenseProof, Shown};
use gatehouse_context::{Cx, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Lang, Refusal, Uuid, async_trait};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement, Value};
use gatehouse_db::{Engine, Migration, Tx};
use gatehouse_testkit::World;
use gatehouse_web::Module;
use std::sync::Arc;

/// The module of the tests.
pub struct TestLicenses;

impl Module for TestLicenses {
    fn name(&self) -> &'static str {
        "test-licenses"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration {
            version: 20_261_225_000_199,
            name: "test_licenses",
            text: "create table test_license (id uuid primary key, code text not null, ended boolean not null, pending boolean not null);\n\
                   create table test_holder (license_id uuid not null, company_id uuid not null, key_file text);\n",
        }]
    }

    fn inventory(&self) -> Inventory {
        Inventory { module: "test-licenses", tables: Vec::new(), rules: Vec::new() }
    }

    fn services(&self, services: &mut Services) {
        services.put::<SharedLicenseProof>(Arc::new(Codes));
    }
}

#[derive(Debug)]
enum No {
    Unknown,
    Ended,
}

impl Refusal for No {
    fn code(&self) -> &'static str {
        "test.no"
    }

    fn text(&self, _lang: Lang) -> String {
        match self {
            Self::Unknown => "No such code.".to_owned(),
            Self::Ended => "This license has ended.".to_owned(),
        }
    }
}

fn no(why: No) -> LicenseRefused {
    LicenseRefused(Arc::new(why))
}

struct Codes;

async fn rows<C: ConnectionTrait>(
    conn: &C,
    text: &str,
    value: Value,
) -> Result<Vec<gatehouse_db::sea_orm::QueryResult>, Fault> {
    Ok(conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), text, [value])).await?)
}

#[async_trait]
impl LicenseProof for Codes {
    async fn read(&self, cx: &Cx, shown: &Shown) -> Result<Result<Uuid, LicenseRefused>, Fault> {
        let code = match shown {
            Shown::Code(code) => code.expose().trim().to_owned(),
            Shown::KeyFile(bytes) => String::from_utf8_lossy(bytes).trim().to_owned(),
        };
        let found = rows(cx.read(), "select id, ended from test_license where code = $1", code.into()).await?;
        let Some(row) = found.first() else { return Ok(Err(no(No::Unknown))) };
        Ok(if row.try_get::<bool>("", "ended")? { Err(no(No::Ended)) } else { Ok(row.try_get("", "id")?) })
    }

    async fn lock(&self, cx: &Cx, tx: &Tx, license: Uuid) -> Result<Result<ProvenLicense, LicenseRefused>, Fault> {
        let held = if cx.db().engine() == Engine::Postgres { " for update" } else { "" };
        let text = format!("select ended, pending from test_license where id = $1{held}");
        let found = rows(&**tx, &text, license.into()).await?;
        let Some(row) = found.first() else { return Ok(Err(no(No::Unknown))) };
        if row.try_get::<bool>("", "ended")? {
            return Ok(Err(no(No::Ended)));
        }
        let holders = rows(&**tx, "select company_id from test_holder where license_id = $1", license.into()).await?;
        let companies = holders.iter().map(|row| row.try_get("", "company_id")).collect::<Result<Vec<Uuid>, _>>()?;
        Ok(Ok(ProvenLicense {
            id: license,
            product: "Lantern".to_owned(),
            licensee: None,
            ends_at: None,
            companies,
            is_pending: row.try_get("", "pending")?,
        }))
    }

    async fn attach(&self, _cx: &Cx, tx: &Tx, license: Uuid, brought: &Brought<'_>) -> Result<bool, Fault> {
        let text = "insert into test_holder (license_id, company_id, key_file) values ($1, $2, $3)";
        let values = [license.into(), brought.company.into(), brought.key_file.map(str::to_owned).into()];
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
        let found = rows(&**tx, "select pending from test_license where id = $1", license.into()).await?;
        Ok(found.first().map(|row| row.try_get::<bool>("", "pending")).transpose()?.unwrap_or_default())
    }
}

/// Runs a statement past everything.
pub async fn past(world: &World, text: &str, values: Vec<Value>) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

/// A license with this code.
pub async fn license(world: &World, code: &str, pending: bool) -> Uuid {
    let id = world.cx().id();
    let text = "insert into test_license (id, code, ended, pending) values ($1, $2, false, $3)";
    past(world, text, vec![id.into(), code.into(), pending.into()]).await;
    id
}

/// A company holds it.
pub async fn held_by(world: &World, license: Uuid, company: Uuid) {
    let text = "insert into test_holder (license_id, company_id) values ($1, $2)";
    past(world, text, vec![license.into(), company.into()]).await;
}

/// What the key files were called by which companies have licenses.
pub async fn key_files(world: &World) -> Vec<String> {
    let cx = world.cx();
    let found = rows(cx.read(), "select key_file from test_holder where key_file <> $1", String::new().into()).await;
    found.unwrap().iter().map(|row| row.try_get("", "key_file").unwrap()).collect()
}
