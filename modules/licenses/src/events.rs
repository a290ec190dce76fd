//! What this module tells the audit log, and the words for it.

use crate::model::block_course::BlockStep;
use crate::model::license::{BlockReason, grouped};
use crate::model::order::{Payment, Source};
use crate::model::search::Search;
use crate::model::take_back::TakeBackReason;
use crate::model::verification::VerificationRule;
use crate::queries::customer_licenses;
use crate::queries::orders::stored_by_number;
use crate::tables::{license, purchase, seller};
use crate::{LOOKERS, texts};
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, OwnRecord, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct LicenseEvents;

const GROUPS: &[AuditGroup] = &[
    AuditGroup {
        word: "license",
        name: |lang| texts(lang).msg_nav_licenses(),
        customers: Some(|lang| texts(lang).msg_nav_licenses()),
        starts: &["license", "revocation_list"],
    },
    AuditGroup { word: "order", name: |lang| texts(lang).msg_nav_orders(), customers: None, starts: &["order"] },
    AuditGroup {
        word: "card",
        name: |lang| texts(lang).msg_card_title(),
        customers: Some(|lang| texts(lang).msg_card_title()),
        starts: &["card"],
    },
    AuditGroup { word: "seller", name: |lang| texts(lang).msg_nav_sellers(), customers: None, starts: &["seller"] },
];

