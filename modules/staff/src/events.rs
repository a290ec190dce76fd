//! What this module tells the audit log, the words for it, and those around the events of the kits below it.

use crate::model::roles;
use crate::queries::webhooks::webhook_names;
use crate::queries::{member_names, recipients};
use crate::rights::ReadWholeLog;
use crate::{OPERATORS, texts};
use gatehouse_brand::Link;
use gatehouse_context::{Cx, May, events};
use gatehouse_core::{Fault, Lang, Role, Scopes, Uuid, async_trait};
use gatehouse_web::branded::link_name;
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct StaffEvents;

const GROUPS: &[AuditGroup] = &[
    AuditGroup { word: "staff", name: |lang| texts(lang).msg_audit_group_staff(), customers: None, starts: &["staff"] },
    AuditGroup {
        word: "keys",
        name: |lang| texts(lang).msg_audit_group_keys(),
        customers: None,
        starts: &["api_key", "signing_key"],
    },
    AuditGroup {
        word: "operation",
        name: |lang| texts(lang).msg_audit_group_operation(),
        customers: None,
        starts: &["dead_letter", "audit", "retention", "list", "file", "backup", "brand", "webhook"],
    },
];

events! {
    texts;
    INVITED = "staff.invited" of "staff", msg_event_staff_invited, Neutral, for Systems;
    CHANGED = "staff.changed" of "staff", msg_event_staff_changed, Neutral;
    DISABLED = "staff.disabled" of "staff", msg_event_staff_disabled, Neutral, for Systems;
    ENABLED = "staff.enabled" of "staff", msg_event_staff_enabled, Neutral, for Systems;
    SECOND_FACTOR_RESET = "staff.second_factor_reset" of "staff", msg_event_staff_second_factor_reset, Neutral;
    SECOND_FACTOR_SET_UP = "staff.second_factor_set_up" of "staff", msg_event_staff_second_factor_set_up, Neutral;
    SECOND_FACTOR_PAUSED = "staff.second_factor_paused" of "staff", msg_event_staff_second_factor_paused, Warn;
    LINK_SENT = "staff.link_sent" of "staff", msg_event_staff_link_sent, Neutral;
    PREFERENCES_CHANGED = "staff.preferences_changed" of "staff", msg_event_staff_preferences_changed, Neutral;
    PASSWORD_SET = "staff.password_set" of "staff", msg_event_staff_password_set, Neutral;
    PASSWORD_CHANGED = "staff.password_changed" of "staff", msg_event_staff_password_changed, Neutral;
    RECOVERY_CODES_RENEWED = "staff.recovery_codes_renewed" of "staff", msg_event_staff_recovery_codes_renewed, Neutral;
    PASSWORD_PASSED = "staff.password_passed" of "staff", msg_event_staff_password_passed, Neutral;
    SIGNED_IN = "staff.signed_in" of "staff", msg_event_staff_signed_in, Neutral;
    SIGN_INS_UNKNOWN = "staff.sign_ins_unknown" of "staff", msg_event_staff_sign_ins_unknown, Warn;
    SIGN_IN_FAILED = "staff.sign_in_failed" of "staff", msg_event_staff_sign_in_failed, Warn;
    CODE_FAILED = "staff.code_failed" of "staff", msg_event_staff_code_failed, Warn;
    PASSKEY_ADDED = "staff.passkey_added" of "staff", msg_event_staff_passkey_added, Neutral;
    PASSKEY_REMOVED = "staff.passkey_removed" of "staff", msg_event_staff_passkey_removed, Neutral;
    PASSKEY_FAILED = "staff.passkey_failed" of "staff", msg_event_staff_passkey_failed, Warn;
    PASSKEY_COPIED = "staff.passkey_copied" of "staff", msg_event_staff_passkey_copied, Warn;
    PRESENCE_CODE_MADE = "staff.presence_code_made" of "staff", msg_event_staff_presence_code_made, Neutral;
    PRESENCE_CODE_GIVEN = "staff.presence_code_given" of "staff", msg_event_staff_presence_code_given, Neutral;
    PROOF_FAILED = "staff.proof_failed" of "staff", msg_event_staff_proof_failed, Warn;
    STEPPED_UP = "staff.stepped_up" of "staff", msg_event_staff_stepped_up, Neutral;
    SIGNED_OUT = "staff.signed_out" of "staff", msg_event_staff_signed_out, Neutral;
    SESSION_ENDED = "staff.session_ended" of "staff", msg_event_staff_session_ended, Neutral;
    SESSIONS_ENDED = "staff.sessions_ended" of "staff", msg_event_staff_sessions_ended, Neutral;
    REFUSED_ROW = "staff.refused_row" of "staff", msg_event_staff_refused_row, Warn;
    REPAIRED = "staff.repaired" of "staff", msg_event_staff_repaired, Neutral;
    SSO_JOINED = "staff.rights_joined" of "staff", msg_event_staff_sso_joined, Neutral;
    SSO_ROLES = "staff.rights_by_groups" of "staff", msg_event_staff_sso_roles, Neutral;
    SSO_KEPT = "staff.sso_kept" of "staff", msg_event_staff_sso_kept, Warn;
    SSO_CONNECTED = "staff.rights_connected" of "staff", msg_event_staff_sso_connected, Neutral;
    SSO_DISCONNECTED = "staff.rights_disconnected" of "staff", msg_event_staff_sso_disconnected, Neutral;
    SSO_PASSED = "staff.sso_passed" of "staff", msg_event_staff_sso_passed, Neutral;
    SSO_REFUSED = "staff.sso_refused" of "staff", msg_event_staff_sso_refused, Warn;
    SSO_UNKNOWN = "staff.sso_unknown" of "staff", msg_event_staff_sso_unknown, Warn;
    SSO_ENDED = "staff.sso_ended" of "staff", msg_event_staff_sso_ended, Neutral;
    SSO_TRIED = "staff.sso_tried" of "staff", msg_event_staff_sso_tried, Neutral;
    RIGHTS_STATED = "staff.rights_stated" of "staff", msg_event_staff_rights_stated, Neutral;
    API_KEY_REFUSED_ROW = "api_key.refused_row" of "api_key", msg_event_api_key_refused_row, Warn;
    API_KEY_CREATED = "api_key.created" of "api_key", msg_event_api_key_created, Neutral, for Systems;
    API_KEY_REVOKED = "api_key.revoked" of "api_key", msg_event_api_key_revoked, Neutral, for Systems;
    DEAD_LETTER_RUN_AGAIN = "dead_letter.run_again" of "job", msg_event_dead_letter_run_again, Neutral;
    DEAD_LETTER_ALL_RUN_AGAIN = "dead_letter.all_run_again" of "job", msg_event_dead_letter_all_run_again, Neutral;
    DEAD_LETTER_DISCARDED = "dead_letter.discarded" of "job", msg_event_dead_letter_discarded, Neutral;
    BRAND_CHANGED = "brand.changed" of "brand", msg_event_brand_changed, Neutral;
    AUDIT_VIEWED = "audit.viewed" of "record", msg_event_audit_viewed, Neutral;
}

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
    ("setting", |lang| texts(lang).msg_audit_detail_setting()),
    ("types", |lang| texts(lang).msg_webhook_types()),
    ("value", |lang| texts(lang).msg_audit_detail_value()),
    ("value_before", |lang| texts(lang).msg_audit_detail_value_before()),
];

