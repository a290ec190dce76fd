//! The code of a trial (LIC-22), for whoever asked for it.

use super::{with_end, with_help};
use crate::queries::offered::{self, Offered};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// Where somebody without an account makes one, and adds the code there.
const ADD: &str = "/register?next=/licenses/add";

/// What is sent.
pub(crate) struct CodeMail<'a> {
    pub trial: Uuid,
    pub product: &'a Offered,
    pub license: Uuid,
    pub code: &'a Secret<String>,
    pub activate_by: Moment,
}

/// Queues the mail; `caused`: by a stranger, as far as is known.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    mail: &CodeMail<'_>,
    caused: Option<&Caused>,
) -> Result<(), Fault> {
    let (t, format, product) = (crate::texts(to.lang), to.format(cx), mail.product);
    let by = format.date(mail.activate_by);
    let (button, path, held) = match to.account {
        Some(_) => (t.msg_mail_code_open(), format!("/licenses/{}", mail.license), t.msg_mail_code_in_account()),
        None => (t.msg_mail_code_add(), ADD.to_owned(), t.msg_mail_code_keep()),
    };
    let mut letter = Letter::new(cx, "trials.code", to)
        .title(t.msg_mail_code_title(&product.name))
        .lead(t.msg_mail_code_lead(&product.name, product.days))
        .line(t.msg_mail_code_body())
        .code(Some(mail.code.expose().clone()))
        .button(button, &path)
        .links(t.msg_mail_code_downloads(), offered::downloads(tx, product.id, to.lang).await?)
        .after(held)
        .facts([(t.msg_mail_code_by(), by)]);
    if let Some(caused) = caused {
        letter = letter.caused(caused);
    }
    with_end(cx, with_help(cx, letter, to), to, mail.trial)?
        .reason(t.msg_mail_code_reason(&product.name))
        .queue(tx)
        .await
}
