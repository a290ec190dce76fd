//! What this module tells the audit log, and the words for it. Every line is about the company, so that its own audit finds it; the member
//! whom it concerns stands in its details.

use crate::model::notice::NoticeKind;
use crate::model::rights::CompanyRight;
use crate::model::states::{Becomes, CompanyState, DomainState, JoinByLicense, JoinedBy, OwnerChangeKind};
use crate::rights::staff::LOOKERS;
use crate::tables::company;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
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
    FOUNDED = "company.founded" of "company", msg_event_founded, Good, for Staff Holder Systems;
    JOINED = "company.member_joined" of "company", msg_event_joined, Good, for Staff Holder Systems;
    BRANCH_ADDED = "company.branch_added" of "company", msg_event_branch_added, Info, for Staff Holder Systems;
    LEFT = "company.member_left" of "company", msg_event_left, Neutral, for Staff Holder Systems;
    VIEWED = "company.viewed" of "company", msg_event_viewed, Neutral;
    SEARCHED = "company.searched" of "company", msg_event_searched, Neutral;
    USERS_LISTED = "company.listed" of "company", msg_event_users_listed, Neutral;
    RENAMED = "company.renamed" of "company", msg_event_renamed, Info, for Staff Holder Systems;
    FACTS_CHANGED = "company.facts_changed" of "company", msg_event_facts_changed, Info, for Staff Holder Systems;
    BRANCH_REMOVED = "company.branch_removed" of "company", msg_event_branch_removed, Neutral, for Staff Holder Systems;
    RESTORED = "company.restored" of "company", msg_event_restored, Good, for Staff Holder Systems;
    OWNER_CHANGE_ASKED = "company.owner_change_asked" of "company", msg_event_owner_asked, Warn, for Staff Holder;
    OWNER_CHANGE_BEGUN = "company.owner_change_begun" of "company", msg_event_owner_begun, Warn, for Staff;
    OWNER_CHANGE_APPROVED = "company.owner_change_approved" of "company", msg_event_owner_approved, Warn, for Staff Holder;
    OWNER_CHANGE_STOPPED = "company.owner_change_stopped" of "company", msg_event_owner_stopped, Neutral, for Staff Holder;
    OWNER_CHANGED = "company.owner_changed" of "company", msg_event_owner_changed, Warn, for Staff Holder Systems;
    CLEARED_AND_INVITED = "company.cleared_and_invited" of "company", msg_event_cleared_and_invited, Info, for Staff Holder;
    MERGE_PROPOSED = "company.merge_proposed" of "company", msg_event_merge_proposed, Warn, for Staff;
    MERGED = "company.merged" of "company", msg_event_merged, Warn, for Staff Holder Systems;
    PROPOSAL_DECLINED = "company.proposal_declined" of "company", msg_event_proposal_declined, Neutral, for Staff;
    PROPOSAL_WITHDRAWN = "company.proposal_withdrawn" of "company", msg_event_proposal_withdrawn, Neutral, for Staff;

    MEMBER_CHANGED = "company.member_changed" of "company", msg_event_member_changed, Info, for Staff Holder Systems;
    RIGHTS_CHANGED = "company.rights_changed" of "company", msg_event_rights_changed, Info, for Staff Holder Systems;
    BLOCKED = "company.member_blocked" of "company", msg_event_blocked, Warn, for Staff Holder Systems;
    UNBLOCKED = "company.member_unblocked" of "company", msg_event_unblocked, Good, for Staff Holder Systems;
    ALL_BLOCKED = "company.all_blocked" of "company", msg_event_all_blocked, Warn, for Staff Holder;
    ALL_UNBLOCKED = "company.all_unblocked" of "company", msg_event_all_unblocked, Good, for Staff Holder;
    PASSWORD_MAILED = "company.password_mailed" of "company", msg_event_password_mailed, Info, for Staff Holder;
    LEAVING_ASKED = "company.leaving_asked" of "company", msg_event_leaving_asked, Info, for Staff Holder;
    CARRIED_OVER = "company.carried_over" of "company", msg_event_carried_over, Info, for Staff Holder Systems;

    LOGO_SET = "company.logo_set" of "company", msg_event_logo_set, Neutral, for Staff Holder;
    SETTINGS_CHANGED = "company.settings_changed" of "company", msg_event_settings_changed, Neutral, for Staff Holder;
    FACTOR_REQUIRED = "company.factor_required" of "company", msg_event_factor_required, Info, for Staff Holder;
    FACTOR_FREE = "company.factor_not_required" of "company", msg_event_factor_free, Warn, for Staff Holder;
    NOTICES_CHANGED = "company.notices_changed" of "company", msg_event_notices_changed, Neutral, for Staff Holder;
    DELETION_ASKED = "company.deletion_asked" of "company", msg_event_deletion_asked, Warn, for Staff Holder Systems;
    DELETED = "company.deleted" of "company", msg_event_deleted, Bad, for Staff Holder Systems;
    PURGED = "company.purged" of "company", msg_event_purged, Bad, for Staff Holder Systems;
    /// Staff tell the administrators of all companies of a change of the portal.
    PORTAL_TOLD = "company.portal_told" of "portal_change", msg_event_portal_told, Info;
    LOGO_REMOVED = "company.logo_removed" of "company", msg_event_logo_removed, Neutral, for Staff Holder;

    /// Somebody registered with a company and has not proven the address yet.
    REGISTERED = "company.registered" of "company_registration", msg_event_company_registered, Info, for Systems;
    /// A second person shows the license of a company that waits for a clerk (LIC-23).
    SECOND_CLAIM = "company.second_claim" of "company", msg_event_second_claim, Warn, for Staff;
    ASKED = "company.join_asked" of "company", msg_event_join_asked, Info, for Staff Holder;
    ADMITTED = "company.join_admitted" of "company", msg_event_join_admitted, Good, for Staff Holder;
    JOIN_DECLINED = "company.join_declined" of "company", msg_event_join_declined, Neutral, for Staff Holder;
    ADMINISTRATORS_TOLD = "company.administrators_told" of "company", msg_event_administrators_told, Info, for Staff Holder;
    INVITED = "company.invited" of "company", msg_event_invited, Info, for Staff Holder;
    INVITED_AGAIN = "company.invited_again" of "company", msg_event_invited_again, Info, for Staff Holder;
    INVITATION_WITHDRAWN = "company.invitation_withdrawn" of "company", msg_event_invitation_withdrawn, Neutral, for Staff Holder;
    INVITATION_DECLINED = "company.invitation_declined" of "company", msg_event_invitation_declined, Neutral, for Staff Holder;
    INVITATION_FILLED_IN = "company.invitation_filled_in" of "company", msg_event_invitation_filled_in, Info, for Staff Holder;
    INVITATION_ACCEPTED = "company.invitation_accepted" of "company", msg_event_invitation_accepted, Good, for Staff Holder;
    /// More than ten addresses of companies were invited in a day: somebody may be trying which addresses are known.
    INVITATIONS_REFUSED = "company.invitations_refused" of "company", msg_event_invitations_refused, Warn, for Staff;

    CONFIRMED = "company.confirmed" of "company", msg_event_confirmed, Good, for Staff Holder Systems;
    DOMAIN_CLAIMED = "company.domain_claimed" of "company", msg_event_domain_claimed, Info, for Staff Holder;
    DOMAIN_VERIFIED = "company.domain_verified" of "company", msg_event_domain_verified, Good, for Staff Holder Systems;
    DOMAIN_CONTESTED = "company.domain_contested" of "company", msg_event_domain_contested, Warn, for Staff Holder;
    DOMAIN_AWARDED = "company.domain_awarded" of "company", msg_event_domain_awarded, Info, for Staff Holder;
    DOMAIN_FAILING = "company.domain_failing" of "company", msg_event_domain_failing, Warn, for Staff Holder;
    DOMAIN_LOST = "company.domain_lost" of "company", msg_event_domain_lost, Warn, for Staff Holder Systems;
    DOMAIN_REMOVED = "company.domain_removed" of "company", msg_event_domain_removed, Neutral, for Staff Holder Systems;
    SSO_SAVED = "company.sso_saved" of "company", msg_event_sso_saved, Info, for Staff Holder;
    SSO_TESTED = "company.sso_tested" of "company", msg_event_sso_tested, Info, for Staff Holder;
    SSO_ON = "company.sso_on" of "company", msg_event_sso_on, Good, for Staff Holder Systems;
    SSO_OFF = "company.sso_off" of "company", msg_event_sso_off, Warn, for Staff Holder Systems;
    SSO_REQUIRED = "company.sso_required" of "company", msg_event_sso_required, Info, for Staff Holder;
    SSO_OPTIONAL = "company.sso_optional" of "company", msg_event_sso_optional, Info, for Staff Holder;
    SSO_REMOVED = "company.sso_removed" of "company", msg_event_sso_removed, Warn, for Staff Holder;
    SSO_ENTERED = "company.sso_entered" of "company", msg_event_sso_entered, Neutral, for Staff Holder;
    SSO_LINKED = "company.sso_linked" of "company", msg_event_sso_linked, Info, for Staff Holder;
    SSO_ASIDE = "company.sso_aside" of "company", msg_event_sso_aside, Warn, for Staff Holder;
    SCIM_TOKEN_MADE = "company.scim_token_made" of "company", msg_event_scim_token_made, Info, for Staff Holder;
    SCIM_TOKEN_ENDED = "company.scim_token_ended" of "company", msg_event_scim_token_ended, Neutral, for Staff Holder;
    GROUP_MAPPED = "company.group_mapped" of "company", msg_event_group_mapped, Info, for Staff Holder;
    DIRECTORY_CREATED = "company.directory_created" of "company", msg_event_directory_created, Info, for Staff Holder Systems;
    DIRECTORY_INVITED = "company.directory_invited" of "company", msg_event_directory_invited, Info, for Staff Holder;
    DIRECTORY_CHANGED = "company.directory_changed" of "company", msg_event_directory_changed, Neutral, for Staff Holder;
    DIRECTORY_BLOCKED = "company.directory_blocked" of "company", msg_event_directory_blocked, Warn, for Staff Holder Systems;
    DIRECTORY_UNBLOCKED = "company.directory_unblocked" of "company", msg_event_directory_unblocked, Good, for Staff Holder Systems;
    DIRECTORY_RIGHTS = "company.directory_rights" of "company", msg_event_directory_rights, Info, for Staff Holder;
    DIRECTORY_REFUSED = "company.directory_refused" of "company", msg_event_directory_refused, Warn, for Staff Holder;
}

