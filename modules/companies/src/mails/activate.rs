//! Proves the address of a registration with a company (COM-1, COM-5). What was typed stands on the page, not here: anybody can have typed it.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// `caused`: where a stranger can have caused it.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    link: &Secret<String>,
    caused: Option<&Caused>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    let letter = Letter::new(cx, "companies.activate", to)
        .title(t.msg_mail_activate_title())
        .lead(t.msg_mail_activate_lead(brand))
        .button(t.msg_mail_activate_button(), &format!("/companies/activate?token={}", link.expose()))
        .after(t.msg_mail_link_term())
        .after(t.msg_mail_activate_other());
    let letter = match caused {
        Some(caused) => letter.caused(caused),
        None => letter,
    };
    letter.reason(t.msg_mail_activate_reason(brand)).queue(tx).await
}
