//! What this module tells the audit log, and the words for it. A customer's address stands in none of them: the account's page
//! shows it, and notes the look.

use crate::model::Email;
use crate::queries::contacts;
use crate::{rights, texts};
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Role, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct AccountEvents;

const LOOKERS: &[Role] = &rights::MAY_LOOK;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "account",
    name: |lang| texts(lang).msg_staff_title(),
    customers: Some(|lang| texts(lang).msg_activity_account()),
    starts: &["account"],
}];

events! {
    texts;
    REGISTERED = "account.registered" of "account", msg_event_account_registered, Neutral, for Systems;
    REGISTERED_AGAIN = "account.registered_again" of "account", msg_event_account_registered_again, Warn;
    CREATED = "account.created" of "account", msg_event_account_created, Neutral, for Systems;
    IMPORTED = "account.imported" of "account", msg_event_account_imported, Neutral, for Systems;
    EXPORT_REQUESTED = "account.export_requested" of "account", msg_event_account_export_requested, Neutral;
    EXPORT_MADE = "account.export_made" of "account", msg_event_account_export_made, Neutral;
    EXPORT_DOWNLOADED = "account.export_downloaded" of "account", msg_event_account_export_downloaded, Neutral;
    LINK_SENT_AGAIN = "account.link_sent_again" of "account", msg_event_account_link_sent_again, Neutral;
    CONFIRMED = "account.confirmed" of "account", msg_event_account_confirmed, Good, for Systems;
    SIGNED_IN = "account.signed_in" of "account", msg_event_account_signed_in, Neutral;
    SIGNED_OUT = "account.signed_out" of "session", msg_event_account_signed_out, Neutral;
    SIGN_IN_FAILED = "account.sign_in_failed" of "account", msg_event_account_sign_in_failed, Warn;
    SIGN_IN_UNCONFIRMED = "account.sign_in_unconfirmed" of "account", msg_event_account_sign_in_unconfirmed, Neutral;
    SIGN_INS_UNKNOWN = "account.sign_ins_unknown" of "account", msg_event_account_sign_ins_unknown, Warn;
    PROOF_FAILED = "account.proof_failed" of "account", msg_event_account_proof_failed, Warn;
    PROVED = "account.proved" of "account", msg_event_account_proved, Good;
    RECOVERY_REQUESTED = "account.recovery_requested" of "account", msg_event_account_recovery_requested, Neutral;
    PASSWORD_SET = "account.password_set" of "account", msg_event_account_password_set, Neutral;
    PASSWORD_CHANGED = "account.password_changed" of "account", msg_event_account_password_changed, Neutral;
    NOTIFICATIONS_CHANGED = "account.notifications_changed" of "account", msg_event_account_notifications_changed, Neutral;
    PROFILE_CHANGED = "account.profile_changed" of "account", msg_event_account_profile_changed, Neutral, for Systems;
    SESSION_ENDED = "account.session_ended" of "session", msg_event_account_session_ended, Neutral;
    BROWSER_FORGOTTEN = "account.browser_forgotten" of "account", msg_event_account_browser_forgotten, Neutral;
    SESSIONS_ENDED = "account.sessions_ended" of "account", msg_event_account_sessions_ended, Neutral;
    PASSWORD_PASSED = "account.password_passed" of "account", msg_event_account_password_passed, Neutral;
    CODE_FAILED = "account.code_failed" of "account", msg_event_account_code_failed, Warn;
    SECOND_STEP_PAUSED = "account.second_step_paused" of "account", msg_event_account_second_step_paused, Bad;
    PROVED_BY_CODE = "account.proved_by_code" of "account", msg_event_account_proved_by_code, Good;
    FACTOR_ADDED = "account.factor_added" of "account", msg_event_account_factor_added, Good;
    FACTOR_REMOVED = "account.factor_removed" of "account", msg_event_account_factor_removed, Warn;
    RECOVERY_CODES_RENEWED = "account.recovery_codes_renewed" of "account", msg_event_account_recovery_codes_renewed, Neutral;
    RECOVERY_CODE_USED = "account.recovery_code_used" of "account", msg_event_account_recovery_code_used, Warn;
    FACTOR_RENAMED = "account.factor_renamed" of "account", msg_event_account_factor_renamed, Neutral;
    PASSKEY_ADDED = "account.passkey_added" of "account", msg_event_account_passkey_added, Good;
    PASSKEY_REMOVED = "account.passkey_removed" of "account", msg_event_account_passkey_removed, Warn;
    PASSKEY_FAILED = "account.passkey_failed" of "account", msg_event_account_passkey_failed, Warn;
    PASSKEY_COPIED = "account.passkey_copied" of "account", msg_event_account_passkey_copied, Bad;
    PROVED_BY_PASSKEY = "account.proved_by_passkey" of "account", msg_event_account_proved_by_passkey, Good;
    PHONE_ADDED = "account.phone_added" of "account", msg_event_account_phone_added, Good;
    PHONE_REMOVED = "account.phone_removed" of "account", msg_event_account_phone_removed, Warn;
    TEXT_CODE_SENT = "account.text_code_sent" of "account", msg_event_account_text_code_sent, Neutral;
    BROWSER_TRUSTED = "account.browser_trusted" of "account", msg_event_account_browser_trusted, Neutral;
    BROWSER_DISTRUSTED = "account.browser_distrusted" of "account", msg_event_account_browser_distrusted, Neutral;
    REMOVAL_ASKED = "account.removal_asked" of "account", msg_event_account_removal_asked, Warn;
    REMOVAL_STOPPED = "account.removal_stopped" of "account", msg_event_account_removal_stopped, Neutral;
    REMOVAL_DONE = "account.removal_done" of "account", msg_event_account_removal_done, Warn;
    FIRST_FACTOR_UNDONE = "account.first_factor_undone" of "account", msg_event_account_first_factor_undone, Warn;
    ADDRESS_CHANGE_ASKED = "account.address_change_asked" of "account", msg_event_account_address_change_asked, Neutral;
    ADDRESS_CHANGE_CANCELLED = "account.address_change_cancelled" of "account", msg_event_account_address_change_cancelled, Neutral;
    ADDRESS_CHANGED = "account.address_changed" of "account", msg_event_account_address_changed, Warn, for Systems;
    ADDRESS_RESTORED = "account.address_restored" of "account", msg_event_account_address_restored, Warn, for Systems;
    LOGIN_CHOSEN = "account.login_chosen" of "account", msg_event_account_login_chosen, Warn;
    QUESTION_FAILED = "account.question_failed" of "account", msg_event_account_question_failed, Warn;
    QUESTION_ANSWERED = "account.question_answered" of "account", msg_event_account_question_answered, Warn;
    WAITING_PASSWORD_STOPPED = "account.waiting_password_stopped" of "account", msg_event_account_waiting_password_stopped, Neutral;
    PASSWORD_BY_QUESTION = "account.password_by_question" of "account", msg_event_account_password_by_question, Warn;
    SERVICE_PASSED = "account.service_passed" of "account", msg_event_account_service_passed, Neutral;
    SERVICE_ATTACHED = "account.service_attached" of "account", msg_event_account_service_attached, Warn;
    SERVICE_DETACHED = "account.service_detached" of "account", msg_event_account_service_detached, Warn;
    PROVED_BY_SERVICE = "account.proved_by_service" of "account", msg_event_account_proved_by_service, Good;
    SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere" of "account", msg_event_account_signed_out_everywhere, Warn;
    VIEWED = "account.viewed" of "account", msg_event_account_viewed, Neutral;
    SEARCHED = "account.searched" of "account", msg_event_account_searched, Neutral;
    NOTE_ADDED = "account.note_added" of "account", msg_event_account_note_added, Neutral;
    NOTE_REMOVED = "account.note_removed" of "account", msg_event_account_note_removed, Neutral;
    DELETED = "account.deleted" of "account", msg_event_account_deleted, Bad, for Systems;
    INVITED = "account.invited" of "account", msg_event_account_invited, Neutral, for Systems;
    INVITED_AGAIN = "account.invited_again" of "account", msg_event_account_invited_again, Neutral;
    INVITED_ERASED = "account.invited_erased" of "account", msg_event_account_invited_erased, Neutral, for Systems;
    UNCONFIRMED_ERASED = "account.unconfirmed_erased" of "account", msg_event_account_unconfirmed_erased, Neutral, for Systems;
}

