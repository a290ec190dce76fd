//! Tells the owner that staff changed something of the company: its name (COM-10), that it was confirmed (LIC-23).

use crate::queries::recipients::owner;
use crate::rights::Locked;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// What was done.
pub(crate) enum Told<'a> {
    /// It has another name.
    Renamed {
        /// The name of before.
        before: &'a str,
        /// The name of now.
        now: &'a str,
    },
    /// It was confirmed.
    Verified,
}

/// Writes to the owner of a company that the transaction holds.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, held: &Locked<'_>, told: &Told<'_>) -> Result<(), Fault> {
    let Some(to) = owner(cx, &**tx, held.row()).await? else { return Ok(()) };
    let (t, name) = (crate::texts(to.lang), held.row().name.as_str());
    let letter = Letter::new(cx, "companies.changed", &to);
    let letter = match told {
        Told::Renamed { before, now } => letter
            .title(t.msg_staff_mail_renamed_title())
            .lead(t.msg_staff_mail_renamed_lead(*before, *now))
            .line(t.msg_staff_mail_renamed_links()),
        Told::Verified => letter.title(t.msg_staff_mail_verified_title()).lead(t.msg_staff_mail_verified_lead(name)),
    };
    letter.reason(t.msg_staff_mail_reason_owner(name)).queue(tx).await
}
