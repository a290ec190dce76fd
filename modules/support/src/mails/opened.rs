//! A request was registered (SUP-6): its number, for its author at once.

use super::{About, how_to_answer, reason};
use crate::model::category::Category;
use crate::queries::people::Told;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Recipient, Thread};

/// Queues it; `caused`: by a stranger, as far as is known.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, one, thread): (&About, &Told, Thread),
    (category, takes_mail): (Category, bool),
    caused: Option<&Caused>,
) -> Result<Option<Uuid>, Fault> {
    let t = crate::texts(one.to.lang);
    // Anybody may have named this address: none of their words go out in our name, not even the name that they gave.
    let nameless = caused.map(|_| Told { to: Recipient { greeted: None, ..one.to.clone() }, ..*one });
    let one = nameless.as_ref().unwrap_or(one);
    let letter = about
        .letter(cx, "support.opened", one, thread, true)?
        .title(t.msg_mail_opened_title())
        .lead(t.msg_mail_opened_lead(&about.number));
    let category = (t.msg_mail_category(), category.name(one.to.lang));
    let letter = match caused {
        Some(caused) => {
            letter.subject(format!("[{}] {}", about.number, t.msg_mail_opened_title())).facts([category]).caused(caused)
        }
        None => letter.facts([(t.msg_mail_subject(), about.subject.clone()), category]),
    };
    let letter = letter.line(how_to_answer(one.to.lang, takes_mail));
    About::ended(cx, about.with_button(letter, one), one)?.reason(reason(one)).queued(tx).await
}