const DETAILS: Words = &[
    ("device", |lang| texts(lang).msg_audit_detail_device()),
    ("sessions", |lang| texts(lang).msg_audit_detail_sessions()),
    ("factor", |lang| texts(lang).msg_audit_detail_factor()),
    ("service", |lang| texts(lang).msg_audit_detail_service()),
    ("failures", |lang| texts(lang).msg_audit_detail_failures()),
    ("on", |lang| texts(lang).msg_audit_detail_on()),
];

const RECORDS: Words = &[
    ("account", |lang| texts(lang).msg_audit_record_account()),
    ("session", |lang| texts(lang).msg_audit_record_session()),
];

#[async_trait]
impl ModuleEvents for AccountEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
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

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        match (detail, value) {
            ("factor", "app") => Some(texts(cx.lang).msg_audit_factor_app()),
            ("factor", "phone") => Some(texts(cx.lang).msg_audit_factor_phone()),
            ("factor", "passkey") => Some(texts(cx.lang).msg_audit_factor_passkey()),
            ("factor", "recovery_code") => Some(texts(cx.lang).msg_audit_factor_recovery_code()),
            _ => None,
        }
    }

    /// By the whole address.
    async fn named(&self, cx: &Cx, text: &str) -> Result<Vec<Uuid>, Fault> {
        let Ok(email) = Email::parse(text) else { return Ok(Vec::new()) };
        Ok(contacts::by_address(cx, cx.read(), &email).await?.map(|row| row.id).into_iter().collect())
    }
}
