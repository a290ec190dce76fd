//! The declaration of this crate's tables (PRI-1).

use crate::table::{clock_mark, job, schedule};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _};

/// What most columns of jobs hold.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("a technical value of a job");

/// What the outbox holds: ids and numbers, never a person.
pub fn inventory() -> Inventory {
    Inventory {
        module: "jobs",
        tables: vec![job::Model::table(), clock_mark::Model::table(), schedule::Model::table()],
        rules: Vec::new(),
    }
}