events! {
    texts;
    ISSUED = "license.issued" of "order", msg_event_license_issued, Info, for Systems;
    BATCH_DONE = "license.batch_done" of "order", msg_event_license_batch_done, Neutral, for Systems;
    CODES_EXPORTED = "license.codes_exported" of "order", msg_event_license_codes_exported, Neutral;
    ADDED = "license.added" of "license", msg_event_license_added, Info, for Staff Holder Systems;
    ATTACHED = "license.attached" of "license", msg_event_license_attached, Info, for Staff Holder Systems;
    AGREEMENT_ACCEPTED = "license.agreement_accepted" of "license", msg_event_license_agreement_accepted, Info, for Staff Holder Systems;
    REMOVED = "license.removed" of "license", msg_event_license_removed, Neutral, for Staff Holder Systems;
    ACTIVATED = "license.activated" of "license", msg_event_license_activated, Good, for Staff Holder Systems;
    DEACTIVATED = "license.deactivated" of "license", msg_event_license_deactivated, Neutral, for Staff Holder Systems;
    DEVICE_RENAMED = "license.device_renamed" of "license", msg_event_license_device_renamed, Neutral, for Staff Holder;
    DEVICE_CHANGED = "license.device_changed" of "license", msg_event_license_device_changed, Info, for Staff Holder Systems;
    BLOCKED = "license.blocked" of "license", msg_event_license_blocked, Bad, for Staff Holder Systems;
    BLOCK_PLANNED = "license.block_planned" of "license", msg_event_license_block_planned, Warn, for Staff Holder Systems;
    BLOCK_GRACE = "license.block_grace" of "license", msg_event_license_block_grace, Warn, for Staff Holder Systems;
    BLOCK_LIMITED = "license.block_limited" of "license", msg_event_license_block_limited, Bad, for Staff Holder Systems;
    CODE_REISSUED = "license.code_reissued" of "license", msg_event_license_code_reissued, Warn, for Staff Holder Systems;
    PROPOSED = "license.proposed" of "license", msg_event_license_proposed, Warn, for Staff;
    PROPOSAL_APPROVED = "license.proposal_approved" of "license", msg_event_license_proposal_approved, Info, for Staff;
    PROPOSAL_DECLINED = "license.proposal_declined" of "license", msg_event_license_proposal_declined, Neutral, for Staff;
    PROPOSAL_WITHDRAWN = "license.proposal_withdrawn" of "license", msg_event_license_proposal_withdrawn, Neutral, for Staff;
    VERIFICATION_ASKED = "license.verification_asked" of "license", msg_event_license_verification_asked, Info, for Staff Holder Systems;
    VERIFIED = "license.verified" of "license", msg_event_license_verified, Good, for Staff Holder Systems;
    VERIFICATION_DECLINED = "license.verification_declined" of "license", msg_event_license_verification_declined, Bad, for Staff Holder Systems;
    VERIFICATION_RULE_SET = "license.verification_rule_set" of "verification_rule", msg_event_license_verification_rule_set, Neutral;
    VERIFICATION_RULE_ENDED = "license.verification_rule_ended" of "verification_rule", msg_event_license_verification_rule_ended, Neutral;
    OVER_USE_SEEN = "license.over_use_seen" of "license", msg_event_license_over_use_seen, Warn, for Staff Systems;
    OVER_USE_WARNED = "license.over_use_warned" of "license", msg_event_license_over_use_warned, Warn, for Staff Holder Systems;
    UNBLOCKED = "license.unblocked" of "license", msg_event_license_unblocked, Good, for Staff Holder Systems;
    TOPPED_UP = "license.topped_up" of "license", msg_event_license_topped_up, Good, for Staff Holder Systems;
    TERM_RENEWED = "license.term_renewed" of "license", msg_event_license_term_renewed, Good, for Staff Holder Systems;
    RESERVE_ADDED = "license.reserve_added" of "license", msg_event_license_reserve_added, Info, for Staff Holder Systems;
    RESERVE_REMOVED = "license.reserve_removed" of "license", msg_event_license_reserve_removed, Neutral, for Staff Holder Systems;
    RESERVE_TOOK_OVER = "license.reserve_took_over" of "license", msg_event_license_reserve_took_over, Good, for Staff Holder Systems;
    MERGED = "license.merged" of "license", msg_event_license_merged, Info, for Staff Holder Systems;
    MERGED_INTO = "license.merged_into" of "license", msg_event_license_merged_into, Neutral, for Staff Holder Systems;
    MERGE_UNDONE = "license.merge_undone" of "license", msg_event_license_merge_undone, Warn, for Staff Holder Systems;
    TRANSFERS_LIFTED = "license.transfers_lifted" of "license", msg_event_license_transfers_lifted, Info, for Staff Holder;
    SEAT_BUDGET_LIFTED = "license.seat_budget_lifted" of "license", msg_event_license_seat_budget_lifted, Info, for Staff Holder;
    AUTO_RENEWAL_WISHED = "license.auto_renewal_wished" of "license", msg_event_license_auto_renewal_wished, Info, for Staff Holder Systems;
    AUTO_RENEWAL_TOLD = "license.auto_renewal_told" of "license", msg_event_license_auto_renewal_told, Info, for Staff Holder;
    CODE_RESENT = "license.code_resent" of "license", msg_event_license_code_resent, Info, for Staff Holder;
    CHANGED = "license.changed" of "license", msg_event_license_changed, Info, for Staff Holder Systems;
    CHANGE_PLANNED = "license.change_planned" of "license", msg_event_license_change_planned, Info, for Staff Holder Systems;
    CHANGE_CALLED_OFF = "license.change_called_off" of "license", msg_event_license_change_called_off, Neutral, for Staff Holder Systems;
    APPLIED_TO_SOLD = "license.applied_to_sold" of "product", msg_event_license_applied_to_sold, Info;
    DECOY_PRESENTED = "license.decoy_presented" of "license", msg_event_license_decoy_presented, Bad;
    CODE_SHOWN = "license.code_shown" of "license", msg_event_license_code_shown, Info, for Staff Holder;
    VIEWED = "license.viewed" of "license", msg_event_license_viewed, Neutral;
    LISTED = "license.listed" of "license", msg_event_license_listed, Neutral;
    CERTIFICATE_TAKEN = "license.certificate_taken" of "license", msg_event_license_certificate_taken, Info, for Staff;
    NOTE_ADDED = "license.note_added" of "license", msg_event_license_note_added, Neutral;
    NOTE_REMOVED = "license.note_removed" of "license", msg_event_license_note_removed, Neutral;
    SEARCHED = "license.searched" of "license", msg_event_license_searched, Neutral;
    KEY_FILE_ISSUED = "license.key_file_issued" of "license", msg_event_license_key_file_issued, Info, for Staff Holder Systems;
    KEY_FILE_FETCHED = "license.key_file_fetched" of "license", msg_event_license_key_file_fetched, Info, for Staff Holder;
    REVOCATION_LIST_PUBLISHED = "revocation_list.published" of "product", msg_event_revocation_list_published, Neutral, for Systems;
    ORDER_CREATED = "order.created" of "order", msg_event_order_created, Neutral, for Systems;
    BUYER_INVITED = "order.buyer_invited" of "order", msg_event_order_buyer_invited, Neutral;
    ORDERS_LISTED = "order.listed" of "order", msg_event_order_listed, Neutral;
    ORDER_PAYMENT_TOLD = "order.payment_told" of "order", msg_event_order_payment_told, Neutral, for Systems;
    CARD_SAVED = "card.saved" of "order", msg_event_card_saved, Info, for Systems;
    CARD_TAKEN_BACK = "card.taken_back" of "order", msg_event_card_taken_back, Neutral, for Systems;
    CARD_REMOVED = "card.removed" of "order", msg_event_card_removed, Neutral, for Systems;
    ORDER_SELLER_NAMED = "order.seller_named" of "order", msg_event_order_seller_named, Neutral, for Systems;
    SELLER_ADDED = "seller.added" of "seller", msg_event_seller_added, Neutral, for Systems;
    SELLER_CHANGED = "seller.changed" of "seller", msg_event_seller_changed, Neutral, for Systems;
    DOCUMENT_ADDED = "order.document_added" of "order", msg_event_order_document_added, Neutral, for Systems;
    DOCUMENT_REMOVED = "order.document_removed" of "order", msg_event_order_document_removed, Neutral, for Systems;
    DOCUMENT_DOWNLOADED = "order.document_downloaded" of "order", msg_event_order_document_downloaded, Neutral;
    ORDER_VIEWED = "order.viewed" of "order", msg_event_order_viewed, Neutral;
    SIGNING_KEY_MADE = "signing_key.made" of "signing_key", msg_event_signing_key_made, Neutral;
    SIGNING_KEY_REVOKED = "signing_key.revoked" of "signing_key", msg_event_signing_key_revoked, Bad;
    COMPANY_ADDED = "license.company_added" of "company", msg_event_license_company_added, Info, for Staff Holder Systems;
    COMPANY_REMOVED = "license.company_removed" of "company", msg_event_license_company_removed, Neutral, for Staff Holder Systems;
    COMPANY_REFUSED = "license.company_refused" of "company", msg_event_license_company_refused, Bad, for Staff Holder;
    COMPANY_CODE_SHOWN = "license.company_code_shown" of "company", msg_event_license_company_code_shown, Info, for Staff Holder;
    COMPANY_CHANGED = "license.company_changed" of "company", msg_event_license_company_changed, Neutral, for Staff Holder Systems;
    COMPANY_KEY_FILE = "license.company_key_file" of "company", msg_event_license_company_key_file, Info, for Staff Holder;
}

