//! The declaration of this module's tables.

use gatehouse_core::personal::{Holds, Inventory, OnErase, Subject, Table, column};

/// What the module holds. A column with a person's data needs a category, a basis, and an end: see the other modules.
pub(crate) fn inventory() -> Inventory {
    let entry = Table {
        name: "{{name}}_entry",
        purpose: "Entries of staff",
        basis: "",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: vec![
            column("id", Holds::NotPersonal("a random id")),
            column("title", Holds::NotPersonal("says nothing about a person")),
            column("created_at", Holds::NotPersonal("a technical time")),
        ],
    };
    Inventory { module: "{{name}}", tables: vec![entry], rules: Vec::new() }
}
