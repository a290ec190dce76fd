//! The declaration of this crate's tables (PRI-1). The names of its rules stand in audit logs and begin with the crate in which they
//! once were.

use crate::app::{AUDIT_DAYS, AUDIT_SECURITY_DAYS};
use crate::audit_tables::{count, horizon, segment};
use crate::{audit, once, subject};
use gatehouse_core::personal::{Holds, Inventory, OnErase, PersonalData as _, RetentionRule, Subject, Table, column};

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

/// What the context holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "context",
        tables: vec![
            subject::table::Model::table(),
            audit::table::Model::table(),
            segment::Model::table(),
            horizon::Model::table(),
            count::Model::table(),
            pepper_use(),
            once::table::Model::table(),
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
