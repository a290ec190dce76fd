//! The declaration of this crate's tables (PRI-1), and its retention rules (PRI-2).

use crate::tables::{
    api_key, staff, staff_browser, staff_identity, staff_logout_token, staff_passkey, staff_recovery_code,
    staff_session, staff_token,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What says nothing about a member of the staff.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("a technical value");

/// What the staff console holds. Staff have no account: an account's deletion touches nothing here.
pub fn inventory() -> Inventory {
    Inventory {
        module: "staff",
        tables: vec![
            staff::Model::table(),
            staff_session::Model::table(),
            staff_passkey::Model::table(),
            staff_recovery_code::Model::table(),
            staff_token::Model::table(),
            staff_browser::Model::table(),
            staff_identity::Model::table(),
            staff_logout_token::Model::table(),
            api_key::Model::table(),
        ],
        rules: rules(),
    }
}

fn rules() -> Vec<RetentionRule> {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    vec![
        rule("staff.session", "staff_session", "expires_at", 0, "A staff session is forgotten when it has ended"),
        rule("staff.token", "staff_token", "expires_at", 0, "A link for staff is forgotten when it has expired"),
        rule(
            "staff.logout_token",
            "staff_logout_token",
            "expires_at",
            0,
            "A logout token of the team's sign-in service is forgotten when it would be refused for its age",
        ),
        rule(
            "staff.browser",
            "staff_browser",
            "last_at",
            crate::actions::browsers::DAYS,
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
