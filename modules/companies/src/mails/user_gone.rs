//! A user is gone (COM-13): to those who may receive notices about users.

use crate::model::name::MemberName;
use crate::model::rights::CompanyRight;
use crate::queries::holders::holders;
use crate::signals::Ended;
use crate::tables::company;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// `name`: theirs, read before it was erased.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    company: &company::Model,
    name: &MemberName,
    ended: Ended,
) -> Result<(), Fault> {
    let readers = holders(cx, &**tx, company, CompanyRight::UserNotices).await?;
    let whole = name.whole();
    for to in contacts::recipients(cx, &**tx, &readers).await? {
        let t = crate::texts(to.lang);
        let who = if whole.is_empty() { t.msg_no_name() } else { whole.clone() };
        let lead = if ended == Ended::Removed {
            t.msg_mail_gone_removed(who, company.name.as_str())
        } else {
            t.msg_mail_gone_left(who, company.name.as_str())
        };
        Letter::new(cx, "companies.user_gone", &to)
            .title(t.msg_mail_gone_title())
            .lead(lead)
            .line(t.msg_mail_gone_requests())
            .button(t.msg_mail_to_company(), &format!("/c/{}", company.slug))
            .reason(t.msg_mail_reason_notices(company.name.as_str()))
            .queue(tx)
            .await?;
    }
    Ok(())
}