const DETAILS: Words = &[
    ("batch", |lang| texts(lang).msg_audit_detail_batch()),
    ("total", |lang| texts(lang).msg_audit_detail_total()),
    ("revision", |lang| texts(lang).msg_audit_detail_revision()),
    ("decoy", |lang| texts(lang).msg_audit_detail_decoy()),
    ("seats", |lang| texts(lang).msg_audit_detail_seats()),
    ("source", |lang| texts(lang).msg_audit_detail_source()),
    ("number", |lang| texts(lang).msg_audit_detail_number()),
    ("entries", |lang| texts(lang).msg_audit_detail_entries()),
    ("activation", |lang| texts(lang).msg_audit_detail_activation()),
    ("kid", |lang| texts(lang).msg_audit_detail_kid()),
    ("serial", |lang| texts(lang).msg_audit_detail_serial()),
    ("reason", |lang| texts(lang).msg_audit_detail_reason()),
    ("from", |lang| texts(lang).msg_audit_detail_from()),
    ("until", |lang| texts(lang).msg_audit_detail_until()),
    ("accepted", |lang| texts(lang).msg_audit_detail_accepted()),
    ("by", |lang| texts(lang).msg_audit_detail_by()),
    ("seller", |lang| texts(lang).msg_audit_detail_seller()),
    ("payment", |lang| texts(lang).msg_purchase_payment()),
    ("auto_renewal", |lang| texts(lang).msg_auto_renewal()),
    ("proposal", |lang| texts(lang).msg_audit_detail_proposal()),
    ("step", |lang| texts(lang).msg_audit_detail_step()),
    ("devices", |lang| texts(lang).msg_audit_detail_devices()),
    ("percent", |lang| texts(lang).msg_audit_detail_percent()),
    ("rule", |lang| texts(lang).msg_audit_detail_rule()),
];

