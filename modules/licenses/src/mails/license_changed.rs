//! Holders are told that what they bought changes, or will: from when on, what is different, and why (LIC-1).

use crate::model::license::grouped;
use crate::model::sold_change::Difference;
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It will change from then on.
    Planned(Moment),
    /// It has changed.
    Changed,
    /// It stays as it is.
    CalledOff,
}

/// Queues the mail to one holder, in their language and zone, with what is different and the clerk's words.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (license, product): (&license::Model, &str),
    (difference, why): (&Difference, &str),
    news: News,
) -> Result<(), Fault> {
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let number = grouped(&license.number);
    let (kind, title, lead) = match news {
        News::Planned(from) => {
            let day = format.date_time(from);
            let lead = t.msg_mail_sold_planned_lead(&number, product, &day);
            ("licenses.change_planned", t.msg_mail_sold_planned_title(product, &day), lead)
        }
        News::Changed => {
            ("licenses.changed", t.msg_mail_sold_changed_title(product), t.msg_mail_sold_changed_lead(&number, product))
        }
        News::CalledOff => {
            let lead = t.msg_mail_sold_stays_lead(&number, product);
            ("licenses.change_called_off", t.msg_mail_sold_stays_title(product), lead)
        }
    };
    let path = if to.account.is_some() { format!("/licenses/{}", license.id) } else { "/licenses".to_owned() };
    let mut letter = Letter::new(cx, kind, to).title(title).lead(lead).button(t.msg_mail_block_open(), &path);
    if news != News::CalledOff {
        let help = gatehouse_brand::of(&cx.app).help().to_owned();
        let object = if help.is_empty() { t.msg_mail_sold_object() } else { t.msg_mail_sold_object_at(&help) };
        letter = letter
            .lines((!why.is_empty()).then(|| t.msg_mail_block_note(why)))
            .facts(difference.facts(&format))
            .after(t.msg_mail_sold_devices())
            .after(object);
    }
    letter.reason(t.msg_mail_block_reason(&number)).queue(tx).await
}
