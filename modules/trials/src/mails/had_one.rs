//! Somebody asked for a trial who has or had theirs (LIC-22): until when, and what they can do now.

use super::{with_end, with_help};
use crate::model::state::TrialState;
use crate::queries::offered::{self, Offered};
use crate::tables::trial::Model;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// What is sent.
pub(crate) struct HadMail<'a> {
    /// The request that is answered.
    pub trial: Uuid,
    pub product: &'a Offered,
    /// The trial that they have or had, where it is not erased.
    pub before: Option<&'a Model>,
    /// Its code, while it can be used.
    pub code: Option<&'a Secret<String>>,
}

/// Queues the mail; `caused`: by a stranger, as far as is known.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    mail: &HadMail<'_>,
    caused: Option<&Caused>,
) -> Result<(), Fault> {
    let (t, product) = (crate::texts(to.lang), mail.product);
    let mut letter = Letter::new(cx, "trials.had_one", to)
        .title(t.msg_mail_had_title(&product.name))
        .lead(lead(cx, to, mail))
        .code(mail.code.map(|code| code.expose().clone()));
    letter = match offered::shop(&product.buy_url, to.lang, to.account) {
        Some(shop) => letter.button(t.msg_mail_buy(), &shop),
        None => letter,
    };
    letter = letter.after(t.msg_mail_had_seller());
    if let Some(caused) = caused {
        letter = letter.caused(caused);
    }
    with_end(cx, with_help(cx, letter, to), to, mail.trial)?
        .reason(t.msg_mail_code_reason(&product.name))
        .queue(tx)
        .await
}

fn lead(cx: &Cx, to: &Recipient, mail: &HadMail<'_>) -> String {
    let (t, format, name) = (crate::texts(to.lang), to.format(cx), mail.product.name.as_str());
    let known = mail.before.and_then(|before| Some((before.state, before.ends_at, before.activate_by?)));
    match known {
        Some((TrialState::Mailed, _, by)) => t.msg_mail_had_waits(name, format.date(by)),
        Some((TrialState::Running, Some(ends), _)) => t.msg_mail_had_runs(name, format.date(ends)),
        Some((_, Some(ends), _)) => t.msg_mail_had_until(name, format.date(ends)),
        _ => t.msg_mail_had_before(name),
    }
}
