//! What this module tells the audit log, and the words for it. No line has a text of a request in it.

use crate::model::category::{Category, Level};
use crate::model::contract::{CorrectionReason, EndReason};
use crate::model::request::{Channel, ImportSource};
use crate::model::status::Status;
use crate::model::work::CancelReason;
use crate::rights::{LEADS, LOOKERS};
use crate::tables::{contract, import_run, request};
use crate::texts;
use gatehouse_context::{AuditEntry, Cx, events};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, OwnRecord, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The record of lines about requests.
pub(crate) const REQUEST: &str = "request";
/// The record of lines about imports.
pub(crate) const IMPORT: &str = "import_run";
/// The record of lines about contracts.
pub(crate) const CONTRACT: &str = "contract";

/// The module's events, for the log and its readers.
pub(crate) struct SupportEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "support",
    name: |lang| texts(lang).msg_support(),
    customers: Some(|lang| texts(lang).msg_support()),
    starts: &["request", "contract", "inbox", "survey"],
}];

events! {
    texts;
    OPENED = "request.opened" of "request", msg_event_opened, Info, for Staff Holder Systems;
    CUSTOMER_ANSWERED = "request.customer_answered" of "request", msg_event_customer_answered, Info, for Staff Holder Systems;
    STAFF_ANSWERED = "request.answered" of "request", msg_event_answered, Info, for Staff Holder Systems;
    NOTED = "request.noted" of "request", msg_event_noted, Neutral, for Staff;
    CLOSED_BY_CUSTOMER = "request.closed" of "request", msg_event_closed, Neutral, for Staff Holder Systems;
    STATUS_SET = "request.status_set" of "request", msg_event_status_set, Info, for Staff Holder Systems;
    TIME_MOVED = "request.time_moved" of "request", msg_event_time_moved, Neutral, for Staff Holder;
    EXPIRED = "request.expired" of "request", msg_event_expired, Warn, for Staff Holder Systems;
    CRITICAL_PAGED = "request.paged" of "request", msg_event_paged, Warn, for Staff Systems;
    CRITICAL_TAKEN = "request.taken" of "request", msg_event_taken, Good, for Staff Systems;
    VIEWED = "request.viewed" of "request", msg_event_viewed, Neutral;
    LISTED = "request.listed" of "request", msg_event_listed, Neutral;
    SEARCHED = "request.searched" of "request", msg_event_searched, Neutral;
    FAILED_MAILS_VIEWED = "request.failed_mails_viewed" of "request", msg_event_failed_mails_viewed, Neutral;
    /// Whoever follows it is mailed what its customer writes.
    FOLLOWED = "request.followed" of "request", msg_event_followed, Neutral, for Staff;
    UNFOLLOWED = "request.unfollowed" of "request", msg_event_unfollowed, Neutral, for Staff;
    PERSON_ADDED = "request.person_added" of "request", msg_event_person_added, Info, for Staff Holder;
    PERSON_REMOVED = "request.person_removed" of "request", msg_event_person_removed, Info, for Staff Holder;
    /// Somebody of it wants no mails of it, or again.
    MAILS_STOPPED = "request.mails_stopped" of "request", msg_event_mails_stopped, Neutral, for Staff Holder;
    MAILS_BEGUN = "request.mails_begun" of "request", msg_event_mails_begun, Neutral, for Staff Holder;
    /// Somebody without an account has sent a file for what they asked (SUP-16).
    FILES_ADDED = "request.files_added" of "request", msg_event_files_added, Info, for Staff Systems;
    ASSIGNED = "request.assigned" of "request", msg_event_assigned, Neutral, for Staff Systems;
    SORTED = "request.sorted" of "request", msg_event_sorted, Neutral, for Staff Systems;
    MERGED = "request.merged" of "request", msg_event_merged, Info, for Staff Systems;
    UNMERGED = "request.unmerged" of "request", msg_event_unmerged, Info, for Staff Systems;
    LINKED = "request.linked" of "request", msg_event_linked, Neutral, for Staff;
    UNLINKED = "request.unlinked" of "request", msg_event_unlinked, Neutral, for Staff;
    /// A survey was answered (SUP-15); what was said stands in no log.
    RATED = "survey.rated" of "request", msg_event_rated, Neutral, for Staff Holder Systems;
    RATINGS_LISTED = "survey.listed" of "request", msg_event_ratings_listed, Neutral;
    ROUND_STARTED = "survey.round_started" of "request", msg_event_round_started, Info;
    ROUND_STOPPED = "survey.round_stopped" of "request", msg_event_round_stopped, Info;
    RECOUNTED = "request.recounted" of "request", msg_event_recounted, Neutral;
    SETTINGS_CHANGED = "request.settings_changed" of "request", msg_event_settings_changed, Info;
    /// It came from another program.
    IMPORTED = "request.imported" of "request", msg_event_imported, Info, for Staff Holder Systems;
    IMPORT_BEGUN = "request.import_begun" of "import_run", msg_event_import_begun, Info, for Staff;
    IMPORT_STARTED = "request.import_started" of "import_run", msg_event_import_started, Warn, for Staff;
    IMPORT_DROPPED = "request.import_dropped" of "import_run", msg_event_import_dropped, Neutral, for Staff;
    /// A mail went to another request.
    MAIL_MOVED = "request.mail_moved" of "request", msg_event_mail_moved, Info, for Staff;
    MAIL_TAKEN_IN = "request.mail_taken_in" of "request", msg_event_mail_taken_in, Info, for Staff;
    MAIL_MOVE_UNDONE = "request.mail_move_undone" of "request", msg_event_mail_move_undone, Info, for Staff;
    ERASED = "request.erased" of "request", msg_event_erased, Neutral, for Staff Systems;
    /// The machine has answered with the signed file (SUP-8).
    CSR_SIGNED = "request.csr_signed" of "request", msg_event_csr_signed, Good, for Staff Holder Systems;
    CSR_FAILED = "request.csr_failed" of "request", msg_event_csr_failed, Bad, for Staff;
    APNS_ENDING = "request.apns_ending" of "request", msg_event_apns_ending, Warn;
    /// A person's requests are another account's now (SUP-16).
    HISTORY_CARRIED = "request.history_carried" of "account", msg_event_history_carried, Warn, for Staff Holder Systems;
    PROVISION_ACCEPTED = "request.provision_accepted" of "account", msg_event_provision_accepted, Neutral, for Staff Holder;
    CONTRACT_VIEWED = "contract.viewed" of "contract", msg_event_contract_viewed, Neutral;
    CONTRACT_ENTERED = "contract.entered" of "contract", msg_event_contract_entered, Good, for Staff Holder Systems;
    CONTRACT_EXTENDED = "contract.extended" of "contract", msg_event_contract_extended, Good, for Staff Holder Systems;
    CONTRACT_CORRECTED = "contract.corrected" of "contract", msg_event_contract_corrected, Info, for Staff Holder Systems;
    CONTRACT_ENDED = "contract.ended" of "contract", msg_event_contract_ended, Warn, for Staff Holder Systems;
    CONTRACT_LAPSED = "contract.lapsed" of "contract", msg_event_contract_lapsed, Neutral, for Staff Holder Systems;
    /// Its people were told that it ends soon.
    CONTRACT_TOLD = "contract.told" of "contract", msg_event_contract_told, Neutral, for Staff;
    CONTACT_ADDED = "contract.contact_added" of "contract", msg_event_contact_added, Info, for Staff Holder Systems;
    CONTACT_REMOVED = "contract.contact_removed" of "contract", msg_event_contact_removed, Info, for Staff Holder Systems;
    CONTACT_CHANGED = "contract.contact_changed" of "contract", msg_event_contact_changed, Info, for Staff Holder Systems;
    /// A contact wants no mails of it, or again.
    CONTRACT_MAILS_STOPPED = "contract.mails_stopped" of "contract", msg_event_contract_mails_stopped, Neutral, for Staff;
    CONTRACT_MAILS_BEGUN = "contract.mails_begun" of "contract", msg_event_contract_mails_begun, Neutral, for Staff;
    CONTRACT_CERTIFICATE_TAKEN = "contract.certificate_taken" of "contract", msg_event_contract_certificate_taken, Neutral, for Staff;
}

