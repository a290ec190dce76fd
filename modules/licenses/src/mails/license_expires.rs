//! Holders who asked for it are told that licenses of theirs expire (ACC-16).

use crate::model::license::grouped;
use crate::model::notice_reader::Reader;
use crate::model::shop_links::ShopLinks;
use crate::tables::license;
use gatehouse_companies::model::notice::{NoticeKind, stop_links};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Notification};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What a person switches on to get it.
pub const NOTIFICATION: Notification =
    Notification { word: "license_expires", text: |lang| crate::texts(lang).msg_notify_license_expires() };

/// A license that ends.
pub(crate) struct Ending<'a> {
    pub license: &'a license::Model,
    pub product: &'a str,
    pub edition: &'a str,
    pub ends: Moment,
    /// Where it is renewed.
    pub shop: ShopLinks,
}

/// Queues the mail about these licenses; `count`: how many there are, where not all are listed.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (to, reader): (&Recipient, Reader<'_>),
    endings: &[Ending<'_>],
    count: usize,
) -> Result<(), Fault> {
    let list = reader.list();
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let Some(first) = endings.first() else { return Ok(()) };
    let letter = Letter::new(cx, "licenses.expires", to);
    let letter = if count == 1 {
        let (day, number) = (format.date(first.ends), grouped(&first.license.number));
        let letter = letter.title(t.msg_mail_expires_title(first.product, &day)).lead(t.msg_mail_expires_lead(
            &number,
            first.product,
            &day,
        ));
        match first.shop.renewal(first.license, to.lang) {
            Some(renew) => letter.button(t.msg_mail_expires_renew(), &renew),
            None => letter.button(t.msg_mail_expires_open(), &format!("{list}/{}", first.license.id)),
        }
    } else {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let line = |ending: &Ending<'_>| {
            let name = format!("{} {}", ending.product, ending.edition).trim().to_owned();
            t.msg_mail_expires_line(name, grouped(&ending.license.number), format.date(ending.ends))
        };
        letter
            .title(t.msg_mail_expires_title_many(count))
            .lead(t.msg_mail_expires_lead_many(count))
            .lines(endings.iter().map(line))
            .button(t.msg_mail_expires_show(), &format!("{list}?status=expiring"))
    };
    let letter = letter.after(t.msg_mail_expires_after());
    match reader {
        Reader::Holder => letter.switched(NOTIFICATION)?.reason(t.msg_mail_expires_reason()).queue(tx).await,
        Reader::Manager { member, company, .. } => {
            let (page, click) = stop_links(cx, member, NoticeKind::Licenses)?;
            let letter = letter.ended_by(&page, &click, |page| t.msg_mail_company_stop(page));
            letter.reason(t.msg_mail_company_reason(company)).queue(tx).await
        }
    }
}
