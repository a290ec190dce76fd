//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{
    apns_warning, canned_answer, contract, contract_contact, contract_product, critical_incident, history_carry_over,
    import_item, import_run, mail_move, message_delivery, message_ref, queue_rule, quota_ledger, request,
    request_draft, request_event, request_file, request_link, request_message, request_number, request_person,
    request_viewer, request_watcher, saved_filter, support_calendar, support_count, support_counted, support_figure,
    support_macro, support_queue, support_target, survey, survey_round,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// Why contracts stay.
pub(crate) const BOOKS: &str = "a contract of the company with the vendor, for the vendor's books; its contacts go";

/// The rule of texts: the moment stands in the request.
pub(crate) const TEXT_RULE: &str = "support.text";
/// The rule of files.
pub(crate) const FILE_RULE: &str = "support.file";
/// The rule of what is left of an erased request.
pub(crate) const SHELL_RULE: &str = "support.shell";
/// Days after its texts were erased.
const SHELL_DAYS: u32 = 3 * 365;
/// The rule of drafts.
pub(crate) const DRAFT_RULE: &str = "support.draft";

/// Days that a draft is kept after it was last saved.
pub(crate) const DRAFT_DAYS: i64 = 30;
/// Months that files are kept after their request has ended.
pub(crate) const FILE_MONTHS: i64 = 6;
/// Days that an import's report is kept.
pub(crate) const IMPORT_DAYS: u32 = 90;
/// Days that the request of somebody without an account is kept after it has ended.
pub(crate) const STRANGER_DAYS: i64 = 365;

pub(crate) fn inventory() -> Inventory {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    Inventory {
        module: "support",
        tables: vec![
            request_number::Model::table(),
            support_queue::Model::table(),
            queue_rule::Model::table(),
            support_calendar::Model::table(),
            support_target::Model::table(),
            contract::Model::table(),
            contract_contact::Model::table(),
            contract_product::Model::table(),
            request::Model::table(),
            request_person::Model::table(),
            request_event::Model::table(),
            request_message::Model::table(),
            message_ref::Model::table(),
            message_delivery::Model::table(),
            request_file::Model::table(),
            request_draft::Model::table(),
            quota_ledger::Model::table(),
            critical_incident::Model::table(),
            request_link::Model::table(),
            request_watcher::Model::table(),
            request_viewer::Model::table(),
            canned_answer::Model::table(),
            support_macro::Model::table(),
            saved_filter::Model::table(),
            import_run::Model::table(),
            import_item::Model::table(),
            mail_move::Model::table(),
            history_carry_over::Model::table(),
            apns_warning::Model::table(),
            crate::tables::provision_consent::Model::table(),
            survey_round::Model::table(),
            survey::Model::table(),
            support_figure::Model::table(),
            support_counted::Model::table(),
            support_count::Model::table(),
        ],
        rules: vec![
            rule(
                TEXT_RULE,
                "request",
                "erase_at",
                0,
                "The texts of a request are erased with the account or the company whose it is, and a year after its end \
                 where its author has no account",
            ),
            rule(
                FILE_RULE,
                "request_file",
                "erase_at",
                0,
                "The files of a request are erased six months after it has ended, or with its texts",
            ),
            rule(
                SHELL_RULE,
                "request",
                "erased_at",
                SHELL_DAYS,
                "What is left of a request without its texts and people, number, dates and statuses, is erased three years \
                 after them",
            ),
            rule(
                DRAFT_RULE,
                "request_draft",
                "erase_at",
                0,
                "What was begun and not sent is erased 30 days after it was last saved, with its files",
            ),
            rule(
                "support.viewer",
                "request_viewer",
                "seen_at",
                1,
                "Who of the staff looked at a request at the same time is forgotten after a day",
            ),
            rule(
                "support.carry_over",
                "history_carry_over",
                "done_at",
                SHELL_DAYS,
                "That a history was carried over to another account is erased after three years",
            ),
            rule(
                "support.survey",
                "survey",
                "erase_at",
                0,
                "An answer to a survey is erased three years after it was given, one that nobody answered 30 days after it was \
                 sent, of the yearly one a year; with the account the mark stays without the person and without the comment",
            ),
            rule(
                "support.import",
                "import_run",
                "ended_at",
                IMPORT_DAYS,
                "The report of an import is erased 90 days after it",
            ),
            rule(
                "support.import_refused",
                "import_item",
                "ends_at",
                0,
                "What an import refused is forgotten 90 days after it; that a thing was taken stays, so that it does not come again",
            ),
        ],
    }
}
