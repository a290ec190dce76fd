//! The words of the audit log that this crate writes. A customer's address stands in none of them: the account's page
//! shows it, and notes the look.

use crate::{rights, texts};
use async_trait::async_trait;
use gatehouse_core::{Fault, Role, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::{AuditBook, AuditGroup, AuditRecord, Words};
use std::collections::HashMap;

/// The book.
pub(crate) struct Book;

const LOOKERS: &[Role] = &rights::MAY_LOOK;

const GROUPS: &[AuditGroup] =
    &[AuditGroup { word: "account", name: |lang| texts(lang).msg_staff_title(), starts: &["account"] }];

const EVENTS: Words = &[
    ("account.registered", |lang| texts(lang).msg_did_registered()),
    ("account.registered_again", |lang| texts(lang).msg_audit_event_account_registered_again()),
    ("account.created", |lang| texts(lang).msg_did_created()),
    ("account.link_sent_again", |lang| texts(lang).msg_did_link_sent()),
    ("account.confirmed", |lang| texts(lang).msg_did_confirmed()),
    ("account.signed_in", |lang| texts(lang).msg_did_signed_in()),
    ("account.signed_out", |lang| texts(lang).msg_did_signed_out()),
    ("account.sign_in_failed", |lang| texts(lang).msg_did_sign_in_failed()),
    ("account.sign_ins_unknown", |lang| texts(lang).msg_audit_event_account_sign_ins_unknown()),
    ("account.proof_failed", |lang| texts(lang).msg_did_proof_failed()),
    ("account.proved", |lang| texts(lang).msg_did_proved()),
    ("account.recovery_requested", |lang| texts(lang).msg_did_recovery()),
    ("account.password_set", |lang| texts(lang).msg_did_password_set()),
    ("account.password_changed", |lang| texts(lang).msg_did_password_changed()),
    ("account.notifications_changed", |lang| texts(lang).msg_did_notifications()),
    ("account.profile_changed", |lang| texts(lang).msg_did_profile()),
    ("account.session_ended", |lang| texts(lang).msg_did_session_ended()),
    ("account.browser_forgotten", |lang| texts(lang).msg_did_browser_forgotten()),
    ("account.sessions_ended", |lang| texts(lang).msg_did_sessions_ended()),
    ("account.viewed", |lang| texts(lang).msg_audit_event_account_viewed()),
    ("account.searched", |lang| texts(lang).msg_audit_event_account_searched()),
    ("account.deleted", |lang| texts(lang).msg_audit_event_account_deleted()),
    ("account.unconfirmed_erased", |lang| texts(lang).msg_audit_event_account_unconfirmed_erased()),
];

const DETAILS: Words = &[
    ("device", |lang| texts(lang).msg_audit_detail_device()),
    ("sessions", |lang| texts(lang).msg_audit_detail_sessions()),
    ("failures", |lang| texts(lang).msg_audit_detail_failures()),
    ("on", |lang| texts(lang).msg_audit_detail_on()),
];

const RECORDS: Words = &[
    ("account", |lang| texts(lang).msg_audit_record_account()),
    ("session", |lang| texts(lang).msg_audit_record_session()),
];

#[async_trait]
impl AuditBook for Book {
    fn groups(&self) -> &'static [AuditGroup] {
        GROUPS
    }

    fn events(&self) -> Words {
        EVENTS
    }

    fn details(&self) -> Words {
        DETAILS
    }

    fn record_kinds(&self) -> Words {
        RECORDS
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind != "account" {
            return Ok(HashMap::new());
        }
        let record = |id: &Uuid| {
            let page = Some((format!("/staff/accounts/{id}"), LOOKERS));
            (*id, AuditRecord { name: texts(cx.lang).msg_audit_customer(), page })
        };
        Ok(ids.iter().map(record).collect())
    }
}
