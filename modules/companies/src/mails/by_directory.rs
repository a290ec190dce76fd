//! Somebody became a user of a company by its directory, and has a new account with it (COM-14): where to sign in.

use crate::rights::Locked;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail. `sign_in`: where the company's own service lets people in; without one the person sets a password.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &Locked<'_>,
    sign_in: Option<&str>,
) -> Result<(), Fault> {
    let (t, name) = (texts(to.lang), company.row().name.as_str());
    let letter = Letter::new(cx, "companies.by_directory", to)
        .title(t.msg_mail_directory_title(name))
        .lead(t.msg_mail_directory_lead(name));
    let letter = match sign_in {
        Some(place) => letter.button(t.msg_mail_directory_sign_in(), place),
        None => letter.line(t.msg_mail_directory_password()).button(t.msg_mail_directory_set(), "/forgot-password"),
    };
    letter.reason(t.msg_mail_directory_reason(name)).queue(tx).await
}