const DETAILS: Words = &[
    ("member", |lang| texts(lang).msg_user()),
    ("joined_by", |lang| texts(lang).msg_joined_by()),
    ("rights", |lang| texts(lang).msg_rights()),
    ("before", |lang| texts(lang).msg_rights_before()),
    ("branch", |lang| texts(lang).msg_branch()),
    ("membership_ended", |lang| texts(lang).msg_ended()),
    ("branch_replacement", |lang| texts(lang).msg_branch_replacement()),
    ("how_many", |lang| texts(lang).msg_how_many()),
    ("name", |lang| texts(lang).msg_company_name()),
    ("name_before", |lang| texts(lang).msg_name_before()),
    ("country", |lang| texts(lang).msg_country()),
    ("country_before", |lang| texts(lang).msg_staff_country_before()),
    ("lang", |lang| texts(lang).msg_staff_lang()),
    ("lang_before", |lang| texts(lang).msg_staff_lang_before()),
    ("becomes", |lang| texts(lang).msg_becomes()),
    ("kind", |lang| texts(lang).msg_owner_kind()),
    ("proposal", |lang| texts(lang).msg_staff_proposal()),
    ("into", |lang| texts(lang).msg_merge_into()),
    ("changed_fields", |lang| texts(lang).msg_changed()),
    ("carried_from", |lang| texts(lang).msg_carried_from()),
    ("of_request", |lang| texts(lang).msg_request()),
    ("company_state", |lang| texts(lang).msg_state()),
    ("join_by_license", |lang| texts(lang).msg_settings_join()),
    ("join_by_license_before", |lang| texts(lang).msg_before(texts(lang).msg_settings_join())),
    ("own_domains_only", |lang| texts(lang).msg_settings_domains()),
    ("own_domains_only_before", |lang| texts(lang).msg_before(texts(lang).msg_settings_domains())),
    ("company_lang", |lang| texts(lang).msg_settings_lang()),
    ("company_lang_before", |lang| texts(lang).msg_before(texts(lang).msg_settings_lang())),
    ("company_name", |lang| texts(lang).msg_company_name()),
    ("company_name_before", |lang| texts(lang).msg_before(texts(lang).msg_company_name())),
    ("notices_on", |lang| texts(lang).msg_notices_on()),
    ("notices_off", |lang| texts(lang).msg_notices_off()),
    ("portal_title", |lang| texts(lang).msg_portal_title()),
    ("restorable_until", |lang| texts(lang).msg_restorable_until()),
    ("domain", |lang| texts(lang).msg_domain()),
    ("domain_state", |lang| texts(lang).msg_state()),
    ("issuer", |lang| texts(lang).msg_sso_issuer()),
    ("issuer_before", |lang| texts(lang).msg_before(texts(lang).msg_sso_issuer())),
    ("sso_jit", |lang| texts(lang).msg_sso_jit()),
    ("sso_jit_before", |lang| texts(lang).msg_before(texts(lang).msg_sso_jit())),
    ("sso_trust_mfa", |lang| texts(lang).msg_sso_mfa()),
    ("sso_trust_mfa_before", |lang| texts(lang).msg_before(texts(lang).msg_sso_mfa())),
    ("group", |lang| texts(lang).msg_scim_group()),
];

