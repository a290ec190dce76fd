//! The declaration of this crate's tables (PRI-1), and its retention rules (PRI-2).

use gatehouse_core::personal::{
    Category, Column, Holds, Inventory, OnErase, Pepper, RetentionRule, Subject, Table, column,
};

const TECHNICAL: Holds = Holds::NotPersonal("a technical value");
const WHEN: Holds = Holds::Personal(Category::Activity);

fn table(name: &'static str, purpose: &'static str, subject: Subject, columns: Vec<Column>) -> Table {
    let basis = if subject == Subject::Nobody { "" } else { "f" };
    Table { name, purpose, basis, recipients: &[], subject, on_erase: OnErase::Nothing, columns }
}

/// What the staff console holds. Staff have no account: an account's deletion touches nothing here.
pub fn inventory() -> Inventory {
    Inventory { module: "staff", tables: tables(), rules: rules() }
}

fn tables() -> Vec<Table> {
    vec![
        table(
            "staff",
            "Letting the vendor's staff sign in and act under their own names",
            Subject::Staff("id"),
            vec![
                column("id", Holds::Pseudonym),
                column("email_lookup", Holds::Lookup(Pepper::Moved)),
                column("email_sealed", Holds::Sealed(Category::Contact)),
                column("pepper_version", TECHNICAL),
                column("name_sealed", Holds::Sealed(Category::Name)),
                column("roles", Holds::Stated("rights_sealed")),
                column("password_hash", Holds::Emptied("password_sealed")),
                column("password_sealed", Holds::Sealed(Category::Credential)),
                column("totp_secret_sealed", Holds::Sealed(Category::Credential)),
                column("totp_pending_sealed", Holds::Sealed(Category::Credential)),
                column("totp_last_step", WHEN),
                column("lang", Holds::Personal(Category::Preference)),
                column("zone", Holds::Personal(Category::Preference)),
                column("created_at", WHEN),
                column("disabled_at", WHEN),
                column("rights_sealed", Holds::SealedGrant),
                column("version", TECHNICAL),
            ],
        ),
        table(
            "staff_session",
            "Keeping staff signed in",
            Subject::Staff("staff_id"),
            vec![
                column("id", TECHNICAL),
                column("token_hash", Holds::Lookup(Pepper::Short)),
                column("staff_id", Holds::Pseudonym),
                column("stage", TECHNICAL),
                column("code_failures", TECHNICAL),
                column("created_at", WHEN),
                column("seen_at", WHEN),
                column("expires_at", TECHNICAL),
                column("ends_at", TECHNICAL),
                column("elevated_until", TECHNICAL),
                column("network", WHEN),
                column("agent", Holds::Personal(Category::Device)),
                column("totp_secret_sealed", Holds::Sealed(Category::Credential)),
            ],
        ),
        table(
            "staff_recovery_code",
            "Signing in without the authenticator app",
            Subject::Staff("staff_id"),
            vec![
                column("id", TECHNICAL),
                column("staff_id", Holds::Pseudonym),
                column("code_hash", Holds::Lookup(Pepper::Short)),
                column("created_at", WHEN),
                column("used_at", WHEN),
            ],
        ),
        table(
            "staff_token",
            "Links in mails to staff, and codes that administrators hand over",
            Subject::Staff("staff_id"),
            vec![
                column("id", TECHNICAL),
                column("kind", TECHNICAL),
                column("token_hash", Holds::Lookup(Pepper::Short)),
                column("staff_id", Holds::Pseudonym),
                column("created_at", WHEN),
                column("expires_at", TECHNICAL),
                column("used_at", WHEN),
            ],
        ),
        table(
            "staff_browser",
            "Letting a member in from the browsers that he uses, whatever strangers try",
            Subject::Staff("staff_id"),
            vec![
                column("id", TECHNICAL),
                column("staff_id", Holds::Pseudonym),
                column("browser_hash", Holds::Lookup(Pepper::Short)),
                column("first_at", WHEN),
                column("last_at", WHEN),
            ],
        ),
        table(
            "api_key",
            "Letting the vendor's programs use the API",
            Subject::Staff("created_by"),
            vec![
                column("id", TECHNICAL),
                column("name", Holds::Emptied("name_sealed")),
                column("name_sealed", Holds::Sealed(Category::Name)),
                column("key_hash", Holds::Lookup(Pepper::Moved)),
                column("pepper_version", TECHNICAL),
                column("prefix", Holds::NotPersonal("the first letters of a key")),
                column("scopes", Holds::Stated("rights_sealed")),
                column("created_by", Holds::Pseudonym),
                column("created_at", WHEN),
                column("expires_at", TECHNICAL),
                column("revoked_at", WHEN),
                column("last_used_at", Holds::NotPersonal("a program's activity")),
                column("rights_sealed", Holds::SealedGrant),
            ],
        ),
    ]
}

fn rules() -> Vec<RetentionRule> {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    vec![
        rule("staff.session", "staff_session", "expires_at", 0, "A staff session is forgotten when it has ended"),
        rule("staff.token", "staff_token", "expires_at", 0, "A link for staff is forgotten when it has expired"),
        rule(
            "staff.browser",
            "staff_browser",
            "last_at",
            crate::browsers::DAYS,
            "A browser in which a member has not signed in for 180 days is forgotten",
        ),
        rule(
            "staff.recovery_code",
            "staff_recovery_code",
            "used_at",
            30,
            "A used recovery code is forgotten after 30 days",
        ),
        rule("staff.api_key", "api_key", "revoked_at", 365, "A revoked API key is forgotten after a year"),
    ]
}
