//! Tells the owner of several sign-ins from new browsers together (ACC-10); always sent.

use super::device;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Sign-ins that are listed; further ones are only counted.
const LISTED: usize = 10;

/// A sign-in is its moment, the browser's name of itself, and its network.
pub async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    seen: &[(Moment, Option<&str>, Option<&str>)],
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let count = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    let line = |(at, agent, network): &(Moment, Option<&str>, Option<&str>)| {
        format!("{}: {}", to.moment(cx, *at), device(to.lang, *agent, *network))
    };
    let listed: Vec<String> = seen.iter().take(LISTED).map(line).collect();
    Letter::new(cx, "accounts.new_devices", to)
        .title(t.msg_mail_devices_title())
        .lead(t.msg_mail_devices_lead(count))
        .lines(listed)
        .line(t.msg_mail_device_you())
        .button(t.msg_mail_device_button(), "/account/sessions")
        .after(t.msg_mail_device_other())
        .security()
        .queue(tx)
        .await
}
