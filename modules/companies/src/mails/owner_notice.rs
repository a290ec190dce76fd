//! What an owner always hears of (COM-13, COM-14): changes of the company's own sign-in and directory, and what they did to the owner.

use super::domain::shown;
use crate::queries::recipients::owner;
use crate::rights::Locked;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About<'a> {
    /// The company's own sign-in was turned on.
    SignInOn,
    /// It was turned off, or removed.
    SignInOff,
    /// It is required of all users from now on, or no longer.
    Required(bool),
    /// Another provider, client or secret was entered.
    SignInChanged,
    /// The owner came in without it, by password and second step.
    CameInAside,
    /// A mail domain was given up.
    DomainRemoved(&'a str),
    /// A token for the directory was made.
    TokenMade,
    /// A token of the directory was ended.
    TokenEnded,
    /// A group of the directory gives something else.
    GroupChanged(&'a str),
    /// The directory wanted to deactivate or delete the owner.
    DirectoryRefused,
}

fn words(about: About<'_>, lang: Lang, company: &str) -> (String, String) {
    let t = texts(lang);
    match about {
        About::SignInOn => (t.msg_mail_sso_on_title(company), t.msg_mail_sso_on_lead(company)),
        About::SignInOff => (t.msg_mail_sso_off_title(company), t.msg_mail_sso_off_lead(company)),
        About::Required(true) => (t.msg_mail_sso_required_title(company), t.msg_mail_sso_required_lead(company)),
        About::Required(false) => (t.msg_mail_sso_optional_title(company), t.msg_mail_sso_optional_lead(company)),
        About::SignInChanged => (t.msg_mail_sso_changed_title(company), t.msg_mail_sso_changed_lead(company)),
        About::CameInAside => (t.msg_mail_sso_aside_title(company), t.msg_mail_sso_aside_lead(company)),
        About::DomainRemoved(domain) => {
            (t.msg_mail_domain_removed_title(company), t.msg_mail_domain_removed_lead(shown(domain), company))
        }
        About::TokenMade => (t.msg_mail_scim_token_title(company), t.msg_mail_scim_token_lead(company)),
        About::TokenEnded => (t.msg_mail_scim_ended_title(company), t.msg_mail_scim_ended_lead(company)),
        About::GroupChanged(group) => {
            (t.msg_mail_scim_group_title(company), t.msg_mail_scim_group_lead(group, company))
        }
        About::DirectoryRefused => (t.msg_mail_scim_owner_title(company), t.msg_mail_scim_owner_lead(company)),
    }
}

/// Queues the mail.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, company: &Locked<'_>, about: About<'_>) -> Result<(), Fault> {
    let Some(to) = owner(cx, &**tx, company.row()).await? else { return Ok(()) };
    let (t, row) = (texts(to.lang), company.row());
    let (title, lead) = words(about, to.lang, &row.name);
    let page = match about {
        About::TokenMade | About::TokenEnded | About::DirectoryRefused => "provisioning",
        About::GroupChanged(_) => "provisioning/groups",
        About::DomainRemoved(_) => "domains",
        _ => "sign-in",
    };
    Letter::new(cx, "companies.owner_notice", &to)
        .title(title)
        .lead(lead)
        .button(t.msg_mail_owner_button(), &format!("/c/{}/settings/{page}", row.slug))
        .after(t.msg_mail_owner_not_you())
        .reason(t.msg_mail_owner_reason(row.name.as_str()))
        .queue(tx)
        .await
}
