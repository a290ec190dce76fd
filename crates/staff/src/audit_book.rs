//! The words of the audit log that this crate writes, and those of the kits below it, which have no texts of their own.

use crate::model::api_key::scope_name;
use crate::model::roles;
use crate::{OPERATORS, contacts, texts};
use async_trait::async_trait;
use gatehouse_core::{Fault, Lang, Role, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::{AuditBook, AuditGroup, AuditRecord, Words};
use std::collections::HashMap;

/// The book.
pub(crate) struct Book;

const GROUPS: &[AuditGroup] = &[
    AuditGroup { word: "staff", name: |lang| texts(lang).msg_audit_group_staff(), starts: &["staff"] },
    AuditGroup { word: "keys", name: |lang| texts(lang).msg_audit_group_keys(), starts: &["api_key", "signing_key"] },
    AuditGroup {
        word: "operation",
        name: |lang| texts(lang).msg_audit_group_operation(),
        starts: &["dead_letter", "audit", "retention"],
    },
];

const EVENTS: Words = &[
    ("staff.invited", |lang| texts(lang).msg_audit_event_staff_invited()),
    ("staff.changed", |lang| texts(lang).msg_audit_event_staff_changed()),
    ("staff.disabled", |lang| texts(lang).msg_audit_event_staff_disabled()),
    ("staff.enabled", |lang| texts(lang).msg_audit_event_staff_enabled()),
    ("staff.second_factor_reset", |lang| texts(lang).msg_audit_event_staff_second_factor_reset()),
    ("staff.second_factor_set_up", |lang| texts(lang).msg_audit_event_staff_second_factor_set_up()),
    ("staff.second_factor_paused", |lang| texts(lang).msg_audit_event_staff_second_factor_paused()),
    ("staff.link_sent", |lang| texts(lang).msg_audit_event_staff_link_sent()),
    ("staff.preferences_changed", |lang| texts(lang).msg_audit_event_staff_preferences_changed()),
    ("staff.password_set", |lang| texts(lang).msg_audit_event_staff_password_set()),
    ("staff.password_changed", |lang| texts(lang).msg_audit_event_staff_password_changed()),
    ("staff.recovery_codes_renewed", |lang| texts(lang).msg_audit_event_staff_recovery_codes_renewed()),
    ("staff.password_passed", |lang| texts(lang).msg_audit_event_staff_password_passed()),
    ("staff.signed_in", |lang| texts(lang).msg_audit_event_staff_signed_in()),
    ("staff.sign_ins_unknown", |lang| texts(lang).msg_audit_event_staff_sign_ins_unknown()),
    ("staff.sign_in_failed", |lang| texts(lang).msg_audit_event_staff_sign_in_failed()),
    ("staff.code_failed", |lang| texts(lang).msg_audit_event_staff_code_failed()),
    ("staff.presence_code_made", |lang| texts(lang).msg_audit_event_staff_presence_code_made()),
    ("staff.presence_code_given", |lang| texts(lang).msg_audit_event_staff_presence_code_given()),
    ("staff.proof_failed", |lang| texts(lang).msg_audit_event_staff_proof_failed()),
    ("staff.stepped_up", |lang| texts(lang).msg_audit_event_staff_stepped_up()),
    ("staff.signed_out", |lang| texts(lang).msg_audit_event_staff_signed_out()),
    ("staff.session_ended", |lang| texts(lang).msg_audit_event_staff_session_ended()),
    ("staff.sessions_ended", |lang| texts(lang).msg_audit_event_staff_sessions_ended()),
    ("staff.refused_row", |lang| texts(lang).msg_audit_event_staff_refused_row()),
    ("staff.repaired", |lang| texts(lang).msg_audit_event_staff_repaired()),
    ("staff.rights_stated", |lang| texts(lang).msg_audit_event_staff_rights_stated()),
    ("api_key.refused_row", |lang| texts(lang).msg_audit_event_api_key_refused_row()),
    ("api_key.created", |lang| texts(lang).msg_audit_event_api_key_created()),
    ("api_key.revoked", |lang| texts(lang).msg_audit_event_api_key_revoked()),
    ("dead_letter.run_again", |lang| texts(lang).msg_audit_event_dead_letter_run_again()),
    ("dead_letter.all_run_again", |lang| texts(lang).msg_audit_event_dead_letter_all_run_again()),
    ("dead_letter.discarded", |lang| texts(lang).msg_audit_event_dead_letter_discarded()),
    ("audit.viewed", |lang| texts(lang).msg_audit_event_audit_viewed()),
    ("retention.swept", |lang| texts(lang).msg_audit_event_retention_swept()),
];

const DETAILS: Words = &[
    ("roles", |lang| texts(lang).msg_audit_detail_roles()),
    ("roles_before", |lang| texts(lang).msg_audit_detail_roles_before()),
    ("statement", |lang| texts(lang).msg_audit_detail_rights()),
    ("factor", |lang| texts(lang).msg_audit_detail_factor()),
    ("job", |lang| texts(lang).msg_audit_detail_job()),
    ("count", |lang| texts(lang).msg_audit_detail_count()),
    ("scopes", |lang| texts(lang).msg_audit_detail_scopes()),
    ("keys_revoked", |lang| texts(lang).msg_audit_detail_keys_revoked()),
    ("ended", |lang| texts(lang).msg_audit_detail_ended()),
    ("rule", |lang| texts(lang).msg_audit_detail_rule()),
    ("rows", |lang| texts(lang).msg_audit_detail_rows()),
];

const RECORDS: Words = &[
    ("staff", |lang| texts(lang).msg_audit_record_staff()),
    ("api_key", |lang| texts(lang).msg_audit_record_api_key()),
    ("job", |lang| texts(lang).msg_audit_record_job()),
    ("record", |lang| texts(lang).msg_audit_record_any()),
    ("retention_rule", |lang| texts(lang).msg_audit_record_rule()),
];

/// Each of some words in words.
fn each(value: &str, name: impl Fn(&str) -> String) -> String {
    value.split(' ').map(name).collect::<Vec<_>>().join(", ")
}

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

    fn value(&self, lang: Lang, detail: &str, value: &str) -> Option<String> {
        let role = |word: &str| Role::from_word(word).map_or_else(|| word.to_owned(), |role| roles::name(role, lang));
        match (detail, value) {
            ("roles" | "roles_before", words) => Some(each(words, role)),
            ("scopes", words) => Some(each(words, |word| scope_name(word, lang))),
            ("factor", "app") => Some(texts(lang).msg_audit_factor_app()),
            ("factor", "password") => Some(texts(lang).msg_audit_factor_password()),
            ("factor", "recovery_code") => Some(texts(lang).msg_audit_factor_recovery_code()),
            _ => None,
        }
    }

    fn record_kinds(&self) -> Words {
        RECORDS
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let place = match kind {
            "staff" => "/staff/members",
            "api_key" => "/staff/api-keys",
            _ => return Ok(HashMap::new()),
        };
        let names = contacts::names(cx, cx.read(), ids).await?;
        let record =
            |(id, name): (Uuid, String)| (id, AuditRecord { name, page: Some((format!("{place}/{id}"), OPERATORS)) });
        Ok(names.into_iter().map(record).collect())
    }
}