const RECORDS: Words = &[
    ("company", |lang| texts(lang).msg_company()),
    ("portal_change", |lang| texts(lang).msg_portal_change()),
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

/// How somebody left, in words.
pub(crate) fn ended(word: &str, lang: Lang) -> Option<String> {
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

fn changed(word: &str, lang: Lang) -> Option<String> {
    let t = texts(lang);
    Some(match word {
        "name" => t.msg_name(),
        "country" => t.msg_country(),
        "branch" => t.msg_branch(),
        "client_id" => t.msg_sso_client(),
        "client_secret" => t.msg_sso_secret(),
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
            "join_by_license" | "join_by_license_before" => {
                JoinByLicense::from_word(value).map(|join| join.name(cx.lang))
            }
            "own_domains_only"
            | "own_domains_only_before"
            | "sso_jit"
            | "sso_jit_before"
            | "sso_trust_mfa"
            | "sso_trust_mfa_before" => Some(match value {
                "on" => texts(cx.lang).msg_settings_on(),
                _ => texts(cx.lang).msg_settings_off(),
            }),
            "company_lang" | "company_lang_before" => Lang::from_tag(value).map(|lang| lang.name().to_owned()),
            "notices_on" | "notices_off" => NoticeKind::from_word(value).map(|kind| kind.text(cx.lang)),
            "company_state" => CompanyState::from_word(value).map(|state| state.name(cx.lang)),
            "domain_state" => DomainState::from_word(value).map(|state| state.name(cx.lang)),
            "joined_by" => JoinedBy::from_word(value).map(|by| joined(by, cx.lang)),
            "membership_ended" => ended(value, cx.lang),
            "becomes" => Becomes::from_word(value).map(|becomes| becomes.name(cx.lang)),
            "kind" => OwnerChangeKind::from_word(value).map(|kind| kind.name(cx.lang)),
            "country" | "country_before" => Country::from_code(value).map(|country| country.name(cx.lang).to_owned()),
            "lang" | "lang_before" => Lang::from_tag(value).map(|lang| lang.name().to_owned()),

            "changed_fields" => changed(value, cx.lang),

            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind != COMPANY {
            return Ok(HashMap::new());
        }
        let found =
            company::Entity::find().filter(company::Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        Ok(found
            .into_iter()
            .map(|row| {
                (row.id, AuditRecord { name: row.name, page: Some((format!("/staff/companies/{}", row.id), LOOKERS)) })
            })
            .collect())
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
