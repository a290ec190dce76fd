//! What this module tells the audit log, and the words for it. Every line is about the company, so that its own audit finds it; the member
//! whom it concerns stands in its details.

use crate::model::rights::CompanyRight;
use crate::model::states::{JoinByLicense, JoinedBy};
use crate::tables::company;
use crate::texts;
use async_trait::async_trait;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, OwnRecord, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The record of every line.
pub(crate) const COMPANY: &str = "company";

/// The module's events, for the log and its readers.
pub(crate) struct CompanyEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "company",
    name: |lang| texts(lang).msg_companies(),
    customers: Some(|lang| texts(lang).msg_company()),
    starts: &["company"],
}];

events! {
    texts;
    FOUNDED = "company.founded" of "company", msg_event_founded, Good, for Staff Holder;
    JOINED = "company.member_joined" of "company", msg_event_joined, Good, for Staff Holder;
    BRANCH_ADDED = "company.branch_added" of "company", msg_event_branch_added, Info, for Staff Holder;
    LEFT = "company.member_left" of "company", msg_event_left, Neutral, for Staff Holder;
    /// Somebody registered with a company and has not proven the address yet.
    REGISTERED = "company.registered" of "company_registration", msg_event_company_registered, Info;
    /// A second person shows the license of a company that waits for a clerk (LIC-23).
    SECOND_CLAIM = "company.second_claim" of "company", msg_event_second_claim, Warn, for Staff;
    ASKED = "company.join_asked" of "company", msg_event_join_asked, Info, for Staff Holder;
    ADMITTED = "company.join_admitted" of "company", msg_event_join_admitted, Good, for Staff Holder;
    JOIN_DECLINED = "company.join_declined" of "company", msg_event_join_declined, Neutral, for Staff Holder;
    JOINING_CHANGED = "company.joining_changed" of "company", msg_event_joining_changed, Info, for Staff Holder;
    ADMINISTRATORS_TOLD = "company.administrators_told" of "company", msg_event_administrators_told, Info, for Staff Holder;
    INVITED = "company.invited" of "company", msg_event_invited, Info, for Staff Holder;
    INVITED_AGAIN = "company.invited_again" of "company", msg_event_invited_again, Info, for Staff Holder;
    INVITATION_WITHDRAWN = "company.invitation_withdrawn" of "company", msg_event_invitation_withdrawn, Neutral, for Staff Holder;
    INVITATION_DECLINED = "company.invitation_declined" of "company", msg_event_invitation_declined, Neutral, for Staff Holder;
    INVITATION_FILLED_IN = "company.invitation_filled_in" of "company", msg_event_invitation_filled_in, Info, for Staff Holder;
    INVITATION_ACCEPTED = "company.invitation_accepted" of "company", msg_event_invitation_accepted, Good, for Staff Holder;
    /// More than ten addresses of companies were invited in a day: somebody may be trying which addresses are known.
    INVITATIONS_REFUSED = "company.invitations_refused" of "company", msg_event_invitations_refused, Warn, for Staff;
}

const DETAILS: Words = &[
    ("member", |lang| texts(lang).msg_user()),
    ("joined_by", |lang| texts(lang).msg_joined_by()),
    ("rights", |lang| texts(lang).msg_rights()),
    ("before", |lang| texts(lang).msg_rights_before()),
    ("branch", |lang| texts(lang).msg_branch()),
    ("ended", |lang| texts(lang).msg_ended()),
    ("joining", |lang| texts(lang).msg_joining_choice()),
    ("joining_before", |lang| texts(lang).msg_joining_before()),
];

const RECORDS: Words = &[
    ("company", |lang| texts(lang).msg_company()),
    ("company_registration", |lang| texts(lang).msg_registration_record()),
];

/// How somebody came, in words.
pub(crate) fn joined(by: JoinedBy, lang: Lang) -> String {
    let t = texts(lang);
    match by {
        JoinedBy::Founding => t.msg_joined_founding(),
        JoinedBy::License => t.msg_joined_license(),
        JoinedBy::Approval => t.msg_joined_approval(),
        JoinedBy::Invitation => t.msg_joined_invitation(),
        JoinedBy::Directory => t.msg_joined_directory(),
        JoinedBy::Provider => t.msg_joined_provider(),
        JoinedBy::Staff => t.msg_joined_staff(),
    }
}

fn ended(word: &str, lang: Lang) -> Option<String> {
    let t = texts(lang);
    Some(match word {
        "left" => t.msg_ended_left(),
        "removed" => t.msg_ended_removed(),
        "directory" => t.msg_ended_directory(),
        "account_deleted" => t.msg_ended_account(),
        "company_purged" => t.msg_ended_company(),
        "staff" => t.msg_ended_staff(),
        _ => return None,
    })
}

#[async_trait]
impl ModuleEvents for CompanyEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        match detail {
            "rights" | "before" => CompanyRight::from_word(value).map(|right| right.name(cx.lang)),
            "joined_by" => JoinedBy::from_word(value).map(|by| joined(by, cx.lang)),
            "ended" => ended(value, cx.lang),
            "joining" | "joining_before" => JoinByLicense::from_word(value).map(|by| by.name(cx.lang)),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind != COMPANY {
            return Ok(HashMap::new());
        }
        let found =
            company::Entity::find().filter(company::Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        Ok(found.into_iter().map(|row| (row.id, AuditRecord { name: row.name, page: None })).collect())
    }

    async fn own_records(
        &self,
        cx: &Cx,
        account: Uuid,
        kind: &str,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, OwnRecord>, Fault> {
        if kind != COMPANY {
            return Ok(HashMap::new());
        }
        let own = crate::queries::membership::of_account(cx, cx.read(), account).await?;
        let own = own.filter(|own| own.is_usable() && ids.contains(&own.company().id));
        Ok(own
            .map(|own| {
                let page = format!("/c/{}", own.company().slug);
                (own.company().id, OwnRecord { name: own.company().name.clone(), page })
            })
            .into_iter()
            .collect())
    }
}