const RECORDS: Words = &[
    ("staff", |lang| texts(lang).msg_audit_record_staff()),
    ("api_key", |lang| texts(lang).msg_audit_record_api_key()),
    ("job", |lang| texts(lang).msg_audit_record_job()),
    ("record", |lang| texts(lang).msg_audit_record_any()),
    ("retention_rule", |lang| texts(lang).msg_audit_record_rule()),
    ("file", |lang| texts(lang).msg_audit_record_file()),
    ("backup", |lang| texts(lang).msg_audit_record_backup()),
    ("brand", |lang| texts(lang).msg_brand_title()),
    ("webhook", |lang| texts(lang).msg_audit_record_webhook()),
];

#[async_trait]
impl ModuleEvents for StaffEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        let lang = cx.lang;
        let role = |word: &str| Role::from_word(word).map_or_else(|| word.to_owned(), |role| roles::name(role, lang));
        match (detail, value) {
            ("roles" | "roles_before", words) => Some(words.split(' ').map(role).collect::<Vec<_>>().join(", ")),
            ("scopes", words) => cx.service::<Scopes>().ok().map(|scopes| scopes.names(lang, words)),
            ("setting", word) => setting(word, lang),
            ("factor", "app") => Some(texts(lang).msg_audit_factor_app()),
            ("factor", "passkey") => Some(texts(lang).msg_audit_factor_passkey()),
            ("factor", "sso") => Some(texts(lang).msg_audit_factor_sso()),
            ("factor", "password") => Some(texts(lang).msg_audit_factor_password()),
            ("factor", "recovery_code") => Some(texts(lang).msg_audit_factor_recovery_code()),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind == "webhook" {
            let page = |id: Uuid| Some((format!("/staff/webhooks/{id}"), OPERATORS));
            let names = webhook_names(cx, ids).await?;
            return Ok(names.into_iter().map(|(id, name)| (id, AuditRecord { name, page: page(id) })).collect());
        }
        let place = match kind {
            "staff" => "/staff/members",
            "api_key" => "/staff/api-keys",
            _ => return Ok(HashMap::new()),
        };
        let names = recipients::names(cx, cx.read(), ids).await?;
        let record =
            |(id, name): (Uuid, String)| (id, AuditRecord { name, page: Some((format!("{place}/{id}"), OPERATORS)) });
        Ok(names.into_iter().map(record).collect())
    }

    /// Members by a part of their name, for who reads the whole log. Names are sealed, so no database can search them.
    async fn named(&self, cx: &Cx, text: &str) -> Result<Vec<Uuid>, Fault> {
        let wanted = text.trim().to_lowercase();
        let Some(may) = May::<ReadWholeLog>::of(cx).filter(|_| wanted.chars().nth(1).is_some()) else {
            return Ok(Vec::new());
        };
        let all = member_names(&may).await?;
        Ok(all.into_iter().filter(|(_, name)| name.to_lowercase().contains(&wanted)).map(|(id, _)| id).collect())
    }
}

/// A setting of the brand, as its field is called.
fn setting(word: &str, lang: Lang) -> Option<String> {
    let t = texts(lang);
    if let Some(link) = Link::ALL.into_iter().find(|link| link.word() == word) {
        return Some(link_name(link, lang));
    }
    Some(match word {
        "name" => t.msg_brand_name(),
        "logo" => t.msg_brand_logo(),
        "logo_dark" => t.msg_brand_logo_dark(),
        "icon" => t.msg_brand_icon(),
        "sign_in_picture" => t.msg_brand_sign_in_picture(),
        "hue" => t.msg_brand_hue(),
        "chroma" => t.msg_brand_chroma(),
        "radius" => t.msg_brand_radius(),
        "sender" => t.msg_brand_sender(),
        "address" => t.msg_brand_address(),
        "theme" => t.msg_brand_theme(),
        "languages" => t.msg_brand_languages(),
        _ => return None,
    })
}
