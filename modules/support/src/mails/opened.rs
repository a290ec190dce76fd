//! A request was registered (SUP-6): its number, for its author at once; what may answer it already, and what support will ask for (SUP-14).

use super::{About, how_to_answer, reason};
use crate::model::category::Category;
use crate::queries::people::Told;
use crate::signals::Advice;
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
    (category, takes_mail, advice): (Category, bool, &[Advice]),
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
    let prepares = category == Category::Technical;
    let category = (t.msg_mail_category(), category.name(one.to.lang));
    let letter = match caused {
        Some(caused) => {
            letter.subject(format!("[{}] {}", about.number, t.msg_mail_opened_title())).facts([category]).caused(caused)
        }
        None => letter.facts([(t.msg_mail_subject(), about.subject.clone()), category]),
    };
    let mut letter = letter.line(how_to_answer(one.to.lang, takes_mail));
    if prepares {
        let lines =
            [t.msg_req_prepare_error(), t.msg_req_prepare_steps(), t.msg_req_prepare_system(), t.msg_req_prepare_log()];
        letter = letter.line(t.msg_mail_prepare()).lines(lines.map(|line| format!("– {line}")));
    }
    if !advice.is_empty() {
        let origin = &cx.app.settings.origin;
        let links = advice.iter().map(|one| (one.title.clone(), format!("{origin}{}", one.href)));
        letter = letter.links(t.msg_req_advice(), links).after(t.msg_mail_advice());
    }
    About::ended(cx, about.with_button(letter, one), one)?.reason(reason(one)).queued(tx).await
}
