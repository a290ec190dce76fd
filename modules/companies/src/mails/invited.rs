//! An invitation into a company (COM-5).

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// `inviter`: their name; empty where they have none. `caused`: the ledger's word, where no member of the staff has it sent.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (company, inviter): (&str, &str),
    link: &Secret<String>,
    caused: Option<&Caused>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    let lead = match inviter {
        "" => t.msg_mail_invited_lead_plain(company, brand),
        name => t.msg_mail_invited_lead(name, company, brand),
    };
    let letter = Letter::new(cx, "companies.invited", to)
        .title(t.msg_mail_invited_title(company))
        .lead(lead)
        .button(t.msg_mail_invited_button(), &format!("/companies/invitation?token={}", link.expose()))
        .after(t.msg_mail_link_term())
        .after(t.msg_mail_invited_other());
    let letter = match caused {
        Some(caused) => letter.caused(caused),
        None => letter,
    };
    letter.reason(t.msg_mail_invited_reason(company)).queue(tx).await
}
