//! The declaration of this crate's tables (PRI-1), and the reading of the live schema that a test holds
//! all declarations against.

use crate::app::{AUDIT_DAYS, AUDIT_SECURITY_DAYS};
use crate::audit_tables::{count, horizon, segment};
use crate::{audit, once, subject};
use gatehouse_core::Fault;
use gatehouse_core::personal::{Holds, Inventory, OnErase, PersonalData as _, RetentionRule, Subject, Table, column};
use gatehouse_db::{Db, Engine};
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;

/// The rule of the networks in the audit log.
pub const AUDIT_NETWORKS: &str = "db.audit_networks";
/// The rule of its ordinary lines.
pub const AUDIT_LINES: &str = "db.audit_lines";
/// The rule of its events of security.
pub const AUDIT_SECURITY: &str = "db.audit_security";

fn rules() -> Vec<RetentionRule> {
    let audit = |id, days, promise| RetentionRule { id, table: "audit", anchor: "at", days, promise };
    vec![
        RetentionRule {
            id: "db.idempotency",
            table: "idempotency",
            anchor: "created_at",
            days: 3,
            promise: "An idempotency key is forgotten after 3 days",
        },
        RetentionRule {
            id: "db.audit_count",
            table: "audit_count",
            anchor: "hour",
            days: 2,
            promise: "Failures of unknown addresses are counted by network for an hour, then they are one line of the log",
        },
        audit(
            AUDIT_NETWORKS,
            AUDIT_DAYS,
            "From where something was done is forgotten after 13 months, or what the operator sets",
        ),
        audit(
            AUDIT_LINES,
            AUDIT_DAYS,
            "What was done is forgotten after 13 months, or what the operator sets, events of security excepted",
        ),
        audit(
            AUDIT_SECURITY,
            AUDIT_SECURITY_DAYS,
            "Events of security are forgotten after 3 years, or what the operator sets",
        ),
    ]
}

/// What the ground holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "db",
        tables: vec![
            subject::table::Model::table(),
            audit::table::Model::table(),
            segment::Model::table(),
            horizon::Model::table(),
            count::Model::table(),
            pepper_use(),
            once::table::Model::table(),
            write_probe(),
        ],
        rules: rules(),
    }
}

/// The table has no entity: see [`crate::peppers`].
fn pepper_use() -> Table {
    Table {
        name: "pepper_use",
        purpose: "Turning the key of look-ups while nodes run",
        basis: "",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: vec![
            column("name", Holds::NotPersonal("a sort of look-ups")),
            column("version", Holds::NotPersonal("a key version")),
        ],
    }
}

/// The table has no entity: see `readiness`.
fn write_probe() -> Table {
    Table {
        name: "write_probe",
        purpose: "Knowing that the database takes writes",
        basis: "f",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: vec![
            column("id", Holds::NotPersonal("always 1")),
            column("at", Holds::NotPersonal("a technical time")),
        ],
    }
}

impl Db {
    /// Every table of the live schema with its columns, the migrations' own table excepted.
    pub async fn schema(&self) -> Result<BTreeMap<String, Vec<String>>, Fault> {
        let text = match self.engine() {
            Engine::Sqlite => {
                "select m.name as t, p.name as c from sqlite_schema m join pragma_table_xinfo(m.name) p \
                 where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '_sqlx_migrations' order by 1, p.cid"
            }
            Engine::Postgres => {
                "select table_name::text as t, column_name::text as c from information_schema.columns \
                 where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1, ordinal_position"
            }
        };
        let mut tables = BTreeMap::<String, Vec<String>>::new();
        for row in self.reader().query_all_raw(Statement::from_string(self.backend(), text)).await? {
            tables.entry(row.try_get("", "t")?).or_default().push(row.try_get("", "c")?);
        }
        Ok(tables)
    }
}