const DETAILS: Words = &[
    ("category", |lang| texts(lang).msg_category()),
    ("channel", |lang| texts(lang).msg_channel()),
    ("level", |lang| texts(lang).msg_level()),
    ("status", |lang| texts(lang).msg_status()),
    ("reason", |lang| texts(lang).msg_reason()),
    ("page", |lang| texts(lang).msg_mail_incident_pages()),
    ("told", |lang| texts(lang).msg_told()),
    ("requests", |lang| texts(lang).msg_requests()),
    ("setting", |lang| texts(lang).msg_staff_setting()),
    ("units", |lang| texts(lang).msg_units()),
    ("why", |lang| texts(lang).msg_reason()),
    ("program", |lang| texts(lang).msg_import_source()),
    ("days", |lang| texts(lang).msg_days_left()),
];

const RECORDS: Words = &[
    (REQUEST, |lang| texts(lang).msg_request()),
    (CONTRACT, |lang| texts(lang).msg_contract()),
    (IMPORT, |lang| texts(lang).msg_import()),
];

/// The line in the activity of this account too, where there is one.
pub(crate) fn of_account(line: AuditEntry, account: Option<Uuid>) -> AuditEntry {
    match account {
        Some(account) => line.of_account(account),
        None => line,
    }
}

#[async_trait]
impl ModuleEvents for SupportEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        let lang: Lang = cx.lang;
        match detail {
            "category" => Category::from_word(value).map(|category| category.name(lang)),
            "channel" => Channel::from_word(value).map(|channel| channel.name(lang)),
            "level" => Level::from_word(value).map(|level| level.name(lang)),
            "status" => Status::from_word(value).map(|status| status.name(lang)),
            "why" => match value {
                "no_certificate" => Some(texts(lang).msg_apns_no_vendor()),
                "not_readable" => Some(texts(lang).msg_apns_not_readable()),
                // Why units are corrected, or a contract ends early.
                value => CorrectionReason::from_word(value)
                    .map(|reason| reason.name(lang))
                    .or_else(|| EndReason::from_word(value).map(|reason| reason.name(lang))),
            },
            "program" => ImportSource::from_word(value).map(|source| source.name().to_owned()),
            "reason" => CancelReason::from_word(value).map(|reason| reason.name(lang)),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let wanted = || ids.iter().copied();
        Ok(match kind {
            REQUEST => {
                let found = request::Entity::find().filter(request::Column::Id.is_in(wanted())).all(cx.read()).await?;
                found
                    .into_iter()
                    .map(|row| {
                        (
                            row.id,
                            AuditRecord {
                                name: row.number,
                                page: Some((format!("/staff/requests/{}", row.id), LOOKERS)),
                            },
                        )
                    })
                    .collect()
            }
            CONTRACT => {
                let found =
                    contract::Entity::find().filter(contract::Column::Id.is_in(wanted())).all(cx.read()).await?;
                found
                    .into_iter()
                    .map(|row| {
                        (
                            row.id,
                            AuditRecord {
                                name: row.number,
                                page: Some((format!("/staff/contracts/{}", row.id), LOOKERS)),
                            },
                        )
                    })
                    .collect()
            }
            IMPORT => {
                let found =
                    import_run::Entity::find().filter(import_run::Column::Id.is_in(wanted())).all(cx.read()).await?;
                found
                    .into_iter()
                    .map(|row| {
                        (
                            row.id,
                            AuditRecord { name: row.name, page: Some((format!("/staff/imports/{}", row.id), LEADS)) },
                        )
                    })
                    .collect()
            }
            _ => HashMap::new(),
        })
    }

    async fn own_records(
        &self,
        _cx: &Cx,
        _account: Uuid,
        _kind: &str,
        _ids: &[Uuid],
    ) -> Result<HashMap<Uuid, OwnRecord>, Fault> {
        Ok(HashMap::new())
    }
}
