//! An administrator of a company is told of a change of the portal (COM-13), in the words of the staff.

use crate::model::notice::{NoticeKind, stop_links};
use crate::model::portal_text::PortalTexts;
use crate::queries::recipients::ToTell;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Queues the mail to one of them.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    company: &company::Model,
    one: &ToTell,
    texts: &PortalTexts,
) -> Result<(), Fault> {
    let t = crate::texts(one.to.lang);
    let (title, text) = texts.of(one.to.lang);
    let mut paragraphs = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    let (page, click) = stop_links(cx, one.member, NoticeKind::Portal)?;
    Letter::new(cx, "companies.portal_change", &one.to)
        .title(title.trim().to_owned())
        .lead(paragraphs.next().unwrap_or_default())
        .lines(paragraphs)
        .button(t.msg_mail_portal_button(), &format!("/c/{}", company.slug))
        .ended_by(&page, &click, |page| t.msg_mail_stop(page))
        .reason(t.msg_mail_reason_right(company.name.as_str()))
        .queue(tx)
        .await
}
