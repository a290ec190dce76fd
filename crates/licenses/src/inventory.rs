//! The declaration of this module's tables (PRI-1).

use gatehouse_core::personal::{
    Category, Column, Holds, Inventory, OnErase, Pepper, RetentionRule, Subject, Table, column,
};

const CATALOG: Holds = Holds::NotPersonal("describes what is sold");
const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");
const LICENSE: Holds = Holds::Personal(Category::License);
const DEVICE: Holds = Holds::Personal(Category::Device);
const BOOKS: &str = "commercial law: orders and licenses are kept with the books; the person is detached from them";

/// What licensing holds.
pub fn inventory() -> Inventory {
    let mut tables = catalog();
    tables.extend([
        purchase(),
        issue_batch(),
        license(),
        license_code(),
        license_holder(),
        activation(),
        lease_stop(),
        revocation_list(),
        signing_key(),
    ]);
    Inventory { module: "licenses", tables, rules: rules() }
}

fn rules() -> Vec<RetentionRule> {
    vec![
        RetentionRule {
            id: "licenses.ended_activations",
            table: "activation",
            anchor: "deactivated_at",
            days: 365,
            promise: "Devices are forgotten a year after their seat was freed",
        },
        RetentionRule {
            id: crate::jobs::STOP_RULE,
            table: "lease_stop",
            anchor: "at",
            days: crate::jobs::STOP_DAYS,
            promise: "Which lease was stopped is forgotten after four months, and that of a blocked license once it is blocked no more",
        },
        RetentionRule {
            id: crate::jobs::BUYER_RULE,
            table: "purchase",
            anchor: "unclaimed_since",
            days: crate::jobs::BUYER_DAYS,
            promise: "The address of a buyer without an account is forgotten three years after the order",
        },
    ]
}

