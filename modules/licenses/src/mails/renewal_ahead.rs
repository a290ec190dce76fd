//! Holders are told that the shop will renew a license, when, and where to switch that off (LIC-8).

use crate::model::license::grouped;
use crate::model::notice_reader::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What is renewed.
pub(crate) struct Renewal {
    /// The product's name.
    pub product: String,
    /// The license's number.
    pub number: String,
}

/// Queues it; `count`: how many there are, where not all are listed.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (to, reader): (&Recipient, Reader<'_>),
    renewals: &[(Uuid, &Renewal, Moment)],
    count: usize,
) -> Result<(), Fault> {
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let Some((license, first, renews)) = renewals.first() else { return Ok(()) };
    let day = format.date(*renews);
    let list = reader.list();
    let letter = Letter::new(cx, "licenses.renewal_ahead", to);
    let letter = if count == 1 {
        letter
            .title(t.msg_mail_renewal_title(&first.product, &day))
            .lead(t.msg_mail_renewal_lead(grouped(&first.number), &first.product, &day))
            .line(t.msg_mail_renewal_off())
            .button(t.msg_mail_renewal_open(), &format!("{list}/{license}/renewal"))
    } else {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let all = match reader {
            Reader::Holder => format!("{list}/renewals"),
            Reader::Manager { .. } => list,
        };
        let line = |(_, renewal, renews): &(Uuid, &Renewal, Moment)| {
            t.msg_mail_renewal_line(&renewal.product, grouped(&renewal.number), format.date(*renews))
        };
        letter
            .title(t.msg_mail_renewal_title_many(count))
            .lead(t.msg_mail_renewal_lead_many(count))
            .lines(renewals.iter().map(line))
            .line(t.msg_mail_renewal_off())
            .button(t.msg_mail_renewal_open_all(), &all)
    };
    let reason = match reader {
        Reader::Holder => t.msg_mail_renewal_reason(),
        Reader::Manager { company, .. } => t.msg_mail_company_reason(company),
    };
    letter.reason(reason).queue(tx).await
}