const RECORDS: Words = &[
    ("license", |lang| texts(lang).msg_audit_record_license()),
    ("order", |lang| texts(lang).msg_audit_record_order()),
    ("seller", |lang| texts(lang).msg_audit_record_seller()),
    ("signing_key", |lang| texts(lang).msg_audit_record_signing_key()),
    ("verification_rule", |lang| texts(lang).msg_audit_record_verification_rule()),
];

#[async_trait]
impl ModuleEvents for LicenseEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        let (lang, t) = (cx.lang, texts(cx.lang));
        match (detail, value) {
            ("reason", word) => BlockReason::from_word(word)
                .map(|reason| reason.name(lang))
                .or_else(|| TakeBackReason::from_word(word).map(|reason| reason.name(lang))),
            ("step", word) => BlockStep::from_word(word).map(|step| step.name(lang)),
            ("rule", word) => VerificationRule::from_word(word).map(|rule| rule.name(lang)),
            ("devices", "keep") => Some(t.msg_reissue_devices_keep()),
            ("devices", "free") => Some(t.msg_reissue_devices_free()),
            ("payment", word) => Payment::from_word(word).map(|payment| payment.name(lang)),
            ("source", word) => Source::from_word(word).map(|source| source.name(lang)),
            ("auto_renewal", "on") => Some(t.msg_auto_renewal_on()),
            ("auto_renewal", "off") => Some(t.msg_auto_renewal_off()),
            ("auto_renewal", "refused") => Some(t.msg_auto_renewal_refused()),
            ("by", "code") => Some(t.msg_audit_by_code()),
            ("by", "last_group") => Some(t.msg_audit_by_last_group()),
            ("by", "email") => Some(t.msg_audit_by_email()),
            ("by", "number") => Some(t.msg_audit_by_number()),
            ("by", "account") => Some(t.msg_audit_by_account()),
            _ => None,
        }
    }

    async fn own_records(
        &self,
        cx: &Cx,
        account: Uuid,
        kind: &str,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, OwnRecord>, Fault> {
        if kind != "license" {
            return Ok(HashMap::new());
        }
        let held = customer_licenses::names(cx, account, ids).await?;
        let record = |(id, product, number): (Uuid, String, String)| {
            (id, OwnRecord { name: format!("{product} · {}", grouped(&number)), page: format!("/licenses/{id}") })
        };
        Ok(held.into_iter().map(record).collect())
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let ids = ids.iter().copied();
        let (place, names): (&str, Vec<(Uuid, String)>) = match kind {
            "license" => {
                let found = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("licenses", found.into_iter().map(|row| (row.id, grouped(&row.number))).collect())
            }
            "order" => {
                let found = purchase::Entity::find().filter(purchase::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("orders", found.into_iter().map(|row| (row.id, row.number)).collect())
            }
            "seller" => {
                let found = seller::Entity::find().filter(seller::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("sellers", found.into_iter().map(|row| (row.id, row.name)).collect())
            }
            _ => return Ok(HashMap::new()),
        };
        let record = |(id, name): (Uuid, String)| {
            (id, AuditRecord { name, page: Some((format!("/staff/{place}/{id}"), LOOKERS)) })
        };
        Ok(names.into_iter().map(record).collect())
    }

    /// By the number of a license or of an order.
    async fn named(&self, cx: &Cx, text: &str) -> Result<Vec<Uuid>, Fault> {
        let mut found = Vec::new();
        if let Search::Number(number) = Search::read(text) {
            let of_number = license::Entity::find().filter(license::Column::Number.eq(number.as_str()));
            found.extend(of_number.one(cx.read()).await?.map(|row| row.id));
        }
        found.extend(stored_by_number(cx, text).await?.map(|order| order.id));
        Ok(found)
    }
}
