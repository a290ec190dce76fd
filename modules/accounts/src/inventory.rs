//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::jobs::{invited, unconfirmed};
use crate::model::term;
use crate::tables::{
    account, account_export, account_factor, account_identity, account_note, account_recovery_code, address_change,
    deleted_session, factor_removal, first_factor, former_address, half_sign_in, known_device, notification_choice,
    one_time_token, secret_question, session, text_code, waiting_identity, waiting_password,
};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

pub fn inventory() -> Inventory {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    Inventory {
        module: "accounts",
        tables: vec![
            account::Model::table(),
            account_factor::Model::table(),
            account_identity::Model::table(),
            account_note::Model::table(),
            account_recovery_code::Model::table(),
            account_export::Model::table(),
            address_change::Model::table(),
            former_address::Model::table(),
            notification_choice::Model::table(),
            secret_question::Model::table(),
            waiting_password::Model::table(),
            session::Model::table(),
            text_code::Model::table(),
            one_time_token::Model::table(),
            deleted_session::Model::table(),
            factor_removal::Model::table(),
            first_factor::Model::table(),
            half_sign_in::Model::table(),
            known_device::Model::table(),
            waiting_identity::Model::table(),
        ],
        rules: vec![
            rule(
                unconfirmed::RULE,
                "account",
                "pending_since",
                term::UNCONFIRMED_DAYS,
                "A registration that is not confirmed within 5 days is erased",
            ),
            rule(
                "accounts.export",
                "account_export",
                "expires_at",
                0,
                "The export of a person's data is erased after 7 days",
            ),
            rule(
                invited::RULE,
                "account",
                "invited_at",
                term::INVITED_DAYS,
                "An account made with a purchase is erased when nobody sets its password within 7 days; the order stays",
            ),
            rule("accounts.session", "session", "expires_at", 0, "A session that ended is erased"),
            rule(
                "accounts.half_sign_in",
                "half_sign_in",
                "expires_at",
                0,
                "A sign-in without its second step is erased",
            ),
            rule(
                "accounts.text_code",
                "text_code",
                "expires_at",
                0,
                "A code by text message that nobody typed is erased after ten minutes",
            ),
            rule("accounts.link", "one_time_token", "expires_at", 0, "A link that is too old is erased"),
            rule(
                "accounts.address_change",
                "address_change",
                "expires_at",
                0,
                "A change of address that nobody proves within 24 hours is erased",
            ),
            rule(
                "accounts.former_address",
                "former_address",
                "changed_at",
                term::RESERVED_DAYS,
                "An address that an account no longer has is kept from others for 30 days, and then erased",
            ),
            rule(
                "accounts.first_factor",
                "first_factor",
                "added_at",
                term::UNDO_FACTOR_DAYS,
                "That somebody turned two-step verification on can be undone by the mailed link for 7 days, and is then forgotten",
            ),
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
