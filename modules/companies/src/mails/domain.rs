//! What became of a claimed domain (COM-14), for the company's owner; and that two companies have proven one, for staff.

use crate::queries::recipients::owner;
use crate::rights::Locked;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_domains::{MailDomain, Tell};
use gatehouse_mail::{Letter, Recipient};

/// The domain as people read it.
pub(super) fn shown(domain: &str) -> String {
    MailDomain::parse(domain).map_or_else(|_| domain.to_owned(), |domain| domain.shown())
}

/// Queues the mail to the owner.
pub(crate) async fn to_owner(cx: &Cx, tx: &Tx, company: &Locked<'_>, domain: &str, tell: Tell) -> Result<(), Fault> {
    let Some(to) = owner(cx, &**tx, company.row()).await? else { return Ok(()) };
    let (t, domain, name) = (texts(to.lang), shown(domain), company.row().name.as_str());
    let (title, lead) = match tell {
        Tell::Verified => (t.msg_mail_domain_verified_title(&domain), t.msg_mail_domain_verified_lead(&domain, name)),
        Tell::Back => (t.msg_mail_domain_back_title(&domain), t.msg_mail_domain_back_lead(&domain, name)),
        Tell::Missing => (t.msg_mail_domain_missing_title(&domain), t.msg_mail_domain_missing_lead(&domain, name)),
        Tell::Lost => (t.msg_mail_domain_lost_title(&domain), t.msg_mail_domain_lost_lead(&domain, name)),
        Tell::Contested => {
            (t.msg_mail_domain_contested_title(&domain), t.msg_mail_domain_contested_lead(&domain, name))
        }
    };
    Letter::new(cx, "companies.domain", &to)
        .title(title)
        .lead(lead)
        .button(t.msg_mail_domain_button(), &format!("/c/{}/settings/domains", company.row().slug))
        .reason(t.msg_mail_owner_reason(name))
        .queue(tx)
        .await
}

/// Queues the mail to a member of the staff.
pub(crate) async fn to_staff(cx: &Cx, tx: &Tx, to: &Recipient, domain: &str, company: &str) -> Result<(), Fault> {
    let (t, domain) = (texts(to.lang), shown(domain));
    Letter::new(cx, "companies.domain_contested", to)
        .title(t.msg_mail_domain_staff_title(&domain))
        .lead(t.msg_mail_domain_staff_lead(&domain, company))
        .button(t.msg_mail_domain_staff_button(), crate::pages::CONTESTED)
        .reason(t.msg_mail_domain_staff_reason())
        .queue(tx)
        .await
}
