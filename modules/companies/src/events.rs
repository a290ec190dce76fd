//! What this module tells the audit log, and the words for it. Every line is about the company, so that its own audit finds it; the member
//! whom it concerns stands in its details.

use crate::model::rights::CompanyRight;
use crate::model::states::JoinedBy;
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
    DOMAIN_CLAIMED = "company.domain_claimed" of "company", msg_event_domain_claimed, Info, for Staff Holder;
    DOMAIN_VERIFIED = "company.domain_verified" of "company", msg_event_domain_verified, Good, for Staff Holder;
    DOMAIN_CONTESTED = "company.domain_contested" of "company", msg_event_domain_contested, Warn, for Staff Holder;
    DOMAIN_AWARDED = "company.domain_awarded" of "company", msg_event_domain_awarded, Info, for Staff Holder;
    DOMAIN_FAILING = "company.domain_failing" of "company", msg_event_domain_failing, Warn, for Staff Holder;
    DOMAIN_LOST = "company.domain_lost" of "company", msg_event_domain_lost, Warn, for Staff Holder;
    DOMAIN_REMOVED = "company.domain_removed" of "company", msg_event_domain_removed, Neutral, for Staff Holder;
    SSO_SAVED = "company.sso_saved" of "company", msg_event_sso_saved, Info, for Staff Holder;
    SSO_TESTED = "company.sso_tested" of "company", msg_event_sso_tested, Info, for Staff Holder;
    SSO_ON = "company.sso_on" of "company", msg_event_sso_on, Good, for Staff Holder;
    SSO_OFF = "company.sso_off" of "company", msg_event_sso_off, Warn, for Staff Holder;
    SSO_REQUIRED = "company.sso_required" of "company", msg_event_sso_required, Info, for Staff Holder;
    SSO_OPTIONAL = "company.sso_optional" of "company", msg_event_sso_optional, Info, for Staff Holder;
    SSO_REMOVED = "company.sso_removed" of "company", msg_event_sso_removed, Warn, for Staff Holder;
    SSO_ENTERED = "company.sso_entered" of "company", msg_event_sso_entered, Neutral, for Staff Holder;
    SSO_LINKED = "company.sso_linked" of "company", msg_event_sso_linked, Info, for Staff Holder;
    SSO_ASIDE = "company.sso_aside" of "company", msg_event_sso_aside, Warn, for Staff Holder;
    SCIM_TOKEN_MADE = "company.scim_token_made" of "company", msg_event_scim_token_made, Info, for Staff Holder;
    SCIM_TOKEN_ENDED = "company.scim_token_ended" of "company", msg_event_scim_token_ended, Neutral, for Staff Holder;
    GROUP_MAPPED = "company.group_mapped" of "company", msg_event_group_mapped, Info, for Staff Holder;
    DIRECTORY_CREATED = "company.directory_created" of "company", msg_event_directory_created, Info, for Staff Holder;
    DIRECTORY_INVITED = "company.directory_invited" of "company", msg_event_directory_invited, Info, for Staff Holder;
    DIRECTORY_CHANGED = "company.directory_changed" of "company", msg_event_directory_changed, Neutral, for Staff Holder;
    DIRECTORY_BLOCKED = "company.directory_blocked" of "company", msg_event_directory_blocked, Warn, for Staff Holder;
    DIRECTORY_UNBLOCKED = "company.directory_unblocked" of "company", msg_event_directory_unblocked, Good, for Staff Holder;
    DIRECTORY_RIGHTS = "company.directory_rights" of "company", msg_event_directory_rights, Info, for Staff Holder;
    DIRECTORY_REFUSED = "company.directory_refused" of "company", msg_event_directory_refused, Warn, for Staff Holder;
}

const DETAILS: Words = &[
    ("member", |lang| texts(lang).msg_user()),
    ("joined_by", |lang| texts(lang).msg_joined_by()),
    ("rights", |lang| texts(lang).msg_rights()),
    ("before", |lang| texts(lang).msg_rights_before()),
    ("branch", |lang| texts(lang).msg_branch()),
    ("ended", |lang| texts(lang).msg_ended()),
    ("domain", |lang| texts(lang).msg_domain()),
    ("state", |lang| texts(lang).msg_state()),
    ("issuer", |lang| texts(lang).msg_sso_issuer()),
    ("group", |lang| texts(lang).msg_scim_group()),
];

const RECORDS: Words = &[("company", |lang| texts(lang).msg_company())];

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
