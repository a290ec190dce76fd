//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::jobs::unconfirmed;
use crate::model::term;
use gatehouse_core::personal::{
    Category, Column, Holds, Inventory, OnErase, Pepper, RetentionRule, Subject, Table, column,
};

const CONTACT: Holds = Holds::Sealed(Category::Contact);
const ACTIVITY: Holds = Holds::Personal(Category::Activity);
const PREFERENCE: Holds = Holds::Personal(Category::Preference);
const SECRET: Holds = Holds::Lookup(Pepper::Short);
/// The old column goes in a later release.
const EMPTIED: Holds = Holds::Emptied("password_sealed");
const RANDOM: Holds = Holds::NotPersonal("a random id");

/// What accounts hold.
pub fn inventory() -> Inventory {
    Inventory {
        module: "accounts",
        tables: vec![
            table(
                "account",
                "Having an account: who the customer is and how to reach him",
                Subject::Account("id"),
                vec![
                    column("id", Holds::Pseudonym),
                    column("state", Holds::NotPersonal("a state")),
                    column("email_lookup", Holds::Lookup(Pepper::Moved)),
                    column("email_sealed", CONTACT),
                    column("pepper_version", Holds::NotPersonal("a key version")),
                    column("name_sealed", Holds::Sealed(Category::Name)),
                    column("company_sealed", CONTACT),
                    column("phone_sealed", CONTACT),
                    column("address_sealed", CONTACT),
                    column("password_hash", EMPTIED),
                    column("password_sealed", Holds::Sealed(Category::Credential)),
                    column("password_changed_at", ACTIVITY),
                    column("country", PREFERENCE),
                    column("region", PREFERENCE),
                    column("lang", PREFERENCE),
                    column("zone", PREFERENCE),
                    column("created_at", ACTIVITY),
                    column("confirmed_at", ACTIVITY),
                    column("pending_since", ACTIVITY),
                    column("version", Holds::NotPersonal("a counter")),
                ],
            ),
            table(
                "notification_choice",
                "Sending only the notifications that the person asked for",
                Subject::Account("account_id"),
                vec![
                    column("id", RANDOM),
                    column("account_id", Holds::Pseudonym),
                    column("kind", PREFERENCE),
                    column("chosen_at", ACTIVITY),
                ],
            ),
            table(
                "session",
                "Staying signed in, and seeing where",
                Subject::Account("account_id"),
                vec![
                    column("id", RANDOM),
                    column("token_hash", SECRET),
                    column("account_id", Holds::Pseudonym),
                    column("created_at", ACTIVITY),
                    column("seen_at", ACTIVITY),
                    column("expires_at", ACTIVITY),
                    column("ends_at", ACTIVITY),
                    column("kept", PREFERENCE),
                    column("elevated_until", ACTIVITY),
                    column("network", ACTIVITY),
                    column("agent", Holds::Personal(Category::Device)),
                    column("device_id", Holds::Pseudonym),
                ],
            ),
            table(
                "one_time_token",
                "Proving an address, and setting a password by mail",
                Subject::Account("account_id"),
                vec![
                    column("id", RANDOM),
                    column("kind", Holds::NotPersonal("a kind of link")),
                    column("token_hash", SECRET),
                    column("account_id", Holds::Pseudonym),
                    column("password_hash", EMPTIED),
                    column("password_sealed", Holds::Sealed(Category::Credential)),
                    column("browser_hash", Holds::Lookup(Pepper::Short)),
                    column("created_at", ACTIVITY),
                    column("expires_at", ACTIVITY),
                    column("used_at", ACTIVITY),
                ],
            ),
            table(
                "deleted_session",
                "Telling who has just deleted his account that it is deleted",
                Subject::Nobody,
                vec![column("id", SECRET), column("expires_at", Holds::NotPersonal("a technical time"))],
            ),
            table(
                "known_device",
                "Telling the owner of sign-ins from new devices",
                Subject::Account("account_id"),
                vec![
                    column("id", Holds::Pseudonym),
                    column("account_id", Holds::Pseudonym),
                    column("device_hash", SECRET),
                    column("first_at", ACTIVITY),
                    column("last_at", ACTIVITY),
                    column("network", ACTIVITY),
                    column("agent", Holds::Personal(Category::Device)),
                    column("told_at", ACTIVITY),
                ],
            ),
        ],
        rules: vec![
            rule(
                unconfirmed::RULE,
                "account",
                "pending_since",
                term::UNCONFIRMED_DAYS,
                "A registration that is not confirmed within 5 days is erased",
            ),
            rule("accounts.session", "session", "expires_at", 0, "A session that ended is erased"),
            rule("accounts.link", "one_time_token", "expires_at", 0, "A link that is too old is erased"),
            rule(
                "accounts.deleted_session",
                "deleted_session",
                "expires_at",
                0,
                "The mark of a deleted account's session is erased after ten minutes",
            ),
            rule(
                "accounts.known_device",
                "known_device",
                "last_at",
                term::DEVICE_DAYS,
                "A browser that has not signed in for a year is forgotten",
            ),
        ],
    }
}

fn table(name: &'static str, purpose: &'static str, subject: Subject, columns: Vec<Column>) -> Table {
    Table { name, purpose, basis: "b", recipients: &[], subject, on_erase: OnErase::Delete, columns }
}

const fn rule(
    id: &'static str,
    table: &'static str,
    anchor: &'static str,
    days: u32,
    promise: &'static str,
) -> RetentionRule {
    RetentionRule { id, table, anchor, days, promise }
}
