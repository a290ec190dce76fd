//! What this module tells the audit log, and the words for it. A line names the trial by its id alone, which says nothing once it is erased.

use crate::actions::allow_again::AllowReason;
use crate::lists::Trials;
use crate::queries::offered;
use crate::rights::LOOKERS;
use crate::tables::trial::{Column, Entity};
use crate::texts;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::list::List as _;
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct TrialEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "trial",
    name: |lang| texts(lang).msg_nav_trials(),
    customers: Some(|lang| texts(lang).msg_nav_trials()),
    starts: &["trial"],
}];

events! {
    texts;
    ASKED = "trial.asked" of "trial", msg_event_trial_asked, Info, for Systems;
    MAILED = "trial.mailed" of "trial", msg_event_trial_mailed, Neutral, for Systems;
    ALLOWED = "trial.allowed" of "product", msg_event_trial_allowed, Info;
    ERASED = "trial.erased" of "trial", msg_event_trial_erased, Neutral, for Systems;
    LISTED = "trial.listed" of "trial", msg_event_trial_listed, Neutral;
    SEARCHED = "trial.searched" of "trial", msg_event_trial_searched, Neutral;
}

const DETAILS: Words = &[("trial_reason", |lang| texts(lang).msg_allow_reason())];

const RECORDS: Words = &[("trial", |lang| texts(lang).msg_audit_record_trial())];

#[async_trait]
impl ModuleEvents for TrialEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        if detail != "trial_reason" {
            return None;
        }
        AllowReason::from_word(value).map(|reason| reason.name(cx.lang))
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind != "trial" {
            return Ok(HashMap::new());
        }
        let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        let products = offered::names(cx, found.iter().map(|row| row.product_id)).await?;
        let record = |row: crate::tables::trial::Model| {
            let name = products.get(&row.product_id).map(|product| product.name.clone()).unwrap_or_default();
            (row.id, AuditRecord { name, page: Some((Trials::AT.to_owned(), LOOKERS)) })
        };
        Ok(found.into_iter().map(record).collect())
    }
}
