//! How good was support (SUP-15): a mark stands in the mail itself. Each link leads to a form in which it is chosen; only the form writes.

use crate::actions::send_survey::About;
use crate::model::survey::{mark_name, marks};
use crate::pages::survey_at;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues it; `about`: the request, of one after a request.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (to, kind, about): (&Recipient, Notification, Option<&About>),
    token: &Secret<String>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let whole = |mark: i64| format!("{}{}", cx.app.settings.origin, survey_at(token.expose(), Some(mark)));
    let links = marks().map(|mark| (format!("{mark} · {}", mark_name(mark, to.lang)), whole(mark)));
    let letter = Letter::new(cx, "support.survey", to);
    let letter = match about {
        Some(about) => letter
            .title(t.msg_mail_survey_title())
            .lead(t.msg_mail_survey_lead(&about.number))
            .facts([(t.msg_mail_number(), about.number.clone()), (t.msg_mail_subject(), about.subject.clone())]),
        None => letter.title(t.msg_mail_yearly_title()).lead(t.msg_mail_yearly_lead()),
    };
    letter
        .links(t.msg_mail_survey_links(), links)
        .button(t.msg_mail_survey_comment(), &survey_at(token.expose(), None))
        .after(t.msg_mail_survey_until())
        .switched(kind)?
        .reason(t.msg_mail_survey_reason())
        .queue(tx)
        .await
}
