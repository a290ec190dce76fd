//! The declaration of this crate's tables (PRI-1).

use gatehouse_core::personal::{Holds, Inventory, OnErase, Subject, Table, column};

/// What the outbox holds: ids and numbers, never a person.
pub fn inventory() -> Inventory {
    let technical = Holds::NotPersonal("a technical value of a job");
    let columns = [
        "id",
        "kind",
        "dedup_key",
        "run_at",
        "attempts",
        "max_attempts",
        "lease_until",
        "lease_by",
        "last_error",
        "created_at",
        "dead_at",
    ];
    let mut job: Vec<_> = columns.into_iter().map(|name| column(name, technical)).collect();
    job.push(column("payload", Holds::Pseudonym));
    Inventory {
        module: "jobs",
        tables: vec![
            Table {
                name: "job",
                purpose: "Work that follows a change",
                basis: "f",
                recipients: &[],
                subject: Subject::Nobody,
                on_erase: OnErase::Nothing,
                columns: job,
            },
            Table {
                name: "clock_mark",
                purpose: "Erasing nothing by a clock that is wrong",
                basis: "",
                recipients: &[],
                subject: Subject::Nobody,
                on_erase: OnErase::Nothing,
                columns: ["name", "at"].into_iter().map(|n| column(n, technical)).collect(),
            },
            Table {
                name: "schedule",
                purpose: "When recurring work runs next",
                basis: "",
                recipients: &[],
                subject: Subject::Nobody,
                on_erase: OnErase::Nothing,
                columns: ["name", "next_at", "last_at", "last_rows"]
                    .into_iter()
                    .map(|n| column(n, technical))
                    .collect(),
            },
        ],
        rules: Vec::new(),
    }
}