fn columns(parts: &[(&[&'static str], Holds)]) -> Vec<Column> {
    parts.iter().flat_map(|(names, holds)| names.iter().map(|name| column(name, *holds))).collect()
}

fn about_nobody(name: &'static str, purpose: &'static str, names: &[&'static str]) -> Table {
    Table {
        name,
        purpose,
        basis: "",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: columns(&[(names, CATALOG)]),
    }
}

fn catalog() -> Vec<Table> {
    let purpose = "The catalog";
    vec![
        about_nobody(
            "product",
            purpose,
            &[
                "id",
                "code",
                "name",
                "description",
                "key_file_only_after_top_up",
                "trial_days",
                "statement_required",
                "regions",
                "lease_days",
                "transfer_allowance",
                "archived_at",
                "created_at",
                "version",
            ],
        ),
        about_nobody("edition", purpose, &["id", "product_id", "code", "name", "position"]),
        about_nobody("feature", purpose, &["id", "product_id", "code", "position"]),
        about_nobody("feature_label", purpose, &["feature_id", "lang", "label"]),
        about_nobody("edition_feature", purpose, &["edition_id", "feature_id"]),
        about_nobody("product_version", purpose, &["id", "product_id", "number", "released_at"]),
        about_nobody("application", purpose, &["id", "product_id", "code", "name", "platform", "download_url"]),
        about_nobody("term", purpose, &["id", "product_id", "code", "name", "starts", "months", "days", "fixed_until"]),
    ]
}

fn purchase() -> Table {
    Table {
        name: "purchase",
        purpose: "Orders: what was bought, and where to send it",
        basis: "b",
        recipients: &["the partner who sold it"],
        subject: Subject::Account("buyer_account"),
        on_erase: OnErase::Keep(BOOKS),
        columns: columns(&[
            (
                &["id", "number", "source", "partner", "unclaimed_since", "created_at", "created_by_kind", "version"],
                LICENSE,
            ),
            (&["note"], Holds::Emptied("note_sealed")),
            (&["note_sealed"], Holds::Sealed(Category::Correspondence)),
            (&["buyer_account", "created_by_id"], Holds::Pseudonym),
            (&["buyer_email_sealed"], Holds::Sealed(Category::Contact)),
            (&["buyer_lookup"], Holds::Lookup(Pepper::Moved)),
            (&["pepper_version"], TECHNICAL),
            (&["buyer_lang"], Holds::Personal(Category::Preference)),
        ]),
    }
}

fn issue_batch() -> Table {
    Table {
        name: "issue_batch",
        purpose: "Codes issued together",
        basis: "b",
        recipients: &[],
        subject: Subject::Via { column: "purchase_id", table: "purchase" },
        on_erase: OnErase::Keep(BOOKS),
        columns: columns(&[
            (
                &[
                    "id",
                    "purchase_id",
                    "product_id",
                    "edition_id",
                    "term_id",
                    "kind",
                    "seats",
                    "activate_by",
                    "total",
                    "done",
                    "state",
                    "created_by_kind",
                    "created_at",
                    "finished_at",
                ],
                TECHNICAL,
            ),
            (&["created_by_id"], Holds::Pseudonym),
        ]),
    }
}

fn license() -> Table {
    Table {
        name: "license",
        purpose: "The right to use a product",
        basis: "b",
        recipients: &[],
        subject: Subject::Via { column: "purchase_id", table: "purchase" },
        on_erase: OnErase::Keep(BOOKS),
        columns: columns(&[
            (
                &[
                    "id",
                    "number",
                    "purchase_id",
                    "batch_id",
                    "product_id",
                    "edition_id",
                    "kind",
                    "starts",
                    "months",
                    "days",
                    "fixed_until",
                    "seats",
                    "seats_used",
                    "transfers",
                    "first_activated_at",
                    "ends_at",
                    "ends_order",
                    "activate_by",
                    "awaiting_verification",
                    "blocked_at",
                    "block_from",
                    "block_reason",
                    "status",
                    "status_until",
                    "created_at",
                    "version",
                ],
                LICENSE,
            ),
            (&["device_pepper"], TECHNICAL),
            (&["block_note"], Holds::Emptied("block_note_sealed")),
            (&["block_note_sealed"], Holds::Sealed(Category::Correspondence)),
        ]),
    }
}

fn license_code() -> Table {
    Table {
        name: "license_code",
        purpose: "Activation codes, usable by nobody who has only the database",
        basis: "b",
        recipients: &[],
        subject: Subject::Via { column: "license_id", table: "license" },
        on_erase: OnErase::Keep(BOOKS),
        columns: columns(&[
            (&["id", "license_id", "purchase_id", "created_at", "replaced_at", "pepper_version"], TECHNICAL),
            (&["lookup", "last_group_lookup"], Holds::Lookup(Pepper::Moved)),
            (&["code_sealed"], Holds::Sealed(Category::Credential)),
        ]),
    }
}

fn license_holder() -> Table {
    Table {
        name: "license_holder",
        purpose: "Which account has which license",
        basis: "b",
        recipients: &[],
        subject: Subject::Account("account_id"),
        on_erase: OnErase::Delete,
        columns: columns(&[
            (&["id", "license_id"], LICENSE),
            (&["account_id"], Holds::Pseudonym),
            (&["added_at"], Holds::Personal(Category::Activity)),
        ]),
    }
}

fn activation() -> Table {
    Table {
        name: "activation",
        purpose: "Which devices use a license",
        basis: "b",
        recipients: &[],
        subject: Subject::Via { column: "license_id", table: "license" },
        on_erase: OnErase::Keep(BOOKS),
        columns: columns(&[
            (&["id", "license_id", "platform", "application", "product_version", "deactivated_by"], DEVICE),
            (&["device_lookup", "components"], Holds::Lookup(Pepper::Moved)),
            (&["pepper_version", "lease_days"], TECHNICAL),
            (&["fingerprint_sealed", "device_name_sealed"], Holds::Sealed(Category::Device)),
            (
                &["activated_at", "last_seen_at", "deactivated_at", "counts_until", "lease_until", "exchanges_until"],
                Holds::Personal(Category::Activity),
            ),
        ]),
    }
}

fn lease_stop() -> Table {
    Table {
        name: "lease_stop",
        purpose: "Tells every node what must not be renewed",
        basis: "b",
        recipients: &[],
        subject: Subject::Via { column: "license_id", table: "license" },
        on_erase: OnErase::Nothing,
        columns: columns(&[(&["seq", "at", "kind"], TECHNICAL), (&["activation_id", "license_id"], Holds::Pseudonym)]),
    }
}

fn revocation_list() -> Table {
    Table {
        name: "revocation_list",
        purpose: "Tells devices without a network what must not be believed",
        basis: "b",
        recipients: &["anyone: its entries are hashes of ids that cannot be guessed"],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: columns(&[(&["product_id", "seq", "entries", "digest", "list", "made_at", "looked_at"], TECHNICAL)]),
    }
}

fn signing_key() -> Table {
    Table {
        name: "signing_key",
        purpose: "Keys that sign leases",
        basis: "",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: columns(&[
            (&["kid", "purpose", "public", "certificate", "not_before", "expires_at", "created_at"], TECHNICAL),
            (&["private_sealed"], Holds::Sealed(Category::Credential)),
        ]),
    }
}
